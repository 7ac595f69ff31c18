import { type Alternative, alternatives, similar } from '../bookings/alternatives'
import { type Booking, offerOf } from '../bookings/queries'
import { listingById } from '../listings/queries'
import type { Ctx } from '../platform/context'

/**
 * What a borrower could have instead of a booking that is out of order: similar offers at that time first, then other times
 * of the same one. None for what has begun or is over.
 */
export async function substitutesFor(ctx: Ctx, b: Booking): Promise<Alternative[]> {
  if (b.startsAt <= ctx.now || !['requested', 'confirmed'].includes(b.status)) return []
  const listing = await listingById(ctx, b.listingId)
  if (!listing) return []
  const offer = await offerOf(ctx, listing)
  const { startsAt, endsAt, capacityId } = b
  const quantity = b.shape === 'person' ? 1 : b.quantity
  const wanted = { organisationId: b.borrowerId, startsAt, endsAt, quantity, capacityId }
  const [near, same] = await Promise.all([
    similar(ctx, offer, wanted),
    alternatives(ctx, offer, wanted, b.id),
  ])
  return [...near, ...same]
}
