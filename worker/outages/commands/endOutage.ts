import { capacityToRule } from '../../bookings/closures'
import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { commit, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { type Outage, outageById, visibleOutage } from '../queries'
import { outageFact, rewritten } from '../writing'

/**
 * It works again, or was called off: the calendar is open, and what was suspended comes back, in the same batch. Throws
 * `not_found`, `transition_not_allowed` where it has ended already.
 */
export async function endOutage(ctx: Ctx, id: string): Promise<Outage> {
  mustBeSignedIn(ctx)
  await capacityToRule(ctx, (await visibleOutage(ctx, id)).capacityId)
  await again(async () => {
    const outage = await visibleOutage(ctx, id)
    if (outage.status !== 'open') throw new AppError('transition_not_allowed', { state: outage.status })
    await writeEnd(ctx, outage)
  })
  return (await outageById(ctx, id)) as Outage
}

/** Throws `stale` where it has changed, or ended, since it was read. */
export async function writeEnd(ctx: Ctx, outage: Outage): Promise<void> {
  const { facts, writes } = await rewritten(ctx, outage, null)
  const happened = outageFact(ctx, 'outage.ended', outage)
  const row = ctx.db
    .updateTable('outages')
    .set({ status: 'ended', endedAt: ctx.now, ...stamp(happened) })
    .where('id', '=', outage.id)
    .where('clusterId', '=', outage.clusterId)
    .where('status', '=', 'open')
    .where('version', '=', outage.version)
  await commit(ctx, [happened, ...facts], [row, ...writes])
}
