import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { type Booking, mustBeOpen, mustBeTheirNeed, visibleOffer } from '../../bookings/queries'
import { type Placing, place, placingOf } from '../../bookings/placing'
import { fact } from '../../platform/commit'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { BasketInput, type BasketItem } from '../input'
import { bookingsOfBasket } from '../queries'
import { withBundles } from '../bundles'
import { conflictsOf } from '../conflicts'

export interface Basket {
  id: string
  bookings: Booking[]
}

/**
 * Books several offers of one cluster, all or nothing: one batch, one booking for each, and a lender answers all that is
 * asked of them at once. What always goes with an offer is added to it. Throws as `requestBooking` does, the first refusal
 * with `item` (its place in the basket, from 0); `capacity_taken` comes with `items`: which of them do not fit, and what
 * would.
 */
export async function requestBasket(ctx: Ctx, input: BasketInput): Promise<Basket> {
  mustBeSignedIn(ctx)
  const { items, ...wanted } = check(BasketInput, input)
  const offers = await Promise.all(
    items.map((item) => named(item.offerId, () => visibleOffer(ctx, item.offerId))),
  )
  const clusterId = offers[0]?.listing.clusterId ?? ''
  if (offers.some((offer) => offer.listing.clusterId !== clusterId))
    throw new AppError('invalid', { fields: [{ path: 'items', code: 'not_a_choice' }] })
  const onBehalfOf = await mustActFor(ctx, wanted.organisationId, clusterId, wanted.onBehalfOf)
  const all = await withBundles(
    ctx,
    offers.map((offer, i) => ({ offer, item: items[i] as BasketItem })),
  )

  const id = newId('basket', Date.parse(ctx.now))
  const placings: Placing[] = []
  for (const { offer, item } of all)
    placings.push(
      await named(item.offerId, async () => {
        if (item.needId) await mustBeTheirNeed(ctx, item.needId, wanted.organisationId, clusterId)
        const asked = { ...item, organisationId: wanted.organisationId, note: wanted.note }
        return placingOf(ctx, offer, asked, { onBehalfOf, basketId: id })
      }),
    )

  const happened = fact(ctx, 'basket.requested', {
    ...{ clusterId, table: 'baskets', row: id, onBehalfOf },
    payload: { borrowerId: wanted.organisationId, bookings: placings.length },
  })
  const row = ctx.db.insertInto('baskets').values({
    ...{
      id,
      clusterId,
      borrowerId: wanted.organisationId,
      requestedBy: ctx.actor?.personId ?? '',
      onBehalfOf,
    },
    ...{ createdAt: ctx.now, lastEventId: happened.id },
  })
  try {
    await place(ctx, placings, { facts: [happened], before: [row] })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The offers were open when they were read: say which was closed since.
    if (error.code === 'stale')
      for (const { item } of all)
        await named(item.offerId, async () => mustBeOpen(await visibleOffer(ctx, item.offerId), ctx.now))
    if (error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { items: await conflictsOf(ctx, placings) })
  }
  return { id, bookings: await bookingsOfBasket(ctx, id) }
}

/** A refusal, with the offer it is about. */
async function named<T>(offerId: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { ...error.details, offerId })
    throw error
  }
}
