import { describe, expect, test } from 'vitest'
import { availability } from '../../worker/bookings/availability'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import {
  as,
  bindings,
  db,
  givenCapacity,
  givenCluster,
  givenCoordinator,
  givenListing,
} from '../support/given'
import { capacityOf, DAYTIME, givenBooking, givenMarket, TUESDAY } from './market'

const DAY = { from: '2026-12-07T23:00:00.000Z', to: '2026-12-08T23:00:00.000Z' } // Tuesday 8 December in Paris
const at = (hour: number) => `2026-12-08T${String(hour).padStart(2, '0')}:00:00.000Z`

describe('availability', () => {
  test('opening hours without what is held, with the quantity left', async () => {
    const m = await givenMarket({ quantity: 2, instantFor: 'everyone' })
    const ctx = await as(m.member)
    const capacityId = (await capacityOf(m.offer.id)).id
    await requestBooking(ctx, m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
    await requestBooking(ctx, m.offer.id, {
      organisationId: m.borrower.id,
      startsAt: at(14),
      endsAt: at(16),
      quantity: 1,
    })
    expect(await availability(ctx, m.offer.id, DAY.from, DAY.to)).toEqual([
      { capacityId, startsAt: at(8), endsAt: at(13), free: 2 },
      { capacityId, startsAt: at(13), endsAt: at(14), free: 1 },
      { capacityId, startsAt: at(15), endsAt: at(16), free: 1 },
      { capacityId, startsAt: at(16), endsAt: at(19), free: 2 },
    ])
  })

  test('what has gone by today is not free, by the day the whole of today is', async () => {
    const m = await givenMarket()
    const ctx = await as(null, { now: '2026-12-08T13:10:00.000Z' })
    expect((await availability(ctx, m.offer.id, DAY.from, DAY.to))[0]?.startsAt).toBe(
      '2026-12-08T13:10:00.000Z',
    )
    const daily = await givenListing(m.cluster, m.lender, { kind: 'equipment', grain: 'day' })
    expect(
      await availability(ctx, daily.id, '2026-12-06T23:00:00.000Z', '2026-12-09T23:00:00.000Z'),
    ).toMatchObject([{ startsAt: '2026-12-07T23:00:00.000Z', endsAt: '2026-12-09T23:00:00.000Z', free: 1 }])
  })

  test('collection windows, one by one, with what is left of each', async () => {
    const m = await givenMarket({
      kind: 'waste',
      grain: 'window',
      quantity: 200,
      unit: 'kg',
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    const friday = { startsAt: '2026-12-11T08:00:00.000Z', endsAt: '2026-12-11T10:00:00.000Z' }
    await givenBooking(m, { ...friday, quantity: 150, unit: 'kg' })
    const free = await availability(
      await as(null),
      m.offer.id,
      '2026-12-01T00:00:00.000Z',
      '2026-12-31T00:00:00.000Z',
    )
    expect(free.map((f) => [f.startsAt.slice(0, 10), f.free])).toEqual([
      ['2026-12-04', 200],
      ['2026-12-11', 50],
      ['2026-12-18', 200],
      ['2026-12-25', 200],
    ])
  })

  test('a stock: what nobody will have taken', async () => {
    const m = await givenMarket({ kind: 'waste', grain: 'stock', quantity: 40, unit: 'pallet', windows: [] })
    const stock = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'stock' }).where('id', '=', stock.id).execute()
    await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...TUESDAY,
      quantity: 15,
    })
    expect(
      await availability(await as(null), m.offer.id, '2026-12-01T00:00:00.000Z', '2026-12-03T00:00:00.000Z'),
    ).toMatchObject([{ free: 25 }])
  })

  test('staff: when the person is free, in minutes of the week that are left', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute' })
    const person = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'person' }).where('id', '=', person.id).execute()
    await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 180,
      unit: 'minute',
      position: 2,
    })
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
    const free = await availability(await as(null), m.offer.id, DAY.from, '2026-12-15T23:00:00.000Z')
    expect(free.slice(0, 2)).toEqual([
      { capacityId: person.id, startsAt: at(8), endsAt: at(13), free: 60 },
      { capacityId: person.id, startsAt: at(15), endsAt: at(19), free: 60 },
    ])
    expect(free.find((f) => f.startsAt > '2026-12-14')?.free).toBe(180)
  })

  test('each lot for itself', async () => {
    const m = await givenMarket({ kind: 'premises', grain: 'month', windows: [] })
    await givenCapacity(m.cluster, m.lender, m.offer, { shape: 'lot', position: 2 })
    const a = await capacityOf(m.offer.id)
    await givenBooking(m, {
      capacityId: a.id,
      startsAt: '2026-12-10T23:00:00.000Z',
      endsAt: '2027-06-30T22:00:00.000Z',
    })
    const free = await availability(await as(null), m.offer.id, DAY.from, '2026-12-31T23:00:00.000Z')
    expect(free.map((f) => [f.startsAt, f.endsAt])).toEqual([
      [DAY.from, '2026-12-10T23:00:00.000Z'],
      [DAY.from, '2026-12-31T23:00:00.000Z'],
    ])
  })

  test('a range that is turned around or too long, and what one may not see', async () => {
    const m = await givenMarket({ visibility: 'cluster' })
    const ctx = await as(m.member)
    await expect(availability(ctx, m.offer.id, DAY.to, DAY.from)).rejects.toMatchObject({ code: 'invalid' })
    await expect(availability(ctx, m.offer.id, DAY.from, '2027-03-01T00:00:00.000Z')).rejects.toMatchObject({
      details: { fields: [{ path: 'to', code: 'too_many_days', params: { max: 62 } }] },
    })
    const stranger = await givenCoordinator(await givenCluster())
    await expect(availability(await as(stranger), m.offer.id, DAY.from, DAY.to)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('what lies outside the range costs nothing', async () => {
    const m = await givenMarket({ windows: DAYTIME })
    const capacityId = (await capacityOf(m.offer.id)).id
    const minutes = (text: string) => Date.parse(text) / 60_000
    const fill = (from: number, n: number) =>
      bindings.DB.prepare(`INSERT INTO holds (capacity_id, reason, busy_from, busy_to, quantity)
        SELECT ?, 'booking', value, value + 60, 1 FROM json_each(?)`)
        .bind(capacityId, JSON.stringify(Array.from({ length: n }, (_, i) => from + i * 60)))
        .run()
    const read = async () => {
      const seen: number[] = []
      const ctx = await as(null)
      const d1 = bindings.DB
      ctx.db = (await import('../../worker/platform/db')).openDb(
        new Proxy(d1, {
          get: (target, key) =>
            key === 'prepare'
              ? (text: string) => {
                  const statement = target.prepare(text)
                  return new Proxy(statement, {
                    get: (s, k) =>
                      k === 'bind'
                        ? (...values: unknown[]) => {
                            const bound = s.bind(...values)
                            return {
                              all: async () => {
                                const result = await bound.all()
                                seen.push(result.meta.rows_read)
                                return result
                              },
                            }
                          }
                        : Reflect.get(s, k),
                  })
                }
              : Reflect.get(target, key),
        }),
      )
      await availability(ctx, m.offer.id, DAY.from, DAY.to)
      return seen.reduce((a, b) => a + b, 0)
    }
    await fill(minutes('2023-01-01T00:00:00Z'), 1)
    const before = await read()
    await fill(minutes('2024-01-01T00:00:00Z'), 4000)
    await fill(minutes('2026-12-20T00:00:00Z'), 4000)
    // The neighbour that ends within an hour is read too, and left out.
    expect(await read()).toBeLessThanOrEqual(before + 2)
  })
})
