import { quantityOfCollection } from '../listings/rulesOfCollections'
import { windowsOn } from '../listings/rules'
import { toMinutes } from '../core/time'
import {
  atWall,
  type Bounds,
  isHad,
  isOpen,
  isTaken,
  type Known,
  openOn,
  type Place,
  type Span,
  wallMinute,
} from './rulesOfDays'
import { type Cap, choices } from './rulesOfHolds'

// Pure: the cells of a week, and the hours of a day.

/** `part`: some of the time, or some of the quantity, can still be had. */
export type CellState = 'past' | 'closed' | 'kept' | 'taken' | 'part' | 'free'

/** [from, to) in UTC minutes; `free`: what can be taken over the whole of what is free, `minutes` long. */
export interface Cell {
  from: number
  to: number
  state: CellState
  free: number
  minutes: number
  capacityId: string | null
  /** An hour that the clocks leave out. */
  skipped?: true
}

/** By the hour, or by window, from one minute of the local day to another; else a thing. */
export interface Row {
  from: number | null
  to: number | null
  capacityId: string | null
}
export interface Grid {
  rows: Row[]
  /** By row, then by day. */
  cells: Cell[][]
}

/** More rows than these are drawn by two hours. */
const MOST_ROWS = 14

/** A table of some days: hours, windows or things as rows. */
export function gridOf(place: Place, known: Known, days: readonly Bounds[]): Grid {
  const rows = rowsOf(place, days)
  const open = place.listing.grain === 'hour' ? days.map((day) => openOn(place, day)) : []
  const cells = rows.map((row) =>
    days.map((day, i) => {
      if (row.from === null || row.to === null) return cellOfThing(place, known, day, row.capacityId)
      const [from, to] = [atWall(day, row.from, place.zone), atWall(day, row.to, place.zone)]
      return place.listing.grain === 'window'
        ? cellOfWindow(place, known, day, from, to)
        : cellOfHour(place, known, open[i] ?? [], from, to)
    }),
  )
  return { rows, cells }
}

function rowsOf(place: Place, days: readonly Bounds[]): Row[] {
  const { listing, zone, capacities } = place
  if (listing.grain === 'window') {
    const known = new Map<string, { from: number; to: number; capacityId: null }>()
    for (const day of days)
      for (const w of windowsOn(listing, day.date, zone)) {
        const end = toMinutes(w.to)
        const row = {
          ...{ from: wallMinute(day, toMinutes(w.from), zone), capacityId: null },
          to: end === day.to ? 1440 : wallMinute(day, end, zone),
        }
        known.set(`${row.from}-${row.to}`, row)
      }
    return [...known.values()].sort((a, b) => a.from - b.from || a.to - b.to)
  }
  if (listing.grain !== 'hour')
    return choices(capacities).map((c) => ({ from: null, to: null, capacityId: c.id }))
  let [first, last] = [1440, 0]
  for (const day of days)
    for (const o of openOn(place, day)) {
      first = Math.min(first, wallMinute(day, o.from, zone))
      last = Math.max(last, o.to === day.to ? 1440 : wallMinute(day, o.to, zone))
    }
  const whole = Math.ceil(last / 60) - Math.floor(first / 60)
  const step = whole > MOST_ROWS ? 120 : 60
  const start = Math.floor(first / step) * step
  const count = Math.max(0, Math.ceil((last - start) / step))
  return Array.from({ length: count }, (_, i) => ({
    ...{ from: start + i * step, to: Math.min(1440, start + (i + 1) * step), capacityId: null },
  }))
}

type Piece = Pick<Span, 'from' | 'to'>
const common = (a: Piece, from: number, to: number) => Math.min(a.to, to) - Math.max(a.from, from)
const lengthIn = (pieces: readonly Piece[], from: number, to: number) =>
  pieces.reduce((sum, piece) => sum + Math.max(0, common(piece, from, to)), 0)

function cellOfHour(place: Place, known: Known, open: readonly Piece[], from: number, to: number): Cell {
  const { free, busy, now } = known
  const bare = { from, to, free: 0, minutes: 0, capacityId: null }
  if (from >= to) return { ...bare, state: 'closed', skipped: true }
  const inside = lengthIn(open, from, to)
  if (inside === 0) return { ...bare, state: 'closed' }
  if (to <= now) return { ...bare, state: 'past' }
  // Who opens at half past eight has a first cell of half an hour.
  const within = open.filter((o) => common(o, from, to) > 0)
  bare.from = Math.max(from, Math.min(...within.map((o) => o.from)))
  bare.to = Math.min(to, Math.max(...within.map((o) => o.to)))
  const here = free.filter((f) => common(f, from, to) > 0)
  const minutes = lengthIn(here, from, to)
  if (minutes === 0) {
    const taken = open.some((o) =>
      isTaken(place.capacities, busy, Math.max(o.from, from, now), Math.min(o.to, to)),
    )
    return { ...bare, state: taken ? 'taken' : 'kept' }
  }
  const left = Math.min(...here.map((f) => f.free))
  const all = wholeOf(place.capacities)
  const whole = minutes === inside && (all === null || left >= all)
  return { ...bare, free: left, minutes, state: whole ? 'free' : 'part' }
}

