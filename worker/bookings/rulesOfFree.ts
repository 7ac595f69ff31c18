import { addDays, fromMinutes, type Instant, instantOf, NEVER, toMinutes, wallOf } from '../core/time'
import { type Terms, windowsOn } from '../listings/rules'
import { quantityOfCollection } from '../listings/rulesOfCollections'
import { localDays } from './rules'
import { buffersOf, type Cap, choices, type Hold, minutesByWeek, type PlanRules } from './rulesOfHolds'
import { bookableUntil, earliest, type Rules } from './rulesOfOffers'
import { leastFree, longEnough, merged, onSteps, type Step, stepsAround } from './rulesOfSteps'

/** What is free of a capacity, in its unit (of a person, in minutes of the week that are left). */
export interface FreeTime {
  capacityId: string
  startsAt: Instant
  endsAt: Instant
  free: number
}

/** Whether these holds would fit with the others: what the database will say, said before. */
export const fits = (capacities: readonly Cap[], busy: readonly Hold[], holds: readonly Hold[]): boolean =>
  holds.every((hold) => {
    const capacity = capacities.find((c) => c.id === hold.capacityId)
    const others = busy.filter((b) => b.capacityId === hold.capacityId)
    const most = Math.min(capacity?.quantity ?? 0, hold.atMost ?? Number.MAX_SAFE_INTEGER)
    return capacity && leastFree(most, others, hold.busyFrom, hold.busyTo) >= hold.quantity
  })

/** The hours at which a thing can be booked in [from, to), in order; those that touch are one. */
export function openTimes(
  listing: Terms,
  from: Instant,
  to: Instant,
  zone: string,
): { from: number; to: number }[] {
  const open: { from: number; to: number }[] = []
  for (const date of localDays(from, to, zone)) {
    for (const w of windowsOn(listing, date, zone)) {
      const start = Math.max(toMinutes(w.from), toMinutes(from))
      const end = Math.min(toMinutes(w.to), toMinutes(to))
      const last = open.at(-1)
      if (start >= end) continue
      if (last && last.to >= start) last.to = Math.max(last.to, end)
      else open.push({ from: start, to: end })
    }
  }
  return open
}

interface Range {
  from: Instant
  to: Instant
  now: Instant
  zone: string
}
/** What is read of the rules of an offer, to show only what they allow. */
export type FreeRules = PlanRules & Rules

/**
 * The times in [from, to) at which something of an offer can be booked, by its grain: hours within its opening times,
 * whole open days, whole collection windows; a stock is one interval. What has gone by is left out, and what the rules of
 * the offer refuse to everyone: too soon, too far ahead, too short to be taken, too near to another booking.
 */
export function freeTimes(
  listing: Terms,
  capacities: readonly Cap[],
  busy: readonly Hold[],
  asked: Range,
  rules?: FreeRules,
): FreeTime[] {
  const { zone } = asked
  const range = rules ? allowed(listing, asked, rules) : asked
  const { now } = range
  const buffers = rules ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
  if (range.to <= range.from) return []
  return choices(capacities).flatMap((capacity): FreeTime[] => {
    const own = busy.filter((b) => b.capacityId === capacity.id)
    const told = (steps: Step[]) =>
      merged(steps.filter((step) => step.free > 0)).map(({ from, to, free }) => ({
        ...{ capacityId: capacity.id, startsAt: fromMinutes(from), endsAt: fromMinutes(to), free },
      }))
    if (capacity.shape === 'stock') return told(stockLeft(listing, capacity, own, range))
    if (listing.grain === 'window') {
      const windows = localDays(range.from, range.to, zone).flatMap((date) => windowsOn(listing, date, zone))
      return windows
        .filter((w) => w.to > asked.now && (!rules?.noticeMinutes || w.from >= now))
        .filter((w) => w.from >= range.from && w.to <= range.to)
        .map((w) => ({ w, most: quantityOfCollection(listing, w) ?? capacity.quantity }))
        .map(({ w, most }) => ({ w, free: leastFree(most, own, toMinutes(w.from), toMinutes(w.to)) }))
        .filter(({ free }) => free > 0)
        .map(({ w, free }) => ({ capacityId: capacity.id, startsAt: w.from, endsAt: w.to, free }))
    }
    if (listing.grain === 'day' || listing.grain === 'month')
      return told(longEnough(daysLeft(listing, capacity, own, range, buffers), rules?.shortestMinutes))
    const start = range.from > now ? range.from : now
    if (start >= range.to) return []
    const steps = longEnough(
      openTimes(listing, start, range.to, zone).flatMap((o) =>
        onSteps(stepsAround(capacity, own, o.from, o.to, buffers), rules?.stepMinutes, zone),
      ),
      rules?.shortestMinutes,
    )
    if (capacity.shape !== 'person') return told(steps)
    return told(
      withWeeks(
        steps,
        capacities.find((c) => c.shape === 'week'),
        busy,
        zone,
      ),
    )
  })
}

/** The range without what comes too soon or too late to be asked for now; `now` is the first moment that can be had. */
function allowed(listing: Terms, range: Range, rules: FreeRules): Range {
  const now = earliest({ listing, rules, zone: range.zone }, range.now)
  const end = bookableUntil(rules, range.now, range.zone)
  return { ...range, now, to: end && end < range.to ? end : range.to }
}

function stockLeft(
  listing: Terms,
  stock: Cap,
  busy: readonly Hold[],
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
): Step[] {
  const start = [from, now, listing.startsAt ?? from].sort().at(-1) as Instant
  const end = listing.endsAt && listing.endsAt < to ? listing.endsAt : to
  if (start >= end) return []
  const free = leastFree(stock.quantity, busy, toMinutes(start), NEVER)
  return [{ from: toMinutes(start), to: toMinutes(end), free }]
}

/** Whole local days, from today on, that are open and within the dates of a lot. */
function daysLeft(
  listing: Terms,
  capacity: Cap,
  busy: readonly Hold[],
  { from, to, now, zone }: Range,
  rules: PlanRules,
): Step[] {
  const { quantity, details } = capacity
  const { before, after } = buffersOf(capacity, rules)
  const today = wallOf(now, zone).date
  const steps: Step[] = []
  for (const date of localDays(from, to, zone)) {
    const [start, end] = [instantOf(date, '00:00', zone), instantOf(addDays(date, 1), '00:00', zone)]
    if (date < today || start < from || end > to) continue
    if (
      (details.availableFrom && date < details.availableFrom) ||
      (details.availableUntil && date > details.availableUntil)
    )
      continue
    if ((listing.startsAt && start < listing.startsAt) || (listing.endsAt && end > listing.endsAt)) continue
    if (listing.grain === 'day' && windowsOn(listing, date, zone).length === 0) continue
    steps.push({
      ...{ from: toMinutes(start), to: toMinutes(end) },
      free: leastFree(quantity, busy, toMinutes(start) - before, toMinutes(end) + after),
    })
  }
  return steps
}

/** When a person is free, and how many minutes of that week are left. */
function withWeeks(steps: Step[], week: Cap | undefined, busy: readonly Hold[], zone: string): Step[] {
  if (!week) return steps
  const own = busy.filter((b) => b.capacityId === week.id)
  return steps
    .filter((step) => step.free > 0)
    .flatMap((step) =>
      minutesByWeek(fromMinutes(step.from), fromMinutes(step.to), zone).map((w) => ({
        ...{ from: Math.max(step.from, w.busyFrom), to: Math.min(step.to, w.busyTo) },
        free: leastFree(week.quantity, own, w.busyFrom, w.busyTo),
      })),
    )
}
