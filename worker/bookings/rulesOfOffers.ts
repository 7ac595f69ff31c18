import { AppError, type FieldError } from '../core/errors'
import type { Grain } from '../core/kinds'
import {
  addDays,
  DAY,
  fromMinutes,
  HOUR,
  type Instant,
  instantOf,
  later,
  MINUTE,
  mondayOf,
  wallOf,
} from '../core/time'
import { lengthOf, type Terms } from '../listings/rules'

// Pure: what an offer's rules ask of one booking.

export interface Quota {
  of: 'bookings' | 'minutes'
  most: number
  per: 'day' | 'week' | 'month' | 'year'
}
/** What is read here of the rules of an offer: see `OfferRules` of ./inputOfRules for what each means. */
export interface Rules {
  onlyFor: readonly string[]
  shortestMinutes?: number | undefined
  longestMinutes?: number | undefined
  stepMinutes?: number | undefined
  noticeMinutes: number
  horizonDays?: number | undefined
  mostQuantity?: number | undefined
  quotas: readonly Quota[]
  gapMinutes: number
  oneAtATime: boolean
  releaseHours?: number | undefined
}

interface Ruled {
  listing: { grain: Grain; kind: Terms['kind'] }
  rules: Rules
  zone: string
}
interface Wanted {
  organisationId: string
  startsAt: Instant
  endsAt: Instant
  quantity: number
}
type Was = Pick<Wanted, 'startsAt' | 'endsAt' | 'quantity'>

/**
 * Refuses what the rules of an offer never allow: `invalid`, each field with the name of the rule as its code and what
 * would pass as its params; the details name the first rule again. Of a change (`was`) only what it touches is looked at.
 */
export function mustObey(offer: Ruled, wanted: Wanted, now: Instant, was?: Was): void {
  const fields = problemsOfRules(offer, wanted, now, was)
  const first = fields[0]
  if (first) throw new AppError('invalid', { rule: first.code, ...first.params, zone: offer.zone, fields })
}

export function problemsOfRules(offer: Ruled, wanted: Wanted, now: Instant, was?: Was): FieldError[] {
  const { rules, zone, listing } = offer
  const { startsAt, endsAt } = wanted
  const problems: FieldError[] = []
  const refuse = (path: string, code: string, params: FieldError['params'] = {}) =>
    problems.push({ path, code, params })

  if (!was && rules.onlyFor.length > 0 && !rules.onlyFor.includes(wanted.organisationId))
    refuse('organisationId', 'only_for')
  const sooner = !was || startsAt < was.startsAt
  const notice = rules.noticeMinutes * MINUTE
  if (sooner && notice > 0 && startsAt < later(now, notice))
    refuse('startsAt', 'notice', {
      ...{ minutes: rules.noticeMinutes, before: later(startsAt, -notice), earliest: earliest(offer, now) },
    })
  const end = bookableUntil(rules, now, zone)
  if (end && (!was || startsAt > was.startsAt) && startsAt >= end)
    refuse('startsAt', 'horizon', { days: rules.horizonDays ?? 0, latest: later(end, -MINUTE) })
  const moves = !was || startsAt !== was.startsAt || endsAt !== was.endsAt
  if (moves && hasLength(listing.grain)) problems.push(...problemsOfLength(offer, startsAt, endsAt))
  const more = !was || wanted.quantity > was.quantity
  if (more && rules.mostQuantity && listing.kind !== 'staff' && wanted.quantity > rules.mostQuantity)
    refuse('quantity', 'most_quantity', { most: rules.mostQuantity })
  return problems
}

/** A collection window and a moment to fetch something are as long as they are. */
const hasLength = (grain: Grain) => grain !== 'window' && grain !== 'stock'

function problemsOfLength({ listing, rules, zone }: Ruled, startsAt: Instant, endsAt: Instant): FieldError[] {
  const { shortestMinutes, longestMinutes, stepMinutes } = rules
  const length = lengthOf(startsAt, endsAt, zone)
  // By the day, a day is a day, also that of 23 hours.
  const minutes = listing.grain === 'hour' ? length.minutes : length.days * 1440
  if (shortestMinutes && minutes < shortestMinutes)
    return [{ path: 'endsAt', code: 'shortest', params: { minutes: shortestMinutes } }]
  if (longestMinutes && minutes > longestMinutes)
    return [{ path: 'endsAt', code: 'longest', params: { minutes: longestMinutes } }]
  if (!stepMinutes || listing.grain !== 'hour') return []
  const off = ([path, at]: readonly [string, Instant]) => {
    const [before, after] = [onStep(at, stepMinutes, zone, 'before'), onStep(at, stepMinutes, zone, 'after')]
    return before === at ? [] : [{ path, code: 'step', params: { minutes: stepMinutes, before, after } }]
  }
  return [['startsAt', startsAt] as const, ['endsAt', endsAt] as const].flatMap(off)
}

