import { type Changing, change, changingOf, moves } from '../bookings/changing'
import { answersAtOnce, type Booking, offerOf, readBookings } from '../bookings/queries'
import { statusAt } from '../bookings/rules'
import { AppError } from '../core/errors'
import type { Instant } from '../core/time'
import { listingById } from '../listings/queries'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { conflictsOf, type Held } from './conflicts'

/** Whether a booking has not begun and still stands: it can be moved. */
export const isMovable = (b: Booking, now: Instant): boolean =>
  ['requested', 'confirmed'].includes(statusAt(b, now))

/** What moves with a booking because one brought the other along: itself not; what is over or given up not. */
export async function goingWith(ctx: Ctx, booking: Booking): Promise<Booking[]> {
  const root = booking.partOf ?? booking.id
  const whole = await readBookings(ctx)
    .where('bookings.clusterId', '=', booking.clusterId)
    .where((eb) => eb.or([eb('bookings.id', '=', root), eb('bookings.partOf', '=', root)]))
    .limit(20)
    .execute()
  return whole.filter((b) => b.id !== booking.id && isMovable(b, ctx.now))
}

interface Wanted {
  startsAt: Instant
  endsAt: Instant
  /** Of one of them, where that changes too. */
  quantities?: Record<string, number>
}

/**
 * Moves bookings of one borrower to the same new time, all or none, in one batch. Throws `capacity_taken` with `items`
 * (what does not fit) and `alternatives` (when all of it would), and for any of them what `changeBooking` throws, with its
 * `bookingId`. `before`: what is written with it.
 */
export async function moveTogether(
  ctx: Ctx,
  bookings: readonly Booking[],
  { startsAt, endsAt, quantities = {} }: Wanted,
  before: readonly Query[] = [],
): Promise<void> {
  const changings: Changing[] = []
  for (const b of bookings) {
    const wanted = { startsAt, endsAt, quantity: quantities[b.id] ?? b.quantity }
    if (!moves(b, wanted)) continue
    const listing = await listingById(ctx, b.listingId)
    if (!listing) throw new AppError('not_found')
    const instant = await answersAtOnce(ctx, listing, b.borrowerId)
    const offer = await offerOf(ctx, listing)
    try {
      changings.push(changingOf(ctx, offer, b, wanted, instant))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new AppError(error.code, { ...error.details, bookingId: b.id, offerId: b.listingId })
    }
  }
  if (changings.length === 0) return
  try {
    await change(ctx, changings, { before })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    const held = changings.map(({ offer, row, holds }, i): Held => {
      const wanted = { ...row, organisationId: row.borrowerId }
      return { offer, holds, wanted, partOf: i === 0 ? null : 0 }
    })
    const [found] = await conflictsOf(
      ctx,
      held,
      changings.map((c) => c.row.id),
    )
    throw new AppError('capacity_taken', {
      items: found?.missing ?? [],
      alternatives: found?.alternatives ?? [],
    })
  }
}
