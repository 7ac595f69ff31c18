import { expect, test } from 'vitest'
import { MOST_CRITERIA, MOST_VISITS, SECTORS } from '../../worker/calls/input'
import type { Call } from '../../worker/calls/queries'
import { filledOf, linesOf, patchOf } from '../../web/pages/calls/form'

const many = <T>(n: number, one: (i: number) => T) => Array.from({ length: n }, (_, i) => one(i))
const call = {
  ...{ title: 'Deux ateliers', description: '', form: '', timeZone: 'Europe/Paris', deadline: null },
  ...{ startsOn: null, endsOn: null, answerOn: null, answerDays: 10, visitPlaces: 5 },
  questions: ['a', 'b', 'c'],
  criteria: many(MOST_CRITERIA, (i) => ({ id: `c${i + 1}`, label: `Critère ${i}`, weight: 10 })),
  quotas: SECTORS.map((sector) => ({ sector, unit: 'lots' as const, min: 0, max: 3 })),
  visits: many(MOST_VISITS, (i) => ({ date: `2027-01-${10 + i}`, from: '10:00', to: '11:00' })),
} as unknown as Call

test('the form of a call holds as many lines as a call made elsewhere may have, and loses none', () => {
  const filled = filledOf(call, [], [])
  const value = (name: string) => filled.typed[name] ?? ''
  const shown = (['criteria', 'quotas', 'visits'] as const).map((list) => linesOf(list, value).length)
  expect(shown).toEqual([MOST_CRITERIA, SECTORS.length, MOST_VISITS])
  const { patch } = patchOf(filled, 'Europe/Paris')
  expect(patch.criteria).toEqual(call.criteria.map(({ label, weight }) => ({ label, weight })))
  expect([patch.quotas, patch.visits]).toEqual([call.quotas, call.visits])
})

test('a line that is begun is a line, told beside where it was typed; one more is there to fill in', () => {
  const typed = { 'visits.1.from': '10:00', 'quotas.2.min': '1', 'criteria.7.weight': '20' }
  const { patch, places } = patchOf({ typed, lotIds: [] }, 'Europe/Paris')
  expect([patch.visits?.length, patch.quotas?.length, patch.criteria?.length]).toEqual([1, 1, 1])
  expect([places.get('visits.0'), places.get('criteria.0')]).toEqual(['visits.1', 'criteria.7'])
  expect(linesOf('criteria', (name) => (typed as Record<string, string>)[name] ?? '')).toHaveLength(9)
})
