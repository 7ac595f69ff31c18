import { type Alternative, similarOffers, told } from '../bookings/alternatives'
import { placingOf } from '../bookings/placing'
import { type Offer, offerOf } from '../bookings/queries'
import { problemsOfRules } from '../bookings/rulesOfOffers'
import { proposalsOf } from '../bookings/rulesOfAlternatives'
import { fits, freeTimes } from '../bookings/rulesOfFree'
import type { Hold } from '../bookings/rulesOfHolds'
import { holdsTouching } from '../bookings/touching'
import { AppError } from '../core/errors'
import { addDays, type Instant, instantOf, later, mondayOf, toMinutes, wallOf } from '../core/time'
import type { Ctx } from '../platform/context'
import type { Wanted } from './planning'

/** What a date that is not possible wanted. */
export interface Busy {
  date: string
  startsAt: Instant
  endsAt: Instant
}

/** By the day, so many days around are looked at too: a day has no other time. */
const DAYS_AROUND = 3
const MOST_OFFERS = 4
const MOST_EACH = 2
const WHYS = ['later', 'earlier', 'other_lot', 'shorter']

/**
 * For each of some dates, what could be booked instead: other times of that day, other lots, and other offers at the very
 * time, free now and beside what the series takes itself. Two questions to the database whatever the number of dates.
 */
export async function alternativesFor(
  ctx: Ctx,
  offer: Offer,
  wanted: Omit<Wanted, 'rrule' | 'startsOn' | 'exdates'>,
  dates: readonly Busy[],
  taken: readonly Hold[],
): Promise<Map<string, Alternative[]>> {
  if (dates.length === 0) return new Map()
  const [times, offers] = await Promise.all([
    otherTimes(ctx, offer, wanted, dates, taken),
    otherOffers(ctx, offer, wanted, dates),
  ])
  return new Map(dates.map(({ date }) => [date, [...(times.get(date) ?? []), ...(offers.get(date) ?? [])]]))
}

type Found = Map<string, Alternative[]>
type Asked = Omit<Wanted, 'rrule' | 'startsOn' | 'exdates'>

async function otherTimes(
  ctx: Ctx,
  offer: Offer,
  wanted: Asked,
  dates: readonly Busy[],
  taken: readonly Hold[],
): Promise<Found> {
  const { listing, capacities, zone, currency } = offer
  const around = listing.grain === 'hour' || listing.grain === 'window' ? 0 : DAYS_AROUND
  const at = (date: string) => instantOf(date, '00:00', zone)
  const ranges = dates.map((one) => {
    const last = wallOf(later(one.endsAt, -1), zone).date
    const from = [at(addDays(one.date, -around)), ctx.now].sort()[1] as Instant
    return { ...one, from, to: at(addDays(last, 1 + around)) }
  })
  const busy = await holdsTouching(
    ctx,
    ranges.flatMap(({ from, to }) => capacities.map((c) => interval(c, from, to, zone))),
  )
  const found: Found = new Map()
  for (const { date, startsAt, endsAt, from, to } of ranges) {
    if (from >= to) continue
    const [first, last] = [toMinutes(at(mondayOf(wallOf(from, zone).date))), toMinutes(to) + 7 * 1440]
    const near = [...busy, ...taken].filter((h) => h.busyTo > first && h.busyFrom < last)
    const free = freeTimes(listing, capacities, near, { from, to, now: ctx.now, zone }, offer.rules)
    const { organisationId, quantity, capacityId } = wanted
    const asked = { startsAt, endsAt, quantity, capacityId, organisationId }
    const place = { listing, capacities, zone, now: ctx.now, rules: offer.rules, booked: [] }
    const proposed = proposalsOf(place, asked, free, near)
      .filter((p) => WHYS.includes(p.why) && p.startsAt >= from && p.endsAt <= to)
      .filter(
        (p) => problemsOfRules(offer, { ...p, organisationId: wanted.organisationId }, ctx.now).length === 0,
      )
    found.set(
      date,
      proposed.slice(0, MOST_EACH).map(({ why, plan, ...p }) => ({
        ...{ why, startsAt: p.startsAt, endsAt: p.endsAt, capacityId: plan.capacityId },
        ...{ quantity: plan.quantity, unit: plan.unit, priceCents: plan.priceCents, currency },
        ...told(listing, capacities, plan.capacityId),
        distanceKm: 0,
      })),
    )
  }
  return found
}

/** What is to be known of a capacity around a day; of a person's week, all of that week. */
function interval(c: { id: string; shape: string }, from: Instant, to: Instant, zone: string) {
  if (c.shape !== 'week') return { capacityId: c.id, busyFrom: toMinutes(from), busyTo: toMinutes(to) }
  const monday = mondayOf(wallOf(from, zone).date)
  const end = addDays(mondayOf(wallOf(to, zone).date), 7)
  const minutes = (date: string) => toMinutes(instantOf(date, '00:00', zone))
  return { capacityId: c.id, busyFrom: minutes(monday), busyTo: minutes(end) }
}

async function otherOffers(ctx: Ctx, own: Offer, wanted: Asked, dates: readonly Busy[]): Promise<Found> {
  const near = (await similarOffers(ctx, own, wanted.organisationId)).slice(0, MOST_OFFERS)
  const offers = await Promise.all(
    near.map(async ({ listing, distanceKm }) => ({ offer: await offerOf(ctx, listing), distanceKm })),
  )
  const plans = []
  for (const { date, startsAt, endsAt } of dates)
    for (const { offer, distanceKm } of offers) {
      if (offer.rules.bundle.length > 0) continue
      const { organisationId, quantity, note } = wanted
      const asked = { organisationId, quantity, note, startsAt, endsAt, tariff: 'reference' as const }
      try {
        // Whether it would answer at once changes nothing here.
        const placing = await placingOf(ctx, offer, asked, { onBehalfOf: null, instant: true })
        plans.push({ date, offer, distanceKm, placing })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    }
  const busy = await holdsTouching(
    ctx,
    plans.flatMap((p) => p.placing.holds),
  )
  const found: Found = new Map()
  for (const { date, offer, distanceKm, placing } of plans) {
    const those = found.get(date) ?? []
    if (those.length >= MOST_EACH) continue
    const [start, end] = [
      Math.min(...placing.holds.map((h) => h.busyFrom)),
      Math.max(...placing.holds.map((h) => h.busyTo)),
    ]
    const there = busy.filter((h) => h.busyTo > start && h.busyFrom < end)
    if (!fits(offer.capacities, there, placing.holds)) continue
    const { startsAt, endsAt, capacityId, quantity, unit, priceCents, currency } = placing.row
    found.set(date, [
      ...those,
      {
        ...{ why: 'similar' as const, startsAt, endsAt, capacityId, quantity, unit, priceCents, currency },
        ...{ ...told(offer.listing, offer.capacities, capacityId), distanceKm },
      },
    ])
  }
  return found
}
