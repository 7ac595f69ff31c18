import { AppError, type FieldError } from '../core/errors'
import type { EventType } from '../core/events'
import type { Grain } from '../core/kinds'
import { addDays, DAY, daysBetween, type Instant, instantOf, later, MINUTE, wallOf } from '../core/time'

export type Status =
  | 'requested'
  | 'confirmed'
  | 'in_use'
  | 'completed'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'no_show'
/** In whose name somebody acts on a booking. `clock`: nobody does, time passes. */
export type Side = 'borrower' | 'lender' | 'coordinator' | 'clock'

export interface Transition {
  from: readonly Status[]
  to: Status
  who: readonly Side[]
  event: EventType & `booking.${string}`
  /** Only within the seven days of correction after it ended. */
  correction?: true
}

/** The life of a booking: everything that can happen to its state, and to whom it is open. */
export const TRANSITIONS = {
  confirm: {
    from: ['requested'],
    to: 'confirmed',
    who: ['lender', 'coordinator'],
    event: 'booking.confirmed',
  },
  decline: { from: ['requested'], to: 'declined', who: ['lender', 'coordinator'], event: 'booking.declined' },
  cancel: {
    from: ['requested', 'confirmed'],
    to: 'cancelled',
    who: ['borrower', 'lender', 'coordinator'],
    event: 'booking.cancelled',
  },
  complete: {
    from: ['in_use'],
    to: 'completed',
    who: ['borrower', 'lender', 'coordinator'],
    event: 'booking.completed',
  },
  markNoShow: { from: ['in_use'], to: 'no_show', who: ['lender', 'coordinator'], event: 'booking.no_show' },
  correctToNoShow: {
    ...{ from: ['completed'], to: 'no_show', who: ['borrower', 'lender', 'coordinator'], correction: true },
    event: 'booking.no_show',
  },
  correctToCompleted: {
    ...{ from: ['no_show'], to: 'completed', who: ['borrower', 'lender', 'coordinator'], correction: true },
    event: 'booking.completed',
  },
  expire: { from: ['requested'], to: 'expired', who: ['clock'], event: 'booking.expired' },
  start: { from: ['confirmed'], to: 'in_use', who: ['clock'], event: 'booking.started' },
  end: { from: ['in_use'], to: 'completed', who: ['clock'], event: 'booking.completed' },
  /** Hazardous waste whose slip never came. */
  lapse: { from: ['confirmed'], to: 'cancelled', who: ['clock'], event: 'booking.cancelled' },
  /** What was out of order all the while was never used. */
  fail: { from: ['in_use'], to: 'cancelled', who: ['clock'], event: 'booking.cancelled' },
} as const satisfies Record<string, Transition>
export type Verb = keyof typeof TRANSITIONS
export const VERBS = Object.keys(TRANSITIONS) as Verb[]

export interface Dated {
  status: Status
  startsAt: Instant
  endsAt: Instant
  answerBy: Instant | null
  endedAt: Instant | null
  /** How long before the start the borrower may still cancel or change what is agreed, in minutes; absent: until then. */
  cancelNotice?: number
  changeNotice?: number
  /** When its lender said yes to a part of a whole, which waits for the others: there is nothing to say yes to any more. */
  agreedAt?: Instant | null
  /** 1 while it is out of order: then no notice is asked. */
  outOfOrder?: number
}

/**
 * The state as it truly is: the clock writes it each minute, and a command must not use the minute in between (to
 * confirm a request that has lapsed, to cancel what has begun).
 */
export function statusAt(b: Dated, now: Instant): Status {
  if (b.status === 'requested' && b.answerBy !== null && b.answerBy <= now) return 'expired'
  if (b.status === 'confirmed' && b.startsAt <= now) return 'in_use'
  return b.status
}

export const CORRECTION_DAYS = 7

/** Whether the verb is possible in the present state, whoever asks. */
export function possible(verb: Verb, b: Dated, now: Instant): boolean {
  const t: Transition = TRANSITIONS[verb]
  if (t.who.includes('clock')) return t.from.includes(b.status)
  if (!t.from.includes(statusAt(b, now))) return false
  if (verb === 'confirm' && b.agreedAt) return false
  return !t.correction || (b.endedAt !== null && now < later(b.endedAt, CORRECTION_DAYS * DAY))
}

/** What these sides may do with a booking now, in the order of the table. */
export const verbsFor = (sides: readonly Side[], b: Dated, now: Instant): Verb[] =>
  VERBS.filter((verb) => sideFor(verb, sides) !== null && possible(verb, b, now)).filter(
    (verb) => verb !== 'cancel' || !isTooLate(verb, sides, b, now),
  )

/**
 * Until when the borrower may cancel or change what was agreed; null: until it begins. A request can be taken back at any
 * time, and so can what is out of order.
 */
