import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { later, MINUTE } from '../../core/time'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { dueAt } from '../rules'

const BATCH = 50
/** So long after it was due, a return that nobody noted is told. */
const PATIENCE = 30 * MINUTE

/**
 * The clock: what was fetched and has not come back in time is told to both sides, once. The time it is due is read anew
 * from the booking, which may have changed since. Returns how many were told.
 */
export async function tellOverdue(ctx: Ctx): Promise<number> {
  let told = 0
  for (const row of await due(ctx)) {
    try {
      if (await look(ctx, row)) told++
    } catch (error) {
      // Somebody noted it at this moment, or another tick was first.
      if (!(error instanceof AppError) || error.code !== 'stale') throw error
    }
  }
  return told
}

const due = (ctx: Ctx) =>
  ctx.db
    .selectFrom('returnsDue as r')
    .innerJoin('bookings as b', 'b.id', 'r.bookingId')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('clusters as c', 'c.id', 'r.clusterId')
    .select(['r.bookingId', 'r.clusterId', 'r.dueAt', 'b.listingId', 'b.lenderId', 'b.borrowerId'])
    .select(['b.status', 'b.startsAt', 'b.endsAt', 'l.grain', 'c.timeZone'])
    .where('r.isOut', '=', sql.lit(1))
    .where('r.toldAt', 'is', null)
    .where('r.dueAt', '<=', later(ctx.now, -PATIENCE))
    .orderBy('r.dueAt')
    .limit(BATCH)
    .execute()

async function look(ctx: Ctx, row: Awaited<ReturnType<typeof due>>[number]): Promise<boolean> {
  const { bookingId, clusterId, listingId, lenderId, borrowerId } = row
  const mine = ctx.db
    .updateTable('returnsDue')
    .where('bookingId', '=', bookingId)
    .where('isOut', '=', 1)
    .where('toldAt', 'is', null)
  const dueNow = dueAt('return', row, row.timeZone)
  if (row.status === 'no_show') {
    await commit(ctx, [], [mine.set({ isOut: 0 })])
    return false
  }
  if (dueNow > row.dueAt) {
    await commit(ctx, [], [mine.set({ dueAt: dueNow })])
    return false
  }
  const happened = fact(ctx, 'handover.overdue', {
    ...{ clusterId, table: 'returnsDue', row: { bookingId } },
    payload: { bookingId, listingId, lenderId, borrowerId, dueAt: row.dueAt },
  }) as Fact
  await commit(ctx, happened, [mine.set({ toldAt: ctx.now, ...stamp(happened) })])
  return true
}
