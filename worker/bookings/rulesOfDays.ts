import { addDays, type Instant, instantOf, mondayOf, toMinutes, wallOf } from '../core/time'
import { type Terms, windowsOn } from '../listings/rules'
import { type FreeTime, openTimes } from './rulesOfFree'
import { type Cap, choices, type Hold } from './rulesOfHolds'
import { leastFree } from './rulesOfSteps'

// Pure: what a calendar says of a day. Times are UTC minutes; what is free has been reckoned before.

export const VIEWS = ['month', 'week', 'day'] as const
export type CalendarView = (typeof VIEWS)[number]

/** The local dates that a view shows around one of them: its month, its week from Monday, itself. */
export function datesOf(view: CalendarView, date: string): string[] {
  if (view === 'day') return [date]
  const first = view === 'week' ? mondayOf(date) : `${date.slice(0, 7)}-01`
  const dates = [first]
  for (let next = addDays(first, 1); ; next = addDays(next, 1)) {
    if (view === 'week' ? dates.length === 7 : next.slice(0, 7) !== first.slice(0, 7)) return dates
    dates.push(next)
  }
}

/** A date of the view before or after; of months the first. */
export function turned(view: CalendarView, date: string, by: -1 | 1): string {
  if (view !== 'month') return addDays(date, by * (view === 'week' ? 7 : 1))
  return by < 0
    ? `${addDays(`${date.slice(0, 7)}-01`, -1).slice(0, 7)}-01`
    : `${addDays(`${date.slice(0, 7)}-01`, 31).slice(0, 7)}-01`
}

/** A local day: 1,380 or 1,500 minutes where the clocks change. */
export interface Bounds {
  date: string
  from: number
  to: number
}
export function boundsOf(dates: readonly string[], zone: string): Bounds[] {
  const midnight = (date: string) => toMinutes(instantOf(date, '00:00', zone))
  return dates.map((date) => ({ date, from: midnight(date), to: midnight(addDays(date, 1)) }))
}

/** What is read of an offer. */
export interface Place {
  listing: Terms
  capacities: readonly Cap[]
  zone: string
  rules?: { stepMinutes?: number | undefined }
}

/** What is free and what is held over the days shown, each in UTC minutes. */
export interface Known {
  free: readonly Span[]
  busy: readonly Hold[]
  now: number
}
export interface Span {
  capacityId: string
  from: number
  to: number
  free: number
}
export const spansOf = (free: readonly FreeTime[]): Span[] =>
  free.map((f) => ({ ...f, from: toMinutes(f.startsAt), to: toMinutes(f.endsAt) }))

/**
 * `kept`: nobody has it, and it can not be had: too soon, too far ahead, too near to another booking. `few`: little is
 * left.
 */
export type DayState = 'past' | 'closed' | 'kept' | 'full' | 'few' | 'free'

/** `left`: minutes that can be booked where it goes by the hour, else how many, how much, or how many lots; `of`: all. */
export interface DayOf {
  date: string
  state: DayState
  left: number
  of: number
}

const FEW = 1 / 4
/** Shorter pieces are of no use to anyone. */
const SHORTEST = 15

export function dayOf(place: Place, known: Known, day: Bounds): DayOf {
  return { date: day.date, ...(place.listing.grain === 'hour' ? byHours : byAmount)(place, known, day) }
}

type Said = Omit<DayOf, 'date'>

/** When the offer is open on a day. */
export const openOn = ({ listing, zone }: Place, { from, to }: Bounds) =>
  openTimes(listing, at(from), at(to), zone)
const at = (minutes: number): Instant => new Date(minutes * 60_000).toISOString()

function byHours(place: Place, { free, busy, now }: Known, day: Bounds): Said {
  const { capacities } = place
  const open = openOn(place, day)
  const of = open.reduce((sum, o) => sum + o.to - o.from, 0)
  if (day.to <= now) return { state: 'past', left: 0, of }
  if (of === 0) return { state: 'closed', left: 0, of }
  if (open.every((o) => o.to <= now)) return { state: 'past', left: 0, of }
  const person = capacities.some((c) => c.shape === 'person')
  let left = 0
  for (const f of free) {
    const minutes = Math.min(f.to, day.to) - Math.max(f.from, day.from)
    // Of a person, `free` is what is left of the week.
    if (minutes > 0) left = person ? Math.min(left + minutes, f.free) : left + minutes
  }
  if (left < SHORTEST) {
    const taken = open.some((o) => isTaken(capacities, busy, Math.max(o.from, now), o.to))
    return { state: taken ? 'full' : 'kept', left: 0, of }
  }
  return { state: left < of && left <= Math.max(60, of * FEW) ? 'few' : 'free', left, of }
}

function byAmount(place: Place, { free, busy, now }: Known, day: Bounds): Said {
  const things = choices(place.capacities)
  const lots = things.length > 1
  const of = lots ? things.length : (things[0]?.quantity ?? 0)
  if (day.to <= now) return { state: 'past', left: 0, of }
  if (!isOpen(place, day)) return { state: 'closed', left: 0, of }
  const here = free.filter((f) => isHad(place, f, day, now))
  const left = lots ? new Set(here.map((f) => f.capacityId)).size : Math.max(0, ...here.map((f) => f.free))
  if (left === 0) {
    const taken = isTaken(place.capacities, busy, Math.max(day.from, now), day.to)
    return { state: taken ? 'full' : 'kept', left, of }
  }
  return { state: of > 1 && left <= of * FEW ? 'few' : 'free', left, of }
}

/** Whether a free time can be had on a day: a day over all of it, a window within it, a stock from some moment of it. */
export function isHad({ listing }: Place, f: Span, day: Bounds, now: number): boolean {
  if (listing.grain === 'window') return f.from >= day.from && f.to <= day.to
  if (listing.grain === 'stock') return f.from < day.to && f.to > Math.max(day.from, now)
  return f.from <= day.from && f.to >= day.to
}

export function isOpen({ listing, zone }: Place, day: Bounds): boolean {
  if (listing.grain === 'day' || listing.grain === 'window')
    return windowsOn(listing, day.date, zone).length > 0
  const [first, last] = [listing.startsAt, listing.endsAt].map((x) => (x ? toMinutes(x) : null))
  return (first === null || first === undefined || first < day.to) && (!last || last > day.from)
}

/** Whether somebody has all of every one of them, at some moment at least. */
export const isTaken = (
  capacities: readonly Cap[],
  busy: readonly Hold[],
  from: number,
  to: number,
): boolean =>
  from < to &&
  capacities.some(
    (c) =>
      leastFree(
        c.quantity,
        busy.filter((b) => b.capacityId === c.id),
        from,
        to,
      ) === 0,
  )

/** Minutes since midnight by the local clock; a day of 24 hours needs to ask nobody. */
export const wallMinute = (day: Bounds, minute: number, zone: string): number =>
  day.to - day.from === 1440 ? minute - day.from : wallOf(at(minute), zone).minute

/** The UTC minute at which the local clock shows so many minutes since midnight. */
export function atWall(day: Bounds, minute: number, zone: string): number {
  if (minute >= 1440) return day.to
  if (day.to - day.from === 1440) return day.from + minute
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return toMinutes(instantOf(day.date, time, zone))
}
