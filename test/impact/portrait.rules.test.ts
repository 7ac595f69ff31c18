import { describe, expect, test } from 'vitest'
import { type Cell, grouped } from '../../worker/impact/rulesOfOpenData'
import {
  density,
  dependence,
  groupOf,
  quarterOf,
  quartersUntil,
  rotationOf,
  shannon,
  simpson,
} from '../../worker/impact/rulesOfPortrait'
import { NOTHING } from '../../worker/impact/rulesOfSums'

test('quarters are of the calendar, and go back over the year', () => {
  expect(quarterOf('2026-08')).toEqual({ name: '2026-Q3', from: '2026-07', to: '2026-09' })
  expect(quarterOf('2026-12').name).toBe('2026-Q4')
  expect(quartersUntil('2026-Q1', 3).map((q) => q.name)).toEqual(['2025-Q3', '2025-Q4', '2026-Q1'])
})

test('diversity is none of one sort, the most of even ones, and unknown of nothing', () => {
  expect([shannon([7]), simpson([7])]).toEqual([0, 0])
  expect(shannon([3, 3, 3, 3])).toBeCloseTo(Math.log(4), 12)
  expect(simpson([3, 3, 3, 3])).toBeCloseTo(0.75, 12)
  expect(shannon([1, 3])).toBeCloseTo(-(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 12)
  expect([shannon([]), simpson([0, 0])]).toEqual([null, null])
})

test('density, dependence and groups', () => {
  expect([density(3, 3), density(0, 5), density(1, 1)]).toEqual([1, 0, null])
  expect([dependence(10, 4), dependence(0, 0)]).toEqual([0.4, 0])
  expect([groupOf('company'), groupOf('social_enterprise'), groupOf('public')]).toEqual([
    'private',
    'private',
    'public',
  ])
})

test('rotation counts who came and who went over who was there', () => {
  const terms = [
    { since: '2026-01-01', until: null },
    { since: '2026-01-01', until: '2026-08-01' },
    { since: '2026-08-01', until: null },
  ]
  expect(rotationOf(terms, '2026-07-01', '2026-10-01')).toEqual({
    inOffice: 2,
    arrivals: 1,
    departures: 1,
    rate: 0.5,
  })
  expect(rotationOf([], '2026-07-01', '2026-10-01').rate).toBeNull()
})

describe('open data', () => {
  const cell = (key: string, from: number, to: number): Cell => ({
    ...{ ...NOTHING, exchanges: to - from, key },
    organisations: new Set(Array.from({ length: to - from }, (_, i) => `org_${from + i}`)),
  })
  const shown = (cells: Cell[]) => cells.map((c) => [c.key, c.organisations.size, c.exchanges])

  test('has no line of fewer than five organisations: small ones are put together', () => {
    expect(shown(grouped([cell('a', 0, 9), cell('b', 20, 23), cell('c', 30, 33)]))).toEqual([
      ['a', 9, 9],
      [null, 6, 6],
    ])
    expect(shown(grouped([cell('a', 0, 9), cell('b', 0, 5)]))).toEqual([
      ['a', 9, 9],
      ['b', 5, 5],
    ])
  })

  test('lets nothing be found by subtraction: the smallest line joins what is too few', () => {
    expect(shown(grouped([cell('a', 0, 9), cell('b', 10, 16), cell('c', 30, 32)]))).toEqual([
      ['a', 9, 9],
      [null, 8, 8],
    ])
    // The same organisations count once.
    expect(shown(grouped([cell('a', 0, 9), cell('b', 0, 3), cell('c', 0, 4)]))).toEqual([[null, 9, 16]])
    expect(grouped([cell('a', 0, 4)])).toEqual([])
    expect(grouped([])).toEqual([])
  })
})
