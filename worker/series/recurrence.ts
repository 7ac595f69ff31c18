import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { AppError } from '../core/errors'
import { addDays, type Instant, instantOf, isDate } from '../core/time'

// Pure: the dates of a rule of RFC 5545. The library is asked for days alone, in UTC; local hours are put on them
// afterwards, so that 14:00 stays 14:00 and no change of the clocks can move, drop or double a date.

/** How many dates a series may have, and over how many days. */
export const BOUNDS = { dates: 104, days: 731 }

type Fits = (value: string) => boolean
const like =
  (form: RegExp): Fits =>
  (value) =>
    form.test(value)
/** A list of numbers up to `most`, counted from the end where they are below zero. */
const numbers =
  (most: number, signed = true): Fits =>
  (value) =>
    value.split(',').length <= 62 &&
    value.split(',').every((one) => (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(one) && within(one, most))
const within = (text: string, most: number) => Number(text) !== 0 && Math.abs(Number(text)) <= most
const weekdays: Fits = (value) =>
  value.split(',').length <= 62 &&
  value.split(',').every((one) => {
    const [, rank, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(one) ?? []
    return day !== undefined && (rank === undefined || within(rank, 53))
  })

/** The parts of a rule that a booking can use. The hours are the booking's own, so BYHOUR and smaller are none of them. */
const PARTS: Record<string, Fits> = {
  FREQ: like(/^(DAILY|WEEKLY|MONTHLY|YEARLY)$/),
  INTERVAL: like(/^[1-9]\d{0,2}$/),
  COUNT: like(/^[1-9]\d{0,5}$/),
  UNTIL: like(/^\d{8}(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/),
  BYDAY: weekdays,
  BYMONTHDAY: numbers(31),
  BYMONTH: numbers(12, false),
  BYSETPOS: numbers(366),
  WKST: like(/^(MO|TU|WE|TH|FR|SA|SU)$/),
}
/** What RFC 5545 has and a booking has no use for: refused by its name. */
const OTHERS = /^(BYHOUR|BYMINUTE|BYSECOND|BYYEARDAY|BYWEEKNO|RSCALE|SKIP)$/

export type Parts = Readonly<Record<string, string>>

const refuse = (code: string, params?: Record<string, string | number>) =>
  new AppError('invalid', { fields: [{ path: 'rrule', code, ...(params && { params }) }] })

/** The parts of a rule by name. Throws `invalid` on the field `rrule` for anything that is not one. */
export function partsOf(rrule: string): Parts {
  const text = rrule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
  const parts: Record<string, string> = {}
  for (const part of text.split(';')) {
    const [name = '', value = '', ...more] = part.split('=')
    if (OTHERS.test(name)) throw refuse('rrule_part', { part: name })
    if (more.length > 0 || name in parts || !PARTS[name]?.(value)) throw refuse('not_rrule')
    parts[name] = value
  }
  const { FREQ, BYDAY = '', BYMONTHDAY, BYMONTH, BYSETPOS, COUNT, UNTIL } = parts
  const ranked = /\d/.test(BYDAY)
  if (!FREQ || (COUNT && UNTIL) || (UNTIL && !isDate(dateOf(UNTIL)))) throw refuse('not_rrule')
  // What the standard forbids together (3.3.10) means nothing.
  if (ranked && FREQ !== 'MONTHLY' && FREQ !== 'YEARLY') throw refuse('not_rrule')
  if (BYMONTHDAY && FREQ === 'WEEKLY') throw refuse('not_rrule')
  if (BYSETPOS && !BYDAY && !BYMONTHDAY && !BYMONTH) throw refuse('not_rrule')
  return parts
}

/** A rule as it is kept: without its name, in capitals. */
export const ruleText = (rrule: string): string =>
  Object.entries(partsOf(rrule))
    .map(([name, value]) => `${name}=${value}`)
    .join(';')

const dateOf = (until: string) => `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`

/** The last local date that UNTIL allows, for a booking that begins at `time`; it is a day, a local time or one in UTC. */
function lastOf(until: string, time: string, zone: string): string {
  const date = dateOf(until)
  if (until.length === 8) return date
  const clock = `${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`
  const last: Instant = until.endsWith('Z') ? `${date}T${clock}.000Z` : instantOf(date, clock, zone)
  // A day in UTC may be the next or the one before in the zone.
  return (
    [1, 0, -1].map((by) => addDays(date, by)).find((d) => instantOf(d, time, zone) <= last) ??
    addDays(date, -2)
  )
}

/**
 * The local dates of a rule, in order, from `startsOn`. Throws `invalid` on the field `rrule`: `not_rrule`, `rrule_part`,
 * `series_endless` without an end, `series_never` where no date fits, `series_too_many` and `series_too_long` beyond the
 * bounds. Whatever the rule says, no more than the bounded days are looked at.
 */
export function datesOf(
  rrule: string,
  start: { startsOn: string; time: string; zone: string },
  bounds = BOUNDS,
): string[] {
  const { COUNT, UNTIL, ...parts } = partsOf(rrule)
  if (!COUNT && !UNTIL) throw refuse('series_endless')
  const horizon = addDays(start.startsOn, bounds.days)
  if (UNTIL && dateOf(UNTIL) > addDays(horizon, 1)) throw refuse('series_too_long')
  const last = UNTIL ? lastOf(UNTIL, start.time, start.zone) : horizon
  if (last > horizon) throw refuse('series_too_long')
  if (COUNT && Number(COUNT) > bounds.dates) throw refuse('series_too_many', { max: bounds.dates })
  if (last < start.startsOn) throw refuse('series_never')
  const found = expand({ ...parts, ...(COUNT && { COUNT }) }, start.startsOn, last, bounds.dates + 1)
  if (found.length > bounds.dates) throw refuse('series_too_many', { max: bounds.dates })
  if (found.length === 0) throw refuse('series_never')
  if (COUNT && found.length < Number(COUNT)) throw refuse('series_too_long')
  return found
}

/** Beyond these the library gives up: a rule over two years of days never comes near. */
const STEPS = { maxIterations: 12_000, maxCandidateEvaluations: 60_000 }

function expand(parts: Parts, startsOn: string, last: string, most: number): string[] {
  const text = Object.entries({ ...parts, UNTIL: `${last.replaceAll('-', '')}T000000Z` })
  try {
    const rule = new RRuleTemporal({
      rruleString: text.map(([name, value]) => `${name}=${value}`).join(';'),
      dtstart: Temporal.PlainDate.from(startsOn).toZonedDateTime('UTC'),
      temporal: Temporal,
      ...STEPS,
    })
    return rule.all((_, i) => i < most).map((at) => at.toPlainDate().toString())
  } catch {
    throw refuse('not_rrule')
  }
}
