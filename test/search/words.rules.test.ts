import { describe, expect, test } from 'vitest'
import type { Grain } from '../../worker/core/kinds'
import { reasonWords } from '../../worker/matching/words'
import { freeWords } from '../../worker/search/words'
import { wordsOf } from '../../worker/text'
import { Format } from '../../worker/text/format'

const NOW = '2026-11-21T03:30:00.000Z' // a Saturday, 04:30 in Paris
const WEEK = { from: NOW, to: '2026-11-28T03:30:00.000Z' }
const MIDNIGHT = { from: NOW, to: '2026-11-21T23:00:00.000Z' }
const EVENING = { from: NOW, to: '2026-11-21T17:00:00.000Z' }
const TUESDAY = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T23:00:00.000Z' }
const MORNING = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T11:00:00.000Z' }

const say = (language: 'fr' | 'en' | 'ar', grain: Grain, ...free: { from: string; to: string }[]) =>
  freeWords(wordsOf(language), new Format(language, 'Europe/Paris', 'EUR'), free, grain, NOW).replace(
    /[\u00a0\u202f]/g,
    ' ',
  )

describe('when something is free', () => {
  test('now, and until when where that is today', () => {
    expect(say('fr', 'hour', WEEK)).toBe('dès maintenant')
    expect(say('fr', 'hour', MIDNIGHT)).toBe('maintenant')
    expect(say('fr', 'hour', EVENING)).toBe('maintenant, jusqu’à 18 h')
    expect(say('en', 'hour', EVENING)).toBe('now, until 18:00')
    expect(say('ar', 'hour', EVENING)).toBe('الآن، إلى غاية 18:00')
    expect(say('ar', 'hour', WEEK)).toBe('من الآن')
  })

  test('by its hours on another day', () => {
    expect(say('fr', 'hour', MORNING)).toBe('mar. 24 nov., 9 h – 12 h')
    expect(say('fr', 'hour', TUESDAY)).toBe('mar. 24 nov., toute la journée')
    expect(say('fr', 'window', { ...EVENING, to: '2026-11-21T11:00:00.000Z' })).toBe(
      'aujourd’hui, 4 h 30 – 12 h',
    )
  })

  test.each(['day', 'month', 'stock'] as const)('of a %s, never by an hour', (grain) => {
    for (const language of ['fr', 'en', 'ar'] as const)
      for (const free of [WEEK, MIDNIGHT, EVENING])
        expect(say(language, grain, free)).not.toMatch(/\d\d?(:| h)/)
    expect(say('fr', grain, WEEK)).toBe('dès maintenant')
  })

  test('of days: today, one day, or from a day on', () => {
    expect(say('fr', 'day', MIDNIGHT)).toBe('aujourd’hui')
    expect(say('en', 'day', TUESDAY)).toBe('Tue 24 Nov')
    expect(say('fr', 'day', TUESDAY)).toBe('mar. 24 nov.')
    expect(say('fr', 'day', { ...TUESDAY, to: WEEK.to })).toBe('dès le mardi 24 novembre')
  })
})

test('why a match fits is told as of now: what has gone by since is no date any more', () => {
  const f = new Format('fr', 'Europe/Paris', 'EUR')
  const free = (from: string, to: string, grain: Grain) =>
    reasonWords(wordsOf('fr'), f, { code: 'free_then', good: true, from, to, grain }, NOW)
  expect(free(MORNING.from, MORNING.to, 'day')).toBe('libre mar. 24 nov.')
  expect(free('2026-11-10T08:00:00.000Z', WEEK.to, 'day')).toBe('libre dès maintenant')
  expect(free('2026-11-10T08:00:00.000Z', '2026-11-11T08:00:00.000Z', 'hour')).toBe(
    'disponible sur la période',
  )
})
