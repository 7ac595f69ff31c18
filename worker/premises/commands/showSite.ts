import { AppError } from '../../core/errors'
import { pauseListing } from '../../listings/commands/pauseListing'
import { publishListing } from '../../listings/commands/publishListing'
import { renewListing } from '../../listings/commands/renewListing'
import { resumeListing } from '../../listings/commands/resumeListing'
import type { Ctx } from '../../platform/context'
import { siteToChange } from '../queries'

/** Puts a site's lots online as an offer of premises, whatever state that offer is in. Throws `invalid` with what is missing. */
export async function putOnline(ctx: Ctx, siteId: string, onBehalfOf?: string | null): Promise<void> {
  const { site, by } = await siteToChange(ctx, siteId, onBehalfOf)
  if (site.status === 'draft') return publishListing(ctx, site.listingId, by)
  if (site.status === 'paused') return resumeListing(ctx, site.listingId, by)
  if (site.status === 'closed') return renewListing(ctx, site.listingId, by)
  throw new AppError('transition_not_allowed', { state: site.status })
}

/** Takes it off line; what is booked or under call stays so. */
export async function takeOffline(ctx: Ctx, siteId: string, onBehalfOf?: string | null): Promise<void> {
  const { site, by } = await siteToChange(ctx, siteId, onBehalfOf)
  await pauseListing(ctx, site.listingId, by)
}
