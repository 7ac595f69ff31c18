import { AppError, invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { goOn } from '../goingOn'
import { GoOnInput } from '../input'
import { visibleBatch } from '../queries'
import { mustBeIn, mustHold } from '../rights'

/**
 * A taker offers on what they have in hand and can not use: it becomes an offer of theirs, and goes to the next who needs it.
 * Throws `not_found` to strangers, `forbidden`, `more_than_there`, `invalid`. Returns the id of the offer.
 */
export async function offerOnRest(ctx: Ctx, batchId: string, input: GoOnInput): Promise<string> {
  const batch = await visibleBatch(ctx, batchId)
  const given = check(GoOnInput, input)
  mustBeIn(batch.unit, given.unit)
  const onBehalfOf = await mustHold(ctx, batch, 'taker', given.onBehalfOf)
  if (batch.inHand === 0 || !batch.borrowerId) throw new AppError('more_than_there')
  if (given.quantity > batch.inHand)
    throw invalid({ path: 'quantity', code: 'more_than_in_hand', params: { max: batch.inHand } })
  return goOn(ctx, batch, {
    ...{ fromAccount: 'in_hand', quantity: given.quantity, organisationId: batch.borrowerId, onBehalfOf },
  })
}
