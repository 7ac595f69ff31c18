import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { CorrectionInput } from '../input'
import { type Batch, visibleBatch, visibleEnd } from '../queries'
import { mustHold } from '../rights'
import { endFact, insertEnd, type NewEnd } from '../writing'

/**
 * Takes back what was noted of an end, some of it or all, with its reason: another line moves it back, the first one stays.
 * Throws `not_found` to strangers, `forbidden`, `transition_not_allowed` for what went on by itself, `more_than_there`.
 */
export async function correctEnd(ctx: Ctx, endId: string, input: CorrectionInput): Promise<Batch> {
  const { end, batch } = await visibleEnd(ctx, endId)
  const given = check(CorrectionInput, input)
  const fromHand = end.fromAccount === 'in_hand'
  const onBehalfOf = await mustHold(ctx, batch, fromHand ? 'taker' : 'giver', given.onBehalfOf)
  if (end.act === 'went_on' || end.act === 'corrected')
    throw new AppError('transition_not_allowed', { state: end.act })
  const quantity = given.quantity ?? end.quantity
  if (quantity > end.quantity)
    throw invalid({ path: 'quantity', code: 'too_big', params: { max: end.quantity } })
  const from = fromHand ? end.act : end.fromAccount === 'refused' ? 'refused_outlet' : 'unfetched_outlet'
  const line: NewEnd = {
    ...{ id: newId('end', Date.parse(ctx.now)), act: 'corrected', fromAccount: from, quantity, toName: '' },
    ...{ note: given.reason, happenedOn: end.happenedOn, onBehalfOf, slipNumber: null, corrects: end.id },
  }
  const happened = endFact(ctx, batch, line)
  await commit(ctx, happened, [insertEnd(ctx, batch, line, happened)])
  return visibleBatch(ctx, batch.id)
}
