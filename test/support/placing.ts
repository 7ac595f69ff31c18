import { newId } from '../../worker/core/ids'
import { toMinutes } from '../../worker/core/time'
import { db, NOW } from './given'

/** A confirmed booking of a lot from yesterday on for a year, with its hold, as the database lets it stand. */
export async function placeBooking(
  cluster: { id: string },
  site: { listingId: string; organisationId: string },
  capacityId: string,
  borrowerId: string,
): Promise<string> {
  const id = newId('booking')
  const [startsAt, endsAt] = ['2026-11-20T23:00:00.000Z', '2027-11-20T23:00:00.000Z']
  await db
    .insertInto('bookings')
    .values({
      ...{ id, clusterId: cluster.id, listingId: site.listingId, capacityId, lenderId: site.organisationId },
      ...{ borrowerId, needId: null, status: 'confirmed', startsAt, endsAt, quantity: 1, unit: 'piece' },
      ...{ currency: 'EUR', answerBy: null, requestedBy: 'per_given', onBehalfOf: null, cancelReason: null },
      ...{ cancelledSide: null, seriesId: null, basketId: null, partOf: null, endedAt: null },
      ...{ lastEventId: 'evt_given', createdAt: NOW },
    })
    .execute()
  await db
    .insertInto('holds')
    .values({
      ...{ capacityId, bookingId: id, reason: 'booking', sourceId: null, quantity: 1 },
      ...{ busyFrom: toMinutes(startsAt), busyTo: toMinutes(endsAt) },
    })
    .execute()
  return id
}
