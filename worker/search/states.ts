import type { OfferRules } from '../bookings/inputOfRules'
import { rulesOfMany } from '../bookings/offers'
import { bookableUntil, earliest } from '../bookings/rulesOfOffers'
import { DAY, type Instant } from '../core/time'
import type { Ctx } from '../platform/context'
import { type Found, wantedOf } from './found'
import { capacitiesOver } from './holds'
import type { SearchFilters } from './input'
import * as rules from './rules'

export async function withAvailability(
  ctx: Ctx,
  found: Found[],
  days: rules.Days,
  f: SearchFilters,
  appointment: boolean,
) {
  const ids = found.map((one) => one.id)
  const [capacities, asked] = await Promise.all([capacitiesOver(ctx, ids, days.span), rulesOfMany(ctx, ids)])
  return found.map((one): Found => {
    const availability = rules.availabilityOf(
      ruled(one as rules.Timed, asked.get(one.id), ctx.now, days.zone),
      capacities.get(one.id) ?? [],
      days,
      wantedOf(one, f),
      appointment,
    )
    return { ...one, availability }
  })
}

/** A listing as the rules of its offer let it be had now: with its exceptions, not too soon, not too far ahead. */
function ruled(l: rules.Timed, asked: OfferRules | undefined, now: Instant, zone: string): rules.Timed {
  if (!asked) return l
  const first = asked.noticeMinutes > 0 ? earliest({ listing: l, rules: asked, zone }, now) : null
  const end = bookableUntil(asked, now, zone)
  return {
    ...{ ...l, exceptions: asked.exceptions },
    startsAt: first && (!l.startsAt || l.startsAt < first) ? first : l.startsAt,
    endsAt: end && (!l.endsAt || end < l.endsAt) ? end : l.endsAt,
  }
}

/** What is shown says when it is free: what has no state yet gets one, what is taken says when it is free again. */
export async function withStates(
  ctx: Ctx,
  items: Found[],
  days: rules.Days,
  f: SearchFilters,
  appointment: boolean,
) {
  const bare = items.filter((one) => !one.availability)
  const stated = byId(await withAvailability(ctx, bare, days, f, appointment))
  const known = items.map((one) => stated.get(one.id) ?? one)
  const taken = known.filter((one) => one.availability?.state === 'taken')
  const after = new rules.Days({ from: days.span.to, to: days.span.to + 7 * DAY }, days.zone)
  const later = byId(await withAvailability(ctx, taken, after, f, false))
  return known.map((one): Found => {
    const next = later.get(one.id)?.availability?.free[0]
    return next && one.availability ? { ...one, availability: { ...one.availability, next } } : one
  })
}

const byId = (found: Found[]) => new Map(found.map((one) => [one.id, one]))
