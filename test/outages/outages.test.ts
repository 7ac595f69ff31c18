import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { changeOutage } from '../../worker/outages/commands/changeOutage'
import { declareOutage } from '../../worker/outages/commands/declareOutage'
import { endOutage } from '../../worker/outages/commands/endOutage'
import { passOutages } from '../../worker/outages/commands/passOutages'
import { refit } from '../../worker/outages/reactTo'
import { outageOf } from '../../worker/outages/queries'
import { as, db, eventsOf, eventTypes, givenMember, NOW } from '../support/given'
import { asking, capacityOf, givenBooking, givenMarket, left, type Market, TUESDAY } from '../bookings/market'

const at = (day: number, hour: number) =>
  `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`
const holdsOf = (bookingId: string) =>
  db
    .selectFrom('holds')
    .select(['busyFrom', 'busyTo', 'quantity', 'live', 'suspendedBy'])
    .where('bookingId', '=', bookingId)
    .orderBy('busyFrom')
    .execute()
const isOut = async (bookingId: string) => (await outageOf(await as(null), bookingId)) !== null
const refused = (code: string) => expect.objectContaining({ code })
const lender = (m: Market, now = NOW) => as(m.answerer, { now })

async function outage(m: Market, input: Parameters<typeof declareOutage>[2] = {}, now = NOW) {
  return declareOutage(await lender(m, now), (await capacityOf(m.offer.id)).id, input)
}

