import type { Selectable } from 'kysely'
import { AppError } from '../core/errors'
import type { Instant } from '../core/time'
import { type Booking, readBookings, sidesOf } from '../bookings/queries'
import { statusAt } from '../bookings/rules'
import type { Ctx } from '../platform/context'
import { among, together } from '../platform/db'
import type { Schema } from '../platform/schema'

/** A series with the names of what it joins. */
export interface Series extends Omit<Selectable<Schema['series']>, 'exdates'> {
  exdates: string[]
  listingTitle: string
  kind: Booking['kind']
  grain: Booking['grain']
  unit: Booking['unit']
  lenderName: string
  borrowerName: string
}

/** One date: when the series has it, and its booking; null where it was skipped, or is not the reader's to see. */
export interface SeriesDate {
  date: string
  state: 'booked' | 'skipped' | 'moved'
  startsAt: Instant
  endsAt: Instant
  booking: Booking | null
  /** What always goes with it and was booked with it, as far as it is the reader's to see. */
  parts: Booking[]
}

/** One series, whoever asks: for commands and consumers, which know why they may. */
export async function seriesById(ctx: Ctx, id: string): Promise<Series | null> {
  const row = await ctx.db
    .selectFrom('series')
    .innerJoin('listings', 'listings.id', 'series.listingId')
    .innerJoin('organisations as lenders', 'lenders.id', 'series.lenderId')
    .innerJoin('organisations as borrowers', 'borrowers.id', 'series.borrowerId')
    .selectAll('series')
    .select(['listings.title as listingTitle', 'listings.kind', 'listings.grain', 'listings.unit'])
    .select(['lenders.name as lenderName', 'borrowers.name as borrowerName'])
    .where('series.id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, exdates: JSON.parse(row.exdates) as string[] } : null
}

/** A series, if the actor is of its borrower or its lender, or coordinates its cluster. Throws `not_found`. */
export async function visibleSeries(ctx: Ctx, id: string): Promise<Series> {
  const series = await seriesById(ctx, id)
  if (!series || !isParty(ctx, series)) throw new AppError('not_found')
  return series
}

const isParty = (ctx: Ctx, one: Pick<Booking, 'clusterId' | 'borrowerId' | 'lenderId'>): boolean =>
  ctx.actor !== null &&
  (ctx.actor.coordinates.includes(one.clusterId) ||
    ctx.actor.organisations.some((m) => [one.borrowerId, one.lenderId].includes(m.organisationId)))

const MOST_PARTS = 2000

/** All dates of a series, in order; a booking that the actor is no party to (at another lender) is left out. */
export async function datesOfSeries(ctx: Ctx, series: Pick<Series, 'id'>): Promise<SeriesDate[]> {
  const [dates, bookings, parts] = await together(
    ctx.env.DB,
    ctx.db.selectFrom('seriesDates').selectAll().where('seriesId', '=', series.id).orderBy('date').limit(200),
    readBookings(ctx)
      .innerJoin('seriesDates', 'seriesDates.bookingId', 'bookings.id')
      .where('seriesDates.seriesId', '=', series.id)
      .limit(200),
    readBookings(ctx)
      .where('bookings.seriesId', '=', series.id)
      .where('bookings.partOf', 'is not', null)
      .orderBy('bookings.startsAt')
      .orderBy('bookings.id')
      .limit(MOST_PARTS),
  )
  const byId = new Map((bookings as Booking[]).map((b) => [b.id, b]))
  return dates.map(({ seriesId: _, bookingId, ...row }) => {
    const booking = (bookingId && byId.get(bookingId)) || null
    const own = bookingId ? (parts as Booking[]).filter((b) => b.partOf === bookingId) : []
    return {
      ...row,
      booking: booking && isParty(ctx, booking) ? booking : null,
      parts: own.filter((b) => isParty(ctx, b)),
    }
  })
}

/** Whether a booking was put at another time, or on another offer, than the series has it. */
export const isMoved = (series: Pick<Series, 'listingId'>, one: SeriesDate): boolean =>
  one.booking !== null &&
  (one.booking.listingId !== series.listingId ||
    one.booking.startsAt !== one.startsAt ||
    one.booking.endsAt !== one.endsAt)

/** Whether a date can still be changed or given up: it waits for an answer or is agreed, and has not begun. */
export const isOpen = (one: SeriesDate, now: Instant): one is SeriesDate & { booking: Booking } =>
  one.booking !== null && isOpenBooking(one.booking, now)

const isOpenBooking = (b: Booking, now: Instant): boolean =>
  ['requested', 'confirmed'].includes(statusAt(b, now)) && b.startsAt > now

/** What goes with a date and can still be changed or given up with it. */
export const openParts = (one: SeriesDate, now: Instant): Booking[] =>
  one.parts.filter((b) => isOpenBooking(b, now))

/** Whether a date can be added back: it was skipped, or its booking came to nothing. */
export const canBeAdded = (one: SeriesDate, now: Instant): boolean =>
  one.startsAt > now &&
  (one.state === 'skipped' ||
    (one.booking !== null && ['cancelled', 'declined', 'expired'].includes(statusAt(one.booking, now))))

/** On which sides of the series itself the actor may act. */
export const sidesOfSeries = (ctx: Ctx, series: Series) => sidesOf(ctx, series)

/** The series of a booking, where the reader may see it: another lender of one of its dates may not. */
export async function seriesOf(ctx: Ctx, { seriesId }: Pick<Booking, 'seriesId'>): Promise<Series | null> {
  const series = seriesId ? await seriesById(ctx, seriesId) : null
  return series && isParty(ctx, series) ? series : null
}

/** Of the series of these bookings, those that the reader may see. */
export async function seriesSeen(
  ctx: Ctx,
  bookings: readonly Pick<Booking, 'seriesId'>[],
): Promise<Set<string>> {
  const ids = [...new Set(bookings.flatMap((b) => b.seriesId ?? []))]
  if (ids.length === 0) return new Set()
  const rows = await ctx.db
    .selectFrom('series')
    .select(['id', 'clusterId', 'borrowerId', 'lenderId'])
    .where('id', 'in', among(ids))
    .execute()
  return new Set(rows.filter((row) => isParty(ctx, row)).map((row) => row.id))
}
