import type { FreeOffer } from '../../../worker/search/free'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { takenAs } from './asked'

/** Under an offer that is free on the dates asked for: into the basket, and back to the list. */
export function AddToBasket({
  v,
  item: { one, bookable },
  back,
}: {
  v: View
  item: FreeOffer
  back: string
}) {
  if (!v.isMember && !v.isCoordinator) return null
  const { capacityId, quantity, times } = bookable
  // Of a person time is what is booked: each time counts its own minutes.
  const each = one.kind === 'staff' ? 1 : quantity
  return (
    // A tile stands above the link that the whole card is.
    <form class="o" method="post" action={v.href(`/offers/${one.id}/basket`)}>
      {times.map((time) => (
        <input
          type="hidden"
          name="take"
          value={takenAs({ ...time, quantity: each, capacityId, offerId: one.id })}
        />
      ))}
      <input type="hidden" name="back" value={back.slice(back.indexOf('?'))} />
      <button class="b b2 wide sm" type="submit">
        {v.t.baskets.add}
        <span class="vh"> {one.title}</span>
      </button>
    </form>
  )
}

/** Where something lies in the basket: how much, and the way there; said aloud when it was just put in. */
export function ToBasket({ v, inBasket }: { v: View; inBasket: number }) {
  if (inBasket === 0) return null
  const added = v.c.req.query('added') !== undefined
  return (
    <p class={added ? 'note free' : undefined} role={added ? 'status' : undefined}>
      {added && <Icon name="circle-check" />}
      <span>
        {added && `${v.t.baskets.basket.told.added} `}
        <a href={v.href('/basket')}>{v.t.baskets.count(inBasket)}</a>
      </span>
    </p>
  )
}
