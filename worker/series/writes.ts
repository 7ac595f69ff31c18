import { sql } from 'kysely'
import type { Events } from '../core/events'
import { type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Series } from './queries'

type SeriesEvent =
  | 'series.requested'
  | 'series.changed'
  | 'series.cancelled'
  | 'series.confirmed'
  | 'series.declined'
type Told = Pick<Series, 'id' | 'clusterId' | 'listingId' | 'lenderId' | 'borrowerId'>

/** A fact about a series; `bookings`: how many of its dates it is about. `side` only where they were cancelled. */
export const seriesFact = (
  ctx: Ctx,
  type: SeriesEvent,
  { id, clusterId, listingId, lenderId, borrowerId }: Told,
  bookings: number,
  more: { onBehalfOf?: string | null; side?: string } = {},
): Fact =>
  fact(ctx, type, {
    ...{ clusterId, table: 'series', row: id, onBehalfOf: more.onBehalfOf ?? null },
    payload: {
      ...{ listingId, lenderId, borrowerId, bookings },
      ...(more.side && { side: more.side }),
    } as Events[SeriesEvent],
  }) as Fact

/**
 * Says of bookings that the event of their series tells of them. One alone tells of itself; so does one at another lender,
 * who knows nothing of the series.
 */
export function toldWith(series: Pick<Series, 'id' | 'lenderId'>, facts: readonly Fact[]): void {
  if (facts.length < 2) return
  for (const one of facts) {
    const payload = one.payload as Events['booking.requested']
    if (payload.lenderId === series.lenderId) payload.toldWith = series.id
  }
}

/** The next version of a series, if nobody was faster. */
export const touch = (
  ctx: Ctx,
  series: Pick<Series, 'id' | 'clusterId' | 'version'>,
  happened: Fact,
  set: Partial<Pick<Series, 'startsTime' | 'endsTime' | 'days' | 'quantity'>> = {},
): Query =>
  ctx.db
    .updateTable('series')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', series.id)
    .where('clusterId', '=', series.clusterId)
    .where('version', '=', series.version)

export interface DateRow {
  seriesId: string
  date: string
  bookingId: string | null
  state: 'booked' | 'skipped' | 'moved'
  startsAt: string
  endsAt: string
}

/**
 * Dates of a series as they are now, in one statement: new ones, and those that were there. None where its booking is
 * not: it then ends as `stale`, see `insertHolds`.
 */
export const putDates = (ctx: Ctx, rows: readonly DateRow[]): Query => ({
  compile: () =>
    sql`insert into series_dates (series_id, date, booking_id, state, starts_at, ends_at)
      select value->>'seriesId', value->>'date', value->>'bookingId', value->>'state', value->>'startsAt',
        value->>'endsAt' from json_each(${JSON.stringify(rows)})
      where value->>'bookingId' is null or exists (select 1 from bookings where id = value->>'bookingId')
      on conflict (series_id, date) do update set booking_id = excluded.booking_id, state = excluded.state,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at`.compile(ctx.db),
})
