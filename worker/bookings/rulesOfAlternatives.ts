import { addDays, daysBetween, type Instant, instantOf, later, MINUTE, toMinutes, wallOf } from '../core/time'
import type { Terms } from '../listings/rules'
import { type FreeRules, type FreeTime, fits } from './rulesOfFree'
import { type Cap, choices, type Hold, type Plan, planOf, type Wanted } from './rulesOfHolds'
import { type Counted, reached } from './rulesOfLimits'
import { checksOf, mustObey, onStep } from './rulesOfOffers'

/** Why something is proposed instead of what was taken. */
export type Why = 'later' | 'earlier' | 'other_day' | 'shorter' | 'less' | 'other_lot'
export interface Candidate {
  why: Why
  startsAt: Instant
  endsAt: Instant
  quantity: number
  capacityId: string
}
export interface Proposal extends Candidate {
  plan: Plan
}

const QUARTER = 15

interface Place {
  listing: Terms
  capacities: readonly Cap[]
  zone: string
  now: Instant
  /** Of the offer, with what the borrower has of it already where that is limited. */
  rules: FreeRules
  booked: readonly Counted[]
}
type Asked = Wanted & { organisationId: string }

/**
 * What the same offer can give instead, nearest first, each truly free, and all of them together: none takes what
 * another one stands for. `free` covers the time around the one that was wanted; `together` tells at which times something
 * else is missing.
 */
export function proposalsOf(
  place: Place,
  wanted: Asked,
  free: readonly FreeTime[],
  busy: readonly Hold[],
  together: (time: Candidate) => boolean = () => true,
  most = 4,
): Proposal[] {
  const { capacities } = place
  const capacity = choices(capacities).find((c) => !wanted.capacityId || c.id === wanted.capacityId)
  if (!capacity) return []
  const found: Proposal[] = []
  const kinds = new Map<Why, number>()
  for (const candidate of candidates(place, capacity, wanted, free)) {
    if (found.length >= most) break
    if ((kinds.get(candidate.why) ?? 0) >= MOST[candidate.why]) continue
    const plan = planned(place, { ...candidate, organisationId: wanted.organisationId })
    const taken = [...busy, ...found.flatMap((p) => p.plan.holds)]
    if (!plan || !fits(capacities, taken, plan.holds) || !together(candidate)) continue
    found.push({ ...candidate, plan })
    kinds.set(candidate.why, (kinds.get(candidate.why) ?? 0) + 1)
  }
  return found
}
const MOST: Record<Why, number> = { later: 2, earlier: 1, other_day: 2, shorter: 1, less: 1, other_lot: 2 }

/** A plan, or null where the offer or its rules do not allow it. */
export function planned(place: Place & { listing: { id?: string } }, asked: Asked): Plan | null {
  const { listing, capacities, zone, now, rules, booked } = place
  try {
    const plan = planOf(listing, capacities, asked, now, zone, rules)
    const { organisationId: borrowerId, startsAt, endsAt } = asked
    mustObey({ listing, rules, zone }, { ...asked, quantity: plan.quantity }, now)
    const row = { id: '', listingId: listing.id ?? '', borrowerId, startsAt, endsAt }
    const limits = checksOf(rules, row, zone, now)
    return reached(limits, [...booked, { ...row, open: true }], rules, zone) ? null : plan
  } catch {
    return null
  }
}

