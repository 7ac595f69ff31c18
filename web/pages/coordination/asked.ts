import { CountedInput, periodAsked, PeriodInput } from '../../../worker/dashboards/input'
import type { Counted } from '../../../worker/dashboards/queriesOfCounts'
import type { Period } from '../../../worker/dashboards/rulesOfTime'
import { instantOf, wallOf } from '../../../worker/core/time'
import { check } from '../../../worker/platform/input'
import type { View } from '../../view'

/** The period that an address asks for; dates that do not exist are refused. */
export const askedPeriod = (v: View): Period =>
  periodAsked(check(PeriodInput, v.c.req.query()), wallOf(v.ctx.now, v.f.timeZone).date)

export const askedCount = (v: View): Counted => check(CountedInput, v.c.req.query()) as Counted

/** The list that a number was counted from. */
export function countedHref(v: View, period: Pick<Period, 'from' | 'to'>, counted: Counted): string {
  const { from, to } = period
  return v.href(
    `/coordination/counted?${new URLSearchParams({ ...counted, from, to } as Record<string, string>)}`,
  )
}

/** A local date in words: "2 novembre 2026". */
export const dateWords = (v: View, date: string): string => v.f.date(instantOf(date, '12:00', v.f.timeZone))
/** "2 nov." */
export const dateShort = (v: View, date: string): string =>
  v.f.dayMonth(instantOf(date, '12:00', v.f.timeZone))

/** Whole hours of some minutes: "312 h". */
export const hoursWords = (v: View, minutes: number): string => {
  const hours = minutes / 60
  return v.t.dashboards.hours(v.f.number(hours, hours > 0 && hours < 10 ? 1 : 0))
}

/** A length of time in its own measure: "45 min", "9 h", "3 j"; what was found at once took less than a minute. */
export function durationWords(v: View, minutes: number): string {
  const { duration } = v.t.dashboards
  if (minutes < 1) return duration.atOnce
  if (minutes < 60) return duration.minutes(v.f.number(minutes))
  if (minutes < 48 * 60) return duration.hours(v.f.number(minutes / 60))
  return duration.days(v.f.number(minutes / 1440))
}
