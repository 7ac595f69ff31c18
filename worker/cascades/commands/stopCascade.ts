import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { type Cascade, cascadeById, remaindersOf, visibleCascade } from '../queries'
import { mustLead } from '../rights'
import { cascadeFact, ended, leftOf, remainderFact, setRemainder } from '../writing'

/**
 * The lender offers what is left to nobody more; what is offered and not answered is taken back. Throws
 * `transition_not_allowed` where it has ended.
 */
export async function stopCascade(ctx: Ctx, id: string): Promise<Cascade> {
  mustBeSignedIn(ctx)
  await again(async () => {
    const cascade = await visibleCascade(ctx, id)
    mustLead(ctx, cascade)
    if (cascade.status !== 'open')
      throw new AppError('transition_not_allowed', { state: cascade.outcome ?? 'ended' })
    const open = (await remaindersOf(ctx, id)).filter((r) => r.status === 'offered')
    const facts = open.map((r) => remainderFact(ctx, 'remainder.withdrawn', r))
    const { listingId, lenderId, startsAt, endsAt } = cascade
    const listing = await listingById(ctx, listingId)
    const slot = startsAt && endsAt ? { startsAt, endsAt } : null
    const left = listing ? await leftOf(ctx, listing, slot) : null
    const quantity = (left?.quantity ?? 0) + open.reduce((sum, r) => sum + r.quantity, 0)
    const happened = cascadeFact(ctx, 'cascade.ended', cascade, {
      listingId,
      lenderId,
      quantity,
      outcome: 'stopped',
    })
    await commit(
      ctx,
      [happened, ...facts],
      [
        ended(ctx, cascade, happened, 'stopped', quantity),
        ...open.flatMap((r, i) => {
          const withdrawn = facts[i]
          return withdrawn ? [setRemainder(ctx, r, withdrawn, { status: 'withdrawn' })] : []
        }),
      ],
    )
  })
  return (await cascadeById(ctx, id)) as Cascade
}
