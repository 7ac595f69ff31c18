import { HOUR, type Instant, later, MINUTE } from '../core/time'

// Pure: how a place that became free is offered to those who wait.

export type PlaceStatus = 'waiting' | 'offered' | 'taken' | 'passed' | 'left' | 'lapsed'

const LONGEST = 12 * HOUR
const BEFORE_START = 2 * HOUR
const NEAR = 4 * HOUR
/** Who has less time than this to answer is not asked. */
const SHORTEST = 10 * MINUTE

/**
 * Until when a place that is offered now is kept: 12 hours, at the latest 2 hours before it begins. Where it begins within
 * 4 hours, half of the time that is left; never so late that the lender's notice would refuse the booking. Null: too late
 * to offer it to anybody.
 */
export function offeredUntil(now: Instant, startsAt: Instant, noticeMinutes = 0): Instant | null {
  const left = Date.parse(startsAt) - Date.parse(now)
  const asked = left > NEAR ? Math.min(LONGEST, left - BEFORE_START) : Math.floor(left / 2)
  const time = Math.min(asked, left - noticeMinutes * MINUTE)
  return time < SHORTEST ? null : later(now, Math.floor(time / MINUTE) * MINUTE)
}

/** The state as it truly is: the clock writes it each minute, and nobody may use the minute in between. */
export function placeAt(
  p: { status: PlaceStatus; offeredUntil: Instant | null; startsAt: Instant },
  now: Instant,
): PlaceStatus {
  if (p.status === 'offered' && p.offeredUntil !== null && p.offeredUntil <= now) return 'lapsed'
  if (p.status === 'waiting' && p.startsAt <= now) return 'lapsed'
  return p.status
}

export const isOpen = (status: PlaceStatus): boolean => status === 'waiting' || status === 'offered'
/** How many places in queues of one offer an organisation may have at once. */
export const MOST_PLACES = 20
