import { AppError } from '../core/errors'
import { type Ctx, mustActFor, mustAnswerFor, mustCoordinate } from '../platform/context'
import { type Cascade, type Remainder, visibleRemainder } from './queries'
import { remainderAt } from './rules'

/**
 * A remainder that the actor may answer: any member of the organisation to which it is offered, or the coordinator for one
 * of its members. Refuses what is no longer offered.
 */
export async function remainderToAnswer(
  ctx: Ctx,
  id: string,
  onBehalfOf?: string | null,
): Promise<{ remainder: Remainder; onBehalfOf: string | null }> {
  const remainder = await visibleRemainder(ctx, id)
  const person = await mustActFor(ctx, remainder.organisationId, remainder.clusterId, onBehalfOf)
  const state = remainderAt(remainder, ctx.now)
  if (state !== 'offered') throw new AppError('transition_not_allowed', { state })
  return { remainder, onBehalfOf: person }
}

/** Who answers for the lender, and the coordinator. */
export function mustLead(ctx: Ctx, { lenderId, clusterId }: Pick<Cascade, 'lenderId' | 'clusterId'>): void {
  if (ctx.actor?.coordinates.includes(clusterId)) mustCoordinate(ctx, clusterId)
  else mustAnswerFor(ctx, lenderId, clusterId)
}