describe('a thing out of order', () => {
  test('closes its calendar, suspends what was booked, and says so', async () => {
    const m = await givenMarket()
    const booked = await givenBooking(m, { status: 'confirmed' })
    const out = await outage(m, { startsAt: at(8, 14), endsAt: at(20, 8), reason: 'Chauffage' })
    expect(out).toMatchObject({ status: 'open', startsAt: at(8, 14), endsAt: at(20, 8), quantity: null })
    const facts = await eventsOf()
    expect(facts.map((f) => [f.type, f.subjectId])).toEqual([
      ['outage.declared', out.id],
      ['booking.suspended', booked.id],
    ])
    expect(facts[1]?.payload).toMatchObject({ outageId: out.id, borrowerId: m.borrower.id })
    expect((await holdsOf(booked.id)).map((h) => [h.live, h.suspendedBy])).toEqual([
      [1, null],
      [0, out.id],
    ])
    const row = await db
      .selectFrom('bookings')
      .selectAll()
      .where('id', '=', booked.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ status: 'confirmed', version: 2 })
    const before = await left()
    const asked = { ...asking(m), startsAt: at(9, 13), endsAt: at(9, 15) }
    await expect(requestBooking(await as(m.member), m.offer.id, asked)).rejects.toEqual(
      refused('capacity_taken'),
    )
    expect(await left()).toEqual(before)

    // It works again sooner: the calendar is open, and the booking stands as before.
    const done = await endOutage(await lender(m, at(7, 9)), out.id)
    expect(done).toMatchObject({ status: 'ended', endedAt: at(7, 9) })
    expect(await eventTypes(booked.id)).toEqual(['booking.suspended', 'booking.resumed'])
    expect((await holdsOf(booked.id)).every((h) => h.live === 1 && h.suspendedBy === null)).toBe(true)
    await requestBooking(await as(m.member), m.offer.id, asked)
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m))).rejects.toEqual(
      refused('capacity_taken'),
    )
  })

  test('for as long as nobody knows, also over what the owner had closed; then until a day', async () => {
    const m = await givenMarket()
    const capacity = await capacityOf(m.offer.id)
    const closed = { capacityId: capacity.id, reason: 'closure' as const, sourceId: 'ics_1' }
    const [from, to] = [at(24, 8), at(27, 8)].map((t) => Date.parse(t) / 60_000) as [number, number]
    await db
      .insertInto('holds')
      .values({ ...closed, busyFrom: from, busyTo: to, quantity: 1 })
      .execute()
    const [near, far] = [
      await givenBooking(m, { status: 'confirmed' }),
      await givenBooking(m, { status: 'confirmed', startsAt: at(29, 9), endsAt: at(29, 11) }),
    ]
    const out = await outage(m)
    expect(out).toMatchObject({ startsAt: NOW, endsAt: null })
    expect([await isOut(near.id), await isOut(far.id)]).toEqual([true, true])

    const changed = await changeOutage(await lender(m), out.id, { endsAt: at(20, 8) })
    expect(changed.endsAt).toBe(at(20, 8))
    expect([await isOut(near.id), await isOut(far.id)]).toEqual([true, false])
    expect(await eventTypes(far.id)).toEqual(['booking.suspended', 'booking.resumed'])
    expect(await eventTypes(near.id)).toEqual(['booking.suspended'])

    // Longer after all: who waits is told again, and who comes in between is suspended.
    await changeOutage(await lender(m), out.id, { endsAt: at(30, 8), reason: 'Pièce en retard' })
    expect([await isOut(near.id), await isOut(far.id)]).toEqual([true, true])
    expect(await eventTypes(near.id)).toEqual(['booking.suspended', 'booking.suspended'])

    // The expected end comes.
    expect(await passOutages(await as(null, { now: at(30, 7) }))).toBe(0)
    expect(await passOutages(await as(null, { now: at(30, 8) }))).toBe(1)
    expect(await passOutages(await as(null, { now: at(30, 9) }))).toBe(0)
    expect(await isOut(far.id)).toBe(false)
    const back = await db
      .selectFrom('holds')
      .selectAll()
      .where('reason', '=', 'closure')
      .executeTakeFirstOrThrow()
    expect(back).toMatchObject({ live: 1, suspendedBy: null, sourceId: 'ics_1', busyFrom: from, busyTo: to })
    expect(await db.selectFrom('holds').select('id').where('reason', '=', 'maintenance').execute()).toEqual(
      [],
    )
  })

  test('for some of its quantity: only what no longer fits, the latest made first', async () => {
    const m = await givenMarket({ quantity: 3 })
    const made = (day: number) => ({ status: 'confirmed', createdAt: `2026-11-${10 + day}T08:00:00.000Z` })
    const [second, third, first] = [
      await givenBooking(m, made(2)),
      await givenBooking(m, made(3)),
      await givenBooking(m, made(1)),
    ]
    const out = await outage(m, { quantity: 1, endsAt: at(20, 8) })
    const outNow = async () => Promise.all([first, second, third].map((b) => isOut(b.id)))
    expect(await outNow()).toEqual([false, false, true])
    await changeOutage(await lender(m), out.id, { quantity: 2 })
    expect(await outNow()).toEqual([false, true, true])
    expect(await eventTypes(third.id)).toEqual(['booking.suspended'])
    await changeOutage(await lender(m), out.id, { quantity: 1 })
    expect(await outNow()).toEqual([false, false, true])

    // One gives up: the one that had to wait comes back, and once only.
    await cancelBooking(await as(m.member), first.id)
    const cancelled = (await eventsOf(first.id)).at(-1)!
    await refit(await as(null), cancelled)
    await refit(await as(null), cancelled)
    expect(await outNow()).toEqual([false, false, false])
    expect(await eventTypes(third.id)).toEqual(['booking.suspended', 'booking.resumed'])
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m))).rejects.toEqual(
      refused('capacity_taken'),
    )
    await endOutage(await lender(m), out.id)
    await requestBooking(await as(m.member), m.offer.id, asking(m))
  })

  test('everything fits again, whatever was booked, given up and lowered meanwhile', async () => {
    const m = await givenMarket({ quantity: 4 })
    const big = await givenBooking(m, {
      status: 'confirmed',
      quantity: 2,
      createdAt: '2026-11-20T08:00:00.000Z',
    })
    const small = await givenBooking(m, { status: 'confirmed', createdAt: '2026-11-19T08:00:00.000Z' })
    const out = await outage(m, { quantity: 2, endsAt: at(20, 8) })
    expect([await isOut(big.id), await isOut(small.id)]).toEqual([true, false])
    // 1 of the 2 is missing; the time before the outage and the rest stay theirs: nothing is free to take.
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m))).rejects.toEqual(
      refused('capacity_taken'),
    )
    const lower = db.updateTable('capacities').set({ quantity: 2 }).where('id', '=', out.capacityId)
    await expect(lower.execute()).rejects.toThrow('maillage:capacity_held')
    await endOutage(await lender(m), out.id)
    expect((await holdsOf(big.id)).reduce((n, h) => n + h.quantity * h.live, 0)).toBe(2)
  })

  test('a quantity is not lowered below what an outage of the whole has suspended', async () => {
    const m = await givenMarket({ quantity: 2 })
    await givenBooking(m, { status: 'confirmed', quantity: 2 })
    const out = await outage(m)
    const lower = db.updateTable('capacities').set({ quantity: 1 }).where('id', '=', out.capacityId)
    await expect(lower.execute()).rejects.toThrow('maillage:capacity_held')
    await endOutage(await lender(m), out.id)
  })

  test('a booking that waits can be given up, moved or answered, and takes no place meanwhile', async () => {
    const m = await givenMarket()
    const [asked, moved, given] = [
      await givenBooking(m),
      await givenBooking(m, { status: 'confirmed', startsAt: at(9, 13), endsAt: at(9, 15) }),
      await givenBooking(m, { status: 'confirmed', startsAt: at(10, 13), endsAt: at(10, 15) }),
    ]
    const out = await outage(m, { endsAt: at(12, 0) })
    await confirmBooking(await lender(m), asked.id)
    expect((await holdsOf(asked.id)).map((h) => h.live)).toEqual([0])
    await changeBooking(await as(m.member), moved.id, { startsAt: at(15, 13), endsAt: at(15, 15) })
    expect(await isOut(moved.id)).toBe(false)
    const sooner = changeBooking(await as(m.member), moved.id, { startsAt: at(9, 13), endsAt: at(9, 15) })
    await expect(sooner).rejects.toEqual(refused('capacity_taken'))
    await cancelBooking(await as(m.member), given.id)
    expect(await holdsOf(given.id)).toMatchObject([{ live: 0, suspendedBy: null }])
    await endOutage(await lender(m), out.id)
    expect(await holdsOf(given.id)).toMatchObject([{ live: 0 }])
    expect(await holdsOf(asked.id)).toMatchObject([{ live: 1, suspendedBy: null }])
    expect(await eventTypes(given.id)).toEqual(['booking.suspended', 'booking.cancelled'])
  })

  test('what was out of order until its end was never used: the clock gives it up', async () => {
    const m = await givenMarket()
    const [never, half] = [
      await givenBooking(m, { status: 'confirmed' }),
      await givenBooking(m, { status: 'confirmed', startsAt: at(9, 8), endsAt: at(9, 15) }),
    ]
    await outage(m, { reason: 'Porte bloquée', endsAt: at(9, 10) })
    const night = await as(null, { now: at(9, 20) })
    await passBookings(night)
    await passOutages(night)
    const row = (id: string) =>
      db.selectFrom('bookings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(await row(never.id)).toMatchObject({
      ...{ status: 'cancelled', cancelledSide: 'lender', cancelReason: 'Porte bloquée' },
    })
    expect(await row(half.id)).toMatchObject({ status: 'completed', cancelReason: null })
    expect(await eventTypes(never.id)).toEqual(['booking.suspended', 'booking.started', 'booking.cancelled'])
  })

  test('whoever is faster, nothing is taken twice', async () => {
    const m = await givenMarket()
    const capacity = await capacityOf(m.offer.id)
    const asked = await Promise.allSettled([
      requestBooking(await as(m.member), m.offer.id, asking(m)),
      declareOutage(await lender(m), capacity.id, { endsAt: at(20, 8) }),
      declareOutage(await lender(m), capacity.id, { endsAt: at(20, 8) }),
    ])
    expect(asked.slice(1).filter((a) => a.status === 'fulfilled')).toHaveLength(1)
    const live = await db.selectFrom('holds').select('reason').where('live', '=', 1).execute()
    expect(live.filter((h) => h.reason === 'maintenance')).toHaveLength(1)
    const bookings = await db.selectFrom('bookings').select('id').execute()
    for (const { id } of bookings) expect(await isOut(id)).toBe(true)
    const open = await db.selectFrom('outages').select('id').executeTakeFirstOrThrow()
    const ends = await Promise.allSettled([
      endOutage(await lender(m), open.id),
      endOutage(await lender(m), open.id),
      changeOutage(await lender(m), open.id, { endsAt: at(22, 8) }),
    ])
    expect(ends.slice(0, 2).filter((e) => e.status === 'fulfilled')).toHaveLength(1)
    expect(await db.selectFrom('holds').select('id').where('reason', '=', 'maintenance').execute()).toEqual(
      [],
    )
  })
})

