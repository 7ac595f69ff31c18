import { sql } from 'kysely'
import { leastFree } from '../bookings/rulesOfSteps'
import { bookingFact } from '../bookings/writes'
import { AppError } from '../core/errors'
import { type Instant, NEVER, toMinutes } from '../core/time'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { bookingsAmong, type Met, metBy, type Outage } from './queries'
import { type Part, partsBeside } from './rules'

/** From when to when how many are out of order, in UTC minutes. */
export interface Out {
  from: number
  to: number
  /** Null: all. */
  quantity: number | null
}

export const outOf = (o: Pick<Outage, 'startsAt' | 'endsAt' | 'quantity'>): Out => ({
  from: toMinutes(o.startsAt),
  to: o.endsAt === null ? NEVER : Math.ceil(Date.parse(o.endsAt) / 60_000),
  quantity: o.quantity,
})

type Of = Pick<Outage, 'id' | 'capacityId' | 'clusterId' | 'all'>

/** Everything that a batch says of the holds of an outage, and of the bookings whose holds they are. */
export interface Written {
  facts: Fact[]
  writes: Query[]
  /** Bookings that are suspended now and were not before, and the reverse. */
  suspended: string[]
  resumed: string[]
}

/**
 * Puts the holds of an outage where they should be: what it had suspended comes back first, then what must give way to it
 * as it is now gives way, then its own hold. `now` null: it is over. Bookings that are told carry their version, so that
 * one which changed meanwhile makes the batch `stale`. Throws `already_exists` where other outages leave no room.
 * `again`: those that stay suspended are told once more.
 */
export async function rewritten(ctx: Ctx, of: Of, now: Out | null, again = false): Promise<Written> {
  const met = await metBy(ctx, of, now?.from ?? 0, now?.to ?? 0)
  const parts = now ? partsFor(met, of.all, now) : []
  const before = bookingsOf(met.filter((h) => h.suspended === 1))
  const after = bookingsOf(met.filter((h) => parts.some((p) => p.holdId === h.id)))
  const suspended = [...after].filter((id) => !before.has(id))
  const resumed = [...before].filter((id) => !after.has(id))
  const told = again ? [...after] : suspended
  const rows = await bookingsAmong(ctx, [...told, ...resumed])
  const changes = rows
    .filter((b) => b.endsAt > ctx.now)
    .map((b) => {
      const type = resumed.includes(b.id) ? ('booking.resumed' as const) : ('booking.suspended' as const)
      const happened = bookingFact(ctx, type, b, b.onBehalfOf)
      return { b, happened: { ...happened, payload: { ...happened.payload, outageId: of.id } } as Fact }
    })
  return {
    ...{ suspended, resumed, facts: changes.map((c) => c.happened) },
    writes: [
      ...back(ctx, of.id),
      ...(now ? [...suspend(ctx, of.id, met, parts), holdOf(ctx, of, now)] : []),
      ...(changes.length > 0 ? [raise(ctx, changes)] : []),
    ],
  }
}

const bookingsOf = (holds: readonly Met[]) => new Set(holds.flatMap((h) => h.bookingId ?? []))

function partsFor(met: readonly Met[], all: number, { from, to, quantity }: Out): Part[] {
  const out = Math.min(quantity ?? all, all)
  const others = met.filter((h) => h.reason === 'maintenance').map((h) => ({ ...h, capacityId: '' }))
  if (leastFree(all, others, from, to) < out) throw new AppError('already_exists')
  return partsBeside(met, all, { out, from, to })
}

/** The outage lets go of everything it held and had suspended. */
const back = (ctx: Ctx, id: string): Query[] => [
  ctx.db.deleteFrom('holds').where('sourceId', '=', id).where('reason', '=', 'maintenance'),
  ctx.db.updateTable('holds').set({ live: 1, suspendedBy: null }).where('suspendedBy', '=', id),
]

/**
 * The hold itself becomes the first part that gives way, if it is still as it was read; its other parts are only written
 * where that was so.
 */
function suspend(ctx: Ctx, id: string, met: readonly Met[], parts: readonly Part[]): Query[] {
  if (parts.length === 0) return []
  const firsts = met.flatMap((was) => {
    const part = parts.find((p) => p.holdId === was.id && p.suspended)
    return part ? [{ part, was }] : []
  })
  const others = parts.filter((p) => !firsts.some((f) => f.part === p))
  const first = JSON.stringify(firsts.map(({ part, was }) => ({ part, was })))
  return [
    query(
      ctx,
      sql`update holds set live = 0, suspended_by = ${id}, busy_from = j.value->'part'->>'busyFrom',
        busy_to = j.value->'part'->>'busyTo', quantity = j.value->'part'->>'quantity'
      from json_each(${first}) j
      where holds.id = j.value->'was'->>'id' and holds.live = 1
        and holds.booking_id is j.value->'was'->>'bookingId' and holds.busy_from = j.value->'was'->>'busyFrom'
        and holds.busy_to = j.value->'was'->>'busyTo' and holds.quantity = j.value->'was'->>'quantity'`,
    ),
    ...(others.length === 0
      ? []
      : [
          query(
            ctx,
            sql`insert into holds
                (capacity_id, booking_id, reason, source_id, busy_from, busy_to, quantity, at_most, live, suspended_by)
              select h.capacity_id, h.booking_id, h.reason, h.source_id, j.value->>'busyFrom', j.value->>'busyTo',
                j.value->>'quantity', h.at_most, not (j.value->>'suspended'), iif(j.value->>'suspended', ${id}, null)
              from json_each(${JSON.stringify(others)}) j join holds h on h.id = j.value->>'holdId'
              where h.suspended_by = ${id}`,
          ),
        ]),
  ]
}

/** The outage takes all there is at the moment of writing, or so many. */
const holdOf = (ctx: Ctx, { id, capacityId }: Of, { from, to, quantity }: Out): Query =>
  query(
    ctx,
    sql`insert into holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
      select id, 'maintenance', ${id}, cast(${from} as integer), cast(${to} as integer),
        min(quantity, cast(coalesce(${quantity}, quantity) as integer)) from capacities where id = ${capacityId}`,
  )

/** All bookings that are told, in one statement. */
function raise(ctx: Ctx, changes: readonly { b: { id: string; version: number }; happened: Fact }[]): Query {
  const rows = changes.map(({ b, happened }) => ({ id: b.id, version: b.version, event: happened.id }))
  return query(
    ctx,
    sql`update bookings set version = bookings.version + 1, last_event_id = j.value->>'event'
      from json_each(${JSON.stringify(rows)}) j
      where bookings.id = j.value->>'id' and bookings.version = j.value->>'version'`,
  )
}

const query = (ctx: Ctx, statement: ReturnType<typeof sql>): Query => ({
  compile: () => statement.compile(ctx.db),
})

type OutageEvent = 'outage.declared' | 'outage.changed' | 'outage.ended'
export const outageFact = (
  ctx: Ctx,
  type: OutageEvent,
  o: Of & { startsAt: Instant; endsAt: Instant | null; quantity: number | null },
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: o.clusterId, table: 'outages', row: o.id },
    payload: {
      ...{ capacityId: o.capacityId, startsAt: o.startsAt },
      ...(o.endsAt !== null && { endsAt: o.endsAt }),
      ...(o.quantity !== null && { quantity: o.quantity }),
    },
  }) as Fact