/** Times that may do, the likeliest first. They are tried afterwards. */
function candidates(place: Place, capacity: Cap, wanted: Asked, free: readonly FreeTime[]): Candidate[] {
  const { listing, capacities, zone } = place
  const { startsAt, endsAt, quantity } = wanted
  const own = free.filter((f) => f.capacityId === capacity.id)
  const base = { startsAt, endsAt, quantity, capacityId: capacity.id }
  const here = own.filter((f) => f.startsAt <= startsAt && f.endsAt >= endsAt)
  const less = here
    .filter((f) => f.free < quantity)
    .map((f) => ({ ...base, why: 'less' as const, quantity: f.free }))
  if (capacity.shape === 'stock') return less
  if (listing.grain === 'window') {
    const enough = own.filter((f) => f.free >= quantity && f.startsAt !== startsAt)
    return [
      ...nearest(
        enough.map((f) => ({ ...base, startsAt: f.startsAt, endsAt: f.endsAt })),
        startsAt,
      ),
      ...less,
    ]
  }
  const lots = choices(capacities)
    .filter((c) => c.id !== capacity.id && c.shape === 'lot')
    .map((c) => ({ ...base, why: 'other_lot' as const, capacityId: c.id }))
  const spans = joined(own.filter((f) => capacity.shape === 'person' || f.free >= quantity))
  if (listing.grain !== 'hour') {
    const days = daysBetween(wallOf(startsAt, zone).date, wallOf(later(endsAt, -1), zone).date) + 1
    const moved = spans
      .flatMap((span) => dayWithin(span, startsAt, days, zone))
      .map((t) => ({ ...base, ...t }))
    return [...lots, ...less, ...nearest(moved, startsAt), ...shorter(spans, base, 24 * 60)]
  }
  const minutes = toMinutes(endsAt) - toMinutes(startsAt)
  const step = place.rules.stepMinutes ?? QUARTER
  const moved = spans
    .flatMap((span) => hourWithin(span, startsAt, minutes, step, zone))
    .map((t) => ({ ...base, ...t }))
  const sameDay = (at: Instant) => wallOf(at, zone).date === wallOf(startsAt, zone).date
  const near = nearest(
    moved.filter((c) => sameDay(c.startsAt)),
    startsAt,
  )
  const days = sameTimeOtherDays(base, zone)
  const far = nearest(
    moved.filter((c) => !sameDay(c.startsAt)),
    startsAt,
  )
  return [...lots, ...near, ...shorter(spans, base, 2 * QUARTER), ...less, ...days, ...far]
}

const nearest = (of: Omit<Candidate, 'why'>[], to: Instant): Candidate[] =>
  of
    .map((c) => ({ ...c, why: c.startsAt > to ? ('later' as const) : ('earlier' as const) }))
    // At the same distance, later comes first: it leaves time to get ready.
    .sort((a, b) => distance(a.startsAt, to) - distance(b.startsAt, to) || (a.startsAt > b.startsAt ? -1 : 1))
const distance = (a: Instant, b: Instant) => Math.abs(Date.parse(a) - Date.parse(b))

function joined(free: readonly FreeTime[]): { from: Instant; to: Instant }[] {
  const spans: { from: Instant; to: Instant }[] = []
  for (const f of free) {
    const last = spans.at(-1)
    if (last?.to === f.startsAt) last.to = f.endsAt
    else spans.push({ from: f.startsAt, to: f.endsAt })
  }
  return spans
}

type Span = { from: Instant; to: Instant }

/** The same length within a free span, on whole steps, as near as can be to the time wanted: before it and after it. */
function hourWithin(span: Span, startsAt: Instant, minutes: number, step: number, zone: string) {
  const first = onStep(span.from, step, zone, 'after')
  const last = onStep(later(span.to, -minutes * MINUTE), step, zone, 'before')
  if (first > last) return []
  const start = startsAt < first ? first : startsAt > last ? last : startsAt
  return [{ startsAt: start, endsAt: later(start, minutes * MINUTE) }]
}

function dayWithin(span: Span, startsAt: Instant, days: number, zone: string) {
  const first = wallOf(span.from, zone).date
  const last = addDays(wallOf(later(span.to, -1), zone).date, 1 - days)
  if (first > last) return []
  const wanted = wallOf(startsAt, zone).date
  const date = wanted < first ? first : wanted > last ? last : wanted
  return [{ startsAt: instantOf(date, '00:00', zone), endsAt: instantOf(addDays(date, days), '00:00', zone) }]
}

/** The longest part of the time wanted that is free, if it is worth coming for. */
function shorter(spans: readonly Span[], base: Omit<Candidate, 'why'>, least: number): Candidate[] {
  return spans
    .map((s) => ({
      startsAt: s.from > base.startsAt ? s.from : base.startsAt,
      endsAt: s.to < base.endsAt ? s.to : base.endsAt,
    }))
    .filter((s) => toMinutes(s.endsAt) - toMinutes(s.startsAt) >= least)
    .sort((a, b) => distance(b.startsAt, b.endsAt) - distance(a.startsAt, a.endsAt))
    .map((s) => ({ ...base, ...s, why: 'shorter' as const }))
}

/** The same wall time on the days around, those to come first. */
function sameTimeOtherDays(base: Omit<Candidate, 'why'>, zone: string): Candidate[] {
  const [from, to] = [wallOf(base.startsAt, zone), wallOf(base.endsAt, zone)]
  return [1, 2, 3, 4, 5, 6, 7, -1, -2, -3].map((days) => ({
    ...base,
    why: 'other_day' as const,
    startsAt: instantOf(addDays(from.date, days), from.time, zone),
    endsAt: instantOf(addDays(to.date, days), to.time, zone),
  }))
}
