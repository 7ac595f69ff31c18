import { windowsOn } from '../../listings/rules'
import { visibleOffer } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { addDays, wallOf } from '../../core/time'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Sharing } from '../input'
import { type Cascade, cascadeById, cascadeAt } from '../queries'
import { mustLead } from '../rights'
import { leftOf, offerOn, type Slot } from '../writing'

const DAYS_AHEAD = 62

/**
 * Shares what is free of a waste among those who look for it, without waiting for a first taker: each is offered a part at
 * once. Of a stream, the next collection unless told. Throws `no_takers` where nobody fits or nothing is left; `invalid` for
 * a collection that does not exist.
 */
export async function shareOffer(ctx: Ctx, offerId: string, input: Sharing = {}): Promise<Cascade> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const { listing, zone } = offer
  mustLead(ctx, { lenderId: listing.organisationId, clusterId: listing.clusterId })
  if (listing.kind !== 'waste') throw new AppError('no_takers')
  const asked = check(Sharing, input)
  const slot =
    listing.grain === 'stock' ? null : collectionAt(offer.listing, zone, ctx.now, asked.startsAt ?? null)
  const left = await leftOf(ctx, listing, slot)
  if (!left) throw new AppError('listing_not_open')
  if ((await offerOn(ctx, listing, slot, true)) === 0) throw new AppError('no_takers')
  const cascade = await cascadeAt(ctx, left.capacity.id, slot?.startsAt ?? null)
  return (await cascadeById(ctx, cascade?.id ?? '')) as Cascade
}

/** The collection that begins then; the next one, where nobody said which. */
function collectionAt(
  listing: Parameters<typeof windowsOn>[0],
  zone: string,
  now: string,
  startsAt: string | null,
): Slot {
  const first = wallOf(startsAt ?? now, zone).date
  for (let i = 0; i < DAYS_AHEAD; i++) {
    for (const w of windowsOn(listing, addDays(first, i), zone))
      if (startsAt ? w.from === startsAt : w.from > now) return { startsAt: w.from, endsAt: w.to }
    if (startsAt) break
  }
  throw new AppError('invalid', { fields: [{ path: 'startsAt', code: 'not_a_choice' }] })
}
