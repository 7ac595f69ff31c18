import { again } from '../bookings/racing'
import { commit, stamp } from '../platform/commit'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { openOutages, outageById } from './queries'
import { outageFact, outOf, rewritten } from './writing'

/**
 * Where only some of a thing are out of order, what is given up makes room for those who had booked: the first to have
 * booked comes back first. Looks at the present state, so that it may come twice or late.
 */
export const refit: Consumer = async (ctx, event) => {
  const capacityId = event.subjectId.startsWith('cap_')
    ? event.subjectId
    : await capacityOf(ctx, event.subjectId)
  if (!capacityId) return
  for (const { id } of await openOutages(ctx, [capacityId]))
    await again(async () => {
      const outage = await outageById(ctx, id)
      if (outage?.status !== 'open' || outage.quantity === null) return
      const { facts, writes, resumed } = await rewritten(ctx, outage, outOf(outage))
      if (resumed.length === 0) return
      const happened = outageFact(ctx, 'outage.changed', outage)
      const row = ctx.db
        .updateTable('outages')
        .set(stamp(happened))
        .where('id', '=', id)
        .where('status', '=', 'open')
        .where('version', '=', outage.version)
      await commit(ctx, [happened, ...facts], [row, ...writes])
    })
}

const capacityOf = async (ctx: Ctx, bookingId: string): Promise<string | undefined> =>
  (await ctx.db.selectFrom('bookings').select('capacityId').where('id', '=', bookingId).executeTakeFirst())
    ?.capacityId
