import { bookingById } from '../bookings/queries'
import { offerOn } from '../cascades/writing'
import type { StoredEvent } from '../core/events'
import { listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { goOnByItself } from './goingOn'
import { keepBookings, keepRests } from './keeping'
import { lookAgain } from './looks'

/**
 * Keeps the ledger of a stream as its bookings, hand-overs and offer are now, so that it may come twice or late; what was
 * refused, or nobody came for, then goes on to the next by itself.
 */
export const keepBalance: Consumer = async (ctx, event) => {
  const [noun] = event.type.split('.')
  if (noun === 'booking') return keepBooking(ctx, event.subjectId)
  if (event.type === 'handover.noted')
    return keepBooking(ctx, (event as StoredEvent<'handover.noted'>).payload.bookingId)
  if (noun === 'listing') return keepOffer(ctx, event.subjectId)
  if (event.type === 'capacity.changed') return keepOffers(ctx, event.subjectId)
  if (noun === 'match') {
    const { offerId } = (event as StoredEvent<'match.suggested'>).payload
    await offerLeftover(ctx, offerId)
  }
}

async function keepBooking(ctx: Ctx, bookingId: string): Promise<void> {
  const booking = await bookingById(ctx, bookingId)
  if (booking?.kind !== 'waste') return
  await keepBookings(ctx, [bookingId])
  if (booking.grain === 'stock') await keepRests(ctx, [{ listingId: booking.listingId, slot: '' }])
  await goOnFrom(ctx, bookingId)
}

async function keepOffer(ctx: Ctx, listingId: string): Promise<void> {
  const listing = await listingById(ctx, listingId)
  if (listing?.kind !== 'waste' || listing.direction !== 'offer') return
  if (listing.grain === 'stock') return keepRests(ctx, [{ listingId, slot: '' }])
  if (listing.status === 'published') await lookAgain(ctx, listingId)
}

async function keepOffers(ctx: Ctx, capacityId: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('listingCapacities')
    .select('listingId')
    .where('capacityId', '=', capacityId)
    .limit(20)
    .execute()
  for (const { listingId } of rows) await keepOffer(ctx, listingId)
}

/** What was refused at a hand-over, or nobody came for, becomes an offer of its giver. Looks at what is there now. */
async function goOnFrom(ctx: Ctx, bookingId: string): Promise<void> {
  const batch = await ctx.db
    .selectFrom('streamBatches as s')
    .innerJoin('listings as l', 'l.id', 's.listingId')
    .select(['s.id', 's.clusterId', 's.listingId', 's.refused', 's.unfetched', 'l.organisationId'])
    .where('s.bookingId', '=', bookingId)
    .where((eb) => eb.or([eb('s.refused', '>', 0), eb('s.unfetched', '>', 0)]))
    .executeTakeFirst()
  if (!batch) return
  for (const account of ['refused', 'unfetched'] as const)
    if (batch[account] > 0) await goOnByItself(ctx, batch, account, batch[account])
}

/** Somebody who needs it was found for what was left: it is offered to them, in their order. */
async function offerLeftover(ctx: Ctx, offerId: string): Promise<void> {
  const isLeftover = await ctx.db
    .selectFrom('streamEnds')
    .select('id')
    .where('toListingId', '=', offerId)
    .executeTakeFirst()
  const listing = isLeftover && (await listingById(ctx, offerId))
  if (listing && listing.grain === 'stock') await offerOn(ctx, listing, null)
}
