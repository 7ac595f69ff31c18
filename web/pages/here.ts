import { type Booking, visibleBooking } from '../../worker/bookings/queries'
import { AppError } from '../../worker/core/errors'
import { type VisibleListing, visibleListing } from '../../worker/listings/queries'
import { type Ctx, mustBeSignedIn } from '../../worker/platform/context'
import type { View } from '../view'

/** What the address of a page names by its id, if the reader may see it and it is of the cluster in that address. */
export async function here<T extends { clusterId: string }>(
  v: View,
  read: (ctx: Ctx, id: string) => Promise<T>,
): Promise<T> {
  const thing = await read(v.ctx, v.c.req.param('id') ?? '')
  if (thing.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return thing
}

/** The same, of what is nobody's business but that of those who sign in. */
export async function hereSignedIn<T extends { clusterId: string }>(
  v: View,
  read: (ctx: Ctx, id: string) => Promise<T>,
): Promise<T> {
  mustBeSignedIn(v.ctx)
  return here(v, read)
}

export const bookingHere = (v: View): Promise<Booking> => hereSignedIn(v, visibleBooking)

export async function offerHere(v: View): Promise<VisibleListing> {
  const listing = await here(v, visibleListing)
  if (listing.direction !== 'offer') throw new AppError('not_found')
  return listing
}
