import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { callById, interestIn } from '../queries'
import { callFact, setCall } from '../writing'

/**
 * Closes a call whose deadline has come: the clock does so each minute, and whoever judges or runs the call within that minute.
 * It is the clock's doing either way. Returns whether it is to be read anew; nothing where the call was amended since, to a later deadline.
 */
export async function closeCall(given: Ctx, id: string): Promise<boolean> {
  const ctx = { ...given, actor: null }
  const call = await callById(ctx, id)
  if (call?.status !== 'published' || call.now !== 'closed') return false
  const { applications } = await interestIn(ctx, id)
  const happened = callFact(ctx, 'call.closed', call, { applications })
  try {
    await commit(ctx, happened, [setCall(ctx, call, happened, { status: 'closed', closedAt: ctx.now })])
  } catch (error) {
    // Somebody was faster, and closed it or moved its deadline: it is read anew.
    if (!(error instanceof AppError && error.code === 'stale')) throw error
  }
  return true
}