/** How many there are; null of a person, whose time is what is shared. */
function wholeOf(capacities: readonly Cap[]): number | null {
  const [one] = choices(capacities)
  return !one || one.shape === 'person' ? null : one.quantity
}

function cellOfWindow(place: Place, known: Known, day: Bounds, from: number, to: number): Cell {
  const bare = { from, to, free: 0, minutes: 0, capacityId: null }
  const runs = windowsOn(place.listing, day.date, place.zone).find(
    (w) => toMinutes(w.from) === from && toMinutes(w.to) === to,
  )
  if (!runs) return { ...bare, state: 'closed' }
  if (to <= known.now) return { ...bare, state: 'past' }
  const free = Math.max(0, ...known.free.filter((f) => f.from === from && f.to === to).map((f) => f.free))
  if (free > 0)
    return {
      ...bare,
      free,
      minutes: to - from,
      state:
        free < (quantityOfCollection(place.listing, runs) ?? wholeOf(place.capacities) ?? 1)
          ? 'part'
          : 'free',
    }
  return { ...bare, state: isTaken(place.capacities, known.busy, from, to) ? 'taken' : 'kept' }
}

function cellOfThing(place: Place, known: Known, day: Bounds, capacityId: string | null): Cell {
  const { now, busy } = known
  const bare = { from: day.from, to: day.to, free: 0, minutes: 0, capacityId }
  if (day.to <= now) return { ...bare, state: 'past' }
  const capacity = place.capacities.find((c) => c.id === capacityId)
  const { availableFrom: first, availableUntil: last } = capacity?.details ?? {}
  const there = (!first || first <= day.date) && (!last || day.date <= last)
  if (!capacity || !there || !isOpen(place, day)) return { ...bare, state: 'closed' }
  const own = known.free.filter((f) => f.capacityId === capacityId && isHad(place, f, day, now))
  const free = Math.max(0, ...own.map((f) => f.free))
  if (free > 0)
    return { ...bare, free, minutes: day.to - day.from, state: free < capacity.quantity ? 'part' : 'free' }
  const taken = isTaken([capacity], busy, Math.max(day.from, now), day.to)
  return { ...bare, state: taken ? 'taken' : 'kept' }
}

/** An hour of a day, and the minute of the local clock at which it begins. */
export interface SlotCell extends Cell {
  wall: number
}

/**
 * The hours of a local day within the opening times, from one whole hour of the clock to the next: who opens at half past
 * eight has a first half hour, and 14:00 – 16:00 can still be had. Where an hour is free in part, its parts. Where the lender
 * gives by whole steps, a slot is a step, or some short ones.
 */
export function slotsOn(place: Place, known: Known, day: Bounds): SlotCell[] {
  const slots: SlotCell[] = []
  const length = slotLength(place.rules?.stepMinutes)
  for (const open of openOn(place, day))
    for (let start = open.from, end = start; start < open.to; start = end) {
      const wall = wallMinute(day, start, place.zone)
      end = untilTaken(known.free, start, Math.min(start + length - (wall % length), open.to))
      const free = leftOver(known.free, start, end)
      if (free === 0) {
        slots.push({ ...cellOfHour(place, known, [open], start, end), wall })
        continue
      }
      const all = wholeOf(place.capacities)
      const state = start < known.now ? 'past' : all !== null && free < all ? 'part' : 'free'
      slots.push({ from: start, to: end, state, free, minutes: end - start, capacityId: null, wall })
    }
  return slots
}

/** Steps below half an hour are ticked several at a time: a day stays on one screen. */
const slotLength = (step = 60): number => (step >= 30 ? step : 30 % step === 0 ? 30 : 60)

/** Where an hour is taken in part, the part up to where that changes; else the whole of it. */
function untilTaken(free: readonly Span[], start: number, end: number): number {
  if (leftOver(free, start, end) > 0) return end
  let next = end
  for (const f of free) for (const edge of [f.from, f.to]) if (start < edge && edge < next) next = edge
  return next
}

/** What is free over all of [start, end); 0 where a part of it is not. */
function leftOver(free: readonly Span[], start: number, end: number): number {
  let covered = 0
  let least = Number.MAX_SAFE_INTEGER
  for (const f of free) {
    const minutes = common(f, start, end)
    if (minutes <= 0) continue
    covered += minutes
    least = Math.min(least, f.free)
  }
  return covered === end - start ? least : 0
}
