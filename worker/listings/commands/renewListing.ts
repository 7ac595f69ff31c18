import { AppError, invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { type By, listingToChange } from '../queries'
import { expiryOf } from '../rules'
import { changeState } from './changeState'

/**
 * Gives a listing its full time again, also one that has expired. One whose own period is over needs new dates first:
 * `invalid` on `endsAt`. What was closed for another reason is not renewed but posted again.
 */
export async function renewListing(ctx: Ctx, id: string, by: By = {}): Promise<void> {
  const { listing, onBehalfOf } = await listingToChange(ctx, id, by)
  if (listing.status === 'closed' && listing.outcome !== 'expired')
    throw new AppError('transition_not_allowed', { state: listing.status })
  const expiresAt = expiryOf(listing, ctx.now)
  if (expiresAt <= ctx.now) throw invalid({ path: 'endsAt', code: 'in_the_past' })
  await changeState(ctx, listing, {
    ...{ act: 'renew', type: 'listing.renewed', onBehalfOf },
    set: { expiresAt, outcome: null, closedAt: null },
  })
}
