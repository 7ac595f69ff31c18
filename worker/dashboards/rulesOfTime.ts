import type { Grain, Unit } from '../core/kinds'
import { addDays, daysBetween, type Instant, mondayOf, wallOf } from '../core/time'

/** Local wall time as minutes since 1970: weeks are counted on the wall clock, where every day has 1,440 minutes. */
export type WallMinute = number
export interface WallSpan {
  from: WallMinute
  to: WallMinute
}

const DAY = 1440
const WEEK = 7 * DAY
const FIRST_MONDAY = 4 * DAY // 1970-01-05

export function wallMinute(at: Instant, zone: string): WallMinute {
  const { date, minute } = wallOf(at, zone)
  return startOf(date) + minute
}
const startOf = (date: string): WallMinute => Date.parse(`${date}T00:00:00Z`) / 60_000
const dateOf = (minute: WallMinute): string => new Date(minute * 60_000).toISOString().slice(0, 10)
const weekStart = (minute: WallMinute): WallMinute =>
  Math.floor((minute - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY

/** The Monday of the local week of an instant. */
export const weekOf = (at: Instant, zone: string): string => mondayOf(wallOf(at, zone).date)

const overlap = (a: WallSpan, b: WallSpan): number =>
  Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

/** A change of an offer's state, in the order in which it happened. */
export interface StateChange {
  type: string
  at: Instant
}
interface Lived {
  publishedAt: Instant
  closedAt: Instant | null
  expiresAt: Instant | null
}

const OPENS = new Set(['listing.resumed', 'listing.renewed', 'listing.published'])
const SHUTS = new Set(['listing.paused', 'listing.closed', 'listing.expired'])
const LAPSE_DAYS = 180

/** When a listing could be seen: from its publication until it lapses, without its pauses and the time it was hidden. */
export function openSpans(l: Lived, changes: readonly StateChange[]): { from: Instant; to: Instant }[] {
  const spans: { from: Instant; to: Instant }[] = []
  let since: Instant | null = l.publishedAt
  let shut = false
  let hidden = false
  for (const { type, at } of changes) {
    if (type === 'listing.hidden') hidden = true
    else if (type === 'listing.restored') hidden = false
    else if (OPENS.has(type)) shut = false
    else if (SHUTS.has(type)) shut = true
    else continue
    const open = !shut && !hidden
    if (open && since === null) since = at
    if (!open && since !== null) {
      if (since < at) spans.push({ from: since, to: at })
      since = null
    }
  }
  // Never beyond what is known: the end of the listing, or the 180 days after which it lapses.
  const lapses = new Date(Date.parse(l.publishedAt) + LAPSE_DAYS * DAY * 60_000).toISOString()
  const end = l.closedAt ?? l.expiresAt ?? lapses
  if (since !== null && since < end) spans.push({ from: since, to: end })
  return spans
}

export interface Hours {
  grain: Grain
  windows: readonly {
    days: number[]
    from: string
    to: string
    startsOn?: string | undefined
    endsOn?: string | undefined
  }[]
}
/** What an offer can lend at once: one thing (or so many alike, as one), or lots; of staff, the minutes of a week. */
export interface AtOnce {
  things: number
  weekMinutes: number | null
}

/**
 * Minutes × things that are open in each local week: by the hour within the windows, by the day and month on open days.
 * Staff is open for its hours of the week. Collection windows and stocks are counted in their unit, not in time.
 */
export function openWeeks(offer: Hours, spans: readonly WallSpan[], atOnce: AtOnce): Map<string, number> {
  const weeks = new Map<string, number>()
  if (offer.grain === 'window' || offer.grain === 'stock') return weeks
  const full = atOnce.weekMinutes === null ? 0 : usualWeek(offer)
  for (const span of spans) {
    for (let start = weekStart(span.from); start < span.to; start += WEEK) {
      let open = 0
      for (let day = start; day < start + WEEK; day += DAY) {
        for (const hours of openOn(offer, day)) open += overlap(hours, span)
      }
      if (open === 0) continue
      const amount =
        atOnce.weekMinutes === null
          ? open * atOnce.things
          : Math.round((Math.min(atOnce.weekMinutes, full) * open) / full)
      const week = dateOf(start)
      if (amount > 0) weeks.set(week, (weeks.get(week) ?? 0) + amount)
    }
  }
  return weeks
}

/** Minutes of an ordinary week, whatever the dates of the windows. */
function usualWeek(offer: Hours): number {
  const windows = offer.windows.map(({ days, from, to }) => ({ days, from, to }))
  let open = 0
  for (let day = 0; day < 7; day++) {
    for (const hours of openOn({ ...offer, windows }, FIRST_MONDAY + day * DAY)) open += hours.to - hours.from
  }
  return Math.max(1, open)
}

/** The open hours of one local day, merged where they overlap. */
function openOn(offer: Hours, day: WallMinute): WallSpan[] {
  const whole = [{ from: day, to: day + DAY }]
  if (offer.windows.length === 0) return whole
  const date = dateOf(day)
  const weekday = ((day - FIRST_MONDAY) / DAY) % 7
  const running = offer.windows
    .filter((w) => w.days.includes(((weekday + 7) % 7) + 1))
    .filter((w) => (!w.startsOn || w.startsOn <= date) && (!w.endsOn || date <= w.endsOn))
    .map((w) => ({ from: day + minutesOf(w.from), to: day + minutesOf(w.to) }))
    .sort((a, b) => a.from - b.from)
  if (offer.grain === 'day' || offer.grain === 'month') return running.length > 0 ? whole : []
  const merged: WallSpan[] = []
  for (const next of running) {
    const last = merged.at(-1)
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to)
    else merged.push({ ...next })
  }
  return merged
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export interface Taken {
  from: WallMinute
  to: WallMinute
  quantity: number
  unit: Unit
  /** How much there is in all: who takes a part of it takes that part of the time. */
  of: number
  /** A material takes no time: it is counted in its unit. */
  material: boolean
}
export interface TakenWeek {
  week: string
  begins: boolean
  minutes: number
}

/**
 * What a booking takes in each local week, in minutes of the whole that is offered: half of the chairs for two hours is one
 * hour. The weeks add up, however they are rounded. Staff is booked in minutes already.
 */
export function takenWeeks(b: Taken): TakenWeek[] {
  const first = weekStart(b.from)
  if (b.material) return [{ week: dateOf(first), begins: true, minutes: 0 }]
  const length = b.to - b.from
  const whole = b.unit === 'minute' ? b.quantity : Math.round((length * b.quantity) / Math.max(1, b.of))
  const upTo = (minute: WallMinute) =>
    Math.round((whole * (Math.min(minute, b.to) - b.from)) / Math.max(1, length))
  const weeks: TakenWeek[] = []
  for (let start = first, before = 0; start < b.to || start === first; start += WEEK) {
    const reached = upTo(start + WEEK)
    weeks.push({ week: dateOf(start), begins: start === first, minutes: reached - before })
    before = reached
  }
  return weeks
}

/** Whole local weeks, from a Monday to a Sunday. */
export interface Period {
  from: string
  to: string
  weeks: string[]
}

export const PERIODS = { '4w': 4, '13w': 13, '52w': 52 } as const
export type PeriodName = keyof typeof PERIODS
const MOST_WEEKS = 106

/** The last weeks, the present one included. */
export const lastWeeks = (count: number, today: string): Period =>
  periodOf(addDays(mondayOf(today), -7 * (count - 1)), today)

/** The whole weeks that hold two dates, in order; at most two years, the latest. */
export function periodOf(from: string, to: string): Period {
  const [first, last] = from <= to ? [from, to] : [to, from]
  const end = mondayOf(last)
  const count = Math.min(MOST_WEEKS, daysBetween(mondayOf(first), end) / 7 + 1)
  const weeks = Array.from({ length: count }, (_, i) => addDays(end, -7 * (count - 1 - i)))
  return { from: weeks[0] ?? end, to: addDays(end, 6), weeks }
}

/** As many weeks just before. */
export const before = (p: Period): Period =>
  periodOf(addDays(p.from, -7 * p.weeks.length), addDays(p.from, -1))
