import { AppError } from '../core/errors'
import type { Unit } from '../core/kinds'
import { addDays, type Instant, instantOf, later, mondayOf, NEVER, toMinutes, wallOf } from '../core/time'
import { type Interval, lengthOf, opensAt, price, type Terms, windowsOn } from '../listings/rules'
import { quantityAt } from './rulesOfCollections'
import { isPast, problemsOfTime } from './rules'
import { isReleased } from './rulesOfOffers'

/** What the rules read of a capacity. */
export interface Cap {
  id: string
  shape: 'thing' | 'lot' | 'window' | 'stock' | 'person' | 'week'
  quantity: number
  unit: string
  details: { surfaceM2?: number; availableFrom?: string; availableUntil?: string }
}

export interface Wanted {
  startsAt: Instant
  endsAt: Instant
  quantity: number
  capacityId?: string | null
}

/** What takes capacity, in UTC minutes, [busyFrom, busyTo). */
export interface Hold {
  capacityId: string
  busyFrom: number
  busyTo: number
  quantity: number
  /** Of a collection that has less than its capacity: so much. */
  atMost?: number | null
}

/** A booking as the offer understands it: which capacity, how much in which unit, for how much, and what it holds. */
export interface Plan {
  capacityId: string
  quantity: number
  unit: Unit
  priceCents: number
  holds: Hold[]
}

/** What a booking names: the thing, a lot, the window, the stock, the person; the week only follows. */
export const choices = <C extends Cap>(capacities: readonly C[]): C[] =>
  capacities.filter((c) => c.shape !== 'week')

/**
 * The plan of a booking, or why the offer can not be booked so, whatever is free. Throws `invalid` with the fields,
 * `in_the_past`, `outside_opening_hours`.
 */
export function planOf(
  listing: Terms,
  capacities: readonly Cap[],
  wanted: Wanted,
  now: Instant,
  zone: string,
  rules: PlanRules = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
): Plan {
  const { startsAt, endsAt } = wanted
  const problems = problemsOfTime(listing.grain, startsAt, endsAt, now, zone)
  const capacity = chosen(capacities, wanted.capacityId)
  if (!capacity) problems.push({ path: 'capacityId', code: wanted.capacityId ? 'not_a_choice' : 'required' })
  else if (capacity.shape !== 'person' && wanted.quantity > capacity.quantity)
    problems.push({ path: 'quantity', code: 'too_big', params: { max: capacity.quantity } })
  if (problems.length > 0 || !capacity) throw new AppError('invalid', { fields: problems })
  if (isPast(listing.grain, startsAt, endsAt, now, zone)) throw new AppError('in_the_past')
  if (!opensAt(listing, startsAt, endsAt, zone))
    throw new AppError('outside_opening_hours', {
      rule: 'hours',
      zone,
      ...hoursFrom(listing, startsAt, zone),
    })
  if (!lotIsThere(capacity, startsAt, endsAt, zone)) throw new AppError('outside_opening_hours')

  const there = quantityAt(listing, startsAt, endsAt, zone)
  if (there !== null && wanted.quantity > there)
    throw new AppError('invalid', {
      fields: [{ path: 'quantity', code: 'too_big', params: { max: there } }],
    })

  const length = lengthOf(startsAt, endsAt, zone)
  const quantity = capacity.shape === 'person' ? length.minutes : wanted.quantity
  return {
    capacityId: capacity.id,
    quantity,
    // Of a person, time is what is shared.
    unit: (capacity.shape === 'person' ? 'minute' : capacity.unit) as Unit,
    priceCents: price(
      listing,
      { ...length, quantity, surfaceM2: capacity.details.surfaceM2 },
      isReleased(listing, rules, startsAt, rules.bookedAt ?? now) ? 'solidarity' : 'reference',
    ),
    holds: buffered(
      holdsOf(capacity, capacities, startsAt, endsAt, quantity, zone).map((h) =>
        there !== null && there < capacity.quantity ? { ...h, atMost: there } : h,
      ),
      capacity,
      rules,
    ),
  }
}

