import type { Consumer } from '../platform/consume'
import { outageById } from '../outages/queries'
import { feedsOf } from './feeds'
import { readKept } from './commands/readFeed'

/**
 * A calendar that was read while a thing was out of order could not close it then: what it closes comes back as soon as the thing
 * works again, from what was last read, without asking anybody. It may come twice or late: it looks at the present state.
 */
export const closeAgain: Consumer = async (ctx, event) => {
  const outage = await outageById(ctx, event.subjectId)
  if (!outage) return
  for (const feed of await feedsOf(ctx, [outage.capacityId])) await readKept(ctx, feed)
}
