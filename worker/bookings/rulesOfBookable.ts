import { AppError } from '../core/errors'
import { addDays, HOUR, type Instant, instantOf, later, MINUTE, toInstant, wallOf } from '../core/time'
import { windowsOn } from '../listings/rules'
import type { Place } from './rulesOfDays'
import { type FreeRules, fits } from './rulesOfFree'
import { choices, type Hold, type Plan, planOf } from './rulesOfHolds'
import { problemsOfRules } from './rulesOfOffers'

// Pure: whether an offer can be had over all of some dates, and for how much.

/** From one local date to another, both included; on each of them these hours, where hours are asked for. */
export interface Dates {
  from: string
  to: string
  at?: string | undefined
  until?: string | undefined
  quantity: number
  /** In whose names it could be booked. */
  organisationIds: readonly string[]
}

export interface Time {
  startsAt: Instant
  endsAt: Instant
}
export interface Bookable extends Pick<Plan, 'capacityId' | 'unit' | 'priceCents'> {
  times: Time[]
  quantity: number
}

const QUARTER = 15 * MINUTE

/**
 * What would have to be booked: the hours asked for on each date, else all that it is open; days from the first to the
 * last; the first collection of those dates is chosen later, so each is a way of its own.
 */
export function waysOver({ listing, zone }: Place, dates: Dates, now: Instant): Time[][] {
  const { from, to, at, until } = dates
  const days: string[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) days.push(date)
  switch (listing.grain) {
    case 'hour': {
      const asked = days.map((date) =>
        at && until ? hoursOn(date, at, until, zone) : openOn(listing, date, zone, now),
      )
      return asked.some((times) => times.length === 0) ? [] : [asked.flat()]
    }
    case 'day':
    case 'month':
      return [
        [{ startsAt: instantOf(from, '00:00', zone), endsAt: instantOf(addDays(to, 1), '00:00', zone) }],
      ]
    case 'window':
      return days
        .flatMap((date) => windowsOn(listing, date, zone))
        .filter((w) => w.to > now)
        .map((w) => [{ startsAt: w.from, endsAt: w.to }])
    case 'stock': {
      const startsAt = latest(instantOf(from, at ?? '10:00', zone), quarter(now))
      return wallOf(startsAt, zone).date > to ? [] : [[{ startsAt, endsAt: later(startsAt, HOUR) }]]
    }
  }
}

const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b)
const quarter = (now: Instant): Instant => toInstant(Math.ceil(Date.parse(now) / QUARTER) * QUARTER)

const hoursOn = (date: string, at: string, until: string, zone: string): Time[] => {
  const startsAt = instantOf(date, at, zone)
  const endsAt = until === '24:00' ? instantOf(addDays(date, 1), '00:00', zone) : instantOf(date, until, zone)
  return startsAt < endsAt ? [{ startsAt, endsAt }] : []
}

/** All that it is open on a date; of today what is left of it. */
const openOn = (listing: Place['listing'], date: string, zone: string, now: Instant): Time[] =>
  windowsOn(listing, date, zone)
    .map((w) => ({ startsAt: latest(w.from, quarter(now)), endsAt: w.to }))
    .filter((w) => w.startsAt < w.endsAt)

/** Refusals of a length do not matter where nobody said how long. */
const OF_LENGTH = ['shortest', 'longest', 'step']

/** The first way in which an offer can be booked over these dates beside what holds it, or null. */
export function bookableOver(
  offer: Place & { rules: FreeRules },
  dates: Dates,
  busy: readonly Hold[],
  now: Instant,
): Bookable | null {
  const { listing, capacities, zone, rules } = offer
  const organisationId =
    dates.organisationIds.find((id) => rules.onlyFor.includes(id)) ?? dates.organisationIds[0] ?? ''
  for (const times of waysOver(offer, dates, now)) {
    for (const { id, shape } of choices(capacities)) {
      const quantity = shape === 'lot' ? 1 : dates.quantity
      const plans = times.flatMap((time) => {
        const wanted = { ...time, quantity, capacityId: id }
        const plan = orNull(() => planOf(listing, capacities, wanted, now, zone, rules))
        if (!plan) return []
        const asked = { ...wanted, organisationId, quantity: plan.quantity }
        const problems = problemsOfRules(offer, asked, now)
        return problems.some((p) => dates.at || !OF_LENGTH.includes(p.code)) ? [] : [plan]
      })
      if (plans.length < times.length || !fitTogether(offer, busy, plans)) continue
      const [first] = plans
      if (!first) continue
      return {
        ...{ capacityId: first.capacityId, unit: first.unit, times },
        quantity: shape === 'person' ? plans.reduce((sum, p) => sum + p.quantity, 0) : first.quantity,
        priceCents: plans.reduce((sum, p) => sum + p.priceCents, 0),
      }
    }
  }
  return null
}

function orNull(plan: () => Plan): Plan | null {
  try {
    return plan()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function fitTogether({ capacities }: Place, busy: readonly Hold[], plans: readonly Plan[]): boolean {
  const taken = [...busy]
  for (const { holds } of plans) {
    if (!fits(capacities, taken, holds)) return false
    taken.push(...holds)
  }
  return true
}
