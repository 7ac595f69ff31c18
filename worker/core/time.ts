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

/**
 * The instant of a local wall time ("2026-12-08", "14:00") in a zone. A wall time that does not exist moves forward by
 * the gap; one that exists twice takes the first (RFC 5545 §3.3.5). Throws RangeError on a date that does not exist.
 */
export function instantOf(date: string, time: string, zone: string): Instant {
  const wall = Temporal.PlainDate.from(date, { overflow: 'reject' }).toPlainDateTime(
    Temporal.PlainTime.from(time),
  )
  return toInstant(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** The local wall clock of an instant in a zone. weekday: 1 = Monday … 7 = Sunday; minute: minutes since midnight. */
export function wallOf(at: Instant, zone: string) {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: local.dayOfWeek,
    minute: local.hour * 60 + local.minute,
  }
}

/** Local date `days` after another ("2026-03-28" + 1 = "2026-03-29"). */
export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString()
/** The Monday of the local week of a date. */
export function mondayOf(date: string): string {
  const day = Temporal.PlainDate.from(date)
  return day.subtract({ days: day.dayOfWeek - 1 }).toString()
}
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek
/** Whole days from one local date to another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
export const isDate = (text: string): boolean => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Boolean(Temporal.PlainDate.from(text, { overflow: 'reject' }))
  } catch {
    return false
  }
}
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
