import { describe, expect, it } from 'vitest'
import { problemsOfLot } from '../../worker/premises/rules'
import {
  frichesRow,
  frichesTable,
  knownOf,
  pointOf,
  problemsOfCells,
} from '../../worker/premises/rulesOfFriches'
import { reliability, type Sheet } from '../../worker/premises/rulesOfSheet'
import { vacancyCost } from '../../worker/premises/rulesOfVacancy'
import { namedPlace } from '../../worker/imports/rules'

const ROUEN = { lat: 49.44, lng: 1.1 }

describe('what vacancy costs', () => {
  it('is a range: guarding by the hectare, upkeep by the empty m²', () => {
    expect(vacancyCost({ landM2: 20_000, vacantM2: 1000, floorM2: 1000 })).toEqual({
      ...{ guardingCents: 4_400_000, upkeepCents: 700_000, lowCents: 700_000, highCents: 5_100_000 },
    })
  })
  it('shrinks as lots are taken, and is nothing when all are', () => {
    expect(vacancyCost({ landM2: 10_000, vacantM2: 250, floorM2: 1000 })).toMatchObject({
      ...{ guardingCents: 550_000, upkeepCents: 175_000 },
    })
    expect(vacancyCost({ landM2: 10_000, vacantM2: 0, floorM2: 1000 })).toBeNull()
  })
  it('takes the floors where the land is not known', () =>
    expect(vacancyCost({ landM2: null, vacantM2: 500, floorM2: 500 })?.guardingCents).toBe(110_000))
})

const EMPTY: Sheet = {
  ...{ description: '', address: '', lat: null, surfaceM2: null, vacantSince: null, endsOn: null },
  ...{ friches: {}, buildings: [], charges: 0, photos: 0, documents: 0, lots: [] },
}
const LOT: Sheet['lots'][number] = {
  ...{ floor: '2', stepFree: 'yes', power: 'none', water: 'cold', floorLoadKgM2: 250, publicType: 'W' },
  ...{ uses: ['office'], availableFrom: '2027-01-01', outline: [] },
}
describe('reliability', () => {
  it('is 0 of nothing, and 100 only where nothing is missing', () => {
    expect(reliability(EMPTY)).toMatchObject({ percent: 0 })
    const whole: Sheet = {
      ...{
        description: 'x',
        address: 'x',
        lat: 1,
        surfaceM2: 1,
        vacantSince: '2020-01-01',
        endsOn: '2030-01-01',
      },
      ...{ friches: { sol_pollution_existe: 'pollution inexistante' }, charges: 1, photos: 1, documents: 1 },
      ...{ buildings: [{ state: 'good', builtYear: 1950, surfaceM2: 100 }], lots: [LOT, LOT] },
    }
    expect(reliability(whole)).toEqual({ percent: 100, missing: [] })
    const half = reliability({ ...whole, lots: [LOT, { ...LOT, power: null }] })
    expect(half.percent).toBeLessThan(100)
    expect(half.missing).toEqual([{ question: 'power', lots: 1 }])
    expect(reliability({ ...whole, friches: { sol_pollution_existe: 'inconnu' } }).missing).toEqual([
      { question: 'pollution' },
    ])
  })
  it('says the weightiest first', () =>
    expect(reliability({ ...EMPTY, lots: [LOT] }).missing[0]).toEqual({ question: 'charges' }))
})

describe('a lot', () => {
  it('has a name of its own, dates in order, a public type before its category', () => {
    const lot = { name: ' a1 ', availableFrom: '2027-02-01', availableUntil: '2027-01-01', publicCategory: 5 }
    expect(problemsOfLot(lot, ['A1'], new Map())).toEqual([
      { path: 'name', code: 'twice' },
      { path: 'availableUntil', code: 'end_before_start' },
      { path: 'publicType', code: 'public_type_needed' },
    ])
    const outline = [
      [0, 0],
      [9, 9],
      [9, 0],
      [0, 9],
    ] as [number, number][]
    const papers = new Map([['pln_1', { width: 10, height: 10 }]])
    expect(problemsOfLot({ name: 'A', outline, planId: 'pln_1' }, [], papers)[0]?.code).toBe('crosses_itself')
    expect(problemsOfLot({ name: 'A', outline, planId: 'pln_2' }, [], papers)[0]?.code).toBe('plan_needed')
  })
})

describe('the columns of the CNIG schema', () => {
  it('give a point whichever way round WKT has it, nearest to the cluster', () => {
    expect(pointOf({ geompoint: 'POINT(1.05 49.4)' }, ROUEN)).toEqual({ lat: 49.4, lng: 1.05 })
    expect(pointOf({ geompoint: 'POINT(49.4 1.05)' }, ROUEN)).toEqual({ lat: 49.4, lng: 1.05 })
    expect(pointOf({ latitude: '49,4', longitude: '1,05' }, ROUEN)).toEqual({ lat: 49.4, lng: 1.05 })
    expect(pointOf({ geompoint: 'inconnu' }, ROUEN)).toBeNull()
  })
  it('come out equal where nothing was changed, and with the change where something was', () => {
    const came = {
      ...{
        site_id: '76540_1',
        site_nom: 'FILATURE',
        comm_nom: 'ELBEUF',
        comm_insee: '76231',
        site_type: 'mixte',
      },
      ...{
        geompoint: 'POINT(49.28 1.01)',
        unite_fonciere_surface: '1200',
        site_actu_date: '2022-01-01',
        dep: '76',
      },
    }
    const known = knownOf(came, ROUEN, namedPlace)
    const now = { ...known, id: 'sit_1', changedOn: '2026-11-21', identifiedOn: '2026-11-01' }
    expect(frichesRow(came, now, ROUEN, namedPlace)).toEqual(came)
    expect(frichesRow(came, { ...now, surfaceM2: 1300 }, ROUEN, namedPlace)).toEqual({
      ...came,
      ...{ unite_fonciere_surface: '1300', site_actu_date: '2026-11-21' },
    })
    const made = frichesRow({}, { ...now, name: 'Neuf', insee: '76540' }, ROUEN, namedPlace)
    expect(made).toMatchObject({
      ...{ site_id: '76540_sit_1', site_nom: 'Neuf', urba_zaer: 'inconnu', site_identif_date: '2026-11-01' },
      geompoint: 'POINT(1.01 49.28)',
    })
    expect(frichesTable([came])[0]?.slice(-2)).toEqual(['geomsurf', 'dep'])
  })
  it('refuse dates and numbers that are none, and let what nobody knows pass', () =>
    expect(
      problemsOfCells({
        ...{ site_actu_date: '2022-02-30', site_identif_date: 'inconnu', bati_nombre: '-1' },
        ...{ bati_surface: 'NC', unite_fonciere_surface: '12,5' },
      }),
    ).toEqual([
      { path: 'site_actu_date', code: 'not_date' },
      { path: 'bati_nombre', code: 'too_small' },
    ]))
})
