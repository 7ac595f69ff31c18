import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Instant } from '../core/time'
import { addDays, instantOf, toMinutes } from '../core/time'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../platform/context'
import { together } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { Visit } from './input'
import { type CallStatus, callAt } from './rules'
import type { LotFeatures } from './rulesOfFit'
import type { Quota } from './rulesOfQuotas'
import type { Criterion } from './rulesOfScores'

type Row = Selectable<Schema['calls']>
type Parsed = {
  questions: string[]
  criteria: (Criterion & { label: string })[]
  quotas: Quota[]
  visits: Visit[]
}
export interface Call extends Omit<Row, keyof Parsed>, Parsed {
  /** As it truly is at this moment: see `callAt`. */
  now: CallStatus
  organisationName: string
  siteName: string
  address: string
  commune: string
  siteListingId: string
  /** The last local date that the owner gives, for any agreement on the site. */
  siteEndsOn: string | null
  timeZone: string
}

/** All but the published record, which is long and asked for by itself. */
const callRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('calls as c')
    .innerJoin('organisations as o', 'o.id', 'c.organisationId')
    .innerJoin('sites as s', 's.id', 'c.siteId')
    .innerJoin('clusters as k', 'k.id', 'c.clusterId')
    .select(['c.id', 'c.clusterId', 'c.siteId', 'c.organisationId', 'c.status', 'c.round', 'c.title'])
    .select([
      'c.description',
      'c.language',
      'c.startsOn',
      'c.endsOn',
      'c.deadline',
      'c.answerOn',
      'c.answerDays',
    ])
    .select([
      'c.form',
      'c.questions',
      'c.criteria',
      'c.quotas',
      'c.visits',
      'c.visitPlaces',
      'c.visitListingId',
      'c.seedHash',
    ])
    .select(['c.amendments', 'c.publishedAt', 'c.closedAt', 'c.judgedAt', 'c.allocatedAt', 'c.endedAt'])
    .select(['c.endReason', 'c.version', 'c.lastEventId', 'c.createdBy', 'c.createdAt'])
    .select(['o.name as organisationName', 's.name as siteName', 's.address', 's.commune'])
    .select([
      's.listingId as siteListingId',
      's.endsOn as siteEndsOn',
      'k.timeZone',
      sql<null>`null`.as('allocation'),
    ])

const asCall = (
  ctx: Ctx,
  row: Awaited<ReturnType<ReturnType<typeof callRows>['execute']>>[number],
): Call => ({
  ...row,
  questions: JSON.parse(row.questions) as string[],
  criteria: JSON.parse(row.criteria) as Call['criteria'],
  quotas: JSON.parse(row.quotas) as Quota[],
  visits: JSON.parse(row.visits) as Visit[],
  now: callAt(row, ctx.now),
})

/** One call, whoever asks: for commands and consumers, which know why they may. */
export async function callById(ctx: Ctx, id: string): Promise<Call | null> {
  const row = await callRows(ctx).where('c.id', '=', id).executeTakeFirst()
  return row ? asCall(ctx, row) : null
}

/** What the actor is to a call. */
export interface Part {
  /** Answers for its landlord, or coordinates its cluster: publishes, amends, goes from one step to the next. */
  runs: boolean
  /** Judges applications. */
  judges: boolean
  /** Any of these, or a member of the landlord. */
  inside: boolean
}

export function partIn(
  ctx: Ctx,
  call: Pick<Call, 'organisationId' | 'clusterId'>,
  jurors: readonly Juror[],
): Part {
  const { actor } = ctx
  const mine = actor?.organisations.find((m) => m.organisationId === call.organisationId)
  const isActive = mine?.clusters.includes(call.clusterId) ?? false
  const coordinates = actor?.coordinates.includes(call.clusterId) ?? false
  const judges = jurors.some((j) => j.personId === actor?.personId && j.leftAt === null)
  return {
    runs: coordinates || (isActive && mine?.mayAnswer === true),
    judges,
    inside: coordinates || isActive || judges,
  }
}

/** A call as the actor may see it: published ones are public, drafts are for those inside. Throws `not_found`. */
export async function visibleCall(
  ctx: Ctx,
  id: string,
): Promise<{ call: Call; jurors: Juror[]; part: Part }> {
  const call = await callById(ctx, id)
  if (!call) throw new AppError('not_found')
  const jurors = await jurorsOf(ctx, id)
  const part = partIn(ctx, call, jurors)
  // A juror learns of a call once it is published.
  if (call.publishedAt === null && !part.runs && !(part.inside && !part.judges))
    throw new AppError('not_found')
  return { call, jurors, part }
}

/** A call that the actor runs. To others inside `forbidden` (or what is missing), to everyone else `not_found`. */
export async function callToRun(ctx: Ctx, id: string, states?: readonly CallStatus[]): Promise<Call> {
  mustBeSignedIn(ctx)
  const { call, part } = await visibleCall(ctx, id)
  if (!part.runs) {
    const isTheirs = ctx.actor?.organisations.some((m) => m.organisationId === call.organisationId)
    if (isTheirs) mustAnswerFor(ctx, call.organisationId, call.clusterId)
    throw new AppError('forbidden')
  }
  if (states && !states.includes(call.now)) throw new AppError('transition_not_allowed', { state: call.now })
  return call
}

