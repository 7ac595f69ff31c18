import { AppError, invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { goOn } from '../goingOn'
import { GoOnInput } from '../input'
import { visibleBatch } from '../queries'
import { mustBeIn, mustHold } from '../rights'

/**
 * A taker offers on what they have in hand and can not use, a giver what nobody fetched or what was refused: it becomes an offer
 * of theirs, and goes to the next who needs it.
 * Throws `not_found` to strangers, `forbidden`, `more_than_there`, `invalid`. Returns the id of the offer.
 */
export async function offerOnRest(ctx: Ctx, batchId: string, input: GoOnInput): Promise<string> {
  const batch = await visibleBatch(ctx, batchId)
  const given = check(GoOnInput, input)
  mustBeIn(batch.unit, given.unit)
  const left = Math.max(batch.refused, batch.unfetched)
  const fromGiver = batch.bookingId === null || (batch.inHand === 0 && left > 0)
  const onBehalfOf = await mustHold(ctx, batch, fromGiver ? 'giver' : 'taker', given.onBehalfOf)
  const most = fromGiver ? left : batch.inHand
  const organisationId = fromGiver ? batch.lenderId : batch.borrowerId
  if (most === 0 || !organisationId) throw new AppError('more_than_there')
  if (given.quantity > most)
    throw invalid({ path: 'quantity', code: 'more_than_in_hand', params: { max: most } })
  const ofGiver = batch.refused >= given.quantity ? 'refused' : 'unfetched'
  return goOn(ctx, batch, {
    ...{ fromAccount: fromGiver ? ofGiver : 'in_hand', quantity: given.quantity, organisationId, onBehalfOf },
  })
}
