import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeMember, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { answered, offerToNext } from '../offering'
import { callById } from '../queries'
import { type CallOffer, callOfferById } from '../queriesOfOffers'
import { query } from '../writing'
import { sql } from 'kysely'

/**
 * Takes the lot that is offered: from here on it is held for its winner (the source of the hold is the offer) and an occupancy can
 * be agreed on. Throws `not_found` to others, `gone` once the time to answer is over, `transition_not_allowed`.
 */
export async function acceptCallOffer(ctx: Ctx, id: string): Promise<CallOffer> {
  const { offer, call } = await offerToAnswer(ctx, id)
  const { happened, write } = answered(ctx, offer, 'accepted', {
    ...{ organisationId: offer.organisationId, landlordId: call.organisationId, siteId: call.siteId },
    ...{ startsOn: call.startsOn ?? '', endsOn: call.endsOn ?? '' },
  })
  await commit(ctx, happened, [
    write,
    query(
      ctx,
      sql`update holds set source_id = ${id} where source_id = ${call.id} and reason = 'waitlist'
        and capacity_id = ${offer.capacityId}`,
    ),
  ])
  return (await callOfferById(ctx, id)) as CallOffer
}

/** Leaves the lot: the next in line is offered it in the same batch. Throws as `acceptCallOffer`. */
export async function declineCallOffer(ctx: Ctx, id: string): Promise<CallOffer> {
  await passOn(ctx, 'declined', async () => (await offerToAnswer(ctx, id)).offer)
  return (await callOfferById(ctx, id)) as CallOffer
}

/** An offer that is not taken, and the one to the next in line, in one batch; read anew where somebody was faster. */
export const passOn = (
  ctx: Ctx,
  status: 'declined' | 'lapsed',
  read: () => Promise<CallOffer | null>,
): Promise<boolean> =>
  again(async () => {
    const offer = await read()
    const call = offer && (await callById(ctx, offer.callId))
    if (!offer || !call) return false
    const { happened, write } = answered(ctx, offer, status)
    // A call that has ended passes nothing on.
    const next = call.status === 'allocated' ? await offerToNext(ctx, call, offer) : { facts: [], writes: [] }
    try {
      await commit(ctx, [happened, ...next.facts], [write, ...next.writes])
    } catch (error) {
      // Two lots were left at once, and the same application was next for both: one of them asks again.
      if (error instanceof AppError && error.code === 'already_exists') throw new AppError('stale')
      throw error
    }
    return true
  })

async function offerToAnswer(ctx: Ctx, id: string) {
  const actor = mustBeSignedIn(ctx)
  const offer = await callOfferById(ctx, id)
  const isMember = actor.organisations.some((m) => m.organisationId === offer?.organisationId)
  const wroteIt = offer !== null && offer.onBehalfOf !== null && offer.createdBy === actor.personId
  if (!offer || !(isMember || wroteIt)) throw new AppError('not_found')
  if (isMember) mustBeMember(ctx, offer.organisationId, offer.clusterId)
  else mustCoordinate(ctx, offer.clusterId)
  if (offer.status !== 'offered') throw new AppError('transition_not_allowed', { state: offer.status })
  if (offer.answerBy <= ctx.now) throw new AppError('gone')
  const call = await callById(ctx, offer.callId)
  if (!call) throw new AppError('not_found')
  return { offer, call }
}
