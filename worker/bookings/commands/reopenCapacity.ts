import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { capacityToRule, reopening } from '../closures'

/** Ends a closure: the time is free again. Throws `not_found` where there is no such closure of this capacity. */
export async function reopenCapacity(ctx: Ctx, capacityId: string, holdId: number): Promise<void> {
  mustBeSignedIn(ctx)
  const open = await reopening(ctx, await capacityToRule(ctx, capacityId), holdId)
  if (!open) throw new AppError('not_found')
  await commit(ctx, open.happened, open.writes)
}
