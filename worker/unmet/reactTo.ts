import { clusterById } from '../clusters/queries'
import { listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { weighNeed } from './weigh'

/** Keeps what almost fits a need as the need is now; of one that is no longer looked for, nothing. */
export const weigh: Consumer = async (ctx, event) => {
  if (event.subjectId.startsWith('ned_')) await weighAgain(ctx, event.subjectId)
}

/** Recomputes one need. */
export async function weighAgain(ctx: Ctx, needId: string): Promise<void> {
  const need = await listingById(ctx, needId)
  const live =
    need?.status === 'published' &&
    need.hiddenReason === null &&
    need.standing === 'active' &&
    (!need.expiresAt || need.expiresAt > ctx.now)
  const cluster = need && live ? await clusterById(ctx, need.clusterId) : null
  if (need && cluster) await weighNeed(ctx, need, cluster)
  else await ctx.db.deleteFrom('unmetNeeds').where('needId', '=', needId).execute()
}
