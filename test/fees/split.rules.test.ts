import { describe, expect, test } from 'vitest'
import {
  monthsOf,
  type Segment,
  segmentsOf,
  simulate,
  splitCents,
  weightOf,
  yearInMonths,
} from '../../worker/fees/rulesOfSplit'
import { seeded } from '../calls/seeded'

const LOTS = [
  { lotId: 'a', surfaceM2: 100, comfortPercent: 100, solidarityPercent: 60 },
  { lotId: 'b', surfaceM2: 200, comfortPercent: 100, solidarityPercent: 100 },
  { lotId: 'c', surfaceM2: 100, comfortPercent: 100, solidarityPercent: 130 },
]
const WEIGHTS = LOTS.map((lot) => weightOf(lot, lot.solidarityPercent))
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)

describe('the split of charges', () => {
  test('of 10,000 € is the one of the procedure', () => {
    expect(splitCents(1_000_000, WEIGHTS)).toEqual([153_846, 512_821, 333_333])
  })

  test('sums exactly for 10,000 random charges and lots, and nobody is further than a cent from their share', () => {
    const { below, random } = seeded(5)
    for (let round = 0; round < 10_000; round++) {
      const cents = random() < 0.1 ? below(50) : below(10_000_000_000)
      const lots = Array.from({ length: 1 + below(60) }, () => ({
        ...{ lotId: '', surfaceM2: 1 + below(3000), comfortPercent: 10 + below(290) },
      }))
      const weights = lots.map((lot) => weightOf(lot, 10 + below(290)))
      const parts = splitCents(cents, weights)
      const all = sum(weights)
      if (sum(parts) !== cents) expect({ round, cents, weights }).toBe('a split that sums')
      const off = parts.findIndex((part, i) => Math.abs(part - (cents * (weights[i] ?? 0)) / all) > 1.000001)
      if (off >= 0) expect({ round, cents, weights, parts }).toBe('shares within a cent')
    }
  })

  test('is exact beyond what floating point counts', () => {
    const parts = splitCents(9_007_199_254_740_991, [1_000_000_000_000_007, 999_999_999_999_989, 3])
    expect(parts.reduce((all, one) => all + BigInt(one), 0n)).toBe(9_007_199_254_740_991n)
  })

  test('gives the first of equals the cent that is left', () => {
    expect(splitCents(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(splitCents(0, [1, 2])).toEqual([0, 0])
    expect(splitCents(0, [])).toEqual([])
  })

  test('refuses what can not be split', () => {
    expect(() => splitCents(1, [0, 0])).toThrow(RangeError)
    expect(() => splitCents(-1, [1])).toThrow(RangeError)
    expect(() => splitCents(1.5, [1])).toThrow(RangeError)
    expect(() => splitCents(1, [-1, 2])).toThrow(RangeError)
  })
})

const stay = (occupancyId: string, first: number, last: number, solidarityPercent = 100, shares = true) => ({
  ...{ occupancyId, first, last, solidarityPercent, shares },
})

describe('months', () => {
  test('sum to the year', () => {
    expect(monthsOf(1_000_000)).toEqual([...Array(4).fill(83_334), ...Array(8).fill(83_333)])
  })

  test('of a year in which nothing changes give each lot its share of the year', () => {
    const full = LOTS.map((lot) => ({
      ...lot,
      stays: [stay(`occ_${lot.lotId}`, 1, 31, lot.solidarityPercent)],
    }))
    const year = Array.from({ length: 12 }, () => segmentsOf(full, 31))
    const lines = yearInMonths(1_000_000, year, 'owner')
    const of = (lotId: string) =>
      sum(
        lines
          .flat()
          .filter((l) => l.lotId === lotId)
          .map((l) => l.cents),
      )
    expect(['a', 'b', 'c'].map(of)).toEqual([153_846, 512_821, 333_333])
    expect(lines.map((month) => sum(month.map((l) => l.cents)))).toEqual(monthsOf(1_000_000))
  })

  test('are counted by the day where somebody comes or goes; the owner bears the days between', () => {
    const lots = [{ ...LOTS[1]!, stays: [stay('one', 1, 10), stay('two', 21, 30)] }]
    const segments = segmentsOf(lots, 30)
    expect(segments.map((s) => [s.occupancyId, s.days])).toEqual([
      ['one', 10],
      ['two', 10],
      [null, 10],
    ])
    const [month] = yearInMonths(1200, [segments], 'owner')
    expect(month?.map((l) => l.cents)).toEqual([34, 33, 33])
    const [spread] = yearInMonths(1200, [segments], 'spread')
    expect(spread?.map((l) => [l.occupancyId, l.cents])).toEqual([
      ['one', 50],
      ['two', 50],
    ])
  })

  test('sum exactly whatever comes and goes', () => {
    const { below, random } = seeded(11)
    for (let round = 0; round < 300; round++) {
      const cents = below(100_000_000)
      const lots = Array.from({ length: 1 + below(20) }, (_, i) => ({
        ...{ lotId: `lot_${i}`, surfaceM2: 1 + below(900), comfortPercent: 50 + below(100) },
      }))
      const year: Segment[][] = Array.from({ length: 12 }, () =>
        segmentsOf(
          lots.map((lot) => {
            const last = 1 + below(30)
            const stays = random() < 0.5 ? [stay('x', 1, 30)] : random() < 0.5 ? [stay('y', 1, last, 60)] : []
            return { ...lot, stays }
          }),
          30,
        ),
      )
      for (const empty of ['owner', 'spread'] as const) {
        const lines = yearInMonths(cents, year, empty)
        expect(lines.map((month) => sum(month.map((l) => l.cents)))).toEqual(monthsOf(cents))
        expect(lines.flat().every((l) => l.cents >= 0)).toBe(true)
      }
    }
  })

  test('with nobody at all are the owner’s, also where the others would bear it', () => {
    const lines = yearInMonths(1_000_000, [segmentsOf([{ ...LOTS[0]!, stays: [] }], 31)], 'spread')
    expect(lines[0]).toMatchObject([{ lotId: 'a', occupancyId: null, cents: 83_334 }])
  })
})

describe('a simulation', () => {
  test('says what an empty lot costs the owner, or the others', () => {
    const { lots, ownerBears } = simulate(1_000_000, LOTS, new Set(['c']))
    expect(lots.map((l) => l.full)).toEqual([153_846, 512_821, 333_333])
    // Nobody's solidarity: an empty lot weighs plainly.
    expect(lots.map((l) => l.owner)).toEqual([166_667, 555_555, 277_778])
    expect(ownerBears).toEqual({ owner: 277_778, spread: 0 })
    expect(lots.map((l) => l.spread)).toEqual([230_769, 769_231, 0])
  })

  test('with all lots empty is borne by the owner', () => {
    const { ownerBears } = simulate(1_000_000, LOTS, new Set(['a', 'b', 'c']))
    expect(ownerBears).toEqual({ owner: 1_000_000, spread: 1_000_000 })
  })
})
