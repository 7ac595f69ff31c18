import { describe, expect, test } from 'vitest'
import { addFactor } from '../../worker/impact/commands/addFactor'
import { chooseBasis } from '../../worker/impact/commands/chooseBasis'
import { factorsOf, latestOf } from '../../worker/impact/factors'
import type { FactorInput } from '../../worker/impact/input'
import { together } from '../../worker/platform/db'
import {
  as,
  bindings,
  db,
  eventsOf,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { givenMarket } from '../bookings/market'
import { CAR, CHAIR, chairs, choose, givenChairs, givenOperator, GUARD, UPKEEP } from './market'

const own: FactorInput = {
  ...{ key: 'recyclerie', measure: 'disposal', labelFr: 'Meubles détournés', labelEn: 'Furniture diverted' },
  ...{ unit: 'EUR/tonne', value: 80, basis: '240 000 EUR pour 3 000 t', source: 'Grand Poitiers (France 3)' },
  ...{ sourceRef: 'https://example.org/recyclerie', licence: 'citation', confidence: 'medium' },
}
const wrong = async (promise: Promise<unknown>) => {
  try {
    await promise
  } catch (error) {
    const { code, details } = error as {
      code: string
      details: { fields?: { path: string; code: string }[] }
    }
    return details.fields ? details.fields.map((f) => `${f.path} ${f.code}`) : code
  }
  return 'accepted'
}

describe('factors', () => {
  test('that are carried over have a source each, are of confidence high, and leave out the row that contradicts itself', async () => {
    const rows = await db.selectFrom('carriedFactors').selectAll().execute()
    expect(rows).toHaveLength(76)
    expect(rows.filter((f) => f.source.length < 5 || f.sourceRef.length < 10 || f.licence === '')).toEqual([])
    expect(new Set(rows.map((f) => f.confidence))).toEqual(new Set(['high']))
    expect(rows.map((f) => f.key)).not.toContain('ico2-lit')
    expect(rows.find((f) => f.key === 'ico2-armoire')).toMatchObject({
      lowMicro: 906_880_000,
      unit: 'kgCO2e/item',
    })
    expect(rows.find((f) => f.id === GUARD)).toMatchObject({
      atMost: 1,
      currency: 'EUR',
      unit: 'EUR/ha/year',
    })
  })

  test('are added with their source, as rows that no one changes; the next version keeps its measure and unit', async () => {
    const m = await givenMarket()
    const ctx = await as(m.coordinator)
    const first = await addFactor(ctx, m.cluster, own)
    const second = await addFactor(ctx, m.cluster, { ...own, value: 90, valueHigh: 110.5 })
    const rows = await db.selectFrom('impactFactors').selectAll().orderBy('number').execute()
    expect(rows).toMatchObject([
      {
        id: first,
        number: 1,
        clusterId: m.cluster.id,
        lowMicro: 80_000_000,
        highMicro: 80_000_000,
        version: 1,
      },
      { id: second, number: 2, lowMicro: 90_000_000, highMicro: 110_500_000, currency: 'EUR' },
    ])
    expect(await eventsOf(second)).toMatchObject([
      {
        type: 'impact_factor.added',
        clusterId: m.cluster.id,
        payload: { key: 'recyclerie', number: 2, lowMicro: 90_000_000, highMicro: 110_500_000 },
      },
    ])
    const [all] = await together(bindings.DB, factorsOf(ctx, m.cluster.id))
    expect(
      latestOf(all)
        .filter((f) => f.key === 'recyclerie')
        .map((f) => f.id),
    ).toEqual([second])
    await expect(db.updateTable('impactFactors').set({ lowMicro: 1 }).execute()).rejects.toThrow(
      'factor_edited',
    )

    expect(await wrong(addFactor(ctx, m.cluster, { ...own, measure: 'reference' }))).toEqual([
      'measure another_measure',
    ])
    expect(await wrong(addFactor(ctx, m.cluster, { ...own, unit: 'MAD/tonne' }))).toEqual([
      'unit another_unit',
    ])
    expect(await db.selectFrom('impactFactors').select('id').execute()).toHaveLength(2)
  })

  test('without a source, with a negative value or another unit are refused, with nothing written', async () => {
    const m = await givenMarket()
    const ctx = await as(m.coordinator)
    const tried = (more: object) => wrong(addFactor(ctx, m.cluster, { ...own, ...more } as FactorInput))
    expect(await tried({ source: ' ' })).toEqual(['source too_short'])
    expect(await tried({ source: undefined })).toEqual(['source required'])
    expect(await tried({ sourceRef: '' })).toEqual(['sourceRef too_short'])
    expect(await tried({ value: -1 })).toEqual(['value too_small'])
    expect(await tried({ value: 1e-7 })).toEqual(['value too_many_decimals'])
    expect(await tried({ value: 9, valueHigh: 8 })).toEqual(['valueHigh above_low'])
    expect(await tried({ unit: 'kgCO2e/item' })).toEqual(['unit not_unit_of_measure'])
    expect(await tried({ key: 'Pas ça !' })).toEqual(['key not_key'])
    expect(await eventsOf()).toEqual([])
    // Nor can it be written past the commands.
    const row = {
      id: 'fct_x',
      key: 'x',
      number: 1,
      category: 'own',
      measure: 'disposal',
      labelFr: 'x',
      labelEn: 'x',
    }
    const rest = { unit: 'EUR/tonne', lowMicro: 1, highMicro: 1, basis: 'b', sourceRef: 'ref', licence: 'l' }
    await expect(
      db
        .insertInto('impactFactors')
        .values({
          ...{
            ...row,
            ...rest,
            source: '  ',
            confidence: 'low',
            addedBy: 'p',
            lastEventId: 'e',
            createdAt: 'n',
          },
        } as never)
        .execute(),
    ).rejects.toThrow('CHECK')
  })

  test('are added for a cluster by its coordinator, for all by an operator, by nobody else', async () => {
    const m = await givenMarket()
    const other = await givenMarket()
    expect(await wrong(addFactor(await as(m.answerer), m.cluster, own))).toBe('not_coordinator')
    expect(await wrong(addFactor(await as(other.coordinator), m.cluster, own))).toBe('not_coordinator')
    expect(await wrong(addFactor(await as(null), m.cluster, own))).toBe('not_signed_in')
    expect(await wrong(addFactor(await as(m.coordinator), m.cluster, { ...own, everywhere: true }))).toBe(
      'not_operator',
    )
    const everywhere = await addFactor(await as(await givenOperator()), m.cluster, {
      ...own,
      everywhere: true,
    })
    const local = await addFactor(await as(m.coordinator), m.cluster, own)
    const ids = async (cluster: { id: string }) =>
      (await together(bindings.DB, factorsOf(await as(null), cluster.id)))[0]
        .filter((f) => f.key === 'recyclerie')
        .map((f) => f.id)
    expect(await ids(m.cluster)).toEqual([local, everywhere])
    expect(await ids(other.cluster)).toEqual([everywhere])
  })

  test('of two who add the next version at once, one is refused', async () => {
    const m = await givenMarket()
    const ctx = async () => as(m.coordinator)
    const both = await Promise.allSettled([
      addFactor(await ctx(), m.cluster, own),
      addFactor(await ctx(), m.cluster, own),
    ])
    const rows = await db.selectFrom('impactFactors').select('number').orderBy('number').execute()
    const done = both.filter((one) => one.status === 'fulfilled').length
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: done }, (_, i) => i + 1))
    expect(await eventsOf()).toHaveLength(done)
  })
})

