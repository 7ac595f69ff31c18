import type { Grain } from '../core/kinds'
import { addDays, HOUR, type Instant, instantOf, wallOf } from '../core/time'
import type { Dictionary } from '../text'
import type { Format } from '../text/format'

/** Longer than this, a free time is told by its beginning alone. */
const NAMES_ONE_DAY = 36 * HOUR

interface Free {
  from: Instant
  to: Instant
}

/**
 * When something is free, in words that follow "Libre": "maintenant, jusqu’à 18 h", "dès le mardi 24 novembre", "mar. 24 nov.,
 * 9 h – 12 h et 14 h – 18 h". Of what is lent by the day or the month no hour is told. Only the first day that has something
 * free is told, with at most two pieces of it.
 */
export function freeWords(
  t: Dictionary,
  f: Format,
  free: readonly Free[],
  grain: Grain,
  now: Instant,
): string {
  const first = free[0]
  if (!first) return ''
  const { card } = t.search
  const long = Date.parse(first.to) - Date.parse(first.from) > NAMES_ONE_DAY
  if (first.from <= now && grain !== 'window') {
    if (long || grain === 'stock' || grain === 'month') return card.now
    if (grain === 'day') return card.today
    const { date } = wallOf(now, f.timeZone)
    return wallOf(first.to, f.timeZone).date === date ? card.nowUntil(f.time(first.to)) : card.atOnce
  }
  if (long) return card.since(f.day(first.from, now))
  const { date } = wallOf(first.from, f.timeZone)
  const day = date === wallOf(now, f.timeZone).date ? card.today : f.dayShort(first.from)
  if (grain === 'day' || grain === 'month') return day
  const sameDay = free.filter((s) => wallOf(s.from, f.timeZone).date === date).slice(0, 2)
  return card.on(
    day,
    sameDay.map((s) => hoursOf(t, f, s, date)).reduce((a, b) => card.join(a, b)),
  )
}

function hoursOf(t: Dictionary, f: Format, { from, to }: Free, date: string): string {
  const { card } = t.search
  const starts = instantOf(date, '00:00', f.timeZone)
  const ends = instantOf(addDays(date, 1), '00:00', f.timeZone)
  if (from <= starts && to >= ends) return card.allDay
  if (to >= ends) return card.from(f.time(from))
  if (from <= starts) return card.until(f.time(to))
  return f.hours(from, to)
}
