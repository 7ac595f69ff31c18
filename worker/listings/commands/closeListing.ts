import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { Outcome } from '../input'
import { type By, listingToChange } from '../queries'
import { changeState } from './changeState'

/** Ends a listing, and records how: met here, met elsewhere, no longer needed, expired. Bookings made stay. */
export async function closeListing(ctx: Ctx, id: string, outcome: unknown, by: By = {}): Promise<void> {
  const { listing, onBehalfOf } = await listingToChange(ctx, id, by)
  await changeState(ctx, listing, {
    ...{ act: 'close', type: 'listing.closed', onBehalfOf },
    set: { outcome: check(Outcome, outcome), closedAt: ctx.now },
  })
}
