import type { Offer } from '../../worker/bookings/queries'
import { type FreeTime, openTimes } from '../../worker/bookings/rulesOfFree'
import { addDays, fromMinutes, type Instant, instantOf, toMinutes, wallOf } from '../../worker/core/time'
import { windowsOn } from '../../worker/listings/rules'
import type { View } from '../view'

/** One day of the calendar: its state, and what is free in words ("8 h", "3"). */
export interface DayCell {
  date: string
  state: 'past' | 'closed' | 'full' | 'few' | 'free'
  words: string
}

/** An hour that can be ticked. `value`: "from-to" in UTC minutes. */
export interface Slot {
  value: string
  startsAt: Instant
  endsAt: Instant
  free: number
  hour: number
}

const FEW = 1 / 4

/** The days of a month as the calendar shows them: by hours free, or by what is left of a day. */
export function daysOf(
  v: View,
  offer: Offer,
  free: readonly FreeTime[],
  month: string,
  today: string,
): DayCell[] {
  const cells: DayCell[] = []
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) {
    if (date < today) cells.push({ date, state: 'past', words: '' })
    else
      cells.push({
        date,
        ...(offer.listing.grain === 'hour' ? byHours(v, offer, free, date) : byDay(v, offer, free, date)),
      })
  }
  return cells
}

const boundsOf = (date: string, zone: string) =>
  [instantOf(date, '00:00', zone), instantOf(addDays(date, 1), '00:00', zone)] as const

function byHours(
  v: View,
  { listing, zone, capacities }: Offer,
  free: readonly FreeTime[],
  date: string,
): Omit<DayCell, 'date'> {
  const [from, to] = boundsOf(date, zone)
  const open = openTimes(listing, from, to, zone).reduce((sum, o) => sum + o.to - o.from, 0)
  if (open === 0) return { state: 'closed', words: '' }
  const person = capacities.some((c) => c.shape === 'person')
  let left = 0
  for (const f of free) {
    const minutes =
      Math.min(toMinutes(f.endsAt), toMinutes(to)) - Math.max(toMinutes(f.startsAt), toMinutes(from))
    if (minutes > 0) left = person ? Math.min(left + minutes, f.free) : left + minutes
  }
  if (left < 15) return { state: 'full', words: '' }
  const few = left <= Math.max(60, open * FEW)
  return { state: few ? 'few' : 'free', words: v.t.bookings.calendar.hours(v.f.number(left / 60, 1)) }
}

function byDay(
  v: View,
  { listing, zone, capacities }: Offer,
  free: readonly FreeTime[],
  date: string,
): Omit<DayCell, 'date'> {
  const [from, to] = boundsOf(date, zone)
  if (windowsOn(listing, date, zone).length === 0) return { state: 'closed', words: '' }
  const left = free.find((f) => f.startsAt <= from && f.endsAt >= to)?.free ?? 0
  if (left === 0) return { state: 'full', words: '' }
  const all = Math.max(...capacities.map((c) => c.quantity))
  return {
    state: all > 1 && left <= all * FEW ? 'few' : 'free',
    words: all > 1 ? v.f.number(left) : v.t.bookings.calendar.free,
  }
}

/**
 * The hours of a local day within the opening times, from one whole hour of the clock to the next: who opens at half past
 * eight has a first half hour, and 14:00 – 16:00 can still be had. The first and the last one of a window may be shorter.
 */
export function slotsOf(
  { listing, zone }: Offer,
  free: readonly FreeTime[],
  date: string,
  now: Instant,
): Slot[] {
  const [from, to] = boundsOf(date, zone)
  const slots: Slot[] = []
  for (const open of openTimes(listing, from, to, zone)) {
    for (let start = open.from, end = start; start < open.to; start = end) {
      const startsAt = fromMinutes(start)
      const { minute } = wallOf(startsAt, zone)
      end = untilTaken(free, start, Math.min(start + 60 - (minute % 60), open.to))
      if (startsAt < now) continue
      const endsAt = fromMinutes(end)
      const hour = Math.floor(minute / 60)
      slots.push({ value: `${start}-${end}`, startsAt, endsAt, free: leftOver(free, start, end), hour })
    }
  }
  return slots
}

/** Where an hour is taken in part, the part up to where that changes; else the whole of it. */
function untilTaken(free: readonly FreeTime[], start: number, end: number): number {
  if (leftOver(free, start, end) > 0) return end
  const edges = free.flatMap((f) => [toMinutes(f.startsAt), toMinutes(f.endsAt)])
  const within = edges.filter((edge) => start < edge && edge < end)
  return within.length > 0 ? Math.min(...within) : end
}

/** What is free over all of [start, end); 0 where a part of it is not. */
function leftOver(free: readonly FreeTime[], start: number, end: number): number {
  let covered = 0
  let least = Number.MAX_SAFE_INTEGER
  for (const f of free) {
    const minutes = Math.min(end, toMinutes(f.endsAt)) - Math.max(start, toMinutes(f.startsAt))
    if (minutes <= 0) continue
    covered += minutes
    least = Math.min(least, f.free)
  }
  return covered === end - start ? least : 0
}
