import { commit, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { capacityOf, closuresFact, feedFact, feedToRule, touched } from '../feeds'
import { replaced } from '../reading'

/** Ends a calendar from elsewhere: its closures are lifted, its address is forgotten. Throws `not_found`, `not_manager`, `stale`. */
export async function removeFeed(ctx: Ctx, id: string): Promise<void> {
  const feed = await feedToRule(ctx, id)
  const capacity = await capacityOf(ctx, feed.capacityId)
  const removed = feedFact(ctx, 'feed.removed', feed)
  const opened = closuresFact(ctx, feed, { closures: 0, collisions: 0 })
  await commit(
    ctx,
    [removed, opened],
    [
      ctx.db
        .updateTable('calendarFeeds')
        .set({ removedAt: ctx.now, address: null, ...stamp(removed) })
        .where('id', '=', id)
        .where('removedAt', 'is', null),
      touched(ctx, capacity, opened),
      ...replaced(ctx, id, feed.capacityId, []),
      ctx.db.deleteFrom('feedReads').where('feedId', '=', id),
      ctx.db.deleteFrom('feedTexts').where('feedId', '=', id),
    ],
  )
}
