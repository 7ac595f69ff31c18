import { addDays, instantOf, type Instant } from '../core/time'
import type { Dictionary } from '../text'
import type { Format } from '../text/format'
import type { Why } from '../waste/tagging'
import { calledIn } from './rules'

/** Why a code is proposed: what it was recognised as, or where its words stand. */
export const whyWords = (t: Dictionary, f: Format, why: Why | null): string =>
  why === null
    ? ''
    : why.by === 'concept'
      ? t.suggestions.because(calledIn(f.language, why.concept))
      : t.suggestions[why.by]

export const becauseOf = (t: Dictionary, f: Format, concept: string | null): string =>
  concept === null ? t.suggestions.title : t.suggestions.because(calledIn(f.language, concept))

/** Times to look at, one line: "mar., 9 h – 12 h". */
export function timesWords(
  f: Format,
  {
    days,
    from,
    to,
    startsOn,
    endsOn,
  }: {
    days: number[]
    from: string | null
    to: string | null
    startsOn: string | null
    endsOn: string | null
  },
): string {
  const at = (date: string, time: string): Instant => instantOf(date, time, f.timeZone)
  // 2024-01-01 was a Monday.
  const names = days.map((day) => f.weekday(at(addDays('2024-01-01', day - 1), '12:00')))
  const hours = from && to ? f.hours(at('2024-01-01', from), at('2024-01-01', to)) : ''
  const dates = startsOn
    ? [...new Set([startsOn, endsOn ?? startsOn])].map((date) => f.date(at(date, '12:00'))).join(' – ')
    : ''
  return [f.list(names), hours, dates].filter(Boolean).join(', ')
}
