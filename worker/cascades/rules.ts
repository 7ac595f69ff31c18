import { HOUR, type Instant, later, MINUTE } from '../core/time'

// Pure: to whom what is left of a waste is offered, how much, and for how long.

/** Somebody who could take some of it. */
export interface Taker {
  needId: string
  organisationId: string
  /** As much as they look for. */
  quantity: number
  /** Less than this they do not come for; absent: one. */
  least?: number
  /** What they would pay for one, in cents; 0 where they look for it free. */
  centsEach: number
  metres: number
}
export interface Portion {
  needId: string
  organisationId: string
  quantity: number
}

/** Who pays more comes first, then who is nearer; of equals, the need that was written first. */
export const inOrder = (a: Taker, b: Taker): number =>
  b.centsEach - a.centsEach || a.metres - b.metres || (a.needId < b.needId ? -1 : 1)

/**
 * Shares what is left among those who could take it, in their order, each as much as they look for, until nothing is left.
 * As every unit goes to the first who still wants one, no other sharing brings more, and none that brings as much goes
 * less far.
 */
export function shareOut(left: number, takers: readonly Taker[]): Portion[] {
  const portions: Portion[] = []
  const asked = new Set<string>()
  let rest = left
  for (const { needId, organisationId, quantity, least = 1 } of [...takers].sort(inOrder)) {
    const portion = Math.min(rest, quantity)
    if (portion < Math.max(1, least) || asked.has(organisationId)) continue
    asked.add(organisationId)
    portions.push({ needId, organisationId, quantity: portion })
    rest -= portion
  }
  return portions
}

/** Of what is left, how much more those get who were offered less than they look for, in the order they were asked. */
export function growing<T extends { quantity: number; wanted: number }>(
  left: number,
  less: readonly T[],
): { remainder: T; more: number }[] {
  let rest = left
  return less.flatMap((remainder) => {
    const more = Math.min(rest, remainder.wanted - remainder.quantity)
    rest -= Math.max(0, more)
    return more > 0 ? [{ remainder, more }] : []
  })
}

const LONGEST = 24 * HOUR
const BEFORE_START = 2 * HOUR
const NEAR = 4 * HOUR
const SHORTEST = 10 * MINUTE

/**
 * Until when a remainder that is offered now is kept: a day, at the latest two hours before its collection; where that is
 * within four hours, half of the time that is left. A stock waits for nobody's hour: a day. Null: too late to ask anybody.
 */
export function keptUntil(now: Instant, startsAt: Instant | null): Instant | null {
  if (startsAt === null) return later(now, LONGEST)
  const left = Date.parse(startsAt) - Date.parse(now)
  const time = left > NEAR ? Math.min(LONGEST, left - BEFORE_START) : Math.floor(left / 2)
  return time < SHORTEST ? null : later(now, Math.floor(time / MINUTE) * MINUTE)
}

export type RemainderStatus = 'offered' | 'taken' | 'refused' | 'lapsed' | 'withdrawn'
/** The state as it truly is: the clock writes it each minute. */
export const remainderAt = (
  r: { status: RemainderStatus; offeredUntil: Instant },
  now: Instant,
): RemainderStatus => (r.status === 'offered' && r.offeredUntil <= now ? 'lapsed' : r.status)

/** How a cascade ends: all is taken, nobody is left to ask, the lender stops it, or its collection has come. */
export const OUTCOMES = ['taken', 'nobody', 'stopped', 'past'] as const
export type Outcome = (typeof OUTCOMES)[number]
