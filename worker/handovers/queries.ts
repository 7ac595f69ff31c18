import { type Selectable, sql } from 'kysely'
import { type Booking, sidesOf, visibleBooking } from '../bookings/queries'
import { AppError } from '../core/errors'
import { type Ctx, mustAnswerFor, mustBeMember } from '../platform/context'
import { among, type Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Side, SIDES } from './rules'

type Row = Selectable<Schema['handovers']>
/** A line as pages and the API read it. */
export interface Handover extends Omit<Row, 'version' | 'lastEventId' | 'clusterId'> {
  /** Who wrote it; empty where that account is erased. */
  noterName: string
}

const LINES = 100

const readHandovers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('handovers as h')
    .leftJoin('people as p', 'p.id', 'h.notedBy')
    .select(['h.id', 'h.bookingId', 'h.step', 'h.side', 'h.happened', 'h.at', 'h.condition', 'h.note'])
    .select(['h.quantity', 'h.lateMinutes', 'h.photoId', 'h.photoType', 'h.photoBytes', 'h.photoWidth'])
    .select([
      'h.photoHeight',
      'h.photoAlt',
      'h.measure',
      'h.refusedQuantity',
      'h.refusedReason',
      'h.weightKg',
      'h.corrects',
      'h.notedBy',
      'h.createdAt',
    ])
    .select(sql<string>`coalesce(p.name, '')`.as('noterName'))

/** Every line of a booking, oldest first, for who may see the booking. */
export const handoversOf = (ctx: Ctx, bookingId: string): Promise<Handover[]> =>
  readHandovers(ctx)
    .where('h.bookingId', '=', bookingId)
    .orderBy('h.createdAt')
    .orderBy('h.id')
    .limit(LINES)
    .execute()

/** Those of several bookings at once, at most some hundreds of lines. */
export const handoversOfAll = (ctx: Ctx, bookingIds: readonly string[]): Query<Handover> =>
  readHandovers(ctx)
    .where('h.bookingId', 'in', among(bookingIds))
    .orderBy('h.createdAt')
    .orderBy('h.id')
    .limit(1000)

/** A line with its photo, for the parties of its booking and the coordinator. Throws `not_found`. */
export async function photoOfHandover(ctx: Ctx, photoId: string) {
  const row = await readHandovers(ctx).where('h.photoId', '=', photoId).executeTakeFirst()
  if (!row?.photoId) throw new AppError('not_found')
  const booking = await visibleBooking(ctx, row.bookingId)
  return { ...row, photoId: row.photoId, clusterId: booking.clusterId }
}

/** The sides on which the actor may note, the one that counts most first. */
export const sidesToNote = (ctx: Ctx, b: Booking): Side[] => {
  const sides = sidesOf(ctx, b)
  return SIDES.filter((side) => sides.includes(side))
}

/** On which side the actor notes, or the reason why they may not. */
export function mustBeOnSide(ctx: Ctx, b: Booking, wanted?: Side | null): Side {
  const sides = sidesToNote(ctx, b)
  const side = wanted ? sides.find((one) => one === wanted) : sides[0]
  if (side) return side
  const belongs = (id: string) => ctx.actor?.organisations.some((m) => m.organisationId === id)
  // These say which right is missing: suspended, or not named to answer.
  if (wanted !== 'lender' && belongs(b.borrowerId)) mustBeMember(ctx, b.borrowerId, b.clusterId)
  if (wanted !== 'borrower' && belongs(b.lenderId)) mustAnswerFor(ctx, b.lenderId, b.clusterId)
  throw new AppError('forbidden')
}

/** The time zone in which a cluster's days begin and end. */
export const zoneOf = async (ctx: Ctx, clusterId: string): Promise<string> =>
  (
    await ctx.db
      .selectFrom('clusters')
      .select('timeZone')
      .where('id', '=', clusterId)
      .executeTakeFirstOrThrow()
  ).timeZone
