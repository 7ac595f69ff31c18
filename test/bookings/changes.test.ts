import { describe, expect, test } from 'vitest'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { reopenCapacity } from '../../worker/bookings/commands/reopenCapacity'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { closuresOf } from '../../worker/bookings/closures'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  NOW,
} from '../support/given'
import { capacityOf, givenBooking, givenMarket, left, TUESDAY } from './market'

const at = (hour: number) => `2026-12-08T${String(hour).padStart(2, '0')}:00:00.000Z`
const stateOf = (id: string) =>
  db.selectFrom('bookings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const holdsOf = (id: string) =>
  db
    .selectFrom('holds')
    .select(['busyFrom', 'busyTo', 'quantity', 'live'])
    .where('bookingId', '=', id)
    .execute()

describe('changing', () => {
  test('more than was granted asks the lender again; less does not', async () => {
    const m = await givenMarket({ tariffMode: 'price', referenceCents: 1000, priceUnit: 'hour' })
    const b = await givenBooking(m, { status: 'confirmed', answerBy: null })
    const shorter = await changeBooking(await as(m.member), b.id, { endsAt: at(14) })
    expect(shorter).toMatchObject({ status: 'confirmed', endsAt: at(14), priceCents: 1000, version: 2 })
    const longer = await changeBooking(await as(m.member), b.id, { endsAt: at(17) })
    expect(longer).toMatchObject({
      status: 'requested',
      endsAt: at(17),
      priceCents: 4000,
      answerBy: '2026-11-27T08:00:00.000Z',
    })
    expect(await holdsOf(b.id)).toEqual([
      { busyFrom: Date.parse(at(13)) / 60_000, busyTo: Date.parse(at(17)) / 60_000, quantity: 1, live: 1 },
    ])
    expect(
      (await eventsOf(b.id)).map((e) => [e.type, e.subjectVersion, (e.payload as { endsAt: string }).endsAt]),
    ).toEqual([
      ['booking.changed', 2, at(14)],
      ['booking.changed', 3, at(17)],
    ])
  })

  test('where everyone books at once, it stays confirmed', async () => {
    const m = await givenMarket({ instantFor: 'everyone', quantity: 3 })
    const b = await givenBooking(m, { status: 'confirmed', answerBy: null })
    expect(await changeBooking(await as(m.member), b.id, { quantity: 3, startsAt: at(10) })).toMatchObject({
      status: 'confirmed',
      quantity: 3,
    })
  })

  test('the note is for both sides, the time for the borrower alone', async () => {
    const m = await givenMarket()
    const b = await givenBooking(m, {
      status: 'in_use',
      startsAt: '2026-11-21T07:00:00.000Z',
      endsAt: '2026-11-21T12:00:00.000Z',
    })
    expect(await changeBooking(await as(m.answerer), b.id, { note: 'Clé chez le gardien' })).toMatchObject({
      note: 'Clé chez le gardien',
      status: 'in_use',
    })
    const before = await left()
    await expect(changeBooking(await as(m.answerer), b.id, { endsAt: at(17) })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(changeBooking(await as(m.member), b.id, { endsAt: at(17) })).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    const stranger = await givenCoordinator(await givenCluster())
    await expect(changeBooking(await as(stranger), b.id, { note: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      changeBooking(await as(await givenMember(m.lender)), b.id, { note: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(changeBooking(await as(m.member), b.id, { note: 'a'.repeat(1001) })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await left()).toEqual(before)
  })

  test('what does not fit changes nothing', async () => {
    const m = await givenMarket()
    const b = await givenBooking(m, { status: 'confirmed', answerBy: null })
    await givenBooking(m, { startsAt: at(15), endsAt: at(16) })
    const before = [await holdsOf(b.id), await stateOf(b.id), await left()]
    for (const [patch, code] of [
      [{ endsAt: at(16) }, 'capacity_taken'],
      [{ endsAt: at(20) }, 'outside_opening_hours'],
      [{ quantity: 2 }, 'invalid'],
      [{ startsAt: '2026-11-20T10:00:00.000Z', endsAt: '2026-11-20T11:00:00.000Z' }, 'in_the_past'],
      [{ startsAt: at(17) }, 'invalid'],
    ] as const)
      await expect(changeBooking(await as(m.member), b.id, patch)).rejects.toMatchObject({ code })
    expect([await holdsOf(b.id), await stateOf(b.id), await left()]).toEqual(before)
  })

  test('two changes at once: one holds, and its hold is the booking’s', async () => {
    const m = await givenMarket()
    const b = await givenBooking(m)
    const [one, two] = [await as(m.member), await as(m.member)]
    const results = await Promise.allSettled([
      changeBooking(one, b.id, { endsAt: at(16) }),
      changeBooking(two, b.id, { endsAt: at(17) }),
    ])
    const kept = await stateOf(b.id)
    expect(await holdsOf(b.id)).toMatchObject([{ busyTo: Date.parse(kept.endsAt) / 60_000, live: 1 }])
    expect(await eventTypes(b.id)).toHaveLength(results.filter((r) => r.status === 'fulfilled').length)
    expect(kept.version).toBe(1 + results.filter((r) => r.status === 'fulfilled').length)
  })
})

describe('the clock', () => {
  test('lapses, begins and ends what is due, each with its event, and nothing else', async () => {
    const m = await givenMarket({ quantity: 20 })
    const lapsed = await givenBooking(m, { answerBy: NOW })
    const waiting = await givenBooking(m, { answerBy: '2026-11-21T08:00:00.001Z' })
    const begun = await givenBooking(m, {
      status: 'confirmed',
      startsAt: NOW,
      endsAt: '2026-11-21T09:00:00.000Z',
    })
    const over = await givenBooking(m, {
      status: 'confirmed',
      startsAt: '2026-11-21T06:00:00.000Z',
      endsAt: NOW,
    })
    const coming = await givenBooking(m, { status: 'confirmed' })
    const ctx = await as(null)
    expect(await passBookings(ctx)).toBe(4)
    const states = Object.fromEntries(
      await Promise.all(
        Object.entries({ lapsed, waiting, begun, over, coming }).map(async ([name, b]) => [
          name,
          (await stateOf(b.id)).status,
        ]),
      ),
    )
    expect(states).toEqual({
      lapsed: 'expired',
      waiting: 'requested',
      begun: 'in_use',
      over: 'completed',
      coming: 'confirmed',
    })
    expect(await eventTypes(over.id)).toEqual(['booking.started', 'booking.completed'])
    expect((await eventsOf(lapsed.id))[0]).toMatchObject({
      type: 'booking.expired',
      actorId: null,
      subjectVersion: 2,
    })
    expect((await stateOf(over.id)).endedAt).toBe(NOW)
    expect((await holdsOf(lapsed.id)).concat(await holdsOf(over.id)).map((h) => h.live)).toEqual([0, 0])
    expect(await passBookings(ctx)).toBe(0)
  })

  test('more than one batch, and two ticks at once: each booking passes once', {
    timeout: 60_000,
  }, async () => {
    const m = await givenMarket({ quantity: 100 })
    for (let i = 0; i < 60; i++) await givenBooking(m, { answerBy: NOW })
    const [a, b] = [await as(null), await as(null)]
    const [first, second] = await Promise.all([passBookings(a), passBookings(b)])
    await passBookings(await as(null))
    const events = await eventsOf()
    expect(events).toHaveLength(60)
    expect(new Set(events.map((e) => e.subjectId)).size).toBe(60)
    expect(first + second).toBeLessThanOrEqual(60)
  })

  test('a request confirmed while the clock runs is confirmed or lapsed, never both', async () => {
    const m = await givenMarket()
    const b = await givenBooking(m, { answerBy: NOW })
    const just = await as(m.answerer, { now: '2026-11-21T07:59:59.999Z' })
    await Promise.allSettled([passBookings(await as(null)), confirmBooking(just, b.id)])
    expect(await eventTypes(b.id)).toHaveLength(1)
  })
})

describe('closing', () => {
  const days = { startsAt: '2026-12-07T23:00:00.000Z', endsAt: '2026-12-09T23:00:00.000Z' }

  test('holds the whole quantity, is told, and ends', async () => {
    const m = await givenMarket({ quantity: 4 })
    const capacity = await capacityOf(m.offer.id)
    await closeCapacity(await as(m.answerer), capacity.id, days)
    expect(
      await db.selectFrom('holds').select(['reason', 'quantity', 'live', 'bookingId']).execute(),
    ).toEqual([{ reason: 'closure', quantity: 4, live: 1, bookingId: null }])
    await expect(
      requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY }),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    const [closure] = await closuresOf(await as(null), [capacity.id])
    expect(closure).toMatchObject({ capacityId: capacity.id, ...days })
    await reopenCapacity(await as(m.coordinator), capacity.id, closure!.holdId)
    expect((await eventsOf(capacity.id)).map((e) => [e.type, e.payload])).toEqual([
      ['capacity.closed', { from: days.startsAt, to: days.endsAt }],
      ['capacity.reopened', { from: days.startsAt, to: days.endsAt }],
    ])
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
  })

  test('is refused where something is booked, to others, and to nonsense', async () => {
    const m = await givenMarket()
    const capacity = await capacityOf(m.offer.id)
    await givenBooking(m)
    const before = await left()
    const stranger = await givenCoordinator(await givenCluster())
    for (const [who, input, code] of [
      [m.answerer, days, 'capacity_taken'],
      [m.member, days, 'not_found'],
      [stranger, days, 'not_found'],
      [await givenMember(m.lender), days, 'not_manager'],
      [null, days, 'not_signed_in'],
      [m.answerer, { startsAt: days.endsAt, endsAt: days.startsAt }, 'invalid'],
      [m.answerer, { startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-02T00:00:00Z' }, 'in_the_past'],
      [m.answerer, { startsAt: days.startsAt, endsAt: '2099-01-01T00:00:00Z' }, 'invalid'],
    ] as const)
      await expect(closeCapacity(await as(who), capacity.id, input)).rejects.toMatchObject({ code })
    await expect(reopenCapacity(await as(m.answerer), capacity.id, 1)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await left()).toEqual(before)
  })
})
