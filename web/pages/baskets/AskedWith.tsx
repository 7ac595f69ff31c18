import { isMovable } from '../../../worker/baskets/moving'
import type { Booking } from '../../../worker/bookings/queries'
import type { View } from '../../view'

const MOST_NAMED = 3

/** On the page of a booking: what was asked for with it, and what moves with it. */
export function AskedWith({ v, b, together }: { v: View; b: Booking; together: readonly Booking[] }) {
  if (together.length === 0) return null
  const words = v.t.baskets
  const names = together.slice(0, MOST_NAMED).map((one) => one.listingTitle)
  const more = together.length - names.length
  const root = b.partOf ?? b.id
  const moves =
    isMovable(b, v.ctx.now) &&
    together.some((one) => (one.id === root || one.partOf === root) && isMovable(one, v.ctx.now))
  return (
    <p>
      <bdi>{words.askedWith(v.f.list(names) + (more > 0 ? ` ${words.more(more)}` : ''))}</bdi>{' '}
      {moves && `${words.movesWith} `}
      {b.basketId && <a href={v.href(`/baskets/${b.basketId}`)}>{words.seeAll}</a>}
    </p>
  )
}
