import { invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { type By, listingToChange } from '../queries'
import { expiryOf } from '../rules'
import { changeState } from './changeState'

/** Opens a paused listing again. One whose time ran out meanwhile gets a new one, or needs new dates (`invalid`). */
export async function resumeListing(ctx: Ctx, id: string, by: By = {}): Promise<void> {
  const { listing, onBehalfOf } = await listingToChange(ctx, id, by)
  const lapsed = listing.expiresAt !== null && listing.expiresAt <= ctx.now
  const expiresAt = lapsed ? expiryOf(listing, ctx.now) : listing.expiresAt
  if (expiresAt && expiresAt <= ctx.now) throw invalid({ path: 'endsAt', code: 'in_the_past' })
  await changeState(ctx, listing, { act: 'resume', type: 'listing.resumed', onBehalfOf, set: { expiresAt } })
}
