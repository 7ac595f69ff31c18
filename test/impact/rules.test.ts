import { describe, expect, test } from 'vitest'
import { divided, estimate, product, sum } from '../../worker/impact/rulesOfAmounts'
import { type Basis, basisOn, type Exchange, monthAfter, monthsOf, reckon } from '../../worker/impact/rules'
import { resourceOf, suggestedFor } from '../../worker/impact/rulesOfResource'
import { currencyOf, micro, unitProblem } from '../../worker/impact/rulesOfFactors'

const none: Basis = {
  ...{
    number: 1,
    appliesFrom: '0001-01-01',
    thing: null,
    thingsMilli: 1000,
    replacedPercent: 0,
    lifePercent: 0,
  },
  ...{ transport: null, distanceHm: 0, vacancy: [], disposal: null, unitGrams: null },
}
const factor = (id: string, unit: string, value: number, high = value, atMost = 0) => ({
  ...{ id, unit, lowMicro: micro(value), highMicro: micro(high), atMost },
})
const base: Exchange = {
  ...{
    kind: 'space',
    unit: 'piece',
    startsAt: '2026-12-08T13:00:00.000Z',
    endsAt: '2026-12-08T15:00:00.000Z',
  },
  ...{ quantity: 1, measured: false, priceCents: 0, surfaceM2: null, marketCents: null, marketUnit: null },
  ...{ zone: 'Europe/Paris', basis: null },
}

describe('amounts', () => {
  test('of two measures can not be added: it does not compile', () => {
    const co2 = estimate('co2', 1, 2)
    expect(sum(co2, estimate('co2', 3, 4))).toEqual(estimate('co2', 4, 6))
    // @ts-expect-error grams and cents are never one figure
    sum(co2, estimate('cash', 3, 4))
    // @ts-expect-error what an owner did not spend is not what a borrower saved
    sum(estimate('vacancy', 1, 1), estimate('cash', 1, 1))
    // @ts-expect-error nor by a plus
    const nonsense = co2 + co2
    expect(typeof nonsense).toBe('string')
  })

  test('are rounded half up, exactly, however large', () => {
    expect([divided(5n, 2n), divided(4n, 3n), divided(7n, 2n), divided(0n, 7n)]).toEqual([3, 1, 4, 0])
    expect(divided(product(99_999_999, 906_880_000, 100, 100, 1000), 10n ** 10n)).toBe(
      Number((99_999_999n * 906_880_000n * 10_000_000n * 2n + 10n ** 10n) / (2n * 10n ** 10n)),
    )
  })
})

