import { DAY } from '../core/time'
import {
  type Capacity,
  Days,
  freeOf,
  isAppointment,
  openWithin,
  type Span,
  type Timed,
} from '../search/rules'
import type { Parts, Side, World } from './rules'
import { LEAST_SHARE, round, sizeOf } from './rulesOfQuantity'

// Pure: when an offer and a need meet.

const DAYS_AHEAD = 7

/** The span a need is looked at over: its own where it is short and to come, else a week from its start or from now. */
export function spanOf(need: Pick<Side, 'startsAt' | 'endsAt'>, now: string): Span | null {
  const soon = Date.parse(now)
  const from = Math.max(soon, need.startsAt ? Date.parse(need.startsAt) : soon)
  const to = Math.min(
    from + DAYS_AHEAD * DAY,
    need.endsAt ? Date.parse(need.endsAt) : Number.POSITIVE_INFINITY,
  )
  return from < to ? { from, to } : null
}

/** Premises for a year are not had for five weeks of it: less of the asked months than this does not serve. */
const LEAST_MONTHS = 0.5

/** How much of the months that are asked for premises can be had; 1 where either has no end. */
function monthsOf(offer: Side, need: Side, now: string): number {
  if (offer.grain !== 'month' || !need.endsAt || !offer.endsAt) return 1
  const soonest = (at: string | null) => Math.max(Date.parse(now), at ? Date.parse(at) : 0)
  const [from, to] = [soonest(need.startsAt), Date.parse(need.endsAt)]
  const there = Math.min(to, Date.parse(offer.endsAt)) - Math.max(from, soonest(offer.startsAt))
  return to > from ? Math.max(0, Math.min(1, there / (to - from))) : 1
}

/** When the offer and the need meet, and how much of what is asked for that is; why not, where they never do. */
export function timeOf(
  offer: Side,
  need: Side,
  now: string,
  world: World,
): Parts['time'] | 'dates' | 'taken' {
  const weight = 0.2
  const nothing = { from: null, to: null }
  const own = spanOf(need, now)
  if (!own) return 'dates'
  const begins = offer.startsAt ? Date.parse(offer.startsAt) : own.from
  // An offer that begins later is looked at from then on, as far as the need allows.
  const span = begins > own.from ? spanOf({ ...need, startsAt: offer.startsAt }, now) : own
  if (!span) return 'dates'
  const months = monthsOf(offer, need, now)
  if (months < LEAST_MONTHS) return 'dates'
  const days = new Days(span, world.timeZone)
  const open = openWithin(offer as Timed, days)
  const wished = openWithin({ ...need, grain: need.windows.length > 0 ? 'hour' : 'month' } as Timed, days)
  const common = both(open, wished)
  if (common.length === 0) return 'dates'
  const capacities = world.capacities?.get(offer.id)?.filter((c) => c.shape !== 'week')
  const free = capacities ? capacities.flatMap((c) => freeOf(common, c, wantedOf(offer, need, c))) : common
  if (free.length === 0) return 'taken'
  const whole =
    need.startsAt !== null && need.endsAt !== null && isAppointment(span) && offer.grain === 'hour'
  const best = [...free].sort((a, b) => b.to - b.from - (a.to - a.from))[0] as Span
  const asked = whole ? span.to - span.from : Math.min(span.to - span.from, 2 * 60 * 60 * 1000)
  const share = Math.min(1, (best.to - best.from) / asked)
  if (whole && share < 0.5) return 'taken'
  const shown = [...free].sort((a, b) => a.from - b.from).find((s) => s.to - s.from >= asked * share) ?? best
  return {
    ...{ share: round(share * months), weight, known: capacities !== undefined },
    ...(offer.grain === 'month' || offer.grain === 'stock'
      ? nothing
      : { from: iso(shown.from), to: iso(shown.to) }),
  }
}

const iso = (at: number) => new Date(at).toISOString()

function wantedOf(offer: Side, need: Side, capacity: Capacity): number {
  if (offer.kind !== need.kind || offer.kind === 'staff' || offer.kind === 'premises') return 1
  if (offer.kind === 'space' && offer.unit !== 'seat') return 1
  const want = sizeOf(need) ?? 1
  return Math.min(want, Math.max(1, Math.ceil(capacity.quantity * LEAST_SHARE[need.kind])))
}

function both(a: Span[], b: Span[]): Span[] {
  return a.flatMap((x) =>
    b
      .map((y) => ({ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) }))
      .filter((s) => s.to - s.from >= 30 * 60_000),
  )
}
