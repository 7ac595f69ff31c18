import { type AppError, invalid } from '../core/errors'
import { fromMinutes, type Instant, MINUTE } from '../core/time'
import { STEPS, UTC, wallTimes } from './clocks'
import { merged, type Span } from './rulesOfFitting'
import {
  all,
  calendarsIn,
  endOf,
  eventsIn,
  instantOf,
  type JComponent,
  type Moment,
  type MomentReader,
  momentReader,
  one,
  rulesIn,
  textOf,
  WrongTime,
} from './moments'

const DAY = 86_400_000
/** What is read of a calendar: the year to come, so many occurrences, so many rules, for so long. */
export const BOUNDS = { days: 366, occurrences: 2_000, rules: 500, milliseconds: 3_000 }

/** Why something of it closes nothing. */
export interface Remark {
  code: 'no_such_date' | 'reversed' | 'cut'
  /** What the calendar says, or until when it was read. */
  value: string
}

export interface Reading {
  /** When it is not free, in UTC minutes, in order, apart from each other. */
  spans: Span[]
  /** Events that were looked at, and of those, what takes no time. */
  events: number
  ignored: number
  remarks: Remark[]
  /** Until when it is read. */
  until: Instant
}

interface Limits {
  /** The cluster's zone: days, and times that name none, are told in it. */
  zone: string
  now: Instant
  /** Whether it has taken too long; asked after each event. */
  expired?: () => boolean
}

interface State {
  read: MomentReader
  from: number
  to: number
  steps: number
  rules: number
  remarks: Remark[]
}

/**
 * When a parsed calendar says that its thing is not free, from now for a year. Transparent and cancelled events take no
 * time. Throws `invalid` on `file`: `not_ics`, `unknown_zone`, `endless_rule`, `too_many_rules`.
 */
export function spansOf(parsed: unknown, { zone, now, expired = () => false }: Limits): Reading {
  const calendars = calendarsIn(parsed)
  const from = Date.parse(now)
  // To the end of a day: what lasts for ever ends at the same minute when it is read again.
  const to = Math.floor(from / DAY + BOUNDS.days) * DAY
  const read = momentReader(calendars, zone, { from, to })
  const state: State = { read, from, to, steps: STEPS, rules: 0, remarks: [] }
  const events = eventsIn(calendars)
  const changed = changedDates(events, state)
  const found: { from: number; to: number }[] = []
  let ignored = 0
  for (const event of events) {
    if (expired()) throw tooMuch('too_many_rules')
    if (textOf(event, 'transp').toUpperCase() === 'TRANSPARENT' || isCancelled(event)) ignored++
    else found.push(...occurrences(event, changed, state))
  }
  found.sort((a, b) => a.from - b.from)
  const cut = found[BOUNDS.occurrences]
  const until = cut ? cut.from : to
  if (cut) state.remarks.push({ code: 'cut', value: new Date(cut.from).toISOString() })
  const spans = found.slice(0, BOUNDS.occurrences).map((one) => ({
    // A minute that is taken in part is taken.
    from: Math.floor(Math.max(one.from, from) / MINUTE),
    to: Math.ceil(Math.min(one.to, to) / MINUTE),
  }))
  return {
    spans: merged(spans),
    ...{ events: events.length, ignored, remarks: state.remarks },
    until: fromMinutes(Math.floor(until / MINUTE)),
  }
}

const isCancelled = (event: JComponent) => textOf(event, 'status').toUpperCase() === 'CANCELLED'
const tooMuch = (code: string): AppError => invalid({ path: 'file', code })

/** The dates of series that were changed one by one: "uid at", whatever became of them. */
function changedDates(events: readonly JComponent[], state: State): Set<string> {
  const dates = events.flatMap((event) => {
    const property = one(event, 'recurrence-id')
    if (!property) return []
    try {
      return [`${textOf(event, 'uid')} ${instantOf(state.read(property[3], property))}`]
    } catch (error) {
      if (error instanceof WrongTime) return []
      throw error
    }
  })
  return new Set(dates)
}

/** Nothing that began longer ago is still running. */
const LONGEST = 3660 * DAY

/** When an event takes place within the window; what can not be is remarked, and takes no time. */
function occurrences(
  event: JComponent,
  changed: ReadonlySet<string>,
  state: State,
): { from: number; to: number }[] {
  const property = one(event, 'dtstart')
  const remark = (code: Remark['code'], value: string) => {
    state.remarks.push({ code, value: value.slice(0, 80).replace('T00:00:00', '') })
    return []
  }
  try {
    const start = state.read(property?.[3], property ?? ['dtstart', {}, 'date-time'])
    const begins = instantOf(start)
    const length = Math.min(endOf(event, start, state.read) - begins, LONGEST)
    if (length < 0) return remark('reversed', start.wall)
    if (length === 0) return []
    const isChange = one(event, 'recurrence-id') !== undefined
    const starts = isChange ? [begins] : startsOf(event, start, length, state)
    const uid = textOf(event, 'uid')
    return starts
      .filter((at) => isChange || !changed.has(`${uid} ${at}`))
      .map((at) => ({ from: at, to: endAt(at, start, length) }))
      .filter((span) => span.to > state.from && span.from < state.to)
  } catch (error) {
    if (error instanceof WrongTime) return remark('no_such_date', error.message)
    throw error
  }
}

/** Days stay whole where the clocks change; other lengths are exact (§3.8.5.3). */
function endAt(at: number, start: Moment, length: number): number {
  if (!start.isDay) return at + length
  const days = Math.round(length / DAY)
  const last = UTC.toWall(UTC.toInstant(start.clock.toWall(at)) + days * DAY)
  return start.clock.toInstant(last)
}

/**
 * The starts of an event: its own, which counts whatever its rules say (§3.8.5.3), those of its rules and its dates, without
 * those that are taken out.
 */
function startsOf(event: JComponent, start: Moment, length: number, state: State): number[] {
  const { clock, wall } = start
  const times = (name: string) =>
    all(event, name).flatMap((property) =>
      property.slice(3).map((value) => instantOf(state.read(periodStart(value), property))),
    )
  const margin = length + 2 * DAY
  const [from, to] = [UTC.toWall(state.from - margin), UTC.toWall(state.to + margin)]
  const ruled = rulesOf(event, start).flatMap((rule) => {
    if (++state.rules > BOUNDS.rules) throw tooMuch('too_many_rules')
    const found = expanded(rule, wall, from, to)
    state.steps -= found.length + Number(/(?:^|;)COUNT=(\d+)/.exec(rule)?.[1] ?? 0)
    if (state.steps < 0) throw tooMuch('too_many_rules')
    return found.map(clock.toInstant)
  })
  const without = new Set(times('exdate'))
  return [...new Set([instantOf(start), ...ruled, ...times('rdate')])].filter((at) => !without.has(at))
}

/** An RDATE may be a period: its start is what counts here. */
const periodStart = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

function rulesOf(event: JComponent, start: Moment): string[] {
  try {
    return rulesIn(event, start)
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch('unreadable_rule')
    throw error
  }
}

function expanded(rule: string, start: string, from: string, to: string): string[] {
  try {
    return wallTimes(rule, start, from, to)
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch('endless_rule')
    throw error
  }
}
