import type { Ctx } from '../../platform/context'
import { type By, capacitiesOf, isOfSite, listingToChange } from '../queries'
import { asInput } from './asInput'
import { copyRules } from '../../bookings/commands/copyRules'
import { copyPhotos } from './copyPhotos'
import { draftListing } from './draftListing'

/**
 * The same again as a new draft, with capacities, photos and rules of its own; bookings stay with the first. The lots of a
 * site are there once: its copy points at the same. Returns its id.
 */
export async function duplicateListing(ctx: Ctx, id: string, by: By = {}): Promise<string> {
  const { listing } = await listingToChange(ctx, id, by)
  const { lots, endsAt, startsAt, ...same } = asInput(listing, await capacitiesOf(ctx, id))
  const isSite = listing.kind === 'premises' && (await isOfSite(ctx, id))
  const over = endsAt !== undefined && endsAt <= ctx.now
  const copy = await draftListing(
    ctx,
    listing.clusterId,
    {
      ...same,
      ...(!over && { startsAt, endsAt }),
      // What was hazardous is, whatever its code says by now.
      ...(listing.details.hazardous && { details: { ...same.details, declaredHazardous: true } }),
      ...(isSite
        ? { lots: [], sharesCapacityOf: id }
        : { lots: lots.map(({ capacityId: _, ...lot }) => lot) }),
    },
    by,
  )
  await copyPhotos(ctx, id, copy, by)
  if (listing.direction === 'offer') await copyRules(ctx, id, copy)
  return copy
}