export interface Juror {
  personId: string
  name: string
  number: number
  leftAt: Instant | null
}
export const jurorsOf = (ctx: Ctx, callId: string): Promise<Juror[]> =>
  ctx.db
    .selectFrom('callJurors as j')
    .innerJoin('people as p', 'p.id', 'j.personId')
    .select(['j.personId', 'p.name', 'j.number', 'j.leftAt'])
    .where('j.callId', '=', callId)
    .orderBy('j.number')
    .limit(100)
    .execute()

export interface CallLot {
  id: string
  capacityId: string
  name: string
  floor: string
  access: string
  state: 'ready' | 'light_works' | 'heavy_works'
  planId: string | null
  features: LotFeatures
}
/** The lots of a call, in its order. */
export async function lotsOfCall(ctx: Ctx, callId: string): Promise<CallLot[]> {
  const rows = await ctx.db
    .selectFrom('callLots as cl')
    .innerJoin('lots as l', 'l.id', 'cl.lotId')
    .select(['l.id', 'cl.capacityId', 'l.name', 'l.floor', 'l.access', 'l.state', 'l.planId', 'l.surfaceM2'])
    .select(['l.floorLoadKgM2', 'l.powerKva', 'l.power', 'l.water', 'l.stepFree', 'l.publicType'])
    .select(['l.publicCategory', 'l.uses', 'l.availableFrom', 'l.availableUntil'])
    .where('cl.callId', '=', callId)
    .orderBy('cl.position')
    .limit(200)
    .execute()
  return rows.map(({ id, capacityId, name, floor, access, state, planId, uses, ...features }) => ({
    ...{ id, capacityId, name, floor, access, state, planId },
    features: { ...features, uses: JSON.parse(uses) as string[] } as LotFeatures,
  }))
}

export interface AmendmentMade {
  number: number
  reason: string
  changes: { field: string; from?: string | null; to?: string | null }[]
  madeAt: Instant
}
export async function amendmentsOf(ctx: Ctx, callId: string): Promise<AmendmentMade[]> {
  const rows = await ctx.db
    .selectFrom('callAmendments')
    .select(['number', 'reason', 'changes', 'madeAt'])
    .where('callId', '=', callId)
    .orderBy('number')
    .limit(100)
    .execute()
  return rows.map((r) => ({ ...r, changes: JSON.parse(r.changes) as AmendmentMade['changes'] }))
}

/** How many applications a call has, and how many name each lot: numbers anyone may know. */
export async function interestIn(
  ctx: Ctx,
  callId: string,
): Promise<{ applications: number; byLot: Map<string, number> }> {
  const sent = ctx.db
    .selectFrom('applications')
    .where('callId', '=', callId)
    .where('status', '=', 'submitted')
  const named = sql<{ lot: string; n: number }>`select j.value as lot, count(*) as n from applications a,
    json_each(a.choices) j where a.call_id = ${callId} and a.status = 'submitted' group by j.value`
  const [[all], lots] = await together(ctx.env.DB, sent.select(sql<number>`count(*)`.as('n')), {
    compile: () => named.compile(ctx.db),
  })
  return { applications: Number(all?.n ?? 0), byLot: new Map(lots.map((l) => [l.lot, Number(l.n)])) }
}

/** Calls of a cluster, newest first: published ones, and drafts to those who run them. Paged by id. */
export async function callsOf(
  ctx: Ctx,
  clusterId: string,
  { limit = 20, cursor }: { limit?: number; cursor?: string | null | undefined } = {},
): Promise<{ items: Call[]; nextCursor: string | null }> {
  const all = ctx.actor?.coordinates.includes(clusterId) ?? false
  const mine = JSON.stringify((ctx.actor?.organisations ?? []).slice(0, 50).map((m) => m.organisationId))
  let query = callRows(ctx)
    .where('c.clusterId', '=', clusterId)
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
  if (!all)
    query = query.where((eb) =>
      eb.or([
        eb('c.publishedAt', 'is not', null),
        eb('c.organisationId', 'in', sql<string>`(select value from json_each(${mine}))`),
      ]),
    )
  if (cursor) {
    if (!/^cll_\w+$/.test(cursor))
      throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
    query = query.where('c.id', '<', cursor)
  }
  const rows = await query.execute()
  const items = rows.slice(0, limit).map((row) => asCall(ctx, row))
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** The occupation in UTC minutes, as its lots are held: local midnights, the last day included. */
export const spanOf = (c: { startsOn: string | null; endsOn: string | null; timeZone: string }) => ({
  from: toMinutes(instantOf(c.startsOn ?? '', '00:00', c.timeZone)),
  to: toMinutes(instantOf(addDays(c.endsOn ?? '', 1), '00:00', c.timeZone)),
})

/** The capacities of the lots of a call: what is free again once it lets go of them. */
export const capacitiesOfCall = async (ctx: Ctx, callId: string): Promise<string[]> =>
  (
    await ctx.db.selectFrom('callLots').select('capacityId').where('callId', '=', callId).limit(200).execute()
  ).map((row) => row.capacityId)
