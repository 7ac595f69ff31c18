import { describe, expect, test } from 'vitest'
import { correctBooking } from '../../worker/bookings/commands/correctBooking'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { editListing } from '../../worker/listings/commands/editListing'
import { DAY, later } from '../../worker/core/time'
import { rebuildAll } from '../../worker/dashboards/rebuild'
import { projectImpact } from '../../worker/impact/project'
import {
  as,
  db,
  eventsOf,
  givenCapacity,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { givenBooking, givenMarket } from '../bookings/market'
import { chairs, choose, given, givenChairs, GUARD, projectedImpact, reckoned, UPKEEP } from './market'

const monthsOf = (id: string) =>
  db.selectFrom('impactMonths').selectAll().where('bookingId', '=', id).orderBy('month').execute()
const sums = (scope: 'kind' | 'commune' | 'lender') =>
  db.selectFrom('impactSums').selectAll().where('scope', '=', scope).orderBy('month').execute()
const ended = { endedAt: NOW, startsAt: later(NOW, -DAY), endsAt: later(NOW, -DAY + 7_200_000) }

describe('an exchange', () => {
  test('produces once it is used, in the month in which it begins, with the versions it was reckoned with', async () => {
    const m = await givenChairs()
    await choose(m, chairs)
    const agreed = await givenBooking(m, { ...ended, status: 'confirmed', quantity: 12 })
    await projectImpact(await as(null), [agreed.id])
    expect(await monthsOf(agreed.id)).toEqual([])
    const done = await given(m, { ...ended, quantity: 12 })
    await projectImpact(await as(null), [done.id])
    expect(await monthsOf(done.id)).toMatchObject([
      {
        ...{
          month: '2026-11',
          begins: 1,
          kg: 50,
          measured: 0,
          co2Low: 65_557,
          co2High: 65_557,
          commune: 'Rouen',
        },
        factors: '["fct_ico2-chaiseenbois_1","fct_car-2030_1"]',
      },
    ])
    expect(await sums('commune')).toMatchObject([
      {
        key: 'Rouen',
        month: '2026-11',
        exchanges: 1,
        kgDeclared: 50,
        kgWeighed: 0,
        co2Low: 65_557,
        withCo2: 1,
      },
    ])
    expect(
      await db.selectFrom('portraitExchanges').selectAll().where('what', '=', 'tie').execute(),
    ).toMatchObject([
      { key: [m.lender.id, m.borrower.id].sort().join(' '), quarter: '2026-Q4', exchanges: 1 },
    ])
  })

  test('counts what was handed over where that was noted, and says that it was measured', async () => {
    const m = await givenChairs()
    await choose(m, chairs)
    const b = await given(m, { ...ended, quantity: 12 })
    await reckoned()
    const first = await noteHandover(await as(m.answerer), b.id, { step: 'pick_up', quantity: 9 })
    await reckoned()
    expect(await monthsOf(b.id)).toMatchObject([{ kg: 38, measured: 1, co2Low: 9 * 5589 - 1511 }])
    await noteHandover(await as(m.answerer), b.id, {
      ...{ step: 'pick_up', quantity: 10, corrects: first.id, note: 'Recompté' },
    })
    await reckoned()
    expect(await sums('kind')).toMatchObject([{ kgWeighed: 42, kgDeclared: 0, exchanges: 1, leaves: 1 }])
  })

  test('that nobody came to is taken away again, and leaves no empty line', async () => {
    const m = await givenChairs()
    await choose(m, chairs)
    const b = await given(m, ended)
    await projectImpact(await as(null), [b.id])
    expect(await sums('kind')).toHaveLength(1)
    await correctBooking(await as(m.answerer), b.id)
    await reckoned()
    expect(await projectedImpact()).toMatchObject({ impactMonths: [], impactSums: [] })
  })

  test('keeps the basis that was in force when it began, whatever is chosen later', async () => {
    const m = await givenChairs()
    await choose(m, chairs)
    const before = await given(m, { startsAt: later(NOW, -3 * DAY), endsAt: later(NOW, -3 * DAY + 60_000) })
    await choose(m, { ...chairs, replacedPercent: 100 })
    const after = await given(m, { startsAt: later(NOW, 60_000), endsAt: later(NOW, 120_000) })
    await reckoned()
    expect((await monthsOf(before.id))[0]?.co2Low).toBe(5589 - 1511)
    expect((await monthsOf(after.id))[0]?.co2Low).toBe(9315 - 1511)
  })

  test('of premises spares the cost of vacancy month by month, by the floor area of its lot', async () => {
    const m = await givenMarket({
      kind: 'premises',
      unit: 'm2',
      grain: 'month',
      quantity: 200,
      title: 'Étage',
    })
    await choose(m, { vacancyFactors: [UPKEEP, GUARD] })
    const lot = await givenCapacity(m.cluster, m.lender, m.offer, {
      ...{ shape: 'lot', quantity: 1, unit: 'm2', details: JSON.stringify({ surfaceM2: 200 }), position: 2 },
    })
    const b = await given(m, {
      ...{ capacityId: lot.id, startsAt: '2026-08-31T22:00:00.000Z', endsAt: '2026-11-30T23:00:00.000Z' },
      status: 'in_use',
    })
    await reckoned()
    const months = await monthsOf(b.id)
    expect(months.map((one) => [one.month, one.begins, one.surfaceM2])).toEqual([
      ['2026-09', 1, 200],
      ['2026-10', 0, 200],
      ['2026-11', 0, 200],
    ])
    const low = months.reduce((n, one) => n + one.vacancyLow, 0)
    const minutes = (Date.parse('2026-11-30T23:00:00Z') - Date.parse('2026-08-31T22:00:00Z')) / 60_000
    expect(low).toBe(Math.round((200 * 700 * minutes) / (365 * 1440)))
    expect(months.every((one) => one.vacancyHigh > one.vacancyLow)).toBe(true)
    expect(await sums('kind')).toHaveLength(3)
  })

  test('saves what the market asks for the same use, less what was paid; both from when its price is stated', async () => {
    const m = await givenMarket()
    const b = await given(m, { ...ended, priceCents: 500 })
    await reckoned()
    await projectImpact(await as(null), [b.id])
    expect(await monthsOf(b.id)).toMatchObject([{ minutes: 120, marketCents: 0, paidCents: 0, hasMarket: 0 }])
    await editListing(await as(m.answerer), m.offer.id, { marketCents: 2500, marketUnit: 'hour' })
    await reckoned()
    expect(await monthsOf(b.id)).toMatchObject([{ marketCents: 5000, paidCents: 500, hasMarket: 1 }])
    await editListing(await as(m.answerer), m.offer.id, { commune: 'Elbeuf' })
    await reckoned()
    expect(await sums('commune')).toMatchObject([{ key: 'Elbeuf', exchanges: 1, marketCents: 5000 }])
    await expect(editListing(await as(m.answerer), m.offer.id, { marketUnit: null })).rejects.toThrow(
      'invalid',
    )
    await editListing(await as(m.answerer), m.offer.id, { marketUnit: null, marketCents: null })
    await reckoned()
    expect(await monthsOf(b.id)).toMatchObject([{ marketCents: 0, hasMarket: 0 }])
  })

  test('that was read before something changed is left to the newer event', async () => {
    const m = await givenChairs()
    await choose(m, chairs)
    const b = await given(m, { ...ended, quantity: 5 })
    const slow = await as(null)
    const batch = slow.env.DB.batch.bind(slow.env.DB)
    let turn = 0
    const racing = {
      prepare: slow.env.DB.prepare.bind(slow.env.DB),
      batch: async (statements: D1PreparedStatement[]) => {
        // The first batch reads, the second writes: in between somebody notes what was handed over.
        if (++turn === 2) await noteHandover(await as(m.answerer), b.id, { step: 'pick_up', quantity: 3 })
        return batch(statements)
      },
    } as unknown as D1Database
    await projectImpact({ ...slow, env: { ...slow.env, DB: racing } }, [b.id])
    expect(turn).toBe(2)
    expect(await monthsOf(b.id)).toEqual([])
    await reckoned()
    expect(await monthsOf(b.id)).toMatchObject([{ measured: 1, co2Low: 3 * 5589 - 1511 }])
  })
})

test('a random history comes out the same from events twice and out of order, and from a rebuild', {
  timeout: 120_000,
}, async () => {
  let state = 42
  const random = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state % n
  }
  const m = await givenChairs({ marketCents: 900, marketUnit: 'piece', quantity: 500 })
  const third = await givenOrganisation(m.cluster, { name: 'Troisième' })
  await givenMember(third)
  const room = await givenListing(m.cluster, m.lender, {
    marketCents: 1500,
    marketUnit: 'hour',
    commune: 'Oissel',
    quantity: 500,
  })
  const market = { ...m, offer: room }
  const made: string[] = []
  for (let i = 0; i < 60; i++) {
    const start = later(NOW, -random(200) * DAY - random(86_400) * 1000)
    const when = { startsAt: start, endsAt: later(start, (1 + random(40 * 24)) * 3_600_000) }
    const status = (['completed', 'completed', 'in_use', 'no_show', 'cancelled'] as const)[random(5)]
    const of = random(2) ? m : market
    const row = {
      ...{ ...when, status, quantity: 1 + random(4), priceCents: random(900), endedAt: later(NOW, -DAY) },
      ...(random(3) === 0 && { borrowerId: third.id }),
    }
    made.push((await givenBooking(of as never, row)).id)
    if (i % 20 === 7)
      await choose(m, { ...chairs, replacedPercent: 1 + random(100) }, { now: later(NOW, -random(90) * DAY) })
    if (status === 'completed' && random(3) === 0)
      await noteHandover(await as(m.answerer), made.at(-1) ?? '', {
        step: 'pick_up',
        quantity: 1 + random(4),
      })
    if (random(4) === 0 && (status === 'completed' || status === 'no_show'))
      await correctBooking(await as(m.coordinator), made.at(-1) ?? '').catch(() => undefined)
    if (i % 15 === 9) await editListing(await as(m.answerer), m.offer.id, { marketCents: 500 + random(900) })
  }
  // Rows that no command wrote have no event: every booking is told of once.
  await projectImpact(await as(null), made)
  await reckoned()
  const live = await projectedImpact()
  expect(live.impactMonths!.length).toBeGreaterThan(30)
  await reckoned(0, (all) => [...all].reverse())
  await reckoned(0, (all) => [...all, ...all].sort(() => random(3) - 1))
  expect(await projectedImpact()).toEqual(live)

  await db.updateTable('impactSums').set({ minutes: 7, co2Low: 1 }).execute()
  const told = (await eventsOf()).length
  await rebuildAll(await as(null))
  const rebuilt = await projectedImpact()
  for (const table of ['impactMonths', 'impactSums']) expect(rebuilt[table]).toEqual(live[table])
  expect((await eventsOf()).length).toBe(told)

  // And both are what one would add up by hand from the leaves.
  const leaves = await db.selectFrom('impactMonths').selectAll().execute()
  for (const scope of ['kind', 'commune', 'lender'] as const) {
    const rows = await sums(scope)
    for (const column of ['minutes', 'co2Low', 'co2High', 'marketCents', 'paidCents'] as const)
      expect(rows.reduce((n, row) => n + row[column], 0)).toBe(
        leaves.reduce((n, leaf) => n + leaf[column], 0),
      )
    expect(rows.reduce((n, row) => n + row.exchanges, 0)).toBe(leaves.filter((leaf) => leaf.begins).length)
  }
})
