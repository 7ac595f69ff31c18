import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { fromMinutes } from '../../core/time'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { capacityToRule } from '../closures'

/** Ends a closure: the time is free again. Throws `not_found` where there is no such closure of this capacity. */
export async function reopenCapacity(ctx: Ctx, capacityId: string, holdId: number): Promise<void> {
  mustBeSignedIn(ctx)
  const capacity = await capacityToRule(ctx, capacityId)
  const open = ctx.db
    .selectFrom('holds')
    .select(['id', 'busyFrom', 'busyTo'])
    .where('id', '=', holdId)
    .where('capacityId', '=', capacityId)
    .where('reason', '=', 'closure')
    .where('live', '=', 1)
  const hold = await open.executeTakeFirst()
  if (!hold) throw new AppError('not_found')
  const happened = fact(ctx, 'capacity.reopened', {
    clusterId: capacity.clusterId,
    table: 'capacities',
    row: capacityId,
    payload: { from: fromMinutes(hold.busyFrom), to: fromMinutes(hold.busyTo) },
  })
  await commit(ctx, happened, [
    // Nothing to reopen any more: the guard leaves the row alone, and the batch is undone.
    ctx.db
      .updateTable('capacities')
      .set({ version: sql`version + 1`, lastEventId: happened.id })
      .where('id', '=', capacityId)
      .where(({ exists }) => exists(open)),
    ctx.db.updateTable('holds').set({ live: 0 }).where('id', '=', holdId).where('reason', '=', 'closure'),
  ])
}
