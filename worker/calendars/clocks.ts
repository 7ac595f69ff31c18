import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { isTimeZone } from '../core/time'

// Pure: what wall clocks of calendars say. A wall time is kept as text, "2026-12-08T14:00:00".

/** A zone as a calendar names it: from wall time to instant (milliseconds) and back. */
export interface Clock {
  toInstant: (wall: string) => number
  toWall: (at: number) => string
}

export const UTC: Clock = {
  toInstant: (wall) => Date.parse(`${wall}Z`),
  toWall: (at) => new Date(at).toISOString().slice(0, 19),
}

/** A zone of the runtime. A time that does not exist moves forward by the gap, one that exists twice is the first. */
export const clockOfZone = (zone: string): Clock => ({
  toInstant: (wall) =>
    Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  toWall: (at) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'second' }),
})

/** The zone that a TZID means to the runtime: "Europe/Paris", also behind the name of who wrote it (RFC 5545 §3.2.19). */
export function zoneOf(tzid: string): string | null {
  const parts = tzid.split('/')
  const names = [tzid, ...[2, 3].map((n) => parts.slice(-n).join('/')).filter(() => tzid.startsWith('/'))]
  return names.find((name) => /^[A-Za-z]/.test(name) && isTimeZone(name)) ?? null
}

/** Beyond these a rule is given up. */
export const STEPS = 20_000

/**
 * The wall times of a rule in [from, to], in order, DTSTART aside. The library is asked in UTC, so that no change of the
 * clocks moves a date. Throws RangeError where it can not be read, or does not come to an end within 20,000 steps.
 */
export function wallTimes(rule: string, start: string, from: string, to: string): string[] {
  const utc = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC')
  try {
    const recurrence = new RRuleTemporal({
      ...{ rruleString: rule, dtstart: utc(start), tzid: 'UTC', temporal: Temporal, cache: false },
      ...{ maxIterations: STEPS, maxCandidateEvaluations: STEPS },
    })
    const found = recurrence.between(utc(from), utc(to), true)
    return found.map((at) => at.toPlainDateTime().toString({ smallestUnit: 'second' }))
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error))
  }
}

/** One part of a VTIMEZONE: from its onsets on, `to` minutes apart from UTC, and `from` before. */
export interface Observance {
  start: string
  /** Offsets in milliseconds. */
  offsetFrom: number
  offsetTo: number
  rules: readonly string[]
  dates: readonly string[]
}

/** The zone that a calendar brings along, right from `from` to `to` (milliseconds). Throws RangeError as `wallTimes`. */
export function clockOfObservances(observances: readonly Observance[], from: number, to: number): Clock {
  const [first, last] = [UTC.toWall(from), UTC.toWall(to)]
  const changes = observances
    .flatMap(({ start, offsetFrom, offsetTo, rules, dates }) =>
      [start, ...dates, ...rules.flatMap((rule) => onsets(rule, start, first, last))].map((wall) => ({
        at: UTC.toInstant(wall) - offsetFrom,
        ...{ offsetFrom, offsetTo },
      })),
    )
    .sort((a, b) => a.at - b.at)
  const earliest = changes[0]
  if (!earliest) throw new RangeError('No observance')
  const offsetAt = (at: number) => changes.findLast((c) => c.at <= at)?.offsetTo ?? earliest.offsetFrom
  return {
    toWall: (at) => UTC.toWall(at + offsetAt(at)),
    toInstant: (wall) => {
      const nominal = UTC.toInstant(wall)
      // The later offset where both hold would be the second of two equal hours; the one before, where none does.
      const offsets = [offsetAt(nominal - DAY), offsetAt(nominal + DAY)]
      const fits = offsets.find((offset) => offsetAt(nominal - offset) === offset)
      return nominal - (fits ?? offsets[0] ?? 0)
    },
  }
}
const DAY = 86_400_000

/** Those of the time that is asked for, and the two years before it, so that the last one before is among them. */
function onsets(rule: string, start: string, from: string, to: string): string[] {
  const before = Temporal.PlainDateTime.from(from).subtract({ years: 2 }).toString({ smallestUnit: 'second' })
  return wallTimes(rule, start, before, to)
}
