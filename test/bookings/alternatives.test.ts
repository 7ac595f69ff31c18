import { describe, expect, test } from 'vitest'
import type { Alternative } from '../../worker/bookings/alternatives'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import type { BookingInput } from '../../worker/bookings/input'
import { AppError } from '../../worker/core/errors'
import { as, db, givenCapacity, givenListing, givenOrganisation } from '../support/given'
import { capacityOf, DAYTIME, givenBooking, givenMarket, left, type Market, TUESDAY } from './market'

async function refused(act: Promise<unknown>): Promise<Alternative[]> {
  const error = await act.then(
    () => null,
    (e) => e as AppError,
  )
  expect(error).toMatchObject({ code: 'capacity_taken' })
  return error!.details.alternatives as Alternative[]
}
/** Every alternative can be booked, one after the other, all of them. */
async function bookAll(m: Market, all: Alternative[]) {
  for (const { offerId, startsAt, endsAt, quantity, capacityId } of all) {
    const input: BookingInput = { organisationId: m.borrower.id, startsAt, endsAt, quantity, capacityId }
    await requestBooking(await as(m.member), offerId, input)
  }
}
const at = (day: number, hour: number) =>
  `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`

describe('a conflict answers with what is free', () => {
  test('the nearest times of the same room, another day at the same time, and a room nearby', async () => {
    const m = await givenMarket()
    const near = await givenListing(m.cluster, await givenOrganisation(m.cluster), {
      title: 'Salle du Marché',
      lat: 49.45,
      lng: 1.1,
      windows: [],
    })
    await givenListing(m.cluster, await givenOrganisation(m.cluster), {
      title: 'Fermée le mardi',
      windows: [{ days: [1], from: '09:00', to: '20:00' }],
    })
    await givenListing(m.cluster, m.borrower, { title: 'La leur', windows: [] })
    await givenListing(m.cluster, m.lender, { title: 'Un camion', kind: 'equipment', windows: [] })
    const full = await givenListing(m.cluster, await givenOrganisation(m.cluster), {
      title: 'Prise',
      windows: [],
    })
    await givenBooking({ ...m, offer: full as Market['offer'] })
    await givenBooking(m)
    const before = await left()

    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY }),
    )
    expect(all.map((a) => [a.why, a.startsAt, a.endsAt])).toEqual([
      ['later', at(8, 15), at(8, 17)],
      ['earlier', at(8, 11), at(8, 13)],
      ['other_day', at(9, 13), at(9, 15)],
      ['other_day', at(10, 13), at(10, 15)],
      ['similar', at(8, 13), at(8, 15)],
    ])
    expect(all.at(-1)).toMatchObject({
      offerId: near.id,
      title: 'Salle du Marché',
      distanceKm: expect.any(Number),
      quantity: 1,
      priceCents: 0,
    })
    expect(await left()).toEqual(before)
    await bookAll(m, all)
  })

  test('a shorter time, where a part is free', async () => {
    const m = await givenMarket()
    await givenBooking(m, { endsAt: '2026-12-08T14:00:00.000Z' })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        startsAt: at(8, 13),
        endsAt: at(8, 17),
      }),
    )
    expect(all[0]).toMatchObject({ why: 'later', startsAt: at(8, 14), endsAt: at(8, 18) })
    await bookAll(m, all)
    const full = await givenMarket({ windows: [{ days: [2], from: '14:00', to: '18:00' }] })
    await givenBooking(full, { endsAt: '2026-12-08T14:00:00.000Z' })
    const some = await refused(
      requestBooking(await as(full.member), full.offer.id, {
        organisationId: full.borrower.id,
        startsAt: at(8, 13),
        endsAt: at(8, 17),
      }),
    )
    expect(some[0]).toMatchObject({ why: 'shorter', startsAt: at(8, 14), endsAt: at(8, 17) })
    await bookAll(full, some)
  })

  test('fewer desks, where some are left', async () => {
    const m = await givenMarket({ quantity: 12 })
    await givenBooking(m, { quantity: 9 })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        ...TUESDAY,
        quantity: 5,
      }),
    )
    expect(all.find((a) => a.why === 'less')).toMatchObject({ quantity: 3, ...TUESDAY })
    await bookAll(m, all)
  })

  test('days: the nearest run of free days', async () => {
    const m = await givenMarket({ kind: 'equipment', grain: 'day', windows: DAYTIME })
    const days = { startsAt: '2026-12-07T23:00:00.000Z', endsAt: '2026-12-09T23:00:00.000Z' } // 8 and 9
    await givenBooking(m, days)
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...days }),
    )
    // Sunday is closed: the 10th and 11th; before, the 4th and 5th or the 7th alone, too short.
    expect(all.map((a) => [a.why, a.startsAt.slice(0, 10)])).toEqual([
      ['later', '2026-12-09'],
      ['earlier', '2026-12-03'],
      ['later', '2026-12-13'],
    ])
    await bookAll(m, all)
  })

  test('collections: the next windows that still hold enough, and what is left of this one', async () => {
    const m = await givenMarket({
      kind: 'waste',
      grain: 'window',
      quantity: 200,
      unit: 'kg',
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    const friday = { startsAt: at(11, 8), endsAt: at(11, 10) }
    await givenBooking(m, { ...friday, quantity: 150 })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        ...friday,
        quantity: 100,
      }),
    )
    expect(all.map((a) => [a.why, a.startsAt.slice(8, 10), a.quantity])).toEqual(
      expect.arrayContaining([
        ['later', '18', 100],
        ['earlier', '04', 100],
        ['less', '11', 50],
      ]),
    )
    await bookAll(m, all)
  })

  test('a stock: what is left of it', async () => {
    const m = await givenMarket({ kind: 'waste', grain: 'stock', quantity: 40, unit: 'pallet', windows: [] })
    await db
      .updateTable('capacities')
      .set({ shape: 'stock' })
      .where('id', '=', (await capacityOf(m.offer.id)).id)
      .execute()
    await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...TUESDAY,
      quantity: 30,
    })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        ...TUESDAY,
        quantity: 20,
      }),
    )
    expect(all).toMatchObject([{ why: 'less', quantity: 10 }])
    await bookAll(m, all)
  })

  test('premises: another lot at once, the same one later', async () => {
    const m = await givenMarket({ kind: 'premises', grain: 'month', unit: 'm2', windows: [] })
    const a = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'lot', unit: 'piece' }).where('id', '=', a.id).execute()
    const b = await givenCapacity(
      m.cluster,
      m.lender,
      { ...m.offer, unit: 'piece' },
      { shape: 'lot', label: 'Lot B', position: 2 },
    )
    const months = { startsAt: '2026-12-31T23:00:00.000Z', endsAt: '2027-03-31T22:00:00.000Z' }
    await givenBooking(m, { ...months, capacityId: a.id })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        ...months,
        capacityId: a.id,
      }),
    )
    expect(all.map((x) => [x.why, x.capacityId, x.startsAt.slice(0, 7)])).toEqual([
      ['other_lot', b.id, '2026-12'],
      ['later', a.id, '2027-03'],
    ])
    expect(all[0]?.capacityLabel).toBe('Lot B')
    await bookAll(m, all)
  })

  test('staff: another time when person and week both have room', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute' })
    await db
      .updateTable('capacities')
      .set({ shape: 'person' })
      .where('id', '=', (await capacityOf(m.offer.id)).id)
      .execute()
    await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 180,
      unit: 'minute',
      position: 2,
    })
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
    const all = await refused(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        startsAt: at(9, 13),
        endsAt: at(9, 15),
      }),
    )
    expect(all.length).toBeGreaterThan(0)
    await bookAll(m, all)
  })

  test('random rooms and times: whatever is proposed can be booked', { timeout: 60_000 }, async () => {
    let seed = 11
    const dice = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % n
    }
    const m = await givenMarket({ quantity: 3 })
    for (let i = 0; i < 60; i++) {
      const start = Date.parse(at(7 + dice(5), 8)) + dice(9) * 3_600_000
      const wanted = {
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + (1 + dice(3)) * 3_600_000).toISOString(),
        quantity: 1 + dice(3),
      }
      try {
        await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...wanted })
      } catch (error) {
        if (!(error instanceof AppError) || !['capacity_taken', 'outside_opening_hours'].includes(error.code))
          throw error
        const first = ((error.details.alternatives ?? []) as Alternative[]).slice(0, 2)
        await bookAll(m, first)
      }
    }
  })

  test('a change that does not fit proposes times in which its own holds do not stand in the way', async () => {
    const m = await givenMarket()
    const mine = await givenBooking(m)
    await givenBooking(m, { startsAt: at(8, 15), endsAt: at(8, 16) })
    const all = await refused(changeBooking(await as(m.member), mine.id, { endsAt: at(8, 16) }))
    expect(all[0]).toMatchObject({ startsAt: at(8, 12), endsAt: at(8, 15) })
    for (const { startsAt, endsAt } of all.slice(0, 1))
      expect(await changeBooking(await as(m.member), mine.id, { startsAt, endsAt })).toMatchObject({
        startsAt,
        endsAt,
      })
  })
})
