import { instantOf } from '../../../worker/core/time'
import { WEEKDAYS } from '../../../worker/series/rules'
import type { View } from '../../view'

const dayOf = (v: View, code: string) =>
  v.f.weekday(
    instantOf(`2024-01-0${WEEKDAYS.indexOf(code as (typeof WEEKDAYS)[number]) + 1}`, '12:00', 'UTC'),
  )

/** A rule in a few words: "chaque mardi". Rules that few people would say so are shown as they are written. */
export function ruleWords(v: View, rrule: string, startsOn: string): string {
  const words = v.t.series.rule
  const parts = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const { FREQ, INTERVAL = '1', BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST } = parts
  const n = Number(INTERVAL)
  const other = words.other(rrule)
  if (BYMONTH || BYSETPOS || (WKST && WKST !== 'MO' && n > 1)) return other
  const own = v.f.weekday(instantOf(startsOn, '12:00', v.f.timeZone))
  const days = BYDAY?.split(',') ?? []
  switch (FREQ) {
    case 'DAILY':
      return BYDAY || BYMONTHDAY ? other : words.daily(n)
    case 'WEEKLY':
      return words.weekly(days.length > 0 ? v.f.list(days.map((d) => dayOf(v, d))) : own, n)
    case 'MONTHLY': {
      const [, rank, code] = /^([+-]?\d+)(\w\w)$/.exec(days.length === 1 ? (days[0] ?? '') : '') ?? []
      if (rank && code && !BYMONTHDAY) return words.monthlyOn(rank.replace('+', ''), dayOf(v, code), n)
      if (BYDAY || BYMONTHDAY?.includes('-')) return other
      return words.monthly(v.f.list((BYMONTHDAY ?? String(Number(startsOn.slice(8)))).split(',')), n)
    }
    default:
      return BYDAY || BYMONTHDAY ? other : words.yearly(n)
  }
}

/** The day of a date in words, with its year where that is not this one. */
export const dayWords = (v: View, date: string): string =>
  v.f.day(instantOf(date, '12:00', v.f.timeZone), v.ctx.now)
