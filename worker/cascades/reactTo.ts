import { bookingById } from '../bookings/queries'
import { listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { type Cascade, cascadeById, remainderById } from './queries'
import { offerOn } from './writing'

/**
 * Somebody took some of a waste, or gave it back, or said no to what was left: what is left now goes on to the next. Looks at
 * the present state, so that it may come twice or late.
 */
export const offerNext: Consumer = async (ctx, event) => {
  if (event.subjectId.startsWith('rmd_')) {
    const remainder = await remainderById(ctx, event.subjectId)
    const cascade = remainder && (await cascadeById(ctx, remainder.cascadeId))
    if (cascade) await goOn(ctx, cascade)
    return
  }
  const booking = event.subjectId.startsWith('bkg_') ? await bookingById(ctx, event.subjectId) : null
  if (booking?.kind !== 'waste') return
  const listing = await listingById(ctx, booking.listingId)
  const slot = booking.grain === 'stock' ? null : { startsAt: booking.startsAt, endsAt: booking.endsAt }
  if (listing) await offerOn(ctx, listing, slot)
}

/** The next step of a cascade that is open. */
export async function goOn(ctx: Ctx, cascade: Cascade): Promise<void> {
  const listing = await listingById(ctx, cascade.listingId)
  const { startsAt, endsAt } = cascade
  if (cascade.status === 'open' && listing)
    await offerOn(ctx, listing, startsAt && endsAt ? { startsAt, endsAt } : null)
}
