import { HOUR, type Instant, later } from '../core/time'

/** A calendar from elsewhere is read every two hours; after a failure later and later, once a day in the end. */
export const EVERY = 2 * HOUR
const SLOWEST = 24 * HOUR
export const nextRead = (now: Instant, failures: number): Instant =>
  later(now, failures === 0 ? EVERY : Math.min(SLOWEST, EVERY * 2 ** (failures - 1)))

/** A file says nothing new, but what recurs in it goes on: it is gone through once a week. */
export const nextOfFile = (now: Instant): Instant => later(now, 7 * 24 * HOUR)

/** Failures in a row after which the lender is told, once. */
export const TOLD_AFTER = 3

/** A calendar that says it is unchanged is read whole once a day all the same: the year that is read moves on. */
export const WHOLE_EVERY = 24 * HOUR

/** Feeds of one capacity, feeds one tick reads, and reads one lender may ask for in an hour. */
export const MOST_FEEDS = 5
export const MOST_A_TICK = 5
export const MOST_BY_HAND = 20
