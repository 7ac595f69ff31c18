import { goingWith, moveTogether } from '../../baskets/moving'
import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { commit, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { alternatives } from '../alternatives'
import { change, changingOf, type Moved, moves } from '../changing'
import { BookingPatch } from '../input'
import { answersAtOnce, type Booking, bookingById, offerOf, sidesOf, visibleBooking } from '../queries'
import { type Status, statusAt } from '../rules'
import { bookingFact } from '../writes'

/**
 * Changes the time or the quantity (the borrower, before the start) or the note (both parties, until it ends), under the
 * same invariant: the old holds make room for the new ones in the same batch. Where the lender answers requests and more
 * is asked than was granted (other hours, a larger quantity), it becomes a request again, and says so by its state.
 * What the rules of the offer ask is asked of what changes. What always goes with it moves too, or nothing does. Throws as
 * `requestBooking` does, `too_late`, `forbidden`, `transition_not_allowed`, `stale`.
 */
export async function changeBooking(ctx: Ctx, id: string, input: BookingPatch): Promise<Booking> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, id)
  const { startsAt, endsAt, quantity, note } = { ...booking, ...told(check(BookingPatch, input)) }
  const wanted = { startsAt, endsAt, quantity }
  const moved = moves(booking, wanted)
  mustBeTheirs(ctx, booking, moved)
  if (!moved && note === booking.note) return booking
  const noted = note === booking.note ? [] : [noteOf(ctx, id, note)]
  if (moved) await move(ctx, booking, wanted, noted)
  else {
    const happened = bookingFact(ctx, 'booking.changed', booking)
    const write = ctx.db
      .updateTable('bookings')
      .set({ note, ...stamp(happened) })
      .where('id', '=', id)
      .where('clusterId', '=', booking.clusterId)
      .where('version', '=', booking.version)
    await commit(ctx, happened, [write])
  }
  return (await bookingById(ctx, id)) as Booking
}

/** What was said, and not what was left open. */
const told = (patch: BookingPatch): BookingPatch =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))

const noteOf = (ctx: Ctx, id: string, note: string): Query =>
  ctx.db.updateTable('bookings').set({ note }).where('id', '=', id)

function mustBeTheirs(ctx: Ctx, booking: Booking, moved: boolean): void {
  const sides = sidesOf(ctx, booking)
  if (sides.length === 0) throw new AppError('forbidden')
  if (moved && !sides.includes('borrower') && !sides.includes('coordinator')) throw new AppError('forbidden')
  const status = statusAt(booking, ctx.now)
  if (!(moved ? BEFORE_START : UNTIL_END).includes(status))
    throw new AppError('transition_not_allowed', { state: status })
}

/** Moves it with all that always goes with it; a refusal because it is taken comes with what would be free. */
async function move(ctx: Ctx, booking: Booking, wanted: Moved, before: readonly Query[]): Promise<void> {
  const { startsAt, endsAt, quantity } = wanted
  if (startsAt !== booking.startsAt || endsAt !== booking.endsAt) {
    const others = await goingWith(ctx, booking)
    if (others.length > 0) {
      const all = rootFirst([booking, ...others])
      return moveTogether(ctx, all, { startsAt, endsAt, quantities: { [booking.id]: quantity } }, before)
    }
  }
  const listing = await listingById(ctx, booking.listingId)
  if (!listing) throw new AppError('not_found')
  const offer = await offerOf(ctx, listing)
  const instant = await answersAtOnce(ctx, listing, booking.borrowerId)
  const one = changingOf(ctx, offer, booking, wanted, instant)
  try {
    await change(ctx, [one], { before })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    const asked = { ...one.row, organisationId: booking.borrowerId }
    throw new AppError('capacity_taken', { alternatives: await alternatives(ctx, offer, asked, booking.id) })
  }
}

const BEFORE_START: readonly Status[] = ['requested', 'confirmed']
const UNTIL_END: readonly Status[] = ['requested', 'confirmed', 'in_use']
const rootFirst = (all: readonly Booking[]): Booking[] =>
  [...all].sort((a, b) => Number(a.partOf !== null) - Number(b.partOf !== null))