describe('what an exchange produced', () => {
  test('avoided CO2e is quantity × footprint × replaced × life left − transport', () => {
    const basis: Basis = {
      ...none,
      ...{ thing: factor('chair', 'kgCO2e/item', 18.63), replacedPercent: 60, lifePercent: 50 },
      ...{ transport: factor('car', 'gCO2e/veh.km', 120.9), distanceHm: 125, unitGrams: 4200 },
    }
    const made = reckon({ ...base, kind: 'waste', quantity: 12, basis })
    // 12 × 18,630 g × 0.6 × 0.5 = 67,068; 12.5 km × 120.9 g = 1,511.25
    expect(made.months).toHaveLength(1)
    expect(made.months[0]?.co2).toEqual(estimate('co2', 67_068 - 1511, 67_068 - 1511))
    expect(made.months[0]).toMatchObject({ month: '2026-12', begins: true, minutes: 0, kg: 50 })
    expect(made.factors).toEqual(['chair', 'car'])
    expect(made.has).toEqual({ co2: true, vacancy: false, disposal: false, market: false })
    // A trip that costs more than it spares is told as it is.
    const far = reckon({ ...base, kind: 'waste', quantity: 1, basis: { ...basis, distanceHm: 4000 } })
    expect(far.months[0]?.co2.low).toBe(5589 - 48_360)
    expect(
      reckon({ ...base, kind: 'waste', quantity: 5, basis: { ...basis, thingsMilli: 200 } }).months[0]?.co2
        .low,
    ).toBe(5589 - 1511)
  })

  test('a range stays a range, and takes the worse transport at its bottom', () => {
    const basis: Basis = {
      ...none,
      ...{ thing: factor('t', 'kgCO2e/item', 10, 20), replacedPercent: 100, lifePercent: 100 },
      ...{ transport: factor('c', 'gCO2e/veh.km', 100, 200), distanceHm: 10 },
    }
    expect(reckon({ ...base, kind: 'waste', basis }).months[0]?.co2).toEqual(estimate('co2', 9800, 19_900))
  })

  test('avoided disposal needs a weight: kilograms, or what a unit weighs', () => {
    const basis: Basis = { ...none, disposal: factor('d', 'EUR/tonne', 80, 120) }
    const kilos = reckon({ ...base, kind: 'waste', unit: 'kg', quantity: 250, basis })
    expect(kilos.months[0]?.disposal).toEqual(estimate('disposal', 2000, 3000))
    expect(reckon({ ...base, kind: 'waste', quantity: 250, basis }).has.disposal).toBe(false)
    const pieces = reckon({ ...base, kind: 'waste', quantity: 10, basis: { ...basis, unitGrams: 25_000 } })
    expect(pieces.months[0]?.disposal).toEqual(estimate('disposal', 2000, 3000))
  })

  test('avoided vacancy is a range over the months, which add up', () => {
    const basis: Basis = {
      ...none,
      vacancy: [factor('up', 'EUR/m2/year', 7), factor('guard', 'EUR/ha/year', 22_000, 22_000, 1)],
    }
    const year = { startsAt: '2026-06-30T22:00:00.000Z', endsAt: '2027-06-30T22:00:00.000Z' }
    const made = reckon({ ...base, ...year, kind: 'premises', unit: 'm2', surfaceM2: 640, basis })
    expect(made.months.map((m) => m.month)).toEqual(
      Array.from({ length: 12 }, (_, i) => monthAfter('2026-07', i)),
    )
    const total = (end: 'low' | 'high') => made.months.reduce((n, m) => n + m.vacancy[end], 0)
    expect([total('low'), total('high')]).toEqual([448_000, 448_000 + 140_800])
    // July has 31 days of 365.
    expect(made.months[0]?.vacancy.low).toBe(Math.round((448_000 * 31) / 365))
    expect(made.months.filter((m) => m.begins)).toHaveLength(1)
    expect(reckon({ ...base, ...year, kind: 'premises', basis }).has.vacancy).toBe(false)
  })

  test('what was saved is counted against the market price of the same use, by the same rule as prices', () => {
    const priced = { marketCents: 2500, marketUnit: 'hour' as const, priceCents: 1200 }
    expect(reckon({ ...base, ...priced }).months).toMatchObject([
      { marketCents: 5000, paidCents: 1200, minutes: 120 },
    ])
    expect(reckon({ ...base, priceCents: 1200 }).months).toMatchObject([{ marketCents: 0, paidCents: 0 }])
    const staff = reckon({ ...base, ...priced, kind: 'staff', unit: 'minute', quantity: 90 })
    expect(staff.months[0]).toMatchObject({ minutes: 90, marketCents: 5000 })
    const over = { startsAt: '2026-11-30T22:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' }
    const both = reckon({ ...base, ...over, ...priced, marketCents: 2501 }).months
    expect(both).toMatchObject([
      { month: '2026-11', minutes: 60, marketCents: 2501, begins: true },
      { month: '2026-12', minutes: 60, marketCents: 2501, begins: false },
    ])
  })

  test('months are those of the wall clock, also where it changes', () => {
    expect(monthsOf('2026-03-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z', 'Europe/Paris')).toEqual([
      { month: '2026-03', from: 0, to: 71 * 60 },
    ])
    expect(monthsOf('2026-12-31T22:30:00.000Z', '2026-12-31T23:30:00.000Z', 'Europe/Paris')).toEqual([
      { month: '2026-12', from: 0, to: 30 },
      { month: '2027-01', from: 30, to: 60 },
    ])
    expect([monthAfter('2026-12'), monthAfter('2026-01', -1), monthAfter('2026-05', 0)]).toEqual([
      '2027-01',
      '2025-12',
      '2026-05',
    ])
  })
})

test('the basis in force is the last that was chosen of those that apply by that day', () => {
  const at = (number: number, appliesFrom: string): Basis => ({ ...none, number, appliesFrom })
  const bases = [at(1, '0001-01-01'), at(2, '2026-06-01'), at(3, '2026-03-01')]
  expect(basisOn([], '2026-01-01')).toBeNull()
  expect(['2026-01-01', '2026-03-01', '2026-07-01'].map((day) => basisOn(bases, day)?.number)).toEqual([
    1, 3, 3,
  ])
})

test('a unit belongs to its measure; money names its currency', () => {
  expect(unitProblem('new_thing', 'kgCO2e/item')).toBe(false)
  expect(unitProblem('new_thing', 'EUR/tonne')).toBe(true)
  expect(unitProblem('disposal', 'MAD/tonne')).toBe(false)
  expect(unitProblem('reference', 'whatever')).toBe(false)
  expect([currencyOf('EUR/m2/year'), currencyOf('kgCO2e/kg')]).toEqual(['EUR', null])
})

test('factors are suggested by the words of the title, then by the sort of thing, and never taken', () => {
  const f = (category: string, measure: string, labelFr: string, labelEn = '') => ({
    ...{ category, measure, labelFr, labelEn },
  })
  const chair = f('reuse_item_mobilier', 'new_thing', 'Chaise En bois', 'wooden chair')
  const table = f('reuse_item_mobilier', 'new_thing', 'Table En bois', 'wooden table')
  const phone = f('reuse_item_numerique', 'new_thing', 'Smartphone', 'smartphone')
  const upkeep = f('vacant_premises', 'vacancy', 'entretien', 'upkeep')
  const all = [phone, table, chair, upkeep]
  const found = suggestedFor(all, {
    kind: 'waste',
    title: '40 chaises de cantine',
    details: { lowCode: '200138' },
  })
  expect(found).toEqual([chair, table, phone])
  expect(suggestedFor(all, { kind: 'premises', title: 'Étage vide', details: {} })).toEqual([upkeep])
  expect(suggestedFor(all, { kind: 'space', title: 'Salle', details: {} })).toEqual([])
  expect(resourceOf('staff', { romeCode: 'M1203' })).toBe('staff:M')
  expect(resourceOf('equipment', {})).toBe('equipment:other')
})
