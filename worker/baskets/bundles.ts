import { AppError } from '../core/errors'
import { listingsById, maySee } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { type Offer, visibleOffer } from '../bookings/queries'
import { type BasketItem, MOST_ITEMS } from './input'

export interface Asked {
  offer: Offer
  item: BasketItem
}

/** What is booked, with the place in the list of what brings it along; of what is asked for itself, null. */
export interface Whole extends Asked {
  partOf: number | null
}

/**
 * What is asked for, and what always goes with it (the room, its projector, its caretaker), at the same time: an offer that
 * stands in the basket anyway is not taken twice. What is asked for comes first, in its order. Throws what
 * `visibleOffer` throws of what goes with an offer, and `invalid` where it becomes too much; `refuse` hears it
 * instead, with the place of the item it is about.
 */
export async function withBundles(
  ctx: Ctx,
  asked: readonly Asked[],
  refuse?: (error: AppError, item: number) => void,
): Promise<Whole[]> {
  const all: Whole[] = asked.map((one) => ({ ...one, partOf: null }))
  for (let i = 0; i < all.length; i++) {
    const { offer, item, partOf } = all[i] as Whole
    const root = partOf ?? i
    try {
      for (const part of offer.rules.bundle) {
        const sameTime = ({ item: other }: Asked) =>
          other.offerId === part.offerId && other.startsAt < item.endsAt && item.startsAt < other.endsAt
        if (all.some(sameTime)) continue
        if (all.length >= MOST_ITEMS)
          throw new AppError('invalid', {
            fields: [{ path: 'items', code: 'too_many', params: { max: MOST_ITEMS } }],
          })
        all.push({ ...(await partAt(ctx, part, item)), partOf: root })
      }
    } catch (error) {
      if (!refuse || !(error instanceof AppError)) throw error
      refuse(error, root)
    }
  }
  return all
}

/** What goes with an offer and is the borrower's own, they have: it is not asked for. */
export const withoutOwn = (all: readonly Whole[], borrowerId: string): Whole[] =>
  all.filter(({ offer, partOf }) => partOf === null || offer.listing.organisationId !== borrowerId)

async function partAt(
  ctx: Ctx,
  part: { offerId: string; quantity: number },
  whole: BasketItem,
): Promise<Asked> {
  const offer = await visibleOffer(ctx, part.offerId)
  return { offer, item: itemOf({ offer, quantity: part.quantity }, whole) }
}

/** One of what goes with an offer. */
export interface Part {
  offer: Offer
  quantity: number
}

/** What is asked of a part when the whole is asked for. */
export function itemOf(
  { offer, quantity }: Part,
  { startsAt, endsAt, tariff }: Pick<BasketItem, 'startsAt' | 'endsAt' | 'tariff'>,
): BasketItem {
  // A solidarity tariff of the room asks nothing of a projector that has but one price.
  const hasTariff = tariff === 'reference' || offer.listing[`${tariff}Cents`] !== null
  const taken = { offerId: offer.listing.id, startsAt, endsAt, quantity }
  return { ...taken, tariff: hasTariff ? tariff : 'reference' }
}

/**
 * All that always goes with an offer, with what goes with that in turn, each once: for those who ask for it at many times.
 * Throws as `withBundles`.
 */
export async function partsOf(ctx: Ctx, whole: Offer): Promise<Part[]> {
  const all: Part[] = [{ offer: whole, quantity: 1 }]
  for (let i = 0; i < all.length; i++)
    for (const { offerId, quantity } of (all[i] as Part).offer.rules.bundle) {
      if (all.some((one) => one.offer.listing.id === offerId)) continue
      if (all.length >= MOST_ITEMS)
        throw new AppError('invalid', {
          fields: [{ path: 'items', code: 'too_many', params: { max: MOST_ITEMS } }],
        })
      all.push({ offer: await visibleOffer(ctx, offerId), quantity })
    }
  return all.slice(1)
}

/** The titles of what always goes with an offer, of those that the actor may see. */
export async function namesOfParts(ctx: Ctx, { rules }: Pick<Offer, 'rules'>): Promise<string[]> {
  const ids = rules.bundle.map((part) => part.offerId)
  const found = await listingsById(ctx, ids)
  return ids.flatMap((id) => found.find((l) => l.id === id && maySee(ctx, l))?.title ?? [])
}
