import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { HOUR } from '../../core/time'
import { commit, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { limit } from '../../platform/limits'
import { ReportInput } from '../input'
import { visibleListing } from '../queries'

const MOST_A_DAY = 10
/** Beyond this many open reports a further one tells the coordinator nothing new. */
const MOST_OPEN = 20

/**
 * Tells the coordinator that a listing is wrong. Anyone who sees it can, without an account too: then `address` is what is
 * limited (10 a day). A second report of one person, and the 21st of one listing, write nothing.
 */
export async function reportListing(ctx: Ctx, id: string, given: unknown, address: string): Promise<void> {
  const l = await visibleListing(ctx, id)
  if (l.status === 'draft' || l.hiddenReason !== null) throw new AppError('listing_not_open')
  const { reason, note } = check(ReportInput, given)
  const reportedBy = ctx.actor?.personId ?? null
  await limit(ctx, `report:${reportedBy ?? address}`, MOST_A_DAY, (24 * HOUR) / 1000)
  const open = await ctx.db
    .selectFrom('reports')
    .select('reportedBy')
    .where('listingId', '=', id)
    .where('status', '=', 'open')
    .limit(MOST_OPEN)
    .execute()
  if (open.length >= MOST_OPEN || (reportedBy && open.some((r) => r.reportedBy === reportedBy))) return
  const report = newId('report', Date.parse(ctx.now))
  const happened = fact(ctx, 'report.opened', {
    ...{ clusterId: l.clusterId, table: 'reports', row: report },
    payload: { listingId: id },
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('reports').values({
      ...{ id: report, clusterId: l.clusterId, listingId: id, reason, note, status: 'open', reportedBy },
      ...{ lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
}
