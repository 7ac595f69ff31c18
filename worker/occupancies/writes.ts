import { type RawBuilder, sql } from 'kysely'
import type { Events } from '../core/events'
import { addDays, instantOf, toMinutes } from '../core/time'
import { shareOfMonth } from '../fees/estimate'
import { type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { earlierLeases, type Occupancy } from './queries'
import { type AgreementFacts, type Finding, findingsOf } from './rulesOfForms'

type OccupancyEvent = keyof Events & `occupancy.${string}`
type Named = Pick<
  Occupancy,
  'id' | 'clusterId' | 'siteId' | 'lotId' | 'capacityId' | 'landlordId' | 'occupantId'
>

/** Drafts say nothing of the occupant, who does not know of them. */
const SECRET: ReadonlySet<string> = new Set(['occupancy.drafted', 'occupancy.edited'])

export function occupancyFact(
  ctx: Ctx,
  type: OccupancyEvent,
  o: Named & Partial<Pick<Occupancy, 'proposedAt'>>,
  more: Record<string, string | number> = {},
  onBehalfOf: string | null = null,
): Fact {
  const { siteId, lotId, capacityId, landlordId, occupantId } = o
  const secret = SECRET.has(type) || (type === 'occupancy.cancelled' && !o.proposedAt)
  return fact(ctx, type, {
    ...{ clusterId: o.clusterId, table: 'occupancies', row: o.id, onBehalfOf },
    payload: {
      ...{ siteId, lotId, capacityId, landlordId, ...(!secret && { occupantId }), ...more },
    } as Events[OccupancyEvent],
  }) as Fact
}

/** A change of an occupancy, if nobody was faster. */
export const setOccupancy = (
  ctx: Ctx,
  o: Pick<Occupancy, 'id' | 'version'>,
  happened: Fact,
  set: Record<string, unknown>,
): Query =>
  ctx.db
    .updateTable('occupancies')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', o.id)
    .where('version', '=', o.version)

export const query = (ctx: Ctx, raw: RawBuilder<unknown>): Query => ({ compile: () => raw.compile(ctx.db) })

type Held = Pick<Occupancy, 'id' | 'capacityId' | 'startsOn' | 'endsOn' | 'timeZone'>
/** The term in UTC minutes: local midnights, the last day included. */
export const spanOf = (o: Pick<Held, 'startsOn' | 'endsOn' | 'timeZone'>) => ({
  from: toMinutes(instantOf(o.startsOn, '00:00', o.timeZone)),
  to: toMinutes(instantOf(addDays(o.endsOn, 1), '00:00', o.timeZone)),
})

/** Holds the lot over the term: the database refuses what is booked, closed, under call or somebody's already. */
export function hold(ctx: Ctx, o: Held): Query {
  const { from, to } = spanOf(o)
  return query(
    ctx,
    sql`insert into holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
      values (${o.capacityId}, 'waitlist', ${o.id}, cast(${from} as integer), cast(${to} as integer), 1)`,
  )
}
/** Lets go of the lot; also where it is out of order meanwhile. */
export const letGo = (ctx: Ctx, id: string): Query =>
  query(ctx, sql`delete from holds where source_id = ${id} and reason in ('waitlist', 'booking')`)
/** It is theirs: what was kept is now taken. */
export const take = (ctx: Ctx, id: string): Query =>
  query(ctx, sql`update holds set reason = 'booking' where source_id = ${id} and reason = 'waitlist'`)
/** What is left of the term is free: it ends with this local day. */
export function holdUntil(ctx: Ctx, o: Pick<Held, 'id' | 'timeZone'>, lastDay: string): Query[] {
  const to = toMinutes(instantOf(addDays(lastDay, 1), '00:00', o.timeZone))
  return [
    query(ctx, sql`delete from holds where source_id = ${o.id} and busy_from >= cast(${to} as integer)`),
    query(
      ctx,
      sql`update holds set busy_to = cast(${to} as integer) where source_id = ${o.id}
        and busy_to > cast(${to} as integer)`,
    ),
  ]
}

/** What the law says of an agreement as it stands, and what its share of the charges comes to in a month. */
export async function judged(ctx: Ctx, o: Occupancy): Promise<{ findings: Finding[]; feeCents: number }> {
  const [earlier, share] = await Promise.all([
    o.form === 'short_lease' ? earlierLeases(ctx, o) : [],
    o.feeMode === 'charges' ? shareOfMonth(ctx, o) : 0,
  ])
  const feeCents = o.feeMode === 'charges' ? share : o.feeCents
  const { conditions: _, ...terms } = o.terms
  const facts: AgreementFacts = {
    ...terms,
    ...{ form: o.form, feeMode: o.feeMode, feeCents, reason: o.reason, reasonWords: o.reasonWords },
    ...{ startsOn: o.startsOn, endsOn: o.endsOn, fromCall: o.callOfferId !== null },
  }
  return { findings: findingsOf(facts, earlier), feeCents }
}
