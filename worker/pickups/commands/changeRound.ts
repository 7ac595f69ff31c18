import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { MOST_STOPS } from '../../rounds/rules'
import { dueOn, suggestedOrder } from '../due'
import { RoundPatch } from '../input'
import { mustDrive, type PickupRound, stopsOf, visibleRound } from '../queries'
import { inOrder } from '../rules'
import { chosenOf, insertStops } from './openRound'

/**
 * Another order, reckoned or by hand; stops more, or stops that are not driven after all. Throws `not_found`, `invalid`,
 * `version_mismatch`, `transition_not_allowed` for a round that was cancelled, or to leave out what was recorded.
 */
export async function changeRound(
  ctx: Ctx,
  id: string,
  given: RoundPatch,
  ifVersion?: number,
): Promise<void> {
  const round = await visibleRound(ctx, id)
  mustDrive(ctx, round)
  const patch = check(RoundPatch, given)
  if (ifVersion !== undefined && ifVersion !== round.version) throw new AppError('version_mismatch')
  if (round.status !== 'open') throw new AppError('transition_not_allowed', { state: round.status })
  const stops = await stopsOf(ctx, round)
  const out = patch.leaveOut ?? []
  mustKnow('order', patch.order ?? [], stops)
  mustKnow('leaveOut', out, stops)
  if (stops.some((s) => out.includes(s.id) && s.outcome !== null))
    throw new AppError('transition_not_allowed', { state: 'recorded' })
  const departs = patch.departs ?? round.departs
  const due = patch.add?.length ? await dueOn(ctx, round) : []
  const more = chosenOf(due, patch.add ?? []).map((one) => ({
    ...{ id: newId('stop', Date.parse(ctx.now)), bookingId: one.id, one },
  }))
  const kept = stops.filter((s) => !out.includes(s.id))
  if (kept.length + more.length > MOST_STOPS)
    throw invalid({ path: 'add', code: 'too_big', params: { max: MOST_STOPS } })
  if (kept.length + more.length === 0) throw invalid({ path: 'leaveOut', code: 'required' })
  const all = [...kept, ...more.map(({ id: stopId, one }) => ({ ...one, id: stopId }))]
  const order = patch.suggest
    ? suggestedOrder(all, { ...round, departs })
    : inOrder(all, patch.order ?? kept.map((s) => s.id)).map((s) => s.id)

  const stopOrder = JSON.stringify(order)
  if (stopOrder === round.stopOrder && departs === round.departs) return
  const changed = fact(ctx, 'pickup_round.changed', {
    ...{ clusterId: round.clusterId, table: 'pickupRounds', row: id },
    payload: { organisationId: round.organisationId, day: round.day, stops: order.length },
  }) as Fact
  await commit(ctx, changed, [
    writeRound(ctx, round, changed, { stopOrder, departs }),
    ...out.map((stopId) =>
      ctx.db
        .updateTable('pickupStops')
        .set({ live: 0, ...stamp(changed) })
        .where('id', '=', stopId)
        .where('outcome', 'is', null),
    ),
    ...(more.length > 0
      ? [insertStops(ctx, { clusterId: round.clusterId, roundId: id }, bare(more), changed)]
      : []),
  ])
}

const bare = (stops: readonly { id: string; bookingId: string }[]) =>
  stops.map(({ id, bookingId }) => ({ id, bookingId }))

function mustKnow(path: string, ids: readonly string[], stops: readonly { id: string }[]): void {
  if (ids.some((id) => stops.every((s) => s.id !== id))) throw invalid({ path, code: 'not_a_choice' })
}

export const writeRound = (ctx: Ctx, round: PickupRound, happened: Pick<Fact, 'id'>, set: object) =>
  ctx.db
    .updateTable('pickupRounds')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', round.id)
    .where('clusterId', '=', round.clusterId)
    .where('version', '=', round.version)
