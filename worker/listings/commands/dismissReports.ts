import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { listingById } from '../queries'
import { settleReports } from './settleReports'

/** The coordinator found nothing wrong: the open reports of a listing are dismissed, and it stays. */
export async function dismissReports(ctx: Ctx, listingId: string): Promise<void> {
  const l = await listingById(ctx, listingId)
  if (!l) throw new AppError('not_found')
  mustCoordinate(ctx, l.clusterId)
  const { facts, writes } = await settleReports(ctx, l, 'dismissed')
  if (facts.length === 0) throw new AppError('transition_not_allowed')
  await commit(ctx, facts, writes)
}
