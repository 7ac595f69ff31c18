import type { EventType } from '../core/events'
import { addDays, DAY, type Instant, instantOf, later, wallOf } from '../core/time'

/**
 * What people are told of, and how: in the app always; by mail where waiting would cost them something; at once, whatever
 * their rhythm, where the next morning is too late.
 */
export const TOLD: Partial<Record<EventType, { mail: boolean; atOnce?: true }>> = {
  'booking.requested': { mail: true },
  'booking.confirmed': { mail: true },
  'booking.declined': { mail: true },
  'booking.cancelled': { mail: true },
  'booking.expired': { mail: true },
  'booking.changed': { mail: true },
  'booking.completed': { mail: false },
  'booking.no_show': { mail: true },
  'booking.suspended': { mail: true, atOnce: true },
  'booking.resumed': { mail: true, atOnce: true },
  'waitlist.offered': { mail: true, atOnce: true },
  'job.proposed': { mail: true },
  'job.accepted': { mail: true },
  'job.refused': { mail: true },
  'job.lapsed': { mail: true },
  'job.withdrawn': { mail: true },
  'job.prepared': { mail: false },
  'job.booked': { mail: true },
  'cascade.opened': { mail: false },
  'cascade.ended': { mail: false },
  'remainder.offered': { mail: true, atOnce: true },
  'remainder.lapsed': { mail: false },
  'remainder.withdrawn': { mail: true },
  'waitlist.lapsed': { mail: false },
  'waitlist.returned': { mail: true },
  'handover.noted': { mail: false },
  'handover.overdue': { mail: true },
  'agreement.accepted': { mail: true },
  'agreement.lapsed': { mail: true },
  'series.requested': { mail: true },
  'series.confirmed': { mail: true },
  'series.declined': { mail: true },
  'series.cancelled': { mail: true },
  'series.changed': { mail: true },
  'match.suggested': { mail: true },
  'need.asked': { mail: true },
  'match.accepted': { mail: true },
  'match.time_proposed': { mail: true },
  'message.sent': { mail: true },
  'feed.collided': { mail: true },
  'feed.failed': { mail: true },
  'call.published': { mail: true },
  'call.amended': { mail: true, atOnce: true },
  'call.closed': { mail: true },
  'call.names_shown': { mail: true },
  'call.allocated': { mail: true },
  'call.cancelled': { mail: true, atOnce: true },
  'application.submitted': { mail: true, atOnce: true },
  'application.withdrawn': { mail: true, atOnce: true },
  'call_offer.made': { mail: true, atOnce: true },
  'call_offer.accepted': { mail: true },
  'call_offer.declined': { mail: true },
  'call_offer.lapsed': { mail: true },
  'occupancy.proposed': { mail: true, atOnce: true },
  'occupancy.revised': { mail: true },
  'occupancy.accepted': { mail: true },
  'occupancy.ended': { mail: true },
  'occupancy.cancelled': { mail: true },
  'occupancy.reminded': { mail: true, atOnce: true },
  'inventory.saved': { mail: true },
  'inventory.agreed': { mail: true },
  'fee_line.recorded': { mail: false },
  'fee_line.corrected': { mail: true },
  'listing.hidden': { mail: true },
  'listing.restored': { mail: true },
  'listing.expired': { mail: true },
  'report.opened': { mail: true },
  'lead.reported': { mail: true },
  'affiliation.requested': { mail: true },
  'affiliation.accepted': { mail: true },
  'affiliation.refused': { mail: true },
  'affiliation.suspended': { mail: true },
  'affiliation.reinstated': { mail: true },
  'member.requested': { mail: true },
  'member.joined': { mail: true },
}

/** A mail about something older than this tells nothing useful any more: it stays in the app. */
export const TOO_OLD_TO_MAIL = DAY

/** What is older than this when it is told (an imported or restored history) is not news: it is not counted as unread. */
export const TOO_OLD_TO_BE_NEWS = 7 * DAY

/** Of the matches of a listing, this many are told; the others wait on its page. */
export const MATCHES_TOLD = 3

/** The daily digest leaves at this local time. */
const DIGEST_AT = '07:00'

/** When a mail about something that happened at `at` leaves: at once, or at the next 07:00 in the cluster's zone. */
export function dueAt(rhythm: 'now' | 'daily', at: Instant, timeZone: string): Instant {
  if (rhythm === 'now') return at
  const { date } = wallOf(at, timeZone)
  const today = instantOf(date, DIGEST_AT, timeZone)
  return today > at ? today : instantOf(addDays(date, 1), DIGEST_AT, timeZone)
}

/** Local times between which nothing that can wait is sent; equal: none. */
export interface Quiet {
  from: string
  to: string
}
export const USUAL_QUIET: Quiet = { from: '21:00', to: '07:00' }

/** `at`, or the end of the quiet hours it falls into, in the cluster's zone. */
export function calm(at: Instant, quiet: Quiet, timeZone: string): Instant {
  const { from, to } = quiet
  if (from === to) return at
  const { date } = wallOf(at, timeZone)
  const [begins, ends] = [instantOf(date, from, timeZone), instantOf(date, to, timeZone)]
  if (from < to) return at >= begins && at < ends ? ends : at
  // Over midnight: the morning's end of yesterday's, or all of the evening.
  if (at < ends) return ends
  return at >= begins ? instantOf(addDays(date, 1), to, timeZone) : at
}

/** A mail that could not leave is tried again after 1, 5, 25, 125 minutes, then given up. */
export const MAIL_TRIES = 5
export const retryAt = (now: Instant, attempts: number): Instant => later(now, 5 ** attempts * 60_000)