/** What a plan reads of the rules of an offer. */
export interface PlanRules {
  /** What is kept free around a booking of a thing, a lot or a person. */
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  releaseHours?: number | undefined
  /** When it was asked for, where that is not now: a change does not make an early booking one of the released. */
  bookedAt?: Instant
}

/** The minutes kept free before and after a booking of this capacity. */
export const buffersOf = ({ shape }: Pick<Cap, 'shape'>, rules: PlanRules) =>
  shape === 'stock' || shape === 'window'
    ? { before: 0, after: 0 }
    : { before: rules.bufferBeforeMinutes, after: rules.bufferAfterMinutes }

function buffered(holds: Hold[], { id, shape }: Cap, rules: PlanRules): Hold[] {
  const { before, after } = buffersOf({ shape }, rules)
  return holds.map((h) =>
    h.capacityId === id ? { ...h, busyFrom: h.busyFrom - before, busyTo: h.busyTo + after } : h,
  )
}

function chosen(capacities: readonly Cap[], id: string | null | undefined): Cap | undefined {
  const all = choices(capacities)
  if (id) return all.find((c) => c.id === id)
  return all.length === 1 ? all[0] : undefined
}

const MOST_CLOSED_DAYS = 62
/** When it is open instead: the hours of that local day, else those of the next one that has any. */
function hoursFrom(listing: Terms, startsAt: Instant, zone: string): { open: Interval[] } {
  let date = wallOf(startsAt, zone).date
  for (let days = 0; days < MOST_CLOSED_DAYS; days++, date = addDays(date, 1)) {
    const open = windowsOn(listing, date, zone)
    if (open.length > 0) return { open: open.slice(0, 4) }
  }
  return { open: [] }
}

/** A lot has dates of its own: the first day it can be had, and the last. */
export function lotIsThere({ details }: Cap, startsAt: Instant, endsAt: Instant, zone: string): boolean {
  const first = wallOf(startsAt, zone).date
  const last = wallOf(later(endsAt, -1), zone).date
  return (
    (!details.availableFrom || details.availableFrom <= first) &&
    (!details.availableUntil || last <= details.availableUntil)
  )
}

/** A stock is taken for ever from the start; a person is taken alone, and their minutes count in each local week. */
export function holdsOf(
  capacity: Cap,
  capacities: readonly Cap[],
  startsAt: Instant,
  endsAt: Instant,
  quantity: number,
  zone: string,
): Hold[] {
  const busyFrom = toMinutes(startsAt)
  const busyTo = toMinutes(endsAt)
  const hold = { capacityId: capacity.id, busyFrom, busyTo, quantity }
  if (capacity.shape === 'stock') return [{ ...hold, busyTo: NEVER }]
  if (capacity.shape !== 'person') return [hold]
  const weeks = capacities
    .filter((c) => c.shape === 'week')
    .flatMap((week) => minutesByWeek(startsAt, endsAt, zone).map((w) => ({ capacityId: week.id, ...w })))
  return [{ ...hold, quantity: 1 }, ...weeks]
}

/** How many minutes of [startsAt, endsAt) fall in each local week, Monday to Monday (10,020 or 10,140 minutes where the clocks change). */
export function minutesByWeek(startsAt: Instant, endsAt: Instant, zone: string) {
  const [from, to] = [toMinutes(startsAt), toMinutes(endsAt)]
  const weeks: Omit<Hold, 'capacityId'>[] = []
  let monday = mondayOf(wallOf(startsAt, zone).date)
  for (;;) {
    const next = addDays(monday, 7)
    const busyFrom = toMinutes(instantOf(monday, '00:00', zone))
    const busyTo = toMinutes(instantOf(next, '00:00', zone))
    if (busyFrom >= to) return weeks
    weeks.push({ busyFrom, busyTo, quantity: Math.min(to, busyTo) - Math.max(from, busyFrom) })
    monday = next
  }
}
