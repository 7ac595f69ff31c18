import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { ClusterPatch } from '../input'
import { clusterById } from '../queries'

/** A coordinator, or the operator, changes a cluster's settings. `ifVersion`: `version_mismatch` where another came first. */
export async function updateCluster(
  ctx: Ctx,
  clusterId: string,
  patch: ClusterPatch,
  ifVersion?: number,
): Promise<void> {
  if (!mustBeSignedIn(ctx).isOperator) mustCoordinate(ctx, clusterId)
  const { languages, helperName, helperPhone, ...changes } = check(ClusterPatch, patch)
  const before = await clusterById(ctx, clusterId)
  if (!before) throw new AppError('not_found')
  if (ifVersion !== undefined && ifVersion !== before.version) throw new AppError('version_mismatch')
  const updated = fact(ctx, 'cluster.updated', { clusterId, table: 'clusters', row: clusterId, payload: {} })
  await commit(ctx, updated, [
    ctx.db
      .updateTable('clusters')
      .set({
        ...changes,
        ...(languages && { languages: JSON.stringify(languages) }),
        ...(helperName !== undefined && { helperName: helperName || null }),
        ...(helperPhone !== undefined && { helperPhone: helperPhone || null }),
        ...stamp(updated),
      })
      .where('id', '=', clusterId)
      .where('version', '=', before.version),
  ])
}
