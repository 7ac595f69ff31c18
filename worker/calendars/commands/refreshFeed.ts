import { AppError } from '../../core/errors'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { limit } from '../../platform/limits'
import { type Feed, feedById, feedToRule } from '../feeds'
import { MOST_BY_HAND } from '../rules'
import { readFeed } from './readFeed'

/**
 * Reads a calendar from elsewhere now, because its lender asks. What its server does is told by the feed's `problem`. Throws
 * `not_found`, `not_manager`, `transition_not_allowed` for a file, `too_many_requests`.
 */
export async function refreshFeed(ctx: Ctx, id: string): Promise<Feed> {
  const { personId } = mustBeSignedIn(ctx)
  const feed = await feedToRule(ctx, id)
  if (!feed.address) throw new AppError('transition_not_allowed')
  await limit(ctx, `feed:${personId}`, MOST_BY_HAND, 3600)
  await readFeed(ctx, feed)
  return (await feedById(ctx, id)) ?? feed
}
