import { answersFor } from '../../../worker/platform/context'
import { type Instant, later, wallOf } from '../../../worker/core/time'
import type { Listing } from '../../../worker/listings/queries'
import type { Outage } from '../../../worker/outages/queries'
import type { View } from '../../view'
import { moment } from '../bookings/words'

/** An outage in a sentence: how many, of what, since when, until when as far as it is known. */
export function outageWords(v: View, o: Outage): string {
  const words = v.t.outages
  const begun = o.startsAt <= v.ctx.now
  const when = o.endsAt
    ? begun
      ? words.until(isMidnight(v, o.endsAt) ? v.f.day(later(o.endsAt, -1), v.ctx.now) : moment(v, o.endsAt))
      : words.over(v.f.span(o.startsAt, o.endsAt, v.ctx.now))
    : begun
      ? words.unknown
      : words.unknownFrom(dayOrMoment(v, o.startsAt))
  const what = o.quantity === null ? [] : [words.some(v.f.quantity(o.quantity, o.unit as 'piece'))]
  return [o.capacityLabel && `${o.capacityLabel} :`, when, ...what].filter(Boolean).join(' ')
}

const isMidnight = (v: View, at: Instant) => wallOf(at, v.f.timeZone).minute === 0

/** A moment, of which midnight is only its day. */
export const dayOrMoment = (v: View, at: Instant): string =>
  isMidnight(v, at) ? v.f.day(at, v.ctx.now) : moment(v, at)

/** Who answers for the owner, and the coordinator. */
export const mayDeclare = (v: View, listing: Pick<Listing, 'organisationId'>): boolean =>
  v.isCoordinator || answersFor(v.actor, listing.organisationId)
