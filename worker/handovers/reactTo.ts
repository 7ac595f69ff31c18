import { bookingById } from '../bookings/queries'
import { commit, type Fact, fact, stamp } from '../platform/commit'
import type { Consumer } from '../platform/consume'
import { latestOf } from './agreements'
import { fits, type Terms } from './terms'

/**
 * A booking that changed after somebody had accepted its agreement: that one lapses, and both sides are asked again. Looks
 * at the present state only, so that twice or too late is the same.
 */
export const askAgain: Consumer = async (ctx, event) => {
  const [b, latest] = await Promise.all([bookingById(ctx, event.subjectId), latestOf(ctx, event.subjectId)])
  if (!b || !latest || latest.status === 'lapsed' || fits(JSON.parse(latest.terms) as Terms, b)) return
  const happened = fact(ctx, 'agreement.lapsed', {
    ...{ clusterId: b.clusterId, table: 'agreements', row: latest.id },
    payload: { bookingId: b.id, listingId: b.listingId, lenderId: b.lenderId, borrowerId: b.borrowerId },
  }) as Fact
  await commit(ctx, happened, [
    ctx.db
      .updateTable('agreements')
      .set({ status: 'lapsed', ...stamp(happened) })
      .where('id', '=', latest.id)
      .where('version', '=', latest.version),
  ])
}
