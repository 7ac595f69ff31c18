import { capacityToRule } from '../../bookings/closures'
import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { commit, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { OutagePatch } from '../input'
import { type Outage, outageById, visibleOutage } from '../queries'
import { outageFact, outOf, rewritten } from '../writing'
import { amongAll, mustEndAhead } from './declareOutage'

/**
 * Another expected end, or another quantity: what can take place again comes back, what no longer can is suspended, each
 * told. Where it lasts longer, those who wait already are told once more. Throws `not_found`, `transition_not_allowed`
 * once it has ended, `invalid`, `in_the_past`.
 */
export async function changeOutage(ctx: Ctx, id: string, input: OutagePatch): Promise<Outage> {
  mustBeSignedIn(ctx)
  await capacityToRule(ctx, (await visibleOutage(ctx, id)).capacityId)
  const patch = check(OutagePatch, input)
  await again(async () => {
    const was = await visibleOutage(ctx, id)
    if (was.status !== 'open') throw new AppError('transition_not_allowed', { state: was.status })
    const endsAt = patch.endsAt === undefined ? was.endsAt : patch.endsAt
    const quantity = patch.quantity === undefined ? was.quantity : amongAll(patch.quantity, was.all)
    const reason = patch.reason ?? was.reason
    if (endsAt !== was.endsAt) mustEndAhead(ctx, was.startsAt, endsAt)
    const moves = endsAt !== was.endsAt || quantity !== was.quantity
    if (!moves && reason === was.reason) return
    const outage = { ...was, endsAt, quantity }
    const longer = was.endsAt !== null && (endsAt === null || endsAt > was.endsAt)
    const { facts, writes } = moves
      ? await rewritten(ctx, was, outOf(outage), longer)
      : { facts: [], writes: [] }
    const happened = outageFact(ctx, 'outage.changed', outage)
    const row = ctx.db
      .updateTable('outages')
      .set({ endsAt, quantity, reason, ...stamp(happened) })
      .where('id', '=', id)
      .where('clusterId', '=', was.clusterId)
      .where('status', '=', 'open')
      .where('version', '=', was.version)
    await commit(ctx, [happened, ...facts], [row, ...writes])
  })
  return (await outageById(ctx, id)) as Outage
}
