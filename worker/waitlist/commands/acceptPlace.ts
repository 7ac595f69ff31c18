import { withBundles, withoutOwn } from '../../baskets/bundles'
import { place as placeAll, placingsOfWhole } from '../../bookings/placing'
import { type Booking, bookingById, mustBeOpen, offerOf, visibleOffer } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Acceptance } from '../input'
import { placeToUse } from '../rights'
import { letGo, placeFact, setPlace } from '../writing'

/**
 * Takes the place that is offered: what was kept becomes the booking, in one batch, confirmed or requested as any booking
 * of the offer is; what always goes with the offer is booked with it. Throws `transition_not_allowed` where it is not, or
 * no longer, offered; else as `requestBooking` does.
 */
export async function acceptPlace(ctx: Ctx, id: string, input: Acceptance = {}): Promise<Booking> {
  mustBeSignedIn(ctx)
  const { place, onBehalfOf } = await placeToUse(ctx, id, ['offered'])
  const { tariff, note } = check(Acceptance, input)
  const listing = await listingById(ctx, place.listingId)
  if (!listing) throw new AppError('not_found')
  const offer = await offerOf(ctx, listing)
  const { organisationId, startsAt, endsAt, quantity, capacityId } = place
  const item = { offerId: listing.id, startsAt, endsAt, quantity, capacityId, tariff, note }
  const all = withoutOwn(await withBundles(ctx, [{ offer, item }]), organisationId)
  const placings = await placingsOfWhole(
    ctx,
    all.map((one) => ({ offer: one.offer, wanted: { ...one.item, organisationId, note } })),
    { onBehalfOf },
  )
  const bookingId = placings[0]?.row.id ?? ''
  const happened = placeFact(ctx, 'waitlist.taken', place, { bookingId })
  try {
    await placeAll(ctx, placings, {
      facts: [happened],
      before: [letGo(ctx, id)],
      // After the booking it refers to; if the place was not this person's any more, everything is undone.
      after: [setPlace(ctx, place, happened, { status: 'taken', bookingId })],
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    // Say what is so now: the place went to somebody else, or the offer was closed.
    await placeToUse(ctx, id, ['offered'])
    const { listing: now } = await visibleOffer(ctx, place.listingId)
    mustBeOpen({ ...offer, listing: now }, ctx.now)
    throw error
  }
  return (await bookingById(ctx, bookingId)) as Booking
}
