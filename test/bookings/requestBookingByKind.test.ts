import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, db, givenCapacity } from '../support/given'
import { asking, capacityOf, givenMarket, left, TUESDAY } from './market'

describe('what a booking holds, by kind', () => {
  const minutes = (at: string) => Date.parse(at) / 60_000
  const holds = () =>
    db.selectFrom('holds').select(['capacityId', 'busyFrom', 'busyTo', 'quantity']).orderBy('id').execute()

  test('by the day: whole local days, over a change of clocks too', async () => {
    const m = await givenMarket({ kind: 'equipment', grain: 'day', windows: [] })
    const days = { startsAt: '2027-03-26T23:00:00.000Z', endsAt: '2027-03-29T22:00:00.000Z' } // 27, 28 (23 h), 29 March
    await requestBooking(await as(m.member), m.offer.id, asking(m, days))
    expect(await holds()).toEqual([
      {
        capacityId: (await capacityOf(m.offer.id)).id,
        busyFrom: minutes(days.startsAt),
        busyTo: minutes(days.endsAt),
        quantity: 1,
      },
    ])
  })

  test('a collection window: exactly one, with a quantity of it', async () => {
    const m = await givenMarket({
      kind: 'waste',
      grain: 'window',
      quantity: 200,
      unit: 'kg',
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    const friday = { startsAt: '2026-12-11T08:00:00.000Z', endsAt: '2026-12-11T10:00:00.000Z' }
    const booking = await requestBooking(
      await as(m.member),
      m.offer.id,
      asking(m, { ...friday, quantity: 150 }),
    )
    expect(booking).toMatchObject({ quantity: 150, unit: 'kg' })
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...friday, quantity: 51 })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    const half = { startsAt: '2026-12-18T08:00:00.000Z', endsAt: '2026-12-18T09:00:00.000Z' }
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, half))).rejects.toMatchObject({
      code: 'outside_opening_hours',
    })
  })

  test('a stock is taken for ever', async () => {
    const m = await givenMarket({ kind: 'waste', grain: 'stock', quantity: 40, unit: 'pallet', windows: [] })
    const lot = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'stock' }).where('id', '=', lot.id).execute()
    await requestBooking(await as(m.member), m.offer.id, asking(m, { quantity: 30 }))
    expect(await holds()).toEqual([
      { capacityId: lot.id, busyFrom: minutes(TUESDAY.startsAt), busyTo: 2_147_483_647, quantity: 30 },
    ])
    const nextYear = { startsAt: '2027-12-08T13:00:00.000Z', endsAt: '2027-12-08T15:00:00.000Z' }
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...nextYear, quantity: 11 })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    expect(
      (await requestBooking(await as(m.member), m.offer.id, asking(m, { ...nextYear, quantity: 10 })))
        .quantity,
    ).toBe(10)
  })

  test('a person is taken alone, and their minutes count in each local week', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute', windows: [] })
    const person = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'person' }).where('id', '=', person.id).execute()
    const week = await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 240,
      unit: 'minute',
      position: 2,
    })
    // Sunday 22:00 to Monday 01:00: two hours in one week, one in the next.
    const night = { startsAt: '2026-12-13T21:00:00.000Z', endsAt: '2026-12-14T00:00:00.000Z' }
    const booking = await requestBooking(await as(m.member), m.offer.id, asking(m, night))
    expect(booking).toMatchObject({ quantity: 180, unit: 'minute' })
    const monday = (date: string) => minutes(`${date}T23:00:00.000Z`)
    expect(await holds()).toEqual([
      {
        capacityId: person.id,
        busyFrom: minutes(night.startsAt),
        busyTo: minutes(night.endsAt),
        quantity: 1,
      },
      { capacityId: week.id, busyFrom: monday('2026-12-06'), busyTo: monday('2026-12-13'), quantity: 120 },
      { capacityId: week.id, busyFrom: monday('2026-12-13'), busyTo: monday('2026-12-20'), quantity: 60 },
    ])
    // Four hours a week: one is gone, three are left.
    const at = (from: number, to: number) => ({
      startsAt: `2026-12-15T${from}:00:00.000Z`,
      endsAt: `2026-12-15T${to}:00:00.000Z`,
    })
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, at(10, 14)))).rejects.toMatchObject(
      { code: 'capacity_taken' },
    )
    expect((await requestBooking(await as(m.member), m.offer.id, asking(m, at(10, 13)))).quantity).toBe(180)
    expect((await left()).bookings).toBe(2)
  })

  test('premises: a lot is named, and taken whole within its dates', async () => {
    const m = await givenMarket({
      kind: 'premises',
      grain: 'month',
      unit: 'm2',
      windows: [],
      tariffMode: 'price',
      referenceCents: 500,
      priceUnit: 'm2_month',
    })
    const a = await capacityOf(m.offer.id)
    const details = JSON.stringify({
      surfaceM2: 40,
      availableFrom: '2027-01-01',
      availableUntil: '2027-12-31',
    })
    await db
      .updateTable('capacities')
      .set({ shape: 'lot', unit: 'piece', details })
      .where('id', '=', a.id)
      .execute()
    const b = await givenCapacity(
      m.cluster,
      m.lender,
      { ...m.offer, unit: 'piece' },
      { shape: 'lot', position: 2 },
    )
    const months = { startsAt: '2026-12-31T23:00:00.000Z', endsAt: '2027-06-30T22:00:00.000Z' }
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, months))).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: [{ path: 'capacityId', code: 'required' }] },
    })
    const booking = await requestBooking(
      await as(m.member),
      m.offer.id,
      asking(m, { ...months, capacityId: a.id }),
    )
    expect(booking).toMatchObject({ capacityId: a.id, priceCents: 500 * 40 * 6, unit: 'piece' })
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...months, capacityId: a.id })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    expect(
      (await requestBooking(await as(m.member), m.offer.id, asking(m, { ...months, capacityId: b.id })))
        .capacityId,
    ).toBe(b.id)
    const beyond = { startsAt: '2027-06-30T22:00:00.000Z', endsAt: '2028-01-31T23:00:00.000Z' }
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...beyond, capacityId: a.id })),
    ).rejects.toMatchObject({ code: 'outside_opening_hours' })
  })
})
