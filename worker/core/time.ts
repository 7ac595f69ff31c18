import { Temporal } from 'temporal-polyfill'

/** An instant as ISO 8601 UTC text of fixed width, "2026-11-21T08:00:00.000Z": text order is time order. */
export type Instant = string

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const toInstant = (at: Date | number): Instant => new Date(at).toISOString()
export const later = (at: Instant, ms: number): Instant => toInstant(Date.parse(at) + ms)

/** Whole UTC minutes since 1970, as holds count them. */
export const toMinutes = (at: Instant): number => Math.floor(Date.parse(at) / MINUTE)
export const fromMinutes = (minutes: number): Instant => toInstant(minutes * MINUTE)
/** The end of a hold that never ends. */
export const NEVER = 2_147_483_647

/** Milliseconds of a date's midnight, were it in UTC. Throws RangeError on a date that does not exist. */
function midnightOf(date: string): number {
  const ms = /^(\d{4}|[+-]\d{6})-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(ms) || dateOf(ms) !== date) throw new RangeError(`no such date: ${date}`)
  return ms
}
/** Beyond the year 9999 with its sign and six figures, as ISO 8601 has it. */
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, -14)

/** Zone → UTC day → offset at its beginning, in ms. Asking a zone costs ten times what all the rest does. */
const offsets = new Map<string, Map<number, number>>()
const MOST_ZONES = 100
const MOST_DAYS = 5000

function offsetAt(day: number, zone: string): number {
  let known = offsets.get(zone)
  if (!known || known.size > MOST_DAYS) {
    if (offsets.size > MOST_ZONES) offsets.clear()
    known = new Map()
    offsets.set(zone, known)
  }
  let offset = known.get(day)
  if (offset === undefined) {
    const local = Temporal.Instant.fromEpochMilliseconds(day * DAY).toZonedDateTimeISO(zone)
    offset = local.offsetNanoseconds / 1e6
    known.set(day, offset)
  }
  return offset
}

/** The offset of a zone from the beginning of one UTC day to that of another; null where the clocks change between. */
function steadyOffset(first: number, last: number, zone: string): number | null {
  const offset = offsetAt(first, zone)
  for (let day = first + 1; day <= last; day++) if (offsetAt(day, zone) !== offset) return null
  return offset
}

/**
 * The instant of a local wall time ("2026-12-08", "14:00") in a zone. A wall time that does not exist moves forward by
 * the gap; one that exists twice takes the first (RFC 5545 §3.3.5). Throws RangeError on a date that does not exist.
 */
export function instantOf(date: string, time: string, zone: string): Instant {
  const midnight = midnightOf(date)
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  const day = midnight / DAY
  // A local day lies between the noon before and the noon after its date in UTC, wherever it is.
  const offset = hour ? steadyOffset(day - 1, day + 2, zone) : null
  if (offset !== null) return toInstant(midnight + Number(hour) * HOUR + Number(minute) * MINUTE - offset)
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  return toInstant(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** The local wall clock of an instant in a zone. weekday: 1 = Monday … 7 = Sunday; minute: minutes since midnight. */
export function wallOf(at: Instant, zone: string) {
  const ms = Date.parse(at)
  if (Number.isNaN(ms)) throw new RangeError(`no such instant: ${at}`)
  const day = Math.floor(ms / DAY)
  const offset =
    steadyOffset(day, day + 1, zone) ??
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
  const local = ms + offset
  const minute = Math.floor((((local % DAY) + DAY) % DAY) / MINUTE)
  const text = new Date(local).toISOString()
  // The first of January 1970 was a Thursday.
  const weekday = ((((Math.floor(local / DAY) + 3) % 7) + 7) % 7) + 1
  return { date: text.slice(0, -14), time: text.slice(-13, -8), weekday, minute }
}

/** Local date `days` after another ("2026-03-28" + 1 = "2026-03-29"). */
export const addDays = (date: string, days: number): string => dateOf(midnightOf(date) + days * DAY)
/** The Monday of the local week of a date. */
export const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date))
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: string): number => new Date(midnightOf(date)).getUTCDay() || 7
/** Whole days from one local date to another. */
export const daysBetween = (from: string, to: string): number => (midnightOf(to) - midnightOf(from)) / DAY
export const isDate = (text: string): boolean =>
  // The engine makes the first of March of a 29 February that does not exist: read back, it differs.
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
