import { describe, expect, test } from 'vitest'
import { reasons } from '../../worker/matching/reasons'
import { isScored, type Refusal, score, type Side } from '../../worker/matching/rules'
import { stemsOf } from '../../worker/search/stems'

const NOW = '2026-11-21T08:00:00.000Z' // a Saturday
const WORLD = { timeZone: 'Europe/Paris', radiusKm: 30 }
const ROUEN = { lat: 49.443, lng: 1.099 }

const side = (given: Partial<Omit<Side, 'title' | 'body'>> & { title?: string; body?: string }): Side => ({
  ...{
    id: 'ofr_1',
    organisationId: 'org_1',
    kind: 'equipment',
    ...ROUEN,
    withinKm: null,
    quantity: 1,
    unit: 'piece',
  },
  ...{ grain: 'hour', windows: [], startsAt: null, endsAt: null, instantFor: 'nobody', tariffMode: 'free' },
  ...{
    solidarityCents: null,
    referenceCents: null,
    priceUnit: null,
    details: {},
    publishedAt: NOW,
    contentVersion: 1,
  },
  ...given,
  title: stemsOf(given.title ?? 'Fourgon avec hayon', 'fr'),
  body: stemsOf(given.body ?? '', 'fr'),
})
const offer = side
const need = (given: Parameters<typeof side>[0]) =>
  side({ id: 'ned_1', organisationId: 'org_2', title: 'Un fourgon pour déménager', ...given })
const of = (o: Side, n: Side, world = WORLD) => {
  const result = score(o, n, NOW, world)
  if (!isScored(result)) throw new Error(`refused: ${result}`)
  return result
}

describe('a room with what is asked for', () => {
  const room = (details: Side['details'], id = 'ofr_1') =>
    offer({ id, kind: 'space', title: 'Salle', details: { seats: 20, ...details } })
  const asked = need({
    ...{ kind: 'space', title: 'Une réunion' },
    details: { seats: 20, amenities: ['projector', 'tables'], wheelchair: 'yes' },
  })

  test('comes before one without, and says so', () => {
    const full = of(room({ amenities: ['tables', 'wifi', 'projector'], wheelchair: 'yes' }), asked)
    const half = of(room({ amenities: ['tables'], wheelchair: 'partly' }), asked)
    expect(full.score).toBeGreaterThan(half.score)
    expect(half.score).toBeGreaterThan(of(room({}), asked).score)
    expect(full.parts.equipped).toEqual({ share: 1, weight: 0.2, have: ['projector', 'tables'] })
    const told = reasons(full.parts, { kind: 'space', unit: 'piece', grain: 'hour' })
    expect(told).toContainEqual({ code: 'equipped', good: true, names: ['projector', 'tables'] })
  })

  test('where nothing is asked for, it weighs nothing', () => {
    const free = { ...asked, details: { seats: 20 } }
    expect(of(room({ amenities: ['wifi'] }), free).score).toBe(of(room({}), free).score)
  })

  test('a room that a wheelchair cannot enter is not for who needs that', () => {
    expect(score(room({ wheelchair: 'no' }), asked, NOW, WORLD)).toBe('access')
  })
})

test('what is counted in other units is not told against what is asked', () => {
  const crates = offer({ kind: 'waste', title: 'Cartons', quantity: 80, unit: 'piece' })
  const paper = need({ kind: 'waste', title: 'Cartons et papier', quantity: 50, unit: 'kg' })
  const { parts } = of(crates, paper)
  expect(parts.quantity).toMatchObject({ have: 0, want: 0 })
  expect(reasons(parts, { kind: 'waste', unit: 'piece', grain: 'stock' }).map((r) => r.code)).not.toContain(
    'quantity',
  )
})

test('the category says what the words do not: a thing said in another language is found', () => {
  const vehicle = { details: { category: 'vehicle' } }
  const van = offer({ title: 'Kangoo', ...vehicle })
  expect(isScored(score(van, need({ title: 'Anything with wheels', ...vehicle }), NOW, WORLD))).toBe(true)
  expect(score(van, need({ title: 'Anything with wheels' }), NOW, WORLD)).toBe('text')
})

/** Premises for some uses, until a day. */
const premises = (uses: string[], until: string): Parameters<typeof side>[0] => ({
  ...{ kind: 'premises', title: 'Rez-de-chaussée vide', grain: 'month', details: { uses }, windows: [] },
  ...{ startsAt: NOW, endsAt: `${until}T00:00:00.000Z` },
})

test('how many there are, on which day and when says nothing of what it is', () => {
  const oil = offer({ kind: 'waste', title: 'Huile de friture, quarante litres le mardi après-midi' })
  expect(
    score(
      oil,
      need({ kind: 'waste', title: 'Litière pour quarante poules un mardi après-midi' }),
      NOW,
      WORLD,
    ),
  ).toBe('text')
})

