import { expect, test } from 'vitest'
import { newId } from '../../worker/core/ids'
import { dismissMatch } from '../../worker/matching/commands/dismissMatch'
import { acceptMatchOfBooking } from '../../worker/matching/reactTo'
import { tell } from '../../worker/notifications/reactTo'
import { db, eventsOf } from '../support/given'
import { type Given, given, matched, matches } from './support'

const booked = async (
  g: Given,
  m: { offer: { id: string }; need: { id: string } | null },
  status: string,
) => {
  const { capacityId } = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', m.offer.id)
    .executeTakeFirstOrThrow()
  const row = {
    ...{ id: newId('booking'), clusterId: g.cluster.id, listingId: m.offer.id, capacityId },
    ...{ lenderId: g.lender.id, borrowerId: g.borrower.id, needId: m.need?.id ?? null, status },
    ...{ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z', quantity: 1 },
    ...{ unit: 'piece', currency: 'EUR', requestedBy: g.seeker.actor?.personId, lastEventId: 'evt_given' },
    ...{ answerBy: '2026-11-27T08:00:00.000Z', createdAt: '2026-11-21T08:00:00.000Z' },
  }
  await db
    .insertInto('bookings')
    .values(row as never)
    .execute()
  return row
}
const confirmed = (g: Given, booking: { id: string }) =>
  acceptMatchOfBooking(g.clock, { type: 'booking.confirmed', subjectId: booking.id } as never)

test('a booking made for a need, once confirmed, makes their match accepted by both, however often it is told', async () => {
  const g = await given()
  const m = await matched(g)
  const booking = await booked(g, m, 'confirmed')
  await Promise.all([confirmed(g, booking), confirmed(g, booking)].map((told) => told.catch(() => null)))
  await confirmed(g, booking)
  const at = { offerAcceptedAt: g.clock.now, needAcceptedAt: g.clock.now }
  expect(await matches()).toEqual([expect.objectContaining({ status: 'accepted', ...at })])
  const facts = (await eventsOf(m.id)).filter((e) => e.type === 'match.accepted')
  expect(facts.map((e) => e.payload)).toEqual([
    { offerId: m.offer.id, needId: m.need.id, both: 1, bookingId: booking.id },
  ])
  // The booking told both sides; the match says nothing more.
  await tell(g.clock, facts[0] as never)
  expect(await db.selectFrom('notices').select('id').execute()).toEqual([])
})

test.each(['requested', 'declined', 'cancelled', 'expired'])(
  'what is %s by the time it is told accepts nothing',
  async (status) => {
    const g = await given()
    const m = await matched(g)
    await confirmed(g, await booked(g, m, status))
    expect((await matches())[0]?.status).toBe('suggested')
  },
)

test('also what was "not for me" before; a booking for no need, or of what was never suggested, changes nothing', async () => {
  const g = await given()
  const m = await matched(g)
  await dismissMatch(g.seeker, m.id, 'price')
  await confirmed(g, await booked(g, { ...m, need: null }, 'confirmed'))
  expect((await matches())[0]?.status).toBe('dismissed')
  await confirmed(g, await booked(g, m, 'confirmed'))
  expect((await matches())[0]).toMatchObject({ status: 'accepted', dismissedReason: null, dismissedBy: null })
  await db.deleteFrom('dislikes').execute()
  await db.deleteFrom('matches').execute()
  await confirmed(g, await booked(g, m, 'confirmed'))
  expect(await matches()).toEqual([])
  await confirmed(g, { id: 'bkg_none' })
})
