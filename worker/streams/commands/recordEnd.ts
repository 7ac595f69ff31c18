import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { wallOf } from '../../core/time'
import { clusterById } from '../../clusters/queries'
import { closeListing } from '../../listings/commands/closeListing'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { EndInput } from '../input'
import { keepRests } from '../keeping'
import { type Batch, visibleBatch } from '../queries'
import { mustBeIn, mustHold } from '../rights'
import { endFact, insertEnd, type NewEnd } from '../writing'

/**
 * Notes what became of some of a batch: used, passed on, or taken to the recycler. Of what a taker has in hand first; where
 * nothing is in hand, the recycler may take what was refused or left. What is still offered on is closed with it: nobody else
 * takes it then. Throws `not_found` to strangers, `forbidden`, `more_than_there`, `hazardous_needs_slip`, `invalid`.
 */
export async function recordEnd(ctx: Ctx, batchId: string, input: EndInput): Promise<Batch> {
  const first = await visibleBatch(ctx, batchId)
  const given = check(EndInput, input)
  mustBeIn(first.unit, given.unit)
  const fromHand = first.bookingId !== null && (first.inHand > 0 || given.act !== 'outlet')
  const onBehalfOf = await mustHold(ctx, first, fromHand ? 'taker' : 'giver', given.onBehalfOf)
  const today = wallOf(ctx.now, (await clusterById(ctx, first.clusterId))?.timeZone ?? 'UTC').date
  if (given.on && given.on > today) throw invalid({ path: 'on', code: 'in_the_future' })
  const held = Math.max(first.inHand, first.refused, first.unfetched, first.awaited)
  if (given.quantity > held)
    throw held === 0
      ? new AppError('more_than_there')
      : invalid({ path: 'quantity', code: 'more_than_in_hand', params: { max: held } })
  if (given.act !== 'used' && first.hazardous && !given.slipNumber) throw new AppError('hazardous_needs_slip')
  const batch = fromHand ? first : await withdrawn(ctx, first, given.onBehalfOf)
  const from = fromHand ? 'in_hand' : batch.refused >= given.quantity ? 'refused' : 'unfetched'
  const end: NewEnd = {
    ...{ id: newId('end', Date.parse(ctx.now)), act: given.act, fromAccount: from, quantity: given.quantity },
    ...{ toName: given.toName, note: given.note, happenedOn: given.on ?? today, onBehalfOf },
    slipNumber: given.slipNumber ?? null,
  }
  const happened = endFact(ctx, batch, end)
  await commit(ctx, happened, [insertEnd(ctx, batch, end, happened)])
  return visibleBatch(ctx, batchId)
}

/** What is free of a stock goes to the recycler only once it is offered to nobody any more. */
async function withdrawn(ctx: Ctx, batch: Batch, onBehalfOf: string | null | undefined): Promise<Batch> {
  if (batch.bookingId !== null || batch.slot !== '' || batch.listingStatus === 'closed') return batch
  const belongs = ctx.actor?.organisations.some((m) => m.organisationId === batch.lenderId)
  await closeListing(ctx, batch.listingId, 'met_elsewhere', {
    ...(onBehalfOf ? { onBehalfOf } : belongs ? {} : { asCoordinator: true }),
  })
  await keepRests(ctx, [{ listingId: batch.listingId, slot: '' }])
  return visibleBatch(ctx, batch.id)
}
