import { type Instant, later, MINUTE } from '../core/time'
import { type Check, periodOf, type Quota, type Rules } from './rulesOfOffers'

// Pure: the limits of an offer as the database judges them (0015), told in advance or afterwards with what would pass.

/** A booking of the borrower, as far as limits look at it; one that is over no longer counts as open. */
export interface Counted {
  id: string
  listingId: string
  borrowerId: string
  startsAt: Instant
  endsAt: Instant
  open: boolean
}

/** Which limit is reached, and what would pass. */
export type Reached =
  | {
      rule: 'quota'
      of: Quota['of']
      per: Quota['per']
      most: number
      /** Taken in this period without the booking that was asked for, and what is left of it. */
      used: number
      left: number
      /** When the next period begins in which it would fit; null: longer than any period allows. */
      opensAt: Instant | null
    }
  | {
      rule: 'gap'
      minutes: number
      other: { startsAt: Instant; endsAt: Instant }
      before: Instant
      after: Instant
    }
  | { rule: 'one_at_a_time'; until: Instant }

const MOST_PERIODS = 60
const minutesOf = (b: Pick<Counted, 'startsAt' | 'endsAt'>) =>
  (Date.parse(b.endsAt) - Date.parse(b.startsAt)) / MINUTE

/** The first of these checks that would fail, `booked` being all that would then stand, or null. */
export function reached(
  checks: readonly Check[],
  booked: readonly Counted[],
  rules: Rules,
  zone: string,
): Reached | null {
  for (const check of checks) {
    const mine = booked.filter((b) => b.listingId === check.listingId && b.borrowerId === check.borrowerId)
    const told = judged(check, mine, rules, zone)
    if (told) return told
  }
  return null
}

function judged(check: Check, mine: readonly Counted[], rules: Rules, zone: string): Reached | null {
  const own = mine.find((b) => b.id === check.bookingId)
  switch (check.rule) {
    case 'bookings':
    case 'minutes': {
      const amount = (b: Counted) => (check.rule === 'bookings' ? 1 : minutesOf(b))
      const usedIn = (from: Instant, to: Instant) =>
        mine
          .filter((b) => b !== own && from <= b.startsAt && b.startsAt < to)
          .reduce((sum, b) => sum + amount(b), 0)
      const asked = own ? amount(own) : 0
      const used = usedIn(check.fromAt, check.toAt)
      if (used + asked <= check.most) return null
      const per = check.per ?? 'day'
      let opensAt: Instant | null = null
      for (let i = 0, from = check.toAt; i < MOST_PERIODS && !opensAt && asked <= check.most; i++) {
        const { to } = periodOf(from, per, zone)
        if (usedIn(from, to) + asked <= check.most) opensAt = from
        from = to
      }
      const left = Math.max(0, check.most - used)
      return { rule: 'quota', of: check.rule, per, most: check.most, used, left, opensAt }
    }
    case 'gap': {
      const other = mine.find(
        (b) => b !== own && b.open && b.endsAt > check.fromAt && b.startsAt < check.toAt,
      )
      if (!other) return null
      const gap = rules.gapMinutes * MINUTE
      return {
        ...{ rule: 'gap', minutes: rules.gapMinutes },
        other: { startsAt: other.startsAt, endsAt: other.endsAt },
        ...{ before: later(other.startsAt, -gap), after: later(other.endsAt, gap) },
      }
    }
    case 'open': {
      const others = mine.filter((b) => b !== own && b.open && b.endsAt > check.fromAt)
      if (others.length + (own ? 1 : 0) <= check.most) return null
      return {
        rule: 'one_at_a_time',
        until:
          others
            .map((b) => b.endsAt)
            .sort()
            .at(-1) ?? check.fromAt,
      }
    }
  }
}
