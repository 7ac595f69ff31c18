import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { Reason } from '../input'
import { juryOf } from '../jury'
import { type Call, callById, callToRun } from '../queries'
import { offersOfCall } from '../queriesOfOffers'
import { callFact, letGo, setCall } from '../writing'
import { closeCall } from './closeCall'

/**
 * The second round: names are shown to those who judge. Only once every application has been judged without. Throws
 * `scores_missing` with how many, `transition_not_allowed`.
 */
export async function showNames(ctx: Ctx, id: string): Promise<Call> {
  const call = await judgedCall(ctx, id, 1)
  const happened = callFact(ctx, 'call.names_shown', call)
  await commit(ctx, happened, [
    setCall(ctx, call, happened, { status: 'closed', closedAt: call.closedAt ?? ctx.now, round: 2 }),
  ])
  return (await callById(ctx, id)) as Call
}

/** The jury has judged: from here on no score changes. Throws as `showNames`. */
export async function finishJury(ctx: Ctx, id: string): Promise<Call> {
  const call = await judgedCall(ctx, id, 2)
  const happened = callFact(ctx, 'call.judged', call)
  await commit(ctx, happened, [setCall(ctx, call, happened, { status: 'judged', judgedAt: ctx.now })])
  return (await callById(ctx, id)) as Call
}

async function judgedCall(ctx: Ctx, id: string, round: 1 | 2): Promise<Call> {
  let call = await callToRun(ctx, id, ['closed'])
  if (call.status !== 'closed' && (await closeCall(ctx, id))) call = await callToRun(ctx, id, ['closed'])
  if (call.round !== round || call.status !== 'closed')
    throw new AppError('transition_not_allowed', { state: call.now, round: call.round })
  const { missing } = await juryOf(ctx, call)
  const left = missing.reduce((sum, one) => sum + one.left, 0)
  if (left > 0) throw new AppError('scores_missing', { left })
  return call
}

/** Gives a call up, with a reason that all who applied are told; its lots are free again. */
export async function cancelCall(ctx: Ctx, id: string, given: Reason): Promise<Call> {
  const call = await callToRun(ctx, id, ['draft', 'published', 'closed', 'judged'])
  const { reason } = check(Reason, given)
  const happened = callFact(ctx, 'call.cancelled', call)
  await commit(ctx, happened, [
    setCall(ctx, call, happened, { status: 'cancelled', endedAt: ctx.now, endReason: reason }),
    letGo(ctx, id),
  ])
  return (await callById(ctx, id)) as Call
}

/** Ends a call whose offers are all answered: lots that nobody took are free again. Throws `transition_not_allowed`. */
export async function endCall(ctx: Ctx, id: string): Promise<Call> {
  const call = await callToRun(ctx, id, ['allocated'])
  if ((await offersOfCall(ctx, id)).some((o) => o.status === 'offered'))
    throw new AppError('transition_not_allowed', { state: 'allocated' })
  const happened = callFact(ctx, 'call.ended', call)
  await commit(ctx, happened, [
    setCall(ctx, call, happened, { status: 'ended', endedAt: ctx.now }),
    letGo(ctx, id),
  ])
  return (await callById(ctx, id)) as Call
}
