import { sql } from 'kysely'
import { holdsOver } from '../bookings/availability'
import { AppError, invalid } from '../core/errors'
import type { Events } from '../core/events'
import { type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { siteById } from '../premises/queries'
import type { Call, Juror } from './queries'
import { spanOf } from './queries'
import type { CallStatus } from './rules'

type CallEvent = keyof Events & `call.${string}`

export const callFact = (
  ctx: Ctx,
  type: CallEvent,
  c: Pick<Call, 'id' | 'clusterId' | 'organisationId'>,
  more: Record<string, string | number> = {},
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: c.clusterId, table: 'calls', row: c.id },
    payload: { organisationId: c.organisationId, ...more } as Events[CallEvent],
  }) as Fact

/** Another state of a call, if nobody was faster. */
export const setCall = (
  ctx: Ctx,
  c: Pick<Call, 'id' | 'version'>,
  happened: Fact,
  set: Record<string, unknown>,
): Query =>
  ctx.db
    .updateTable('calls')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', c.id)
    .where('version', '=', c.version)

export const isState = (c: Call, ...states: CallStatus[]): boolean => states.includes(c.now)

/** A query in plain SQL. */
export const query = (ctx: Ctx, raw: ReturnType<typeof sql>): Query => ({
  compile: () => raw.compile(ctx.db),
})

export interface LotOfSite {
  id: string
  capacityId: string
}

/** Lots that a call may give, in the order given. Throws `invalid` for one that is not of its site, twice or gone. */
export async function lotsFor(ctx: Ctx, siteId: string, lotIds: readonly string[]): Promise<LotOfSite[]> {
  const rows = await ctx.db
    .selectFrom('lots')
    .select(['id', 'capacityId'])
    .where('siteId', '=', siteId)
    .where('removedAt', 'is', null)
    .where('id', 'in', sql<string>`(select value from json_each(${JSON.stringify(lotIds)}))`)
    .execute()
  const wrong = lotIds.findIndex((id, i) => lotIds.indexOf(id) < i || !rows.some((r) => r.id === id))
  if (wrong >= 0) throw invalid({ path: `lotIds.${wrong}`, code: 'no_such_lot' })
  return lotIds.flatMap((id) => rows.filter((r) => r.id === id))
}

/** The site of a call, which its landlord owns. Throws `invalid` where there is none, or of another cluster. */
export async function siteFor(ctx: Ctx, siteId: string, clusterId: string) {
  const site = await siteById(ctx, siteId)
  if (!site || site.clusterId !== clusterId) throw invalid({ path: 'siteId', code: 'not_a_choice' })
  return site
}

/**
 * People of the cluster by e-mail address or id: members of its organisations, or who coordinates it. Throws `invalid` for each
 * who is not one, and for one named twice.
 */
export async function peopleFor(ctx: Ctx, clusterId: string, asked: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    asked: string
    id: string
  }>`select j.value as asked, p.id from json_each(${JSON.stringify(asked)}) j
    join people p on (p.id = j.value or (p.email is not null and lower(p.email) = lower(j.value))) and p.erased_at is null
    where exists (select 1 from members m join affiliations a on a.organisation_id = m.organisation_id
        where m.person_id = p.id and m.status = 'active' and a.cluster_id = ${clusterId} and a.status = 'active')
      or exists (select 1 from coordinators c where c.person_id = p.id and c.cluster_id = ${clusterId}
        and (c.until is null or c.until > ${ctx.now}))`.execute(ctx.db)
  const found = asked.map((one) => rows.find((r) => r.asked === one)?.id)
  const wrong = found.flatMap((id, i) =>
    id === undefined
      ? [{ path: `jurors.${i}`, code: 'no_such_person' }]
      : found.indexOf(id) < i
        ? [{ path: `jurors.${i}`, code: 'person_twice' }]
        : [],
  )
  if (wrong.length > 0) throw invalid(...wrong)
  return found as string[]
}

/** The lots of a call, in place of those it had. */
export const putLots = (ctx: Ctx, callId: string, lots: readonly LotOfSite[]): Query[] => [
  ctx.db.deleteFrom('callLots').where('callId', '=', callId),
  query(
    ctx,
    sql`insert into call_lots (call_id, lot_id, capacity_id, position)
      select ${callId}, value->>'id', value->>'capacityId', key + 1 from json_each(${JSON.stringify(lots)})`,
  ),
]

/** The jurors of a call: who stays keeps their number, who leaves stays in the record. */
export function putJurors(
  ctx: Ctx,
  callId: string,
  before: readonly Juror[],
  now: readonly string[],
): Query[] {
  const left = before.filter((j) => j.leftAt === null && !now.includes(j.personId)).map((j) => j.personId)
  const back = before.filter((j) => j.leftAt !== null && now.includes(j.personId)).map((j) => j.personId)
  const first = Math.max(0, ...before.map((j) => j.number)) + 1
  const added = now.filter((id) => !before.some((j) => j.personId === id))
  const set = (ids: readonly string[], leftAt: string | null) =>
    query(
      ctx,
      sql`update call_jurors set left_at = ${leftAt} where call_id = ${callId}
        and person_id in (select value from json_each(${JSON.stringify(ids)}))`,
    )
  return [
    ...(left.length > 0 ? [set(left, ctx.now)] : []),
    ...(back.length > 0 ? [set(back, null)] : []),
    ...(added.length > 0
      ? [
          query(
            ctx,
            sql`insert into call_jurors (call_id, person_id, number)
              select ${callId}, value, key + cast(${first} as integer) from json_each(${JSON.stringify(added)})`,
          ),
        ]
      : []),
  ]
}

type Span = Pick<Call, 'startsOn' | 'endsOn' | 'timeZone'>

/** Holds lots for a call over its whole time: the database refuses what is booked, closed or in another call. */
export function hold(ctx: Ctx, callId: string, span: Span, lots: readonly LotOfSite[]): Query {
  const { from, to } = spanOf(span)
  return query(
    ctx,
    sql`insert into holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
      select value->>'capacityId', 'waitlist', ${callId}, cast(${from} as integer), cast(${to} as integer), 1
      from json_each(${JSON.stringify(lots)})`,
  )
}

/** Lets go of what a call still holds: all of it, or these lots. What a winner has accepted is no longer the call's. */
export const letGo = (ctx: Ctx, callId: string, lots?: readonly LotOfSite[]): Query => {
  const all = ctx.db.deleteFrom('holds').where('sourceId', '=', callId).where('reason', '=', 'waitlist')
  const ids = JSON.stringify((lots ?? []).map((l) => l.capacityId))
  return lots ? all.where('capacityId', 'in', sql<string>`(select value from json_each(${ids}))`) : all
}

/** Says which lots are the ones that are taken: `lot_under_call` with their ids. */
export async function whichAreTaken(
  ctx: Ctx,
  error: unknown,
  span: Span,
  lots: readonly LotOfSite[],
): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'capacity_taken') return error
  const { from, to } = spanOf(span)
  const { holds } = await holdsOver(
    ctx,
    lots.map((l) => l.capacityId),
    from,
    to,
  )
  const busy = new Set(holds.map((h) => h.capacityId))
  return new AppError('lot_under_call', { lots: lots.filter((l) => busy.has(l.capacityId)).map((l) => l.id) })
}
