import { describe, expect, test } from 'vitest'
import { fitOf, type LotFeatures, mostPeople, type Needs } from '../../worker/calls/rulesOfFit'

const TIME = { startsOn: '2027-02-01', endsOn: '2028-07-31' }
const LOT: LotFeatures = {
  ...{
    surfaceM2: 62,
    floorLoadKgM2: 250,
    powerKva: 36,
    power: 'single_phase',
    water: 'cold',
    stepFree: 'partly',
  },
  ...{
    publicType: 'L',
    publicCategory: 5,
    uses: ['workshop', 'office'],
    availableFrom: '2027-01-01',
    availableUntil: null,
  },
}
const UNKNOWN: LotFeatures = {
  ...{ surfaceM2: 62, floorLoadKgM2: null, powerKva: null, power: null, water: null, stepFree: null },
  ...{ publicType: null, publicCategory: null, uses: [], availableFrom: null, availableUntil: null },
}
const obstacles = (needs: Needs, lot: Partial<LotFeatures> = {}) =>
  fitOf({ ...LOT, ...lot }, needs, TIME).obstacles

describe('what a lot can take', () => {
  test('all of it: no obstacle', () => {
    const needs = {
      surfaceMinM2: 62,
      floorLoadKgM2: 250,
      powerKva: 36,
      water: true,
      stepFree: true,
      publicPeople: 199,
      use: 'office',
    }
    expect(fitOf(LOT, needs, TIME)).toEqual({ obstacles: [], unknown: [] })
    expect(obstacles({})).toEqual([])
  })

  test.each([
    [{ surfaceMinM2: 63 }, {}, 'surface'],
    [{ floorLoadKgM2: 251 }, {}, 'floor_load'],
    [{ powerKva: 37 }, {}, 'power'],
    [{ powerKva: 1 }, { power: 'none', powerKva: null }, 'power'],
    [{ threePhase: true }, {}, 'three_phase'],
    [{ water: true }, { water: 'none' }, 'water'],
    [{ stepFree: true }, { stepFree: 'no' }, 'step_free'],
    [{ publicPeople: 200 }, {}, 'public'],
    [{ publicPeople: 1 }, { publicType: 'none' }, 'public'],
    [{ use: 'housing' }, {}, 'use'],
    [{}, { availableFrom: '2027-02-02' }, 'dates'],
    [{}, { availableUntil: '2028-07-30' }, 'dates'],
  ] as [Needs, Partial<LotFeatures>, string][])('%j of %j: %s', (needs, lot, what) => {
    expect(obstacles(needs, lot)).toEqual([what])
  })

  test('what nobody has measured excludes nobody, and is said', () => {
    const needs = {
      floorLoadKgM2: 500,
      powerKva: 9,
      threePhase: true,
      water: true,
      stepFree: true,
      publicPeople: 20,
      use: 'food',
    }
    expect(fitOf(UNKNOWN, needs, TIME)).toEqual({
      obstacles: [],
      unknown: ['floor_load', 'power', 'three_phase', 'water', 'step_free', 'public', 'use'],
    })
  })

  test('the categories of buildings open to the public count people', () => {
    expect([1, 2, 3, 4, 5].map((n) => mostPeople('M', n))).toEqual([
      Number.MAX_SAFE_INTEGER,
      1500,
      700,
      300,
      199,
    ])
    expect([mostPeople('J', 5), mostPeople('PA', 5), mostPeople(null, 3), mostPeople('none', null)]).toEqual([
      24,
      null,
      null,
      0,
    ])
  })
})
