import type { Parts, Side } from './rules'
import { round } from './rulesOfQuantity'

// Pure: what an offer costs, against what a need would pay.

/** What costs more than this many times what can be paid is no suggestion. */
const MOST_DEARER = 2

/** A price can be talked down; who can pay less than half of it is not served. */
export function isUnaffordable(offer: Side, need: Side): boolean {
  if (offer.tariffMode !== 'price' || need.tariffMode !== 'price') return false
  if (offer.referenceCents === null || need.referenceCents === null || offer.priceUnit !== need.priceUnit)
    return false
  const least = Math.min(offer.referenceCents, offer.solidarityCents ?? offer.referenceCents)
  return least > MOST_DEARER * need.referenceCents
}

/** What is asked, against what would be paid. */
export function priceOf(offer: Side, need: Side): Parts['price'] {
  const weight = 0.1
  if (offer.tariffMode === 'free') return { share: 1, weight, is: 'free' }
  if (offer.tariffMode === 'exchange')
    return { share: need.tariffMode === 'exchange' ? 1 : 0.7, weight, is: 'exchange' }
  const { referenceCents: asks, solidarityCents: least } = offer
  const pays = need.tariffMode === 'price' && need.priceUnit === offer.priceUnit ? need.referenceCents : null
  if (pays === null || asks === null)
    return { share: need.tariffMode === 'free' ? 0.4 : 0.5, weight, is: 'unknown' }
  if (asks <= pays) return { share: 1, weight, is: 'within' }
  if (least !== null && least <= pays) return { share: 0.85, weight, is: 'solidarity' }
  return { share: round(pays / asks), weight, is: 'above' }
}
