import { expect, test } from 'vitest'
import { isInSeason } from '../../worker/listings/rulesOfSeason'
import { windowsOn } from '../../worker/listings/rules'
import { asSide } from '../../worker/matching/retrieval'
import { isScored, score } from '../../worker/matching/rules'
import { nearMiss } from '../../worker/unmet/rules'
import {
  contentsOf,
  followsRecipe,
  readContents,
  refusedOf,
  TEMPLATES,
} from '../../worker/waste/rulesOfRecipe'
import { balanceOf, movesTo, NOTHING, reliabilityOf, targetOf } from '../../worker/streams/rules'

const NOW = '2026-11-21T08:00:00.000Z'
const WORLD = { timeZone: 'Europe/Paris', radiusKm: 40 }
const side = (direction: 'offer' | 'need', title: string, details: object, quantity = 100) =>
  asSide({
    ...{ id: `${direction}_1`, organisationId: `org_${direction}`, kind: 'waste', title, description: '' },
    ...{ language: 'fr', lat: 49.44, lng: 1.09, withinKm: null, quantity, unit: 'kg', tariffMode: 'free' },
    ...{ solidarityCents: null, referenceCents: null, priceUnit: null, windows: [], grain: 'stock' },
    ...{ startsAt: null, endsAt: null, publishedAt: NOW, contentVersion: 1, details },
  } as never)
const litter = { recipe: { workshop: 'litter', ...TEMPLATES.litter } }
const scored = (offer: ReturnType<typeof side>, need: ReturnType<typeof side>) =>
  score(offer, need, NOW, WORLD)

test('what a workshop refuses is not suggested to it, with the reason in the words of what is in the way', () => {
  const need = side('need', 'Litière pour nos poules', litter)
  const painted = side('offer', 'Sciure de bois peint', {})
  expect(scored(painted, need)).toBe('recipe')
  expect(nearMiss(painted, side('need', 'Sciure de bois', litter), NOW, WORLD)?.obstacle).toEqual({
    ...{ what: 'recipe', refused: ['paint'] },
  })
  expect(isScored(scored(side('offer', 'Sciure de bois sans peinture ni colle', {}), need))).toBe(true)
  expect(scored(side('offer', 'Sciure de bois', { contaminants: ['nails'] }), need)).toBe('recipe')
})

test('a recipe prefers its materials, and says from how much on one comes', () => {
  const need = side('need', 'Litière', litter)
  const [good, other] = [
    scored(side('offer', 'Sciure de chêne, sèche', {}), need),
    scored(side('offer', 'Litière de papier', {}), need),
  ]
  expect(isScored(good) && isScored(other) && good.score > other.score).toBe(true)
  expect(isScored(good) && good.parts.recipe).toEqual({ share: 1, weight: 0.35, materials: ['wood'] })
  const asked = side('need', 'Sciure', { recipe: { ...TEMPLATES.litter, min: 50, max: 80 } }, 1000)
  expect(scored(side('offer', 'Sciure de chêne', {}, 49), asked)).toBe('quantity')
  expect(isScored(scored(side('offer', 'Sciure de chêne', {}, 50), asked))).toBe(true)
})

test('what a text says it holds, and what it says it does not', () => {
  expect(readContents('Palettes en bois, sans clous ni vernis').contaminants).toEqual([])
  expect(readContents('Boards with paint and nails').contaminants).toEqual(['paint', 'nails'])
  expect(readContents('خشب مطلي').contaminants).toEqual(['paint'])
  expect(readContents('Bois non traité').states).toContain('untreated')
  // What it is made of does not soil it.
  expect(contentsOf('Bouteilles en plastique', '', {}).contaminants).toEqual([])
  expect(followsRecipe(TEMPLATES.compost, readContents('')).share).toBe(0.5)
})

test('a stream of season has no collection outside its months', () => {
  const stream = { windows: [{ days: [2], from: '09:00', to: '11:00' }], details: { months: [11, 12] } }
  expect(windowsOn(stream, '2026-11-24', 'Europe/Paris')).toHaveLength(1)
  expect(windowsOn(stream, '2027-01-05', 'Europe/Paris')).toEqual([])
  expect(isInSeason({}, '2027-01-05')).toBe(true)
})

test('lines lead from what is held to where it is, and back', () => {
  const promise = { status: 'confirmed' as const, quantity: 40, fromStock: false, measured: null }
  const first = movesTo(targetOf(promise, NOTHING), NOTHING)
  expect(first).toEqual([{ from: 'said', to: 'awaited', quantity: 40 }])
  const held = { ...NOTHING, promised: 40, awaited: 40 }
  const weighed = { ...promise, measured: { quantity: 45, refused: 3 } }
  expect(movesTo(targetOf(weighed, held), held)).toEqual([
    { from: 'awaited', to: 'in_hand', quantity: 40 },
    { from: 'said', to: 'in_hand', quantity: 5 },
    { from: 'said', to: 'refused', quantity: 3 },
  ])
  expect(movesTo(targetOf({ ...promise, status: 'cancelled' }, held), held)).toEqual([
    { from: 'awaited', to: 'said', quantity: 40 },
  ])
  expect(
    balanceOf({ ...held, awaited: 0, inHand: 10, used: 20, unfetchedOutlet: 4, missing: 6 }),
  ).toMatchObject({
    ...{ promised: 40, collected: 34, lapsed: 6, outlet: 4, inHand: 10, used: 20 },
  })
})

test('reliability: what came of what was promised, never more than was promised, from three on', () => {
  const h = (promised: number, taken: number, tooMuch = 0) => ({ promised, taken, tooMuch })
  expect(reliabilityOf([h(10, 10), h(10, 5)])).toBeNull()
  expect(reliabilityOf([h(10, 20), h(10, 5), h(10, 0, 10)])).toBe(83)
  expect(reliabilityOf(Array.from({ length: 20 }, (_, i) => h(10, i < 12 ? 10 : 0)))).toBe(100)
})

test('the title tells what a waste is before the rest, and what is kept apart is not given', () => {
  const sheets = contentsOf('Bâches en PVC, 140 m²', 'Convient à des housses ou à un abri bois.', {})
  expect(sheets.materials).toEqual(['plastic'])
  const dust = contentsOf('Sciure', 'Sèche. Le panneau collé va ailleurs : il n’est pas proposé.', {})
  expect(refusedOf(TEMPLATES.litter, dust)).toEqual([])
  expect(refusedOf(TEMPLATES.litter, contentsOf('Sciure', 'Du panneau collé.', {}))).toEqual(['glue'])
  const desks = contentsOf('Fauteuils en hêtre', '', {})
  expect(followsRecipe(TEMPLATES.litter, desks).isOtherForm).toBe(true)
})
