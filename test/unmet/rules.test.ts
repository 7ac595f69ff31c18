import { describe, expect, test } from 'vitest'
import type { Side, World } from '../../worker/matching/rules'
import { nearMiss, priceInTheWay } from '../../worker/unmet/rules'
import { obstacleWords } from '../../worker/unmet/words'
import { wordsOf } from '../../worker/text'
import { Format } from '../../worker/text/format'

const NOW = '2026-11-21T08:00:00.000Z'
const world: World = { timeZone: 'Europe/Paris', radiusKm: 25 }
const offer: Side = {
  ...{ id: 'ofr_1', organisationId: 'org_a', kind: 'equipment', title: ['chais', 'pliant'], body: [] },
  ...{
    lat: 49.44,
    lng: 1.09,
    withinKm: null,
    quantity: 80,
    unit: 'piece',
    grain: 'day',
    instantFor: 'nobody',
  },
  ...{ windows: [{ days: [1, 2], from: '09:00', to: '18:00' }], startsAt: null, endsAt: null },
  ...{ tariffMode: 'free', solidarityCents: null, referenceCents: null, priceUnit: null },
  ...{ details: {}, publishedAt: NOW, contentVersion: 1 },
}
const need: Side = {
  ...offer,
  ...{ id: 'ned_1', organisationId: 'org_b', withinKm: 12, quantity: 60, tariffMode: 'price' },
  ...{ referenceCents: 500, priceUnit: 'day', windows: [{ days: [1], from: '10:00', to: '17:00' }] },
}
const near = (o: Partial<Side>, n: Partial<Side> = {}, w = world) =>
  nearMiss({ ...offer, ...o }, { ...need, ...n }, NOW, w)?.obstacle ?? null

describe('what stands in the way', () => {
  test('of what fits, of another thing and of one’s own is nothing', () => {
    expect(near({})).toBeNull()
    expect(near({ title: ['piano'], lat: 49.7 })).toBeNull()
    expect(near({ organisationId: 'org_b', quantity: 10 })).toBeNull()
  })

  test('is told with its figure, one filter at a time', () => {
    expect(near({ quantity: 20 })).toEqual({ what: 'quantity', have: 20, want: 60 })
    expect(near({ quantity: 14 })).toBeNull()
    expect(near({ lat: 49.62 })).toMatchObject({ what: 'distance', want: 12, have: expect.closeTo(20, 0) })
    expect(near({ lat: 49.8 }, { withinKm: null })).toMatchObject({ what: 'distance', want: 25 })
    expect(near({ windows: [{ days: [3, 4], from: '09:00', to: '18:00' }] })).toMatchObject({
      ...{ what: 'dates', have: { days: [3, 4] }, want: { days: [1] } },
    })
    expect(
      near({ endsAt: '2026-12-01T00:00:00.000Z' }, { startsAt: '2027-01-10T00:00:00.000Z' }),
    ).toMatchObject({
      what: 'dates',
    })
    const dear = { tariffMode: 'price' as const, referenceCents: 1500, priceUnit: 'day' }
    expect(near(dear)).toEqual({ what: 'price', have: 1500, want: 500 })
    expect(near({ ...dear, referenceCents: 1501 })).toBeNull()
    expect(near(dear, { tariffMode: 'free', referenceCents: null })).toEqual({
      what: 'price',
      have: 1500,
      want: 0,
    })
    expect(near({ ...dear, solidarityCents: 400 })).toBeNull()
    const room = { kind: 'space' as const, grain: 'hour' as const }
    expect(
      near({ ...room, details: { wheelchair: 'no' } }, { ...room, details: { wheelchair: 'yes' } }),
    ).toEqual({
      what: 'access',
    })
    const from = Date.parse('2026-11-20T00:00:00.000Z')
    const held = { shape: 'thing', quantity: 80, holds: [{ from, to: from + 30 * 86_400_000, quantity: 80 }] }
    expect(near({}, {}, { ...world, capacities: new Map([['ofr_1', [held]]]) })).toEqual({ what: 'taken' })
  })

  test('two things in the way are no near miss', () => {
    expect(near({ quantity: 20, lat: 49.62 })).toBeNull()
    const dear = { tariffMode: 'price' as const, referenceCents: 3000, priceUnit: 'day' }
    expect(near({ ...dear, quantity: 20 })).toBeNull()
    expect(near({ lat: 49.62, windows: [{ days: [3], from: '09:00', to: '18:00' }] })).toBeNull()
  })

  test('prices in other units are not told against each other', () => {
    const dear: Side = { ...offer, tariffMode: 'price', referenceCents: 3000, priceUnit: 'hour' }
    expect(priceInTheWay(dear, need)).toBeNull()
  })
})

describe('in words', () => {
  const f = new Format('fr', 'Europe/Paris', 'EUR')
  const say = (obstacle: Parameters<typeof obstacleWords>[2], kind: 'space' | 'waste' = 'waste') =>
    obstacleWords(wordsOf('fr'), f, obstacle, { kind, unit: 'kg', priceUnit: 'day' }).replace(/\s/g, ' ')

  test('the figure says both: what there is, and what is wanted', () => {
    expect(say({ what: 'distance', have: 12.04, want: 5 })).toBe('12 km au lieu de 5 km')
    expect(say({ what: 'quantity', have: 20, want: 60 })).toBe('20 kg au lieu de 60 kg')
    expect(say({ what: 'quantity', have: 20, want: 60 }, 'space')).toBe('20 places au lieu de 60 places')
    expect(say({ what: 'price', have: 3000, want: 500 })).toBe('30 €/jour au lieu de 5 €')
    expect(say({ what: 'price', have: 3000, want: 0 })).toBe('30 €/jour au lieu de gratuit')
    const dates = (days: number[], more: object = {}) => ({ days, startsAt: null, endsAt: null, ...more })
    expect(say({ what: 'dates', have: dates([2]), want: dates([4]) })).toBe('mardi au lieu de jeudi')
    expect(say({ what: 'dates', have: dates([1, 2, 3, 4, 5]), want: dates([6]) })).toBe(
      'du lundi au vendredi au lieu de samedi',
    )
    const until = { endsAt: '2026-12-01T12:00:00.000Z' }
    const from = { startsAt: '2027-01-10T12:00:00.000Z' }
    expect(say({ what: 'dates', have: dates([], until), want: dates([], from) })).toBe(
      'jusqu’au 1er déc. ; cherché dès le 10 janv.',
    )
    expect(say({ what: 'dates', have: dates([2]), want: dates([2]) })).toContain('d’autres heures')
    expect(say({ what: 'taken' })).toBe('déjà pris aux dates cherchées')
  })
})
