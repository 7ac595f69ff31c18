import { exceptionOn, type OtherHours } from '../listings/rules'
import { addDays, DAY, HOUR, type Instant, instantOf, MINUTE, wallOf, weekdayOf } from '../core/time'

// Pure: when things are free, and in which order they are shown. Times are milliseconds since 1970.

/** Opening hours in local time: weekdays from 1 = Monday. */
export interface Hours {
  days: number[]
  from: string
  to: string
  startsOn?: string | undefined
  endsOn?: string | undefined
  quantity?: number | undefined
}
export interface Span {
  from: number
  to: number
}
/** What is read of a listing to say when it can be had. */
export interface Timed {
  kind: string
  grain: 'hour' | 'day' | 'month' | 'window' | 'stock'
  windows: Hours[]
  /** Other hours on some dates, by the rules of an offer. */
  exceptions?: readonly OtherHours[] | undefined
  startsAt: Instant | null
  endsAt: Instant | null
  instantFor: 'everyone' | 'known' | 'nobody'
}
export interface Capacity {
  shape: string
  quantity: number
  holds: { from: number; to: number; quantity: number }[]
}

/** Free pieces shorter than this are of no use to anyone. */
const SHORTEST = 30 * MINUTE
/** More days than these are not gone through one by one. */
const MOST_DAYS = 40

/**
 * The local days that touch a span. Made once for a whole list: finding the instant of a local time is what costs.
 */
export class Days {
  readonly span: Span
  readonly zone: string
  readonly days: { date: string; weekday: number }[] = []
  private readonly known = new Map<string, number>()
  constructor(span: Span, zone: string) {
    this.span = span
    this.zone = zone
    const last = wallOf(new Date(span.to - 1).toISOString(), zone).date
    let date = wallOf(new Date(span.from).toISOString(), zone).date
    for (let i = 0; i < MOST_DAYS && date <= last; i++, date = addDays(date, 1)) {
      this.days.push({ date, weekday: weekdayOf(date) })
    }
  }
  at(date: string, time: string): number {
    const key = date + time
    let at = this.known.get(key)
    if (at === undefined) {
      at = Date.parse(
        time === '24:00' ? instantOf(addDays(date, 1), '00:00', this.zone) : instantOf(date, time, this.zone),
      )
      this.known.set(key, at)
    }
    return at
  }
}

const clip = (s: Span, by: Span): Span => ({ from: Math.max(s.from, by.from), to: Math.min(s.to, by.to) })
const isSome = (s: Span) => s.from < s.to

/** When a listing is open within the days: its hours, cut by its period. Hours that touch are one. */
export function openWithin(l: Timed, days: Days): Span[] {
  const period = clip(days.span, {
    from: l.startsAt ? Date.parse(l.startsAt) : Number.NEGATIVE_INFINITY,
    to: l.endsAt ? Date.parse(l.endsAt) : Number.POSITIVE_INFINITY,
  })
  if (!isSome(period)) return []
  if (l.grain === 'month' || l.grain === 'stock') return [period]
  if (l.windows.length === 0 && !l.exceptions?.length) return [period]
  const open: Span[] = []
  for (const { date, weekday } of days.days) {
    const runs = (w: Hours) =>
      w.days.includes(weekday) && !(w.startsOn && date < w.startsOn) && !(w.endsOn && date > w.endsOn)
    const always = l.windows.length === 0 ? [{ from: '00:00', to: '24:00' }] : l.windows.filter(runs)
    for (const w of exceptionOn(l, date)?.hours ?? always) {
      // Days are booked whole: a van with opening hours is lent by the day all the same.
      const whole = l.grain === 'day'
      const piece = clip(
        { from: days.at(date, whole ? '00:00' : w.from), to: days.at(date, whole ? '24:00' : w.to) },
        period,
      )
      if (isSome(piece)) open.push(piece)
    }
  }
  return merged(open)
}

