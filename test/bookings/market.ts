import type { BookingInput } from '../../worker/bookings/input'
import { newId } from '../../worker/core/ids'
import {
  db,
  givenCapacity,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

/** A cluster with a lender, a borrower, a stranger and a coordinator, and a room of the lender open to requests. */
export async function givenMarket(
  listing: Parameters<typeof givenListing>[2] = {},
  cluster: Parameters<typeof givenCluster>[0] = {},
) {
  const here = await givenCluster(cluster)
  const lender = await givenOrganisation(here, { name: 'La Fabrique des Quais' })
  const borrower = await givenOrganisation(here)
  const offer = await givenListing(here, lender, { windows: DAYTIME, ...listing })
  return {
    ...{ cluster: here, lender, borrower, offer },
    answerer: await givenMember(lender, { mayAnswer: 1 }),
    member: await givenMember(borrower),
    coordinator: await givenCoordinator(here),
  }
}
export type Market = Awaited<ReturnType<typeof givenMarket>>

/** Monday to Saturday, nine to eight. */
export const DAYTIME = [{ days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '20:00' }]

/** Tuesday 8 December 2026, 14:00 to 16:00 in Paris. */
export const TUESDAY = { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }

/** A booking in a state, with its hold, as commands would have left it. */
export async function givenBooking(m: Market, given: Record<string, unknown> = {}) {
  const capacity = await capacityOf(m.offer.id)
  const row = {
    ...{ id: newId('booking'), clusterId: m.cluster.id, listingId: m.offer.id, capacityId: capacity.id },
    ...{
      lenderId: m.lender.id,
      borrowerId: m.borrower.id,
      status: 'requested',
      ...TUESDAY,
      quantity: 1,
      unit: 'piece',
    },
    ...{
      currency: 'EUR',
      answerBy: '2026-11-27T08:00:00.000Z',
      requestedBy: m.member.id,
      lastEventId: 'evt_given',
    },
    createdAt: '2026-11-21T08:00:00.000Z',
    ...given,
  }
  await db
    .insertInto('bookings')
    .values(row as never)
    .execute()
  const live = ['requested', 'confirmed', 'in_use'].includes(row.status) ? 1 : 0
  const minutes = (at: string) => Math.floor(Date.parse(at) / 60_000)
  await db
    .insertInto('holds')
    .values({
      ...{ capacityId: row.capacityId, bookingId: row.id, reason: 'booking', quantity: row.quantity, live },
      ...{ busyFrom: minutes(row.startsAt), busyTo: minutes(row.endsAt) },
    })
    .execute()
  return row
}

export const capacityOf = (listingId: string, position = 1) =>
  db
    .selectFrom('listingCapacities')
    .innerJoin('capacities', 'capacities.id', 'listingCapacities.capacityId')
    .selectAll('capacities')
    .where('listingId', '=', listingId)
    .where('position', '=', position)
    .executeTakeFirstOrThrow()

/** Everything a refused command must have left alone. */
export async function left() {
  const count = async (table: 'bookings' | 'holds' | 'events') =>
    Number((await db.selectFrom(table).select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
  return { bookings: await count('bookings'), holds: await count('holds'), events: await count('events') }
}

export { givenCapacity }

export const asking = (m: Market, more: Partial<BookingInput> = {}): BookingInput => ({
  organisationId: m.borrower.id,
  ...TUESDAY,
  ...more,
})