describe('how an offer is reckoned', () => {
  test('is chosen by its holder or a coordinator, and kept as a line that no one changes', async () => {
    const m = await givenChairs()
    expect(await choose(m, chairs)).toBe(1)
    expect(await chooseBasis(await as(m.coordinator), m.offer.id, {})).toBe(2)
    const rows = await db.selectFrom('impactBases').selectAll().orderBy('number').execute()
    expect(rows).toMatchObject([
      {
        ...{
          number: 1,
          appliesFrom: '0001-01-01',
          thingFactor: CHAIR,
          thingsMilli: 1000,
          replacedPercent: 60,
        },
        ...{ lifePercent: 50, transportFactor: CAR, distanceHm: 125, unitGrams: 4200, disposalFactor: null },
      },
      { number: 2, appliesFrom: '2026-11-21', thingFactor: null, distanceHm: 0, chosenBy: m.coordinator.id },
    ])
    expect(await eventsOf()).toMatchObject([
      {
        type: 'impact_basis.chosen',
        subjectId: rows[0]?.id,
        payload: {
          listingId: m.offer.id,
          number: 1,
          thingFactor: CHAIR,
          distanceHm: 125,
          appliesFrom: '0001-01-01',
        },
      },
      { payload: { listingId: m.offer.id, number: 2, distanceHm: 0, appliesFrom: '2026-11-21' } },
    ])
    await expect(db.updateTable('impactBases').set({ lifePercent: 99 }).execute()).rejects.toThrow(
      'basis_edited',
    )
  })

  test('needs what it is reckoned from, in the measure, the kind and the currency of the offer', async () => {
    const m = await givenChairs()
    const tried = (basis: object) => wrong(choose(m, basis as never))
    expect(await tried({ thingFactor: CHAIR })).toEqual(['replacedPercent required', 'lifePercent required'])
    expect(await tried({ ...chairs, distanceKm: null })).toEqual(['distanceKm required'])
    expect(await tried({ ...chairs, replacedPercent: 101 })).toEqual(['replacedPercent too_big'])
    expect(await tried({ ...chairs, thingFactor: CAR })).toEqual(['thingFactor not_a_choice'])
    expect(await tried({ ...chairs, thingFactor: 'fct_none' })).toEqual(['thingFactor not_a_choice'])
    expect(await tried({ vacancyFactors: [UPKEEP] })).toEqual(['vacancyFactors not_a_choice'])
    expect(await tried({ ...chairs, unitKg: -3 })).toEqual(['unitKg too_small'])
    expect(await tried({ appliesFrom: '2026-02-30' })).toEqual(['appliesFrom not_date'])
    const disposal = await addFactor(await as(m.coordinator), m.cluster, own)
    expect(await tried({ disposalFactor: disposal })).toEqual(['unitKg required'])
    const abroad = await givenMarket({ kind: 'premises', unit: 'm2', grain: 'month' }, { currency: 'MAD' })
    expect(await wrong(choose(abroad, { vacancyFactors: [UPKEEP] }))).toEqual([
      'vacancyFactors other_currency',
    ])
    expect(await wrong(choose(abroad, { disposalFactor: disposal, unitKg: 1 }))).toEqual([
      'disposalFactor not_a_choice',
    ])
    expect(await db.selectFrom('impactBases').select('id').execute()).toEqual([])
  })

  test('is not chosen by a stranger, another organisation, nor for a need', async () => {
    const m = await givenChairs()
    const need = await givenListing(m.cluster, m.lender, { direction: 'need', kind: 'waste' })
    const far = await givenCluster()
    const outsider = await givenMember(await givenOrganisation(far))
    expect(await wrong(chooseBasis(await as(null), m.offer.id, chairs))).toBe('not_signed_in')
    expect(await wrong(chooseBasis(await as(m.member), m.offer.id, chairs))).toBe('not_member')
    expect(await wrong(chooseBasis(await as(outsider), m.offer.id, chairs))).toBe('not_member')
    expect(await wrong(chooseBasis(await as(m.answerer), need.id, chairs))).toBe('not_found')
    expect(await wrong(chooseBasis(await as(m.answerer), 'ofr_none', chairs))).toBe('not_found')
    expect(await eventsOf()).toEqual([])
  })
})
