import type { Conflict } from '../../baskets/conflicts'
import { requestBasket } from '../../baskets/commands/requestBasket'
import { AppError } from '../../core/errors'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { alternatives } from '../alternatives'
import { BookingInput } from '../input'
import { place, placingOf } from '../placing'
import { type Booking, mustBeOpen, mustBeTheirNeed, readBooking, visibleOffer } from '../queries'

/**
 * Books a quantity of an offer over [startsAt, endsAt): confirmed at once where the offer says so, else a request that
 * holds the capacity until it is answered or lapses. Throws `capacity_taken` with `alternatives`, `own_offer`,
 * `listing_not_open`, `listing_hidden`, `hazardous_needs_slip`, `outside_opening_hours`, `in_the_past`, `invalid`, and
 * what the offer's own rules refuse.
 */
export async function requestBooking(ctx: Ctx, offerId: string, input: BookingInput): Promise<Booking> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const { clusterId } = offer.listing
  if (offer.rules.bundle.length > 0) return withWhatGoesWithIt(ctx, offerId, input)
  const wanted = check(BookingInput, input)
  const onBehalfOf = await mustActFor(ctx, wanted.organisationId, clusterId, wanted.onBehalfOf)
  const placing = await placingOf(ctx, offer, wanted, { onBehalfOf })
  if (wanted.needId) await mustBeTheirNeed(ctx, wanted.needId, wanted.organisationId, clusterId)
  try {
    const [booking] = await place(ctx, [placing], { read: readBooking(ctx, placing.row.id) })
    return booking as Booking
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The offer was open when it was read: say what closed it since.
    if (error.code === 'stale') mustBeOpen(await visibleOffer(ctx, offerId), ctx.now)
    if (error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { alternatives: await alternatives(ctx, offer, wanted) })
  }
}

/** An offer that others always go with is a basket of them all. Its refusals read as those of the offer alone. */
async function withWhatGoesWithIt(ctx: Ctx, offerId: string, input: BookingInput): Promise<Booking> {
  const { organisationId, onBehalfOf, note, ...item } = input
  const asked = { organisationId, onBehalfOf, note, items: [{ offerId, ...item }] }
  try {
    const { bookings } = await requestBasket(ctx, asked)
    return bookings[0] as Booking
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    const [conflict] = (error.details.items ?? []) as Conflict[]
    throw new AppError('capacity_taken', {
      ...{ items: conflict?.missing ?? [], alternatives: conflict?.alternatives ?? [] },
    })
  }
}
