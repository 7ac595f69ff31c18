import type { Found } from '../../worker/search/found'
import type { View } from '../view'

type Priced = Pick<
  Found,
  'direction' | 'kind' | 'tariffMode' | 'priceUnit' | 'solidarityCents' | 'referenceCents' | 'supportCents'
>

/** The reference price with its unit, "12 €/h"; or that it is free, or exchanged. */
export function priceWords(v: View, l: Priced): string {
  const { card } = v.t.search
  if (l.tariffMode === 'free') return card.noCharge
  if (l.tariffMode === 'exchange') return card.exchange
  const amount = `${v.f.money(l.referenceCents ?? 0)}${card.per[l.priceUnit ?? 'once']}`
  return l.direction === 'need' ? card.budget(amount) : amount
}

/** The range of the three doors, "tarifs de 4 € à 16 €", where there is one. */
export function doorsWords(v: View, l: Priced): string | null {
  if (l.tariffMode !== 'price' || (l.solidarityCents === null && l.supportCents === null)) return null
  const lowest = l.solidarityCents ?? l.referenceCents ?? 0
  const highest = l.supportCents ?? l.referenceCents ?? 0
  return lowest === highest ? null : v.t.search.card.doors(v.f.money(lowest), v.f.money(highest))
}
