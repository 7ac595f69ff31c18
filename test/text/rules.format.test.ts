import { expect, test } from 'vitest'
import { Format } from '../../worker/text/format'

const NOW = '2026-11-21T08:00:00.000Z'
const fr = new Format('fr', 'Europe/Paris', 'EUR')
const en = new Format('en', 'Europe/Paris', 'EUR')
const ar = new Format('ar', 'Africa/Casablanca', 'MAD')
/** Spaces of any width as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test.each([
  [fr, '2026-12-08T13:00:00.000Z', '2026-12-08T15:00:00.000Z', 'mardi 8 décembre, 14 h – 16 h'],
  [
    fr,
    '2026-12-08T13:30:00.000Z',
    '2026-12-09T09:00:00.000Z',
    'du mardi 8 décembre, 14 h 30 au mercredi 9 décembre, 10 h',
  ],
  [fr, '2026-12-07T23:00:00.000Z', '2026-12-08T23:00:00.000Z', 'mardi 8 décembre'],
  [fr, '2026-12-07T23:00:00.000Z', '2026-12-10T23:00:00.000Z', 'du mardi 8 décembre au jeudi 10 décembre'],
  [fr, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 'dimanche 29 mars'], // 23 hours long
  [
    fr,
    '2026-11-30T23:00:00.000Z',
    '2026-12-02T23:00:00.000Z',
    'du mardi 1er décembre au mercredi 2 décembre',
  ],
  [fr, '2027-01-05T08:00:00.000Z', '2027-01-05T09:00:00.000Z', 'mardi 5 janvier 2027, 9 h – 10 h'],
  [
    en,
    '2026-12-07T23:00:00.000Z',
    '2026-12-09T23:00:00.000Z',
    'from Tuesday 8 December to Wednesday 9 December',
  ],
  [ar, '2026-12-08T14:00:00.000Z', '2026-12-08T16:00:00.000Z', 'الثلاثاء، 8 دجنبر، من 14:00 إلى 16:00'],
])('%#: a span is read in words', (f, from, to, words) => {
  expect(plain(f.span(from, to, NOW))).toBe(words)
})

test.each([
  [fr.money(1200), '12 €'],
  [fr.money(1250), '12,50 €'],
  [en.money(123_400), '€1,234'],
  [fr.distance(0.84), '0,8 km'],
  [fr.distance(38.2), '38 km'],
  [fr.quantity(240, 'minute'), '4 heures'],
  [fr.quantity(90, 'minute'), '1,5 heure'],
  [fr.quantity(200, 'kg'), '200 kg'],
  [fr.quantity(12_500, 'kg'), '12,5 t'],
  [fr.quantity(1, 'pallet'), '1 palette'],
  [en.quantity(3, 'seat'), '3 seats'],
])('%#: money, distances and quantities: %s', (said, expected) => {
  expect(plain(said)).toBe(expected)
})

test.each([
  ['2026-11-21T07:59:40.000Z', 'maintenant'],
  ['2026-11-21T05:00:00.000Z', 'il y a 3 heures'],
  ['2026-11-23T08:00:00.000Z', 'après-demain'],
  ['2026-05-24T08:00:00.000Z', '24 mai 2026'],
])('%s is said as %s', (instant, words) => {
  expect(plain(fr.relative(instant, NOW))).toBe(words)
})