describe('refused', () => {
  test('without a trace: times and amounts that cannot be, others’ things, what is over', async () => {
    const m = await givenMarket({ quantity: 2 })
    const capacity = await capacityOf(m.offer.id)
    const other = await givenMarket()
    await givenBooking(m, { status: 'confirmed' })
    const before = [await left(), await db.selectFrom('outages').select('id').execute()]
    const tries: [string, () => Promise<unknown>][] = [
      ['invalid', async () => outage(m, { startsAt: at(9, 8), endsAt: at(9, 8) })],
      ['in_the_past', async () => outage(m, { endsAt: NOW })],
      ['invalid', async () => outage(m, { endsAt: '2036-01-01T00:00:00.000Z' })],
      ['invalid', async () => outage(m, { quantity: 3 })],
      ['invalid', async () => outage(m, { quantity: -1 })],
      ['invalid', async () => outage(m, { endsAt: '2026-02-30T00:00:00Z' })],
      ['not_found', async () => declareOutage(await as(m.member), capacity.id, {})],
      ['not_manager', async () => declareOutage(await as(await givenMember(m.lender)), capacity.id, {})],
      ['not_found', async () => declareOutage(await as(other.answerer), capacity.id, {})],
      ['not_found', async () => declareOutage(await as(other.coordinator), capacity.id, {})],
      ['not_signed_in', async () => declareOutage(await as(null), capacity.id, {})],
    ]
    for (const [code, act] of tries) await expect(act(), code).rejects.toEqual(refused(code))
    expect([await left(), await db.selectFrom('outages').select('id').execute()]).toEqual(before)

    const out = await outage(m, { endsAt: at(20, 8) })
    await expect(outage(m, { endsAt: at(10, 8) })).rejects.toEqual(refused('already_exists'))
    await endOutage(await as(m.coordinator), out.id)
    const after = await left()
    await expect(endOutage(await lender(m), out.id)).rejects.toEqual(refused('transition_not_allowed'))
    const changed = changeOutage(await lender(m), out.id, { endsAt: null })
    await expect(changed).rejects.toEqual(refused('transition_not_allowed'))
    await expect(endOutage(await as(m.member), out.id)).rejects.toEqual(refused('not_found'))
    expect(await left()).toEqual(after)
    expect(TUESDAY.startsAt > NOW).toBe(true)
  })
})