describe('what cannot serve', () => {
  const cases: [Refusal, Side, Side][] = [
    ['own', offer({}), need({ organisationId: 'org_1' })],
    ['kind', offer({ kind: 'space' }), need({})],
    ['text', offer({ title: 'Vidéoprojecteur' }), need({})],
    ['distance', offer({ lat: 48.9 }), need({})],
    [
      'price',
      offer({ tariffMode: 'price', referenceCents: 9000, priceUnit: 'day' }),
      need({ tariffMode: 'price', referenceCents: 4000, priceUnit: 'day' }),
    ],
    ['use', offer(premises(['food'], '2028-01-01')), need(premises(['shop', 'storage'], '2027-12-01'))],
    ['dates', offer(premises(['shop'], '2027-01-20')), need(premises(['shop'], '2027-12-01'))],
    ['distance', offer({ lat: 49.52 }), need({ withinKm: 5 })],
    ['quantity', offer({ title: 'Chaises', quantity: 20 }), need({ title: 'Cent chaises', quantity: 100 })],
    [
      'quantity',
      offer({ kind: 'space', details: { seats: 12 } }),
      need({ kind: 'space', details: { seats: 18 } }),
    ],
    [
      'dates',
      offer({ endsAt: '2026-11-30T00:00:00.000Z' }),
      need({ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }),
    ],
    [
      'dates',
      offer({ windows: [{ days: [6, 7], from: '09:00', to: '18:00' }] }),
      need({ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }),
    ],
    ['dates', offer({}), need({ endsAt: '2026-11-20T00:00:00.000Z' })],
    [
      'hazard',
      offer({ kind: 'waste', unit: 'kg', title: 'Fourgon', details: { hazardous: true, lowCode: '080111' } }),
      need({ kind: 'waste', unit: 'kg' }),
    ],
  ]
  test.each(cases)('%s', (why, o, n) => expect(score(o, n, NOW, WORLD)).toBe(why))

  test('what is taken over the very hours of the need', () => {
    const hours = { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }
    const hold = { from: Date.parse(hours.startsAt), to: Date.parse(hours.endsAt), quantity: 1 }
    const world = {
      ...WORLD,
      capacities: new Map([['ofr_1', [{ shape: 'thing', quantity: 1, holds: [hold] }]]]),
    }
    expect(score(offer({}), need(hours), NOW, world)).toBe('taken')
    expect(
      isScored(
        score(offer({ quantity: 2 }), need(hours), NOW, {
          ...world,
          capacities: new Map([['ofr_1', [{ shape: 'thing', quantity: 2, holds: [hold] }]]]),
        }),
      ),
    ).toBe(true)
  })
})

describe('what serves better has the higher score', () => {
  const better: [string, Side, Side, Side][] = [
    ['nearer', offer({}), offer({ lat: 49.53 }), need({})],
    [
      'said in the title rather than in the description',
      offer({}),
      offer({ title: 'Véhicule à prêter', body: 'fourgon de 12 m³, et beaucoup d’autres choses' }),
      need({}),
    ],
    [
      'free of charge',
      offer({}),
      offer({ tariffMode: 'price', referenceCents: 4000, priceUnit: 'day' }),
      need({}),
    ],
    [
      'within what is asked',
      offer({ tariffMode: 'price', referenceCents: 3000, priceUnit: 'day' }),
      offer({ tariffMode: 'price', referenceCents: 7000, priceUnit: 'day' }),
      need({ tariffMode: 'price', referenceCents: 4000, priceUnit: 'day' }),
    ],
    [
      'open all the hours asked for',
      offer({}),
      offer({ windows: [{ days: [2], from: '15:00', to: '18:00' }] }),
      need({ startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }),
    ],
    [
      'of the right size',
      offer({ kind: 'space', details: { seats: 20 } }),
      offer({ kind: 'space', details: { seats: 400 } }),
      need({ kind: 'space', details: { seats: 18 } }),
    ],
    [
      'newer',
      offer({}),
      offer({ publishedAt: '2026-05-01T08:00:00.000Z' }),
      need({ publishedAt: '2026-05-01T08:00:00.000Z' }),
    ],
    [
      'of the same kind',
      offer({ kind: 'space' }),
      offer({ kind: 'premises', unit: 'm2', grain: 'month' }),
      need({ kind: 'space' }),
    ],
  ]
  test.each(better)('%s', (_, a, b, n) => expect(of(a, n).score).toBeGreaterThan(of(b, n).score))

  test('a score is between 0 and 1, and a waste of the same code fits across languages', () => {
    const sawdust = offer({
      kind: 'waste',
      unit: 'kg',
      grain: 'stock',
      title: 'Sciure de hêtre',
      details: { lowCode: '030105' },
    })
    const bedding = need({
      kind: 'waste',
      unit: 'kg',
      grain: 'stock',
      title: 'Horse bedding',
      details: { lowCode: '030105' },
    })
    const { score: share, parts } = of(sawdust, bedding)
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThanOrEqual(1)
    expect(reasons(parts, sawdust).map((r) => r.code)).toContain('same_waste')
  })
})

describe('reasons', () => {
  test('the three parts that weigh most, reservations last', () => {
    const o = offer({ kind: 'space', title: 'Grande salle', lat: 49.35, details: { seats: 30 } })
    const n = need({
      kind: 'space',
      title: 'Salle de réunion',
      details: { seats: 18 },
      startsAt: '2026-12-08T13:00:00.000Z',
      endsAt: '2026-12-08T15:00:00.000Z',
    })
    const found = reasons(of(o, n).parts, o)
    expect(found).toHaveLength(3)
    expect(found[0]).toMatchObject({
      code: 'open_then',
      from: '2026-12-08T13:00:00.000Z',
      to: '2026-12-08T15:00:00.000Z',
      good: true,
    })
    expect(found.map((r) => r.code).sort()).toEqual(['free_of_charge', 'open_then', 'quantity'])
  })
  test('far and dear are told as reservations', () => {
    const o = offer({
      lat: 49.68,
      tariffMode: 'price',
      referenceCents: 7500,
      priceUnit: 'day',
      publishedAt: '2026-09-01T08:00:00.000Z',
    })
    const n = need({
      tariffMode: 'price',
      referenceCents: 4000,
      priceUnit: 'day',
      publishedAt: '2026-09-01T08:00:00.000Z',
      quantity: 2,
    })
    const found = reasons(of(o, n).parts, o)
    expect(found[0]?.good).toBe(true)
    expect(found.find((r) => r.code === 'near')?.good ?? false).toBe(false)
  })
})
