import { addDays, weekdayOf } from '../core/time'
import type { OpenHours } from '../listings/rules'
import { WEEKDAYS } from '../series/rules'
import type { HalfDay } from './rulesOfWeek'

// Pure: the half-days of a job as series of dates.

/** What an employer works with the person at one time of the day, each week. */
export interface Weekly {
  rrule: string
  /** The first date. */
  startsOn: string
  startsTime: string
  endsTime: string
}

/** No series has more dates than this. */
const MOST_DATES = 104

/**
 * One series for each time of the day, over so many weeks from a Monday; none after the last date, where there is one.
 */
export function weeklyOf(
  halfDays: readonly HalfDay[],
  monday: string,
  weeks: number,
  lastDate: string | null = null,
): Weekly[] {
  const last = addDays(monday, weeks * 7 - 1)
  const until = lastDate !== null && lastDate < last ? lastDate : last
  const found: Weekly[] = []
  for (const some of Map.groupBy(halfDays, (h) => `${h.from}-${h.to}`).values()) {
    const [first] = some
    if (!first) continue
    const days = [...new Set(some.map((h) => h.day))].sort()
    const startsOn = addDays(monday, (days[0] ?? 1) - 1)
    const count = datesUntil(monday, days, until)
    if (count === 0) continue
    found.push({
      rrule: `FREQ=WEEKLY;BYDAY=${days.map((d) => WEEKDAYS[d - 1]).join(',')};COUNT=${Math.min(count, MOST_DATES)}`,
      ...{ startsOn, startsTime: first.from, endsTime: first.to },
    })
  }
  return found
}

function datesUntil(monday: string, days: readonly number[], until: string): number {
  let count = 0
  for (let date = monday; date <= until; date = addDays(date, 1)) if (days.includes(weekdayOf(date))) count++
  return count
}

/** Whether weekly hours cover half-days: none given means always. */
export const covers = (windows: readonly OpenHours[], halfDays: readonly HalfDay[]): boolean =>
  windows.length === 0 ||
  halfDays.every((h) => windows.some((w) => w.days.includes(h.day) && w.from <= h.from && h.to <= w.to))