/** The whole step, counted from local midnight, at an instant or next to it; a wall time that does not exist moves forward. */
export function onStep(at: Instant, step: number, zone: string, way: 'before' | 'after'): Instant {
  const { date, minute } = wallOf(at, zone)
  const rest = minute % step
  const instant = (of: number) =>
    of >= 1440
      ? instantOf(addDays(date, 1), '00:00', zone)
      : instantOf(date, `${pad(Math.floor(of / 60))}:${pad(of % 60)}`, zone)
  const whole = Math.floor(Date.parse(at) / MINUTE)
  const isWhole = whole * MINUTE === Date.parse(at)
  if (isWhole && (rest === 0 || instant(minute - rest) === at)) return at
  // Counted in minutes that pass: of an hour that comes twice, the one that is meant. Else the clock jumps in between.
  const near = fromMinutes(whole - rest + (way === 'before' ? 0 : step))
  if (wallOf(near, zone).minute % step === 0) return near
  return instant(minute - rest + (way === 'before' ? 0 : step))
}

/**
 * The first moment at which a booking that is asked for now may begin; by the day, local midnight. Rounded up to a whole
 * step, or a quarter of an hour, where the lender asks for notice.
 */
export function earliest(
  { listing, rules, zone }: { listing: { grain: Grain }; rules: Rules; zone: string },
  now: Instant,
): Instant {
  if (rules.noticeMinutes === 0) return now
  const at = later(now, rules.noticeMinutes * MINUTE)
  const step = listing.grain === 'day' || listing.grain === 'month' ? 1440 : (rules.stepMinutes ?? 15)
  return onStep(at, step, zone, 'after')
}

/** The instant from which nothing may begin yet: the end of the last local day of the horizon; null: no horizon. */
export function bookableUntil(rules: Rules, now: Instant, zone: string): Instant | null {
  if (!rules.horizonDays) return null
  return instantOf(addDays(wallOf(now, zone).date, rules.horizonDays + 1), '00:00', zone)
}

/** Whether a booking of this start, asked for at `bookedAt`, is one of those that go at the solidarity tariff. */
export const isReleased = (
  listing: Pick<Terms, 'tariffMode' | 'solidarityCents'>,
  rules: { releaseHours?: number | undefined },
  startsAt: Instant,
  bookedAt: Instant,
): boolean =>
  rules.releaseHours !== undefined &&
  listing.tariffMode === 'price' &&
  typeof listing.solidarityCents === 'number' &&
  startsAt <= later(bookedAt, rules.releaseHours * HOUR)

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
  /** Of a quota: what [fromAt, toAt) is. */
  per?: Quota['per']
}

/** What is to be asked as a booking is written; of one that changes (`was`), only where it takes more than it had. */
export function checksOf(
  rules: Rules,
  b: Booked,
  zone: string,
  now: Instant,
  was?: { startsAt: Instant; endsAt: Instant },
): Check[] {
  const of = { bookingId: b.id, listingId: b.listingId, borrowerId: b.borrowerId }
  const minutes = (x: { startsAt: Instant; endsAt: Instant }) => Date.parse(x.endsAt) - Date.parse(x.startsAt)
  const checks = rules.quotas.flatMap((quota): Check[] => {
    const { from, to } = periodOf(b.startsAt, quota.per, zone)
    const sameTime = was && from <= was.startsAt && was.startsAt < to
    if (sameTime && (quota.of === 'bookings' || minutes(b) <= minutes(was))) return []
    return [{ ...of, rule: quota.of, fromAt: from, toAt: to, most: quota.most, per: quota.per }]
  })
  const gap = rules.gapMinutes * MINUTE
  const within = was && was.startsAt <= b.startsAt && b.endsAt <= was.endsAt
  if (gap > 0 && !within)
    checks.push({ ...of, rule: 'gap', fromAt: later(b.startsAt, -gap), toAt: later(b.endsAt, gap), most: 0 })
  if (rules.oneAtATime && !was)
    checks.push({ ...of, rule: 'open', fromAt: now, toAt: later(now, DAY), most: 1 })
  return checks
}
