import type { Ctx } from '../../platform/context'
import { type By, capacitiesOf, listingToChange } from '../queries'
import { asInput } from './asInput'
import { draftListing } from './draftListing'

/** The same again as a new draft, with capacities of its own; photos and bookings stay with the first. Returns its id. */
export async function duplicateListing(ctx: Ctx, id: string, by: By = {}): Promise<string> {
  const { listing } = await listingToChange(ctx, id, by)
  const { lots, endsAt, startsAt, ...same } = asInput(listing, await capacitiesOf(ctx, id))
  const over = endsAt !== undefined && endsAt <= ctx.now
  return draftListing(
    ctx,
    listing.clusterId,
    {
      ...same,
      ...(!over && { startsAt, endsAt }),
      lots: lots.map(({ capacityId: _, ...lot }) => lot),
    },
    by,
  )
}
