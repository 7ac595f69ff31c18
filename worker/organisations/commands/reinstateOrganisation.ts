import type { Ctx } from '../../platform/context'
import { mustCoordinate } from '../../platform/context'
import { moveAffiliation } from '../moveAffiliation'

/** The coordinator ends a suspension. */
export async function reinstateOrganisation(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
): Promise<void> {
  mustCoordinate(ctx, clusterId)
  await moveAffiliation(ctx, {
    clusterId,
    organisationId,
    from: ['suspended'],
    to: 'active',
    event: 'affiliation.reinstated',
    reason: null,
  })
}
