import { organisationOfMember } from '../bookings/people'
import { AppError, invalid } from '../core/errors'
import { type Ctx, mustActFor, mustAnswerFor } from '../platform/context'
import type { Side } from './input'
import type { Occupancy } from './queries'

/**
 * For which side the actor agrees, and for which member a coordinator does. An agreement binds an organisation: who answers for it
 * agrees. Throws `forbidden` (or what is missing), `invalid`.
 */
export async function mustAgreeFor(
  ctx: Ctx,
  o: Pick<Occupancy, 'clusterId' | 'landlordId' | 'occupantId'>,
  given: { side?: Side | null | undefined; onBehalfOf?: string | null | undefined },
): Promise<{ side: Side; onBehalfOf: string | null }> {
  const idOf = (side: Side) => (side === 'landlord' ? o.landlordId : o.occupantId)
  if (given.onBehalfOf) {
    const organisationId = await organisationOfMember(ctx, o.clusterId, given.onBehalfOf)
    const side = (['landlord', 'occupant'] as const).find((one) => idOf(one) === organisationId)
    if (!organisationId || !side) throw invalid({ path: 'onBehalfOf', code: 'not_a_choice' })
    return { side, onBehalfOf: await mustActFor(ctx, organisationId, o.clusterId, given.onBehalfOf) }
  }
  const belongs = (side: Side) => ctx.actor?.organisations.some((m) => m.organisationId === idOf(side))
  const side = given.side ?? (belongs('landlord') ? 'landlord' : 'occupant')
  if (!belongs(side)) throw new AppError('forbidden')
  mustAnswerFor(ctx, idOf(side), o.clusterId)
  return { side, onBehalfOf: null }
}
