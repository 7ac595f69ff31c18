import type { Alternative } from '../../../worker/bookings/alternatives'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import type { Offer } from '../../../worker/bookings/queries'
import type { Kept } from '../../../worker/baskets/draft'
import type { BasketItem } from '../../../worker/baskets/input'
import { fromMinutes, later, toMinutes, wallOf } from '../../../worker/core/time'
import type { View } from '../../view'

/** A time of an offer as the value of a button: "from-to-quantity-capacity", with the offer where it is another one. */
export const takenAs = (
  one: Pick<Alternative, 'startsAt' | 'endsAt' | 'quantity' | 'capacityId' | 'offerId'>,
) => [toMinutes(one.startsAt), toMinutes(one.endsAt), one.quantity, one.capacityId, one.offerId].join('-')

/** What such a value asks for, or null where it is none. */
export function takenIn(value: string): Omit<BasketItem, 'note'> | null {
  const [, from, to, quantity, capacityId, offerId] =
    /^(\d{8,9})-(\d{8,9})-(\d{1,9})-(cap_\w+)-(ofr_\w+)$/.exec(value) ?? []
  if (!from || !to || !offerId) return null
  return {
    ...{ offerId, capacityId, startsAt: fromMinutes(Number(from)), endsAt: fromMinutes(Number(to)) },
    ...{ quantity: Math.max(1, Number(quantity)), tariff: 'reference' },
  }
}

/** The form of the offer as it was when this was put in: its time, its quantity, and what it will replace. */
export function changePath(v: View, { listing, capacities, zone, rules }: Offer, item: Kept): string {
  const query = new URLSearchParams({ item: item.key })
  const [from, to] = [toMinutes(item.startsAt), toMinutes(item.endsAt)]
  const first = wallOf(item.startsAt, zone).date
  if (listing.grain === 'hour') {
    query.set('day', first)
    const step = rules.stepMinutes ?? 60
    for (let at = from; at < to; at += step) query.append('h', `${at}-${Math.min(at + step, to)}`)
  } else if (listing.grain === 'window') query.set('window', `${from}-${to}`)
  else if (listing.grain === 'stock') query.set('day', first)
  else {
    query.set('startsOn', first)
    query.set('endsOn', wallOf(later(item.endsAt, -1), zone).date)
  }
  if (choices(capacities).length > 1 && item.capacityId) query.set('lot', item.capacityId)
  if (item.quantity > 1 && listing.kind !== 'staff') query.set('quantity', String(item.quantity))
  return `${v.href(`/offers/${listing.id}/book`)}?${query}`
}
