import { addDays, DAY, HOUR, type Instant, instantOf, later, toMinutes, wallOf } from '../core/time'
import { type Terms, windowsOn } from '../listings/rules'
import type { FreeTime } from './rulesOfFree'
import { type Cap, choices } from './rulesOfHolds'

// Pure: what the form of a booking holds before anything is typed, where the booking answers a need.

/** What is read of a need. */
export type Wanting = Pick<Terms, 'kind' | 'unit' | 'quantity' | 'windows' | 'startsAt' | 'endsAt'>

export interface Wish {
  /** The local day to show, and what of it is wanted where that is a few hours. */
  day?: string
  from?: Instant
  to?: Instant
  startsOn?: string
  endsOn?: string
  /** "from-to" in UTC minutes. */
  window?: string
  quantity?: number
}

/** Longer than this, what a need says is when it could be, not how long it takes. */
const AN_APPOINTMENT = 4 * HOUR
const SOME_DAYS = 7
/** A day on which less is free is no day to propose. */
const SHORTEST = HOUR

/** The local day from which a need is to be met: never one that has gone by. */
export function firstDay(need: Pick<Wanting, 'startsAt'>, now: Instant, zone: string): string {
  return wallOf(need.startsAt && need.startsAt > now ? need.startsAt : now, zone).date
}

/** What of a need fits an offer that is free at these times: a proposal, which the form shows and anyone may change. */
export function wishOf(
  need: Wanting,
  offer: { listing: Terms; capacities: readonly Cap[]; zone: string },
  free: readonly FreeTime[],
  now: Instant,
): Wish {
  const amount = amountOf(need, offer)
  return { ...timeOf(need, offer, free, now, amount ?? 1), ...(amount && { quantity: amount }) }
}

/** Where both count the same: no more than there is. Rooms, lots and people are taken one at a time. */
function amountOf(
  need: Wanting,
  { listing, capacities }: { listing: Terms; capacities: readonly Cap[] },
): number | null {
  const counts = listing.kind === 'equipment' || listing.kind === 'waste'
  if (!counts || need.kind !== listing.kind || need.unit !== listing.unit) return null
  const most = choices(capacities)[0]?.quantity ?? 0
  return most > 0 ? Math.min(need.quantity, most) : null
}

function timeOf(
  need: Wanting,
  { listing, zone }: { listing: Terms; zone: string },
  free: readonly FreeTime[],
  now: Instant,
  amount: number,
): Wish {
  const first = firstDay(need, now, zone)
  switch (listing.grain) {
    case 'hour':
      return byHours(need, free, first, zone)
    case 'window': {
      const there = free.filter(
        (f) => (!need.startsAt || f.startsAt >= need.startsAt) && (!need.endsAt || f.endsAt <= need.endsAt),
      )
      const best = there.find((f) => f.free >= amount) ?? there[0]
      return best ? { window: `${toMinutes(best.startsAt)}-${toMinutes(best.endsAt)}` } : {}
    }
    case 'stock':
      return { day: first }
    case 'day':
    case 'month': {
      if (!need.startsAt || !need.endsAt || need.endsAt <= now) return {}
      const endsOn = wallOf(later(need.endsAt, -1), zone).date
      const [from, to] = [instantOf(first, '00:00', zone), instantOf(addDays(endsOn, 1), '00:00', zone)]
      if (listing.grain === 'month') return { startsOn: first, endsOn }
      const fits = free.some((f) => f.startsAt <= latest(from, now) && f.endsAt >= to && f.free >= amount)
      return fits && Date.parse(to) - Date.parse(from) <= SOME_DAYS * DAY ? { startsOn: first, endsOn } : {}
    }
  }
}

/** The first day on which the hours of the need meet free ones; a short appointment with its hours. */
function byHours(need: Wanting, free: readonly FreeTime[], first: string, zone: string): Wish {
  const last = free.at(-1)
  if (!last) return {}
  const until = wallOf(later(last.endsAt, -1), zone).date
  for (let day = first; day <= until; day = addDays(day, 1)) {
    for (const wanted of windowsOn(need, day, zone)) {
      const most = Math.max(0, ...free.map((f) => lengthOf(common(f, wanted))))
      if (most < Math.min(SHORTEST, lengthOf(wanted))) continue
      const short = lengthOf(wanted) <= AN_APPOINTMENT && most === lengthOf(wanted)
      return { day, ...(short && { from: wanted.from, to: wanted.to }) }
    }
  }
  return {}
}

const common = (f: FreeTime, w: { from: Instant; to: Instant }) => ({
  from: latest(f.startsAt, w.from),
  to: f.endsAt < w.to ? f.endsAt : w.to,
})
const lengthOf = (span: { from: Instant; to: Instant }) => Date.parse(span.to) - Date.parse(span.from)
const latest = (a: Instant, b: Instant) => (a > b ? a : b)
