import * as z from 'zod'
import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { listingById } from '../queries'
import { settleReports } from './settleReports'

const Reason = z.string().trim().min(3).max(500)

/** The coordinator hides a listing, with a reason that its holder is told; reports of it are settled as upheld. */
export async function hideListing(ctx: Ctx, id: string, reason: unknown): Promise<void> {
  const l = await listingById(ctx, id)
  if (!l) throw new AppError('not_found')
  mustCoordinate(ctx, l.clusterId)
  const hiddenReason = check(z.object({ reason: Reason }), { reason }).reason
  if (l.hiddenReason !== null) throw new AppError('transition_not_allowed')
  const happened = fact(ctx, 'listing.hidden', {
    ...{ clusterId: l.clusterId, table: 'listings', row: id },
    payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
  })
  const reports = await settleReports(ctx, l, 'upheld')
  await commit(
    ctx,
    [happened, ...reports.facts],
    [
      ctx.db
        .updateTable('listings')
        .set({ hiddenReason, ...stamp(happened) })
        .where('id', '=', id)
        .where('version', '=', l.version),
      ...reports.writes,
    ],
  )
}
