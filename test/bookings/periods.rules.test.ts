import { describe, expect, test } from 'vitest'
import { onStep, periodOf } from '../../worker/bookings/rulesOfOffers'
import { fromMinutes, instantOf, later, MINUTE, toMinutes, wallOf, weekdayOf } from '../../worker/core/time'

describe('a period is a local day, week, month or year, whatever the clocks do', () => {
  // Paris changes on 29 March and 25 October 2026, Casablanca for Ramadan on 15 February and 22 March, Martinique never.
  const zones = ['Europe/Paris', 'America/Martinique', 'Africa/Casablanca']
  const days = { day: 1, week: 7, month: 31, year: 366 }
  test.each(zones)('%s', (zone) => {
    for (let hours = 0; hours < 366 * 24 * 2; hours += 43) {
      const instant = later('2025-12-30T00:30:00.000Z', hours * 60 * MINUTE)
      for (const per of ['day', 'week', 'month', 'year'] as const) {
        const { from, to } = periodOf(instant, per, zone)
        expect(from <= instant && instant < to).toBe(true)
        // Both ends begin a local day (00:00, or the first moment of one that has none), and the next begins where it ends.
        const [start, end] = [wallOf(from, zone), wallOf(to, zone)]
        expect([instantOf(start.date, '00:00', zone), instantOf(end.date, '00:00', zone)]).toEqual([from, to])
        expect(periodOf(to, per, zone).from).toBe(to)
        expect(periodOf(later(to, -1), per, zone)).toEqual({ from, to })
        if (per === 'week') expect(weekdayOf(start.date)).toBe(1)
        if (per === 'month') expect(start.date.slice(8)).toBe('01')
        if (per === 'year') expect(start.date.slice(5)).toBe('01-01')
        const long = (Date.parse(to) - Date.parse(from)) / 3_600_000
        expect(long).toBeLessThanOrEqual(days[per] * 24 + 1)
        expect(long).toBeGreaterThanOrEqual(
          (per === 'month' ? 28 : per === 'year' ? 365 : days[per]) * 24 - 1,
        )
      }
    }
  })

  test.each(zones)('%s: steps are counted from local midnight', (zone) => {
    for (let minutes = 0; minutes < 60 * 24 * 120; minutes += 97) {
      const instant = fromMinutes(toMinutes('2026-02-10T00:00:00.000Z') + minutes)
      for (const step of [15, 60, 120]) {
        const [before, after] = [onStep(instant, step, zone, 'before'), onStep(instant, step, zone, 'after')]
        expect(before <= instant && instant <= after).toBe(true)
        const wall = wallOf(before, zone)
        const gap = wallOf(later(before, -MINUTE), zone).minute !== (wall.minute + 1439) % 1440
        expect(gap || wall.minute % step === 0).toBe(true)
        if (before === instant) expect(after).toBe(instant)
      }
    }
  })
})
