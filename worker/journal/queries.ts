import { sql } from 'kysely'
import { partiesOfCalls } from '../calls/told'
import type { EventType, StoredEvent } from '../core/events'
import type { Language } from '../core/kinds'
import { describe } from '../notifications/describe'
import { belongsTo, type Ctx } from '../platform/context'
import { asEvent } from '../platform/relay'

/**
 * Facts that anyone may know: what is public happens in public. The others are for the members of the cluster, and those
 * of bookings, matches and messages for their parties and the coordinators.
 */
const BETWEEN_PARTIES: ReadonlySet<string> = new Set([
  ...['booking', 'match', 'message', 'handover', 'agreement', 'application', 'call_offer'],
  ...['slip', 'waste_line'],
  ...['pickup_round', 'pickup_stop', 'inclusion'],
  ...['occupancy', 'inventory', 'fee_rule', 'fee_month', 'fee_line'],
])
const FOR_COORDINATORS: ReadonlySet<string> = new Set([
  ...['report', 'invitation', 'import', 'member', 'feed', 'site', 'lot', 'lead', 'score', 'funder_report'],
])

/** Organisations an event names, by the fields of its payload. */
const PARTY_FIELDS = [
  ...['lenderId', 'borrowerId', 'fromOrganisationId', 'toOrganisationId', 'organisationId'],
  ...['landlordId', 'occupantId'],
]
/** Known to their own organisation until they are published. */
const DRAFTS: ReadonlySet<string> = new Set(['listing.drafted', 'call.drafted', 'call.edited'])

/** Whether the actor may see a fact of this cluster. Matches name listings, not organisations: see `partiesOfMatches`. */
export function maySee(
  ctx: Ctx,
  event: StoredEvent,
  clusterId: string,
  matchParties: Map<string, string[]>,
): boolean {
  const actor = ctx.actor
  if (actor?.coordinates.includes(clusterId)) return true
  const noun = event.type.split('.')[0] ?? ''
  const mine = new Set(actor?.organisations.map((m) => m.organisationId))
  if (BETWEEN_PARTIES.has(noun)) {
    const payload = event.payload as Record<string, unknown>
    const named = PARTY_FIELDS.map((field) => payload[field]).filter((id) => typeof id === 'string')
    return [...named, ...(matchParties.get(event.subjectId) ?? [])].some((id) => mine.has(id))
  }
  if (FOR_COORDINATORS.has(noun)) {
    const organisation = (event.payload as Record<string, unknown>).organisationId
    return typeof organisation === 'string' && mine.has(organisation)
  }
  if (DRAFTS.has(event.type)) return mine.has((event.payload as { organisationId: string }).organisationId)
  return belongsTo(actor, clusterId)
}

/** The most events one request reads, whatever the token may see of them. */
const SCAN = 500

export interface FeedPage {
  items: StoredEvent[]
  /** Where to go on: the last `seq` that was looked at, so that nothing is lost and nothing comes twice. */
  next: number
  more: boolean
}

/**
 * The facts after `after` that the actor may see, in the order they were written. Rows are written one at a time, so a
 * higher `seq` never appears before a lower one: reading on from the last is enough.
 */
export async function eventsAfter(
  ctx: Ctx,
  clusterId: string,
  after: number,
  limit: number,
): Promise<FeedPage> {
  const rows = await ctx.db
    .selectFrom('events')
    .selectAll()
    .where('clusterId', '=', clusterId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(SCAN)
    .execute()
  const events = rows.map(asEvent)
  const ofCalls = events.filter((e) => /^(application|call_offer)\./.test(e.type)).map((e) => e.subjectId)
  const parties = new Map([...(await partiesOfMatches(ctx, events)), ...(await partiesOfCalls(ctx, ofCalls))])
  const items: StoredEvent[] = []
  let next = after
  for (const event of events) {
    if (items.length === limit) break
    next = event.seq
    if (maySee(ctx, event, clusterId, parties)) items.push(event)
  }
  return { items, next, more: next < (events.at(-1)?.seq ?? 0) || rows.length === SCAN }
}

/** The newest facts of a cluster, for its journal: `before` is the seq below which to read. */
export async function journalOf(
  ctx: Ctx,
  clusterId: string,
  before: number | undefined,
  limit: number,
  type?: EventType,
) {
  let query = ctx.db
    .selectFrom('events')
    .leftJoin('people as actor', 'actor.id', 'events.actorId')
    .leftJoin('people as helped', 'helped.id', 'events.onBehalfOf')
    .select([
      'events.seq',
      'events.id',
      'events.type',
      'events.subjectId',
      'events.occurredAt',
      sql<string | null>`iif(events.type like 'application.%', '', events.actor_id)`.as('actorId'),
    ])
    // Who sent an application is told by nothing that a juror may read.
    .select([
      sql<string | null>`iif(events.type like 'application.%', '', actor.name)`.as('actorName'),
      sql<string | null>`iif(events.type like 'application.%', null, helped.name)`.as('helpedName'),
    ])
    .where('events.clusterId', '=', clusterId)
    .orderBy('events.seq', 'desc')
    .limit(limit)
  if (before !== undefined) query = query.where('events.seq', '<', before)
  if (type) query = query.where('events.type', '=', type)
  return query.execute()
}

/** The same, each fact as a sentence in a language, with the page it leads to. */
export async function journalInWords(
  ctx: Ctx,
  cluster: { id: string; timeZone: string; currency: string },
  language: Language,
  before: number | undefined,
  limit: number,
) {
  const lines = await journalOf(ctx, cluster.id, before, limit)
  // The receipt of an application is its own people's.
  const said = (type: string) => (type === 'application.submitted' ? 'application.sent' : type)
  const told = lines.map(({ type, subjectId }) => ({ type: said(type), subjectId, clusterId: cluster.id }))
  const sentences = await describe(ctx, told, language, cluster)
  return lines.map((line, i) => ({
    ...line,
    text: sentences[i]?.text ?? '',
    path: sentences[i]?.path ?? null,
  }))
}

/** The two organisations of each match among the events. */
async function partiesOfMatches(ctx: Ctx, events: StoredEvent[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(events.filter((e) => e.type.startsWith('match.')).map((e) => e.subjectId))]
  if (ids.length === 0 || !ctx.actor) return new Map()
  const { results } = await ctx.env.DB.prepare(
    `select m.id, o.organisation_id as offering, n.organisation_id as needing from json_each(?) j
       join matches m on m.id = j.value join listings o on o.id = m.offer_id join listings n on n.id = m.need_id`,
  )
    .bind(JSON.stringify(ids))
    .all<{ id: string; offering: string; needing: string }>()
  return new Map(results.map((r) => [r.id, [r.offering, r.needing]]))
}
