import type { NeedCombo } from '../../../worker/combos/queries'
import type { Listing } from '../../../worker/listings/queries'
import type { View } from '../../view'

/** A combination as the form sends it: the offers and how much of each. */
export const comboValue = (combo: NeedCombo): string =>
  combo.parts.map(({ listing, bookable }) => `${listing.id}.${bookable.quantity}`).join(' ')

/** Offers that are enough together: how much of each, how far, and what it all costs. */
export function ComboParts({ v, need, combo }: { v: View; need: Listing; combo: NeedCombo }) {
  const words = v.t.together.combos
  const comma = v.language === 'ar' ? '، ' : ', '
  const price = (cents: number) => (cents > 0 ? v.f.money(cents) : v.t.search.card.noCharge)
  return (
    <>
      <ul class="st tight">
        {combo.parts.map(({ listing, bookable, km }) => (
          <li>
            <b>{v.f.quantity(bookable.quantity, listing.unit)}</b>{' '}
            <a href={v.href(`/offers/${listing.id}`)}>
              <bdi>{listing.title}</bdi>
            </a>
            <span class="q sm">
              {comma}
              <bdi>{listing.organisationName}</bdi>
              {km !== null && `${comma}${v.t.search.card.at(v.f.distance(km))}`}
              {comma}
              {price(bookable.priceCents)}
            </span>
          </li>
        ))}
      </ul>
      <p class="row between">
        <span>
          {words.total} : <b>{v.f.quantity(need.quantity, need.unit)}</b>
        </span>
        <b>{price(combo.cents)}</b>
      </p>
    </>
  )
}
