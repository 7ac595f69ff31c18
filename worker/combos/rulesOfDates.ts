import { addDays, type Instant, later, wallOf } from '../core/time'
import type { Dates } from '../bookings/rulesOfBookable'

// Pure: over which dates a need is to be met.

/** A need that lasts longer than this is not met by one errand. */
const MOST_DAYS = 31

/**
 * The dates of a need, in local time: from its start to its end, with its hours where both are on one day. A need of waste
 * that says no dates is for the next month. Null: it does not say when.
 */
export function datesOf(
  need: { kind: string; startsAt: Instant | null; endsAt: Instant | null; organisationId: string },
  now: Instant,
  zone: string,
): Omit<Dates, 'quantity'> | null {
  const organisationIds = [need.organisationId]
  const today = wallOf(now, zone).date
  if (need.kind === 'waste') {
    const first = need.startsAt && need.startsAt > now ? wallOf(need.startsAt, zone).date : today
    const last = need.endsAt ? wallOf(later(need.endsAt, -1), zone).date : addDays(first, MOST_DAYS - 1)
    return last < first ? null : { from: first, to: shorter(first, last), organisationIds }
  }
  if (!need.startsAt || !need.endsAt || need.endsAt <= now) return null
  const [start, end] = [wallOf(need.startsAt, zone), wallOf(later(need.endsAt, -1), zone)]
  const from = start.date < today ? today : start.date
  if (end.date > addDays(from, MOST_DAYS - 1)) return null
  if (start.date !== end.date || start.date < today) return { from, to: end.date, organisationIds }
  const until = wallOf(need.endsAt, zone)
  const whole = start.minute === 0 && until.minute === 0
  if (whole) return { from, to: end.date, organisationIds }
  return {
    from,
    to: end.date,
    at: start.time,
    until: until.minute === 0 ? '24:00' : until.time,
    organisationIds,
  }
}

const shorter = (first: string, last: string): string => {
  const most = addDays(first, MOST_DAYS - 1)
  return last < most ? last : most
}