export function deadlineOf(act: 'cancel' | 'change', b: Dated): Instant | null {
  const notice = (act === 'cancel' ? b.cancelNotice : b.changeNotice) ?? 0
  return notice > 0 && b.status === 'confirmed' && !b.outOfOrder ? later(b.startsAt, -notice * MINUTE) : null
}

/** Whether that is over for somebody on these sides: the lender and the coordinator may always. */
export function isTooLate(act: 'cancel' | 'change', sides: readonly Side[], b: Dated, now: Instant): boolean {
  const deadline = deadlineOf(act, b)
  return deadline !== null && deadline < now && !sides.includes('lender') && !sides.includes('coordinator')
}

/** Refuses with the rule and when it would still have passed: `too_late`. */
export function mustBeInTime(
  act: 'cancel' | 'change',
  sides: readonly Side[],
  b: Dated & { zone: string },
  now: Instant,
): void {
  if (!isTooLate(act, sides, b, now)) return
  const minutes = (act === 'cancel' ? b.cancelNotice : b.changeNotice) ?? 0
  const before = deadlineOf(act, b) ?? b.startsAt
  throw new AppError('too_late', { rule: `${act}_notice`, minutes, before, zone: b.zone })
}

/** In whose name the verb is done: the first of the table's sides that the actor is on; null: not theirs to do. */
export const sideFor = (verb: Verb, sides: readonly Side[]): Side | null =>
  TRANSITIONS[verb].who.find((side) => sides.includes(side)) ?? null

/**
 * When a request lapses: six days after it, one day after the start, or at the end, whichever comes first (the timed
 * transitions of Sharetribe's default process).
 */
export function answerBy(now: Instant, startsAt: Instant, endsAt: Instant): Instant {
  return [later(now, 6 * DAY), later(startsAt, DAY), endsAt].sort()[0] as Instant
}

/** Whether a booking needs no answer. `known`: the borrower has completed a booking from this lender before. */
export const isInstant = (instantFor: 'everyone' | 'known' | 'nobody', known: boolean): boolean =>
  instantFor === 'everyone' || (instantFor === 'known' && known)

/** How far ahead something can be booked, in days; and for how long at once, by grain. */
export const DAYS_AHEAD = 731
export const LONGEST_DAYS: Record<Grain, number> = {
  hour: 31,
  day: 366,
  month: 12 * 366,
  window: 2,
  stock: 31,
}

/**
 * What is wrong with a time, apart from what is free: fields for the form. Days and months run from local midnight to
 * local midnight; today can still be booked by the day.
 */
export function problemsOfTime(
  grain: Grain,
  startsAt: Instant,
  endsAt: Instant,
  now: Instant,
  zone: string,
): FieldError[] {
  if (endsAt <= startsAt) return [{ path: 'endsAt', code: 'end_before_start' }]
  const uneven = (['startsAt', 'endsAt'] as const).filter(
    (path) => Date.parse(path === 'startsAt' ? startsAt : endsAt) % MINUTE !== 0,
  )
  if (uneven.length) return uneven.map((path) => ({ path, code: 'not_whole_minute' }))
  if (startsAt > later(now, DAYS_AHEAD * DAY)) return [{ path: 'startsAt', code: 'too_far_ahead' }]
  const longest = LONGEST_DAYS[grain]
  const tooFar = grain !== 'month' && endsAt > later(now, DAYS_AHEAD * DAY)
  if (tooFar) return [{ path: 'endsAt', code: 'too_far_ahead' }]
  if (Date.parse(endsAt) - Date.parse(startsAt) > longest * DAY + 2 * 60 * MINUTE)
    return [{ path: 'endsAt', code: 'too_many_days', params: { max: longest } }]
  if (grain === 'day' || grain === 'month')
    return (['startsAt', 'endsAt'] as const)
      .filter((path) => !isMidnight(path === 'startsAt' ? startsAt : endsAt, zone))
      .map((path) => ({ path, code: 'not_whole_day' }))
  return []
}

/** The first instant of a local date is midnight, except where the clocks change at midnight. */
const isMidnight = (at: Instant, zone: string) => instantOf(wallOf(at, zone).date, '00:00', zone) === at

/** Whether the time is over for booking: by the day, today still goes; a window, until it closes. */
export function isPast(
  grain: Grain,
  startsAt: Instant,
  endsAt: Instant,
  now: Instant,
  zone: string,
): boolean {
  if (grain === 'day' || grain === 'month') return wallOf(startsAt, zone).date < wallOf(now, zone).date
  return (grain === 'window' ? endsAt : startsAt) < now
}

/** Local days from the first to the last one touched. */
export function localDays(startsAt: Instant, endsAt: Instant, zone: string): string[] {
  const first = wallOf(startsAt, zone).date
  const count = daysBetween(first, wallOf(later(endsAt, -1), zone).date) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(first, i))
}

/** Refuses a verb: first because it is not this person's, then because of the state. */
export function mustBePossible(verb: Verb, b: Dated, now: Instant): void {
  if (!possible(verb, b, now)) throw new AppError('transition_not_allowed', { state: statusAt(b, now) })
}
