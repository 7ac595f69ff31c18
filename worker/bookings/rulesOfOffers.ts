import { AppError } from '../core/errors'
import { addDays, DAY, type Instant, instantOf, later, MINUTE, mondayOf, wallOf } from '../core/time'

// Pure: what an offer's rules ask of one booking.

export interface Quota {
  of: 'bookings' | 'minutes'
  most: number
  per: 'day' | 'week' | 'month' | 'year'
}
/** What is read here of the rules of an offer: see `OfferRules` of ./inputOfRules for what each means. */
export interface Rules {
  onlyFor: readonly string[]
  horizonDays?: number | undefined
  quotas: readonly Quota[]
  gapMinutes: number
  oneAtATime: boolean
}

interface Wanted {
  organisationId: string
  startsAt: Instant
  endsAt: Instant
  quantity: number
}

/** Refuses what the rules of an offer never allow, with the rule and what would pass. */
export function mustObey({ rules }: { rules: Rules; zone: string }, wanted: Wanted, now: Instant): void {
  if (rules.onlyFor.length > 0 && !rules.onlyFor.includes(wanted.organisationId))
    throw new AppError('forbidden')
  const furthest = rules.horizonDays && later(now, rules.horizonDays * DAY)
  if (furthest && wanted.startsAt > furthest)
    throw new AppError('invalid', { fields: [{ path: 'startsAt', code: 'too_far_ahead' }] })
}

/** The local day, week (from Monday), month or year in which an instant lies, as instants [from, to). */
export function periodOf(at: Instant, per: Quota['per'], zone: string): { from: Instant; to: Instant } {
  const { date } = wallOf(at, zone)
  const [year, month] = date.split('-').map(Number) as [number, number]
  const first = (y: number, m: number) => `${y + Math.floor((m - 1) / 12)}-${pad(((m - 1) % 12) + 1)}-01`
  const [start, end] =
    per === 'day'
      ? [date, addDays(date, 1)]
      : per === 'week'
        ? [mondayOf(date), addDays(mondayOf(date), 7)]
        : per === 'month'
          ? [first(year, month), first(year, month + 1)]
          : [`${year}-01-01`, `${year + 1}-01-01`]
  return { from: instantOf(start, '00:00', zone), to: instantOf(end, '00:00', zone) }
}
const pad = (n: number) => String(n).padStart(2, '0')

interface Booked {
  id: string
  listingId: string
  borrowerId: string
  startsAt: Instant
  endsAt: Instant
}

/** A limit that only the moment of writing can judge: see the view `rule_checks` (0015). */
export interface Check {
  rule: 'bookings' | 'minutes' | 'gap' | 'open'
  bookingId: string
  listingId: string
  borrowerId: string
  fromAt: Instant
  toAt: Instant
  most: number
}

export function checksOf(rules: Rules, b: Booked, zone: string, now: Instant): Check[] {
  const of = { bookingId: b.id, listingId: b.listingId, borrowerId: b.borrowerId }
  const checks: Check[] = rules.quotas.map((quota) => {
    const { from, to } = periodOf(b.startsAt, quota.per, zone)
    return { ...of, rule: quota.of, fromAt: from, toAt: to, most: quota.most }
  })
  const gap = rules.gapMinutes * MINUTE
  if (gap > 0)
    checks.push({ ...of, rule: 'gap', fromAt: later(b.startsAt, -gap), toAt: later(b.endsAt, gap), most: 0 })
  if (rules.oneAtATime) checks.push({ ...of, rule: 'open', fromAt: now, toAt: later(now, DAY), most: 1 })
  return checks
}
