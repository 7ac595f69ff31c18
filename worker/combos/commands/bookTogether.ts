import { type Basket, requestBasket } from '../../baskets/commands/requestBasket'
import type { BasketItem } from '../../baskets/input'
import { availabilityOfMany, offersOfMany } from '../../bookings/offersOfMany'
import { bookableOver } from '../../bookings/rulesOfBookable'
import { clusterById } from '../../clusters/queries'
import { AppError } from '../../core/errors'
import { addDays, instantOf } from '../../core/time'
import { listingsById, maySee } from '../../listings/queries'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { TogetherInput } from '../input'
import { combosFor, type NeedCombo } from '../queries'

/**
 * Books several offers that meet one need together, all or nothing: a basket, each booking with the need. The best
 * combination, unless it is told which offers and how much of each. Throws `no_combo` where none gives it all now; else as
 * `requestBasket` does.
 */
export async function bookTogether(ctx: Ctx, needId: string, input: TogetherInput = {}): Promise<Basket> {
  mustBeSignedIn(ctx)
  const asked = check(TogetherInput, input)
  const { need, dates, combos } = await combosFor(ctx, needId)
  await mustActFor(ctx, need.organisationId, need.clusterId, asked.onBehalfOf)
  if (!dates) throw new AppError('no_combo')
  const items = asked.parts
    ? await itemsOf(ctx, need.clusterId, dates, asked.parts)
    : combos[0] && asItems(combos[0].parts)
  if (!items) throw new AppError('no_combo')
  return requestBasket(ctx, {
    ...{ organisationId: need.organisationId, note: asked.note, onBehalfOf: asked.onBehalfOf ?? null },
    items: items.map((item) => ({ ...item, needId })),
  })
}

type Items = Pick<BasketItem, 'offerId' | 'startsAt' | 'endsAt' | 'quantity' | 'capacityId'>[]

const asItems = (parts: readonly Pick<NeedCombo['parts'][number], 'listing' | 'bookable'>[]): Items =>
  parts.flatMap(({ listing, bookable }) =>
    bookable.times.map((time) => ({
      ...{ offerId: listing.id, ...time, capacityId: bookable.capacityId },
      quantity: bookable.quantity,
    })),
  )

/** Those offers at the dates of the need; null where one of them is not free for that. */
async function itemsOf(
  ctx: Ctx,
  clusterId: string,
  dates: Parameters<typeof bookableOver>[1] extends infer D ? Omit<D, 'quantity'> : never,
  parts: readonly { offerId: string; quantity: number }[],
): Promise<Items | null> {
  const cluster = await clusterById(ctx, clusterId)
  const found = await listingsById(
    ctx,
    parts.map((p) => p.offerId),
  )
  const listings = found.filter((l) => l.clusterId === clusterId && l.direction === 'offer' && maySee(ctx, l))
  if (!cluster || listings.length < new Set(parts.map((p) => p.offerId)).size) throw new AppError('not_found')
  const offers = await offersOfMany(ctx, cluster, listings)
  const zone = cluster.timeZone
  const [from, to] = [instantOf(dates.from, '00:00', zone), instantOf(addDays(dates.to, 1), '00:00', zone)]
  const many = await availabilityOfMany(ctx, offers, from, to)
  const items: Items = []
  for (const { offerId, quantity } of parts) {
    const offer = offers.find((o) => o.listing.id === offerId)
    const busy = many.get(offerId)?.busy ?? []
    const bookable = offer && bookableOver(offer, { ...dates, quantity }, busy, ctx.now)
    if (!offer || !bookable) return null
    items.push(...asItems([{ listing: offer.listing, bookable }]))
  }
  return items
}
