import type { Ctx } from '../../platform/context'
import { type By, listingToChange } from '../queries'
import { changeState } from './changeState'

/** Takes no bookings for a while; those made stay. */
export async function pauseListing(ctx: Ctx, id: string, by: By = {}): Promise<void> {
  const { listing, onBehalfOf } = await listingToChange(ctx, id, by)
  await changeState(ctx, listing, { act: 'pause', type: 'listing.paused', onBehalfOf })
}
