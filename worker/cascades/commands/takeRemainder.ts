import { place, placingOf } from '../../bookings/placing'
import { type Booking, bookingById, mustBeOpen, offerOf } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Taking } from '../input'
import { remainderToAnswer } from '../rights'
import { remainderFact, setRemainder } from '../writing'

/**
 * Takes what is left, or some of it: it becomes a booking, in one batch, confirmed or requested as any booking of the offer
 * is; what is not taken goes on to the next. Throws `transition_not_allowed` where it is no longer offered, `invalid` for
 * more than is offered, or a stock without a time; else as `requestBooking` does.
 */
export async function takeRemainder(ctx: Ctx, id: string, input: Taking = {}): Promise<Booking> {
  mustBeSignedIn(ctx)
  const asked = check(Taking, input)
  const { remainder: r, onBehalfOf } = await remainderToAnswer(ctx, id, asked.onBehalfOf)
  const quantity = asked.quantity ?? r.quantity
  if (quantity > r.quantity) throw refused('quantity', 'too_big', { max: r.quantity })
  const startsAt = r.startsAt ?? asked.startsAt
  const endsAt = r.endsAt ?? asked.endsAt
  if (!startsAt) throw refused('startsAt', 'required')
  if (!endsAt) throw refused('endsAt', 'required')
  const listing = await listingById(ctx, r.listingId)
  if (!listing) throw new AppError('not_found')
  const offer = await offerOf(ctx, listing)
  const { organisationId, needId, capacityId } = r
  const wanted = {
    ...{ organisationId, startsAt, endsAt, quantity, capacityId, needId },
    ...{ tariff: asked.tariff, note: asked.note, slipNumber: asked.slipNumber ?? null },
  }
  const placing = await placingOf(ctx, offer, wanted, { onBehalfOf })
  const bookingId = placing.row.id
  const happened = remainderFact(ctx, 'remainder.taken', r, { bookingId, taken: quantity }, onBehalfOf)
  try {
    await place(ctx, [placing], {
      facts: [happened],
      // What was held for it makes the room of the booking.
      before: [ctx.db.deleteFrom('holds').where('sourceId', '=', id).where('reason', '=', 'waitlist')],
      after: [setRemainder(ctx, r, happened, { status: 'taken', takenQuantity: quantity, bookingId })],
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    // Say what is so now: it was answered in another window, or the offer was closed.
    await remainderToAnswer(ctx, id, asked.onBehalfOf)
    const now = await listingById(ctx, r.listingId)
    if (now) mustBeOpen({ ...offer, listing: now }, ctx.now)
    throw error
  }
  return (await bookingById(ctx, bookingId)) as Booking
}

const refused = (path: string, code: string, params?: Record<string, number>) =>
  new AppError('invalid', { fields: [{ path, code, ...(params && { params }) }] })
