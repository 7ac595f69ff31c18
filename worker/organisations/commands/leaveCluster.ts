import { type Ctx, mustManage } from '../../platform/context'
import { moveAffiliation } from '../moveAffiliation'

/** A manager takes their organisation out of a cluster. It may ask to come back; what was shared stays in the history. */
export async function leaveCluster(ctx: Ctx, clusterId: string, organisationId: string): Promise<void> {
  mustManage(ctx, organisationId)
  await moveAffiliation(ctx, {
    clusterId,
    organisationId,
    from: ['active', 'requested'],
    to: 'left',
    event: 'affiliation.left',
    reason: null,
  })
}
