import { AppError, invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { type By, capacitiesOf, type Listing, listingToChange } from '../queries'
import { expiryOf } from '../rules'
import { missingToPublish } from '../rulesOfContent'
import { commit } from '../../platform/commit'
import { stateChange } from './changeState'

/**
 * Shows a draft to others, until it expires. Throws `invalid` with what is still missing, `transition_not_allowed` where it
 * is no draft.
 */
export async function publishListing(
  ctx: Ctx,
  id: string,
  by: By & { ifVersion?: number } = {},
): Promise<void> {
  const { listing, onBehalfOf } = await listingToChange(ctx, id, by)
  if (by.ifVersion !== undefined && by.ifVersion !== listing.version) throw new AppError('version_mismatch')
  if (listing.status === 'draft') {
    const lots = listing.kind === 'premises' ? (await capacitiesOf(ctx, id)).length : 0
    const missing = missingToPublish(listing, lots, ctx.now)
    if (missing.length > 0) throw invalid(...missing)
  }
  const { happened, write } = publication(ctx, listing, onBehalfOf)
  await commit(ctx, happened, [write])
}

/** Showing a draft, not yet written: for a command that writes more in the same batch. */
export const publication = (ctx: Ctx, listing: Listing, onBehalfOf: string | null) =>
  stateChange(ctx, listing, {
    ...{ act: 'publish', type: 'listing.published', onBehalfOf },
    set: { publishedAt: ctx.now, expiresAt: expiryOf(listing, ctx.now) },
  })
