import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import {
  answersAtOnce,
  type Booking,
  mustBeOpen,
  mustBeTheirNeed,
  visibleOffer,
} from '../../bookings/queries'
import { type Placing, place, placingOf } from '../../bookings/placing'
import { fact } from '../../platform/commit'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { type Asked, type Whole, withBundles, withoutOwn } from '../bundles'
import { conflictsOf, type Held } from '../conflicts'
import { BasketInput, type BasketItem } from '../input'
import { bookingsOfBasket } from '../queries'

export interface Basket {
  id: string
  bookings: Booking[]
}

/**
 * Books several offers of one cluster, all or nothing: one batch, one booking for each, and a lender answers all that is
 * asked of them at once. What always goes with an offer is added to it. Throws as `requestBooking` does, a refusal of one
 * of them with its `offerId` and `item` (its place in the basket, from 0); `capacity_taken` comes with `items`: which of
 * them do not fit, and what would. `after`: what is written in the same batch.
 */
export async function requestBasket(
  ctx: Ctx,
  input: BasketInput,
  after: readonly Query[] = [],
): Promise<Basket> {
  mustBeSignedIn(ctx)
  const { items, ...wanted } = check(BasketInput, input)
  const asked: Asked[] = await Promise.all(
    items.map(async (item, i) => ({ item, offer: await of(item, i, () => visibleOffer(ctx, item.offerId)) })),
  )
  const clusterId = asked[0]?.offer.listing.clusterId ?? ''
  if (asked.some(({ offer }) => offer.listing.clusterId !== clusterId))
    throw new AppError('invalid', { fields: [{ path: 'items', code: 'not_a_choice' }] })
  const onBehalfOf = await mustActFor(ctx, wanted.organisationId, clusterId, wanted.onBehalfOf)
  const all = withoutOwn(await withBundles(ctx, asked), wanted.organisationId)

  const id = newId('basket', Date.parse(ctx.now))
  const instants = await Promise.all(
    all.map(({ offer }) => answersAtOnce(ctx, offer.listing, wanted.organisationId)),
  )
  const rootAt = (i: number) => all[i]?.partOf ?? i
  const placings: Placing[] = []
  for (const [i, { offer, item, partOf }] of all.entries())
    placings.push(
      await of(item, partOf ?? i, async () => {
        if (item.needId) await mustBeTheirNeed(ctx, item.needId, wanted.organisationId, clusterId)
        const asked = { ...item, organisationId: wanted.organisationId, note: wanted.note }
        const whole = partOf === null ? undefined : placings[partOf]?.row.id
        // What goes together is agreed together; what is only asked for together is not.
        const waits = instants.some((instant, k) => !instant && rootAt(k) === rootAt(i))
        const of = { onBehalfOf, basketId: id, partOf: whole, instant: instants[i] as boolean, waits }
        return placingOf(ctx, offer, asked, of)
      }),
    )

  const happened = fact(ctx, 'basket.requested', {
    ...{ clusterId, table: 'baskets', row: id, onBehalfOf },
    payload: { borrowerId: wanted.organisationId, bookings: placings.length },
  })
  const row = ctx.db.insertInto('baskets').values({
    ...{ id, clusterId, borrowerId: wanted.organisationId },
    ...{ requestedBy: ctx.actor?.personId ?? '', onBehalfOf },
    ...{ createdAt: ctx.now, lastEventId: happened.id },
  })
  try {
    await place(ctx, placings, { facts: [happened], before: [row], after })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The offers were open when they were read: say which was closed since.
    if (error.code === 'stale')
      for (const [i, { item, partOf }] of all.entries())
        await of(item, partOf ?? i, async () => mustBeOpen(await visibleOffer(ctx, item.offerId), ctx.now))
    if (error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { items: await conflictsOf(ctx, heldBy(all, placings)) })
  }
  return { id, bookings: await bookingsOfBasket(ctx, id) }
}

const heldBy = (all: readonly Whole[], placings: readonly Placing[]): Held[] =>
  placings.map(({ offer, row, holds }, i) => ({
    ...{ offer, holds, partOf: all[i]?.partOf ?? null },
    wanted: { ...row, organisationId: row.borrowerId },
  }))

/** A refusal, with the offer and the item it is about. */
async function of<T>({ offerId }: BasketItem, item: number, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { ...error.details, offerId, item })
    throw error
  }
}
