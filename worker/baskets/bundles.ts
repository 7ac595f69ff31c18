import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { type Offer, visibleOffer } from '../bookings/queries'
import { type BasketItem, MOST_ITEMS } from './input'

export interface Asked {
  offer: Offer
  item: BasketItem
}

/**
 * What is asked for, and what always goes with it (the room, its projector, its caretaker), at the same time: an offer that
 * stands in the basket anyway is not taken twice.
 */
export async function withBundles(ctx: Ctx, asked: readonly Asked[]): Promise<Asked[]> {
  const all = [...asked]
  for (let i = 0; i < all.length; i++) {
    const { offer, item } = all[i] as Asked
    for (const part of offer.rules.bundle) {
      const sameTime = ({ item: other }: Asked) =>
        other.offerId === part.offerId && other.startsAt < item.endsAt && item.startsAt < other.endsAt
      if (all.some(sameTime)) continue
      if (all.length >= MOST_ITEMS)
        throw new AppError('invalid', {
          fields: [{ path: 'items', code: 'too_many', params: { max: MOST_ITEMS } }],
        })
      const { startsAt, endsAt } = item
      const taken = {
        ...{ offerId: part.offerId, startsAt, endsAt, quantity: part.quantity },
        tariff: item.tariff,
      }
      const partner = await visibleOffer(ctx, part.offerId)
      // A solidarity tariff of the room asks nothing of a projector that has but one price.
      const hasTariff = item.tariff === 'reference' || partner.listing[`${item.tariff}Cents`] !== null
      all.push({ offer: partner, item: hasTariff ? taken : { ...taken, tariff: 'reference' } })
    }
  }
  return all
}
