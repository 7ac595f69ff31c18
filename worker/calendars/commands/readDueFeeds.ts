import type { Ctx } from '../../platform/context'
import { dueFeeds } from '../feeds'
import { MOST_A_TICK, nextRead } from '../rules'
import { readFeed } from './readFeed'

/**
 * Reads the calendars whose time has come, a few each minute. Each is put off before it is read, as after a failure: one
 * that ends the Worker is not met again at once, and two ticks do not read the same.
 */
export async function readDueFeeds(ctx: Ctx): Promise<number> {
  let read = 0
  for (const feed of await dueFeeds(ctx, MOST_A_TICK)) {
    const taken = await ctx.db
      .updateTable('feedReads')
      .set({ dueAt: nextRead(ctx.now, feed.failures + 1) })
      .where('feedId', '=', feed.id)
      .where('dueAt', '=', feed.dueAt)
      .returning('feedId')
      .executeTakeFirst()
    if (!taken) continue
    try {
      await readFeed(ctx, feed)
      read++
    } catch (error) {
      // A defect with one is none of the others'.
      console.error(JSON.stringify({ at: 'feed', feed: feed.id, error: String(error) }))
    }
  }
  return read
}
