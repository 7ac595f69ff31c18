import type { Ctx } from '../../platform/context'
import { mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { moveAffiliation } from '../moveAffiliation'
import { Reason } from '../input'

/** The coordinator suspends an organisation: it sees, and may no longer write. The reason is told to its managers. */
export async function suspendOrganisation(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
  reason: string,
): Promise<void> {
  mustCoordinate(ctx, clusterId)
  await moveAffiliation(ctx, {
    clusterId,
    organisationId,
    from: ['active'],
    to: 'suspended',
    event: 'affiliation.suspended',
    reason: check(Reason, reason),
  })
}
