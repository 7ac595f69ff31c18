import { describe, expect, test } from 'vitest'
import { datesOf } from '../../worker/series/recurrence'
import { timesOn } from '../../worker/series/rules'
import clocks from './vectors/clocks.json'
import rfc5545 from './vectors/rfc5545.json'

// In the Worker's own runtime, whose time zones are those that people book in.

interface Vector {
  name: string
  rrule: string
  startsOn: string
  time: string
  zone: string
  /** Dates taken out (EXDATE). */
  exdates?: string[]
  /** A rule without an end: the first dates are given. */
  endless?: boolean
  /** Instants, computed apart from this program: the standard's own lists, and by hand where clocks change. */
  expected: string[]
}
const FAR = { dates: 1000, days: 366 * 12 }

const instantsOf = ({ rrule, exdates = [], endless, expected, ...start }: Vector) => {
  const ended = endless ? `${rrule};COUNT=${expected.length + exdates.length}` : rrule
  const hours = { startsTime: start.time, endsTime: '23:59', days: 0 }
  return datesOf(ended, start, FAR)
    .filter((date) => !exdates.includes(date))
    .slice(0, endless ? expected.length : undefined)
    .map((date) => timesOn(date, hours, start.zone).startsAt)
}

for (const [file, vectors] of Object.entries({ rfc5545, clocks } as Record<string, Vector[]>))
  describe(`recurrence: ${file}`, () => {
    for (const vector of vectors)
      test(vector.name, () => {
        expect(instantsOf(vector)).toEqual(vector.expected)
        if (vector.endless)
          expect(() => datesOf(vector.rrule, vector, FAR)).toThrow(
            expect.objectContaining({ details: { fields: [{ path: 'rrule', code: 'series_endless' }] } }),
          )
      })
  })

test('there are enough of them', () => {
  expect(rfc5545.length).toBeGreaterThanOrEqual(35)
  expect(clocks.length).toBeGreaterThanOrEqual(20)
})
