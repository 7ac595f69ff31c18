import type { Listing } from '../../../worker/listings/queries'
import type { Outage } from '../../../worker/outages/queries'
import type { View } from '../../view'
import { moment } from '../bookings/words'

/** An outage in a sentence: how many, of what, since when, until when as far as it is known. */
export function outageWords(v: View, o: Outage): string {
  const words = v.t.outages
  const begun = o.startsAt <= v.ctx.now
  const [start, end] = [moment(v, o.startsAt), o.endsAt && moment(v, o.endsAt)]
  const when = end
    ? begun
      ? words.until(end)
      : words.from(start, end)
    : begun
      ? words.unknown
      : words.unknownFrom(start)
  const what = o.quantity === null ? [] : [words.some(v.f.quantity(o.quantity, o.unit as 'piece'))]
  return [o.capacityLabel && `${o.capacityLabel} :`, when, ...what].filter(Boolean).join(' ')
}

/** Who answers for the owner, and the coordinator. */
export const mayDeclare = (v: View, listing: Pick<Listing, 'organisationId'>): boolean =>
  v.isCoordinator ||
  (v.actor?.organisations.some((m) => m.organisationId === listing.organisationId && m.mayAnswer) ?? false)