export function merged(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/** The parts of `open` over which `wanted` of a capacity is left. */
export function freeOf(open: Span[], capacity: Capacity, wanted: number): Span[] {
  if (wanted > capacity.quantity) return []
  const edges = capacity.holds
    .flatMap((h) => [
      { at: h.from, load: h.quantity },
      { at: h.to, load: -h.quantity },
    ])
    .sort((a, b) => a.at - b.at || a.load - b.load)
  const full: Span[] = []
  let load = 0
  let since: number | null = null
  for (const edge of edges) {
    load += edge.load
    const isFull = load + wanted > capacity.quantity
    if (isFull && since === null) since = edge.at
    if (!isFull && since !== null) {
      full.push({ from: since, to: edge.at })
      since = null
    }
  }
  return without(open, full)
}

function without(open: Span[], taken: Span[]): Span[] {
  let rest = open
  for (const t of taken) {
    rest = rest.flatMap((s) =>
      t.to <= s.from || s.to <= t.from
        ? [s]
        : [
            { from: s.from, to: t.from },
            { from: t.to, to: s.to },
          ].filter(isSome),
    )
  }
  return rest
}

/**
 * What can be said of a listing over some days. `none`: it is not open then. `free`, or `ask` where somebody must agree,
 * with the free pieces; `taken`: it is open and everything is held. `left`: what remains of a quantity.
 */
export interface Availability {
  state: 'free' | 'ask' | 'taken' | 'none'
  free: Span[]
  left?: number
  /** When it is free again, where `taken`. */
  next?: Span
}

/**
 * `whole`: the span must be free from end to end (an appointment); else a free piece of it is enough (a day to choose in).
 * Lots are taken one by one: one that is free is enough. Staff is a person and the hours of a week: the person decides.
 */
export function availabilityOf(
  l: Timed,
  capacities: Capacity[],
  days: Days,
  wanted: number,
  whole: boolean,
): Availability {
  const fits = (s: Span) =>
    whole && l.grain === 'hour' ? s.from <= days.span.from && s.to >= days.span.to : s.to - s.from >= SHORTEST
  const open = openWithin(l, days).filter(fits)
  if (open.length === 0) return { state: 'none', free: [] }
  const able = capacities.filter((c) => c.shape !== 'week')
  const held = able.length > 0 ? able : [{ shape: 'thing', quantity: wanted, holds: [] }]
  const free = merged(held.flatMap((c) => freeOf(open, c, wanted))).filter(fits)
  if (free.length === 0) return { state: 'taken', free: [] }
  const state = l.instantFor === 'everyone' ? 'free' : 'ask'
  const left = leftOf(l, held, free[0] as Span, days)
  return { state, free, ...(left !== null && { left }) }
}

/** What is left of a stock, or of the next collection. */
function leftOf(l: Timed, capacities: Capacity[], when: Span, days: Days): number | null {
  if (l.grain !== 'stock' && l.grain !== 'window') return null
  const there = days.days
    .flatMap(({ date, weekday }) =>
      l.windows.filter((w) => w.days.includes(weekday)).map((w) => ({ date, w })),
    )
    .find(({ date, w }) => days.at(date, w.from) === when.from)?.w.quantity
  const loads = capacities.map((c) => {
    const held = c.holds
      .filter((h) => h.from < when.to && h.to > when.from)
      .reduce((sum, h) => sum + h.quantity, 0)
    return Math.max(0, Math.min(c.quantity, there ?? c.quantity) - held)
  })
  return Math.max(0, ...loads)
}

/** Whether a span is an appointment (to be free from end to end) or days to choose in. */
export const isAppointment = (span: Span): boolean => span.to - span.from < 20 * HOUR
/** Spans up to this are looked at for every candidate; longer ones only for what is shown. */
export const SHORT_SPAN = 8 * DAY

// Order

export interface Ranked {
  id: string
  /** 0 for the best texts (title first, see `saidInTitle`); 0 for all where nothing was typed. */
  band: number
  state: Availability['state'] | null
  km: number | null
  publishedAt: string
}
export type Key = (number | string)[]

/** What is taken comes last; then the text, what is free at once, the nearest, the newest. */
export const orderKey = (r: Ranked): Key => [
  r.state === 'taken' ? 1 : 0,
  r.band,
  r.state === 'ask' ? 1 : 0,
  r.km === null ? 0 : Math.round(r.km * 10) / 10,
  -Date.parse(r.publishedAt),
  r.id,
]

export function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number | string, b[i] as number | string]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}

export const BANDS = 3
/** bm25 is negative, the best the most: within 60 % of the best first, then within 30 %, then the rest. */
export const bandOf = (rank: number, best: number): number => {
  const share = best === 0 ? 1 : rank / best
  return share >= 0.6 ? 0 : share >= 0.3 ? 1 : 2
}
