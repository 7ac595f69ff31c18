import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { among, prepare } from '../platform/db'
import type { BookingStatus } from '../platform/schema'
import { takenWeeks, wallMinute } from './rulesOfTime'

/** The states in which a booking counts as made: it will be, is, or was used. */
const KEPT: readonly BookingStatus[] = ['confirmed', 'in_use', 'completed']

/**
 * Recomputes the weeks of some bookings, at most 100, and when their offers were last booked; done twice it is the same.
 * Returns the needs that the bookings are for, which may be met by them.
 */
export async function projectBookings(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const bookings = await readBookings(ctx, ids)
  if (bookings.length === 0) return []
  const weeks = bookings.flatMap((b) => {
    const kept = KEPT.includes(b.status)
    const material = b.kind === 'waste'
    const { id, version } = b
    const state = b.status === 'in_use' ? 'confirmed' : b.status
    const on = { from: wallMinute(b.startsAt, b.timeZone), to: wallMinute(b.endsAt, b.timeZone) }
    return takenWeeks({ ...on, quantity: b.quantity, unit: b.unit, of: b.whole, material })
      .filter((w) => kept || w.begins)
      .map(({ week, begins, minutes }) => ({
        ...{ id, version, state, week, begins: Number(begins) },
        minutes: kept ? minutes : 0,
        quantity: material && kept && begins ? b.quantity : 0,
      }))
  })
  await write(ctx, bookings, weeks)
  return [...new Set(bookings.flatMap((b) => b.needId ?? []))]
}

const readBookings = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('capacities as k', 'k.id', 'b.capacityId')
    .innerJoin('clusters as c', 'c.id', 'b.clusterId')
    .select([
      'b.id',
      'b.version',
      'b.status',
      'b.startsAt',
      'b.endsAt',
      'b.quantity',
      'b.unit',
      'b.needId',
      'b.listingId',
    ])
    .select(['l.kind', 'k.quantity as whole', 'c.timeZone'])
    .where('b.id', 'in', among(ids))
    .execute()

interface Known {
  id: string
  version: number
  listingId: string
}

/** More bookings of one offer than this keep the share they had when its quantity changed. */
const MOST_SHARES = 1000

/** Where there are more or fewer of a thing than before, each booking takes another part of it: the latest are recomputed. */
export async function projectShares(ctx: Ctx, listingId: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('bookings')
    .select('id')
    .where('listingId', '=', listingId)
    .orderBy('startsAt', 'desc')
    .limit(MOST_SHARES)
    .execute()
  for (let i = 0; i < rows.length; i += 100)
    await projectBookings(
      ctx,
      rows.slice(i, i + 100).map((row) => row.id),
    )
}

/** One batch; only rows that differ, and only while the booking is still at the version that was read. */
async function write(ctx: Ctx, bookings: Known[], weeks: object[]) {
  const given = JSON.stringify(bookings.map(({ id, version }) => ({ id, version })))
  const wanted = JSON.stringify(weeks)
  const offers = JSON.stringify([...new Set(bookings.map((b) => b.listingId))])
  const statements = [
    sql`delete from booking_weeks where booking_id in (
        select b.id from json_each(${given}) j join bookings b on b.id = j.value ->> 'id' and b.version = j.value ->> 'version')
      and not exists (select 1 from json_each(${wanted}) w
        where w.value ->> 'id' = booking_weeks.booking_id and w.value ->> 'week' = booking_weeks.week)`,
    sql`insert into booking_weeks (booking_id, week, cluster_id, kind, listing_id, lender_id, borrower_id, state, begins,
        minutes, quantity, unit, requested_at)
      select b.id, w.value ->> 'week', b.cluster_id, l.kind, b.listing_id, b.lender_id, b.borrower_id, w.value ->> 'state',
        w.value ->> 'begins', w.value ->> 'minutes', w.value ->> 'quantity', b.unit, b.created_at
      from json_each(${wanted}) w
        join bookings b on b.id = w.value ->> 'id' and b.version = w.value ->> 'version'
        join listings l on l.id = b.listing_id
      where true
      on conflict (booking_id, week) do update set state = excluded.state, begins = excluded.begins,
        minutes = excluded.minutes, quantity = excluded.quantity
      where (booking_weeks.state, booking_weeks.begins, booking_weeks.minutes, booking_weeks.quantity)
        is not (excluded.state, excluded.begins, excluded.minutes, excluded.quantity)`,
    sql`update listing_facts set last_booked_at = (select starts_at from bookings
          where listing_id = listing_facts.listing_id and status in ('confirmed', 'in_use', 'completed')
          order by starts_at desc limit 1)
      where listing_id in (select value from json_each(${offers})) and last_booked_at is not (select starts_at from bookings
          where listing_id = listing_facts.listing_id and status in ('confirmed', 'in_use', 'completed')
          order by starts_at desc limit 1)`,
  ]
  await ctx.env.DB.batch(statements.map((s) => prepare(ctx.env.DB, s.compile(ctx.db))))
}
