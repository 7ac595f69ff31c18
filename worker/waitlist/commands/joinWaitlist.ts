import { holdsOver } from '../../bookings/availability'
import { placingOf } from '../../bookings/placing'
import { visibleOffer } from '../../bookings/queries'
import { fits } from '../../bookings/rulesOfFree'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Wish } from '../input'
import { type Place, placeById, waitingFor } from '../queries'
import { MOST_PLACES, offeredUntil } from '../rules'
import { placeFact } from '../writing'

/**
 * Queues for a place that is taken. Throws what `requestBooking` throws of a time that can never be booked; `still_free`
 * where it can be booked at once; `in_the_past` where it begins too soon to be offered; `already_exists`, `too_many_places`.
 */
export async function joinWaitlist(ctx: Ctx, offerId: string, input: Wish): Promise<Place> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const { clusterId } = offer.listing
  const wish = check(Wish, input)
  const onBehalfOf = await mustActFor(ctx, wish.organisationId, clusterId, wish.onBehalfOf)
  const { organisationId, startsAt, endsAt, quantity } = wish
  // The booking that would be made: whatever could never be booked is not waited for.
  const booking = { organisationId, startsAt, endsAt, quantity, capacityId: wish.capacityId }
  const { row, holds } = await placingOf(
    ctx,
    offer,
    { ...booking, tariff: 'reference', note: '' },
    { onBehalfOf },
  )
  if (!offeredUntil(ctx.now, startsAt, offer.rules.noticeMinutes)) throw new AppError('in_the_past')
  const ids = [...new Set(holds.map((h) => h.capacityId))]
  const [from, to] = [Math.min(...holds.map((h) => h.busyFrom)), Math.max(...holds.map((h) => h.busyTo))]
  const { holds: busy } = await holdsOver(ctx, ids, from, to)
  if (fits(offer.capacities, busy, holds)) throw new AppError('still_free')
  if ((await waitingFor(ctx, offerId, organisationId)) >= MOST_PLACES)
    throw new AppError('too_many_places', { max: MOST_PLACES })

  const place = {
    ...{ id: newId('place', Date.parse(ctx.now)), clusterId, listingId: offerId, capacityId: row.capacityId },
    ...{ organisationId, startsAt, endsAt, quantity, onBehalfOf },
  }
  const happened = placeFact(ctx, 'waitlist.joined', place)
  await commit(ctx, happened, [
    ctx.db.insertInto('waitlist').values({
      ...place,
      ...{ askedBy: ctx.actor?.personId ?? '', createdAt: ctx.now, lastEventId: happened.id },
    }),
  ])
  return (await placeById(ctx, place.id)) as Place
}
