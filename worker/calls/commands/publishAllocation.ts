import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { computed } from '../allocation'
import { offering } from '../offering'
import { type Call, callById, callToRun, lotsOfCall } from '../queries'
import { callFact, setCall } from '../writing'

/**
 * Publishes who gets which lot: with all that it was computed from and the seed, so that anyone can do it again; each winner is
 * offered their lot until a deadline. One batch, of as many statements for 60 lots as for one. Throws `transition_not_allowed`.
 */
export async function publishAllocation(ctx: Ctx, id: string): Promise<Call> {
  const call = await callToRun(ctx, id, ['judged'])
  const [out, lots] = [await computed(ctx, call), await lotsOfCall(ctx, id)]
  const capacities = new Map(lots.map((l) => [l.id, l.capacityId]))
  const made = out.result.lines.flatMap((line) => {
    const capacityId = capacities.get(line.lot ?? '')
    return line.lot && capacityId
      ? [{ applicationId: line.application, lotId: line.lot, capacityId, turn: 1 }]
      : []
  })
  const happened = callFact(ctx, 'call.allocated', call, { lots: lots.length, given: made.length })
  const { facts, writes } = offering(ctx, call, made)
  const set = { status: 'allocated', allocatedAt: ctx.now, allocation: JSON.stringify(out) }
  await commit(ctx, [happened, ...facts], [setCall(ctx, call, happened, set), ...writes])
  return (await callById(ctx, id)) as Call
}
