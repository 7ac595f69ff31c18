import { Temporal } from 'temporal-polyfill'
import { type AppError, invalid } from '../core/errors'
import { isDate } from '../core/time'
import { type Clock, clockOfObservances, clockOfZone, type Observance, UTC, zoneOf } from './clocks'

// Pure: what a parsed calendar holds. jCal (RFC 7265) is what ical.js makes of the text: names, parameters, types, values.

export type JProperty = [
  name: string,
  parameters: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
]
export type JComponent = [name: string, properties: JProperty[], components: JComponent[]]

export const all = ([, properties]: JComponent, name: string): JProperty[] =>
  properties.filter(([one]) => one === name)
export const one = (component: JComponent, name: string): JProperty | undefined => all(component, name)[0]
export const textOf = (component: JComponent, name: string): string => {
  const value = one(component, name)?.[3]
  return typeof value === 'string' ? value : ''
}
const children = ([, , components]: JComponent, name: string) => components.filter(([one]) => one === name)

/** The VCALENDARs of a parse. Throws `invalid` on `file` where there is none. */
export function calendarsIn(parsed: unknown): JComponent[] {
  const roots = (Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed) as JComponent[]
  const calendars = Array.isArray(roots) ? roots.filter((root) => root?.[0] === 'vcalendar') : []
  if (calendars.length === 0) throw notCalendar()
  return calendars
}
export const notCalendar = (): AppError => invalid({ path: 'file', code: 'not_ics' })
export const eventsIn = (calendars: readonly JComponent[]) => calendars.flatMap((c) => children(c, 'vevent'))

/** A time that does not exist, or that nothing can be made of. */
export class WrongTime extends Error {}

/** A moment as a calendar writes it. */
export interface Moment {
  /** "2026-12-08T14:00:00"; of a day, its midnight. */
  wall: string
  isDay: boolean
  clock: Clock
}

/** Reads moments: each in the zone it names, in that of the cluster where it names none, which is what a day is told in. */
export type MomentReader = (value: unknown, property: JProperty) => Moment

/**
 * Who reads the moments of these calendars. A zone the runtime knows by name is the runtime's; another is what the calendar
 * says of it; one it says nothing of is refused: `invalid` on `file`, `unknown_zone`.
 */
export function momentReader(
  calendars: readonly JComponent[],
  local: string,
  window: { from: number; to: number },
): MomentReader {
  const clocks = new Map<string, Clock>()
  const own = new Map(
    calendars.flatMap((c) => children(c, 'vtimezone')).map((zone) => [textOf(zone, 'tzid'), zone] as const),
  )
  const clockOf = (tzid: string): Clock => {
    const known = clocks.get(tzid)
    if (known) return known
    const zone = zoneOf(tzid)
    const brought = own.get(tzid)
    if (!zone && !brought) throw unknownZone(tzid)
    const clock = zone || !brought ? clockOfZone(zone ?? local) : clockBrought(brought, tzid, window)
    clocks.set(tzid, clock)
    return clock
  }
  return (value, [, parameters]) => {
    const text = typeof value === 'string' ? value : ''
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
    const wall = wallIn(isDay ? `${text}T00:00:00` : text.replace(/Z$/, ''))
    const tzid = parameters.tzid
    if (isDay || !(text.endsWith('Z') || tzid)) return { wall, isDay, clock: clockOf(local) }
    return { wall, isDay, clock: text.endsWith('Z') ? UTC : clockOf(String(tzid)) }
  }
}

/** A second more than 59 is a leap second, which counts as the last one (§3.3.12). */
function wallIn(text: string): string {
  const [, date = '', clock = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})$/.exec(text) ?? []
  if (!isDate(date) || !/^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)$/.test(clock)) throw new WrongTime(text)
  return `${date}T${clock.replace(/60$/, '59')}`
}

const unknownZone = (tzid: string) =>
  invalid({ path: 'file', code: 'unknown_zone', params: { zone: tzid.slice(0, 80) } })

function clockBrought(zone: JComponent, tzid: string, { from, to }: { from: number; to: number }): Clock {
  try {
    const parts = [...children(zone, 'standard'), ...children(zone, 'daylight')].slice(0, 200)
    return clockOfObservances(parts.map(observanceOf), from, to)
  } catch (error) {
    if (error instanceof RangeError || error instanceof WrongTime) throw unknownZone(tzid)
    throw error
  }
}

const observanceOf = (part: JComponent): Observance => ({
  start: wallIn(textOf(part, 'dtstart')),
  offsetFrom: offsetOf(textOf(part, 'tzoffsetfrom')),
  offsetTo: offsetOf(textOf(part, 'tzoffsetto')),
  rules: rulesIn(part, null),
  dates: all(part, 'rdate').flatMap(([, , , ...values]) => values.map((value) => wallIn(String(value)))),
})

/** "+01:00", "-03:30:15" in milliseconds. */
function offsetOf(text: string): number {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/.exec(text) ?? []
  if (!sign) throw new WrongTime(text)
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

const PARTS =
  /^(freq|interval|count|byday|bymonth|bymonthday|byyearday|byweekno|byhour|byminute|bysecond|bysetpos|wkst)$/

/**
 * The recurrence rules of a component, each in wall time: an end in UTC becomes one of the clock of its start. Throws
 * RangeError on a part that RFC 5545 does not have.
 */
export function rulesIn(component: JComponent, start: Moment | null): string[] {
  return all(component, 'rrule').map(([, , , value]) => {
    const { until, ...parts } = (value ?? {}) as Record<string, unknown>
    const unknown = Object.keys(parts).find((name) => !PARTS.test(name))
    if (unknown || !parts.freq) throw new RangeError(unknown ?? 'No FREQ')
    const told = Object.entries(parts).map(([name, part]) => `${name.toUpperCase()}=${String(part)}`)
    if (until !== undefined) told.push(`UNTIL=${untilIn(String(until), start).replace(/[-:]/g, '')}Z`)
    return told.join(';')
  })
}

function untilIn(until: string, start: Moment | null): string {
  if (!until.includes('T')) return wallIn(`${until}T23:59:59`)
  const wall = wallIn(until.replace(/Z$/, ''))
  return until.endsWith('Z') && start ? start.clock.toWall(UTC.toInstant(wall)) : wall
}

/**
 * The end of what begins at `start`, in milliseconds: as DTEND or DURATION say, else the day itself, or nothing. Of a
 * duration, weeks and days are those of the calendar, what is shorter is exact (§3.3.6).
 */
export function endOf(event: JComponent, start: Moment, read: MomentReader): number {
  const end = one(event, 'dtend')
  if (end) return instantOf(read(end[3], end))
  const told = textOf(event, 'duration')
  if (!told && !start.isDay) return instantOf(start)
  try {
    const { weeks, days, ...exact } = fieldsOf(Temporal.Duration.from(told || 'P1D'))
    const later = Temporal.PlainDateTime.from(start.wall).add({ weeks, days })
    const after = start.clock.toInstant(later.toString({ smallestUnit: 'second' }))
    return after + Temporal.Duration.from(exact).total('milliseconds')
  } catch {
    throw new WrongTime(told)
  }
}

const fieldsOf = ({ weeks, days, hours, minutes, seconds }: Temporal.Duration) => ({
  ...{ weeks, days, hours, minutes, seconds },
})

export const instantOf = ({ wall, clock }: Moment): number => clock.toInstant(wall)
