import { addDays, daysBetween } from '../core/time'

// Dates of an occupancy: how long leases are together, when people are reminded, what state it is in. Pure; local dates.

/** The same day some months later, or the last of that month: 31 January + 1 is 28 or 29 February. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const at = year * 12 + (month - 1) + months
  const first = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
  return addDays(first, Math.min(day, daysInMonth(first.slice(0, 7))) - 1)
}

/** `month`: "2027-02". */
export function daysInMonth(month: string): number {
  const [year, m] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, m, 0)).getUTCDate()
}

export interface Span {
  startsOn: string
  /** The last day. */
  endsOn: string
}
const daysOf = ({ startsOn, endsOn }: Span) => daysBetween(startsOn, endsOn) + 1

/**
 * How many days leases of one occupant on one lot last together, and how many they may: `most` months from the first of them,
 * less those spent there before. One lease from 1 February 2027 to 31 January 2030 is three years, to the day.
 */
export function leaseDays(
  lease: Span,
  earlier: readonly Span[],
  priorMonths: number,
  most: number,
): { used: number; left: number } {
  const all = [lease, ...earlier]
  const first = all.map((one) => one.startsOn).reduce((a, b) => (a < b ? a : b))
  const months = Math.max(0, most - priorMonths)
  return {
    used: all.reduce((sum, one) => sum + daysOf(one), 0),
    left: daysBetween(first, addMonths(first, months)),
  }
}

export const STATUSES = ['draft', 'proposed', 'accepted', 'in_force', 'ended', 'cancelled'] as const
export type Status = (typeof STATUSES)[number]
/** What may be done in which state; the clock does `start` and `end` too. */
export const TRANSITIONS = {
  edit: { from: ['draft'], to: 'draft' },
  propose: { from: ['draft'], to: 'proposed' },
  revise: { from: ['proposed'], to: 'draft' },
  accept: { from: ['proposed'], to: 'accepted' },
  start: { from: ['accepted'], to: 'in_force' },
  end: { from: ['in_force'], to: 'ended' },
  cancel: { from: ['draft', 'proposed', 'accepted'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Verb = keyof typeof TRANSITIONS
export const mayPass = (verb: Verb, status: Status): boolean =>
  (TRANSITIONS[verb].from as readonly Status[]).includes(status)

/** The state as it truly is on a day, whether or not the clock has passed. */
export function statusOn(o: Span & { status: Status }, today: string): Status {
  if (o.status === 'accepted' && o.startsOn <= today) return o.endsOn < today ? 'ended' : 'in_force'
  if (o.status === 'in_force' && o.endsOn < today) return 'ended'
  return o.status
}

export interface Reminder {
  /** Days from the term: −90 is three months before, 25 is after. */
  days: number
  /** The local date on which people are told. */
  on: string
}

/**
 * Before and after its term. A short lease: ninety and thirty days before, and twenty-five after, because a tenant who is left
 * in place for more than a month holds a commercial lease (C. com. L145-5). The other forms: thirty days before, and on the day.
 */
export function remindersOf(form: string, endsOn: string): Reminder[] {
  const days = form === 'short_lease' ? [-90, -30, 25] : [-30, 0]
  return days.map((n) => ({ days: n, on: addDays(endsOn, n) }))
}
