import { AppError } from '../core/errors'
import { type Ctx, mustBeMember, mustCoordinate } from '../platform/context'
import { type Place, visiblePlace } from './queries'
import { placeAt, type PlaceStatus } from './rules'

/**
 * A place that the actor may act on: any member of the organisation that waits, or the coordinator for who asked. Refuses
 * other states than these. Returns the person for whom the coordinator acts, or null.
 */
export async function placeToUse(
  ctx: Ctx,
  id: string,
  states: readonly PlaceStatus[],
): Promise<{ place: Place; onBehalfOf: string | null }> {
  const place = await visiblePlace(ctx, id)
  const member = ctx.actor?.organisations.some((m) => m.organisationId === place.organisationId)
  if (member) mustBeMember(ctx, place.organisationId, place.clusterId)
  else mustCoordinate(ctx, place.clusterId)
  const status = placeAt(place, ctx.now)
  if (!states.includes(status)) throw new AppError('transition_not_allowed', { state: status })
  return { place, onBehalfOf: member ? null : (place.onBehalfOf ?? place.askedBy) }
}
