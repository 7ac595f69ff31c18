import type { Ctx } from '../../platform/context'
import { mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { moveAffiliation } from '../moveAffiliation'
import { Reason } from '../input'

/** The coordinator does not take an organisation in, and says why. */
export async function refuseAffiliation(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
  reason: string,
): Promise<void> {
  mustCoordinate(ctx, clusterId)
  await moveAffiliation(ctx, {
    clusterId,
    organisationId,
    from: ['requested'],
    to: 'refused',
    event: 'affiliation.refused',
    reason: check(Reason, reason),
  })
}
