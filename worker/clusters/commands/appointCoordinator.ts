import { AppError } from '../../core/errors'
import type { Instant } from '../../core/time'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { appointed } from '../writes'

/**
 * A coordinator, or the operator, makes a person coordinate the cluster, for good or `until` an instant (the role can be
 * handed over). Throws `in_the_past` where the end is not to come.
 */
export async function appointCoordinator(
  ctx: Ctx,
  clusterId: string,
  personId: string,
  until: Instant | null = null,
): Promise<void> {
  if (!mustBeSignedIn(ctx).isOperator) mustCoordinate(ctx, clusterId)
  if (until && until <= ctx.now) throw new AppError('in_the_past')
  const person = await ctx.db
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('erasedAt', 'is', null)
    .executeTakeFirst()
  if (!person) throw new AppError('not_found')
  const { facts, writes } = appointed(ctx, clusterId, personId, until)
  await commit(ctx, facts, writes)
}
