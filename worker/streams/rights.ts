import { AppError, invalid } from '../core/errors'
import { type Ctx, mustActFor, mustBeSignedIn } from '../platform/context'
import type { Unit } from '../core/kinds'
import type { Batch } from './queries'

/**
 * Who says what became of what was collected: its taker's members; of what stayed with the giver, theirs; and the
 * coordinator, in their own name or for a member. Throws `forbidden`, `not_member`, `not_coordinator`. Returns for whom.
 */
export async function mustHold(
  ctx: Ctx,
  batch: Batch,
  of: 'taker' | 'giver',
  onBehalfOf: string | null | undefined,
): Promise<string | null> {
  const actor = mustBeSignedIn(ctx)
  const holder = of === 'taker' ? batch.borrowerId : batch.lenderId
  if (holder === null) throw new AppError('forbidden')
  const belongs = actor.organisations.some((m) => m.organisationId === holder)
  if (!onBehalfOf && !belongs && actor.coordinates.includes(batch.clusterId)) return null
  if (!onBehalfOf && !belongs) throw new AppError('forbidden')
  return mustActFor(ctx, holder, batch.clusterId, onBehalfOf)
}

/** Another unit than the stream's is a slip of the pen. */
export function mustBeIn(unit: Unit, given: Unit | null | undefined): void {
  if (given && given !== unit) throw invalid({ path: 'quantity', code: 'wrong_unit', params: { unit } })
}
