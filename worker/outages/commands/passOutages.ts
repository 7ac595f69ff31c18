import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { overdue } from '../queries'
import { writeEnd } from './endOutage'

const MOST = 50

/**
 * The clock: what was expected to work again by now does, unless its organisation said otherwise. What somebody changed in
 * between is left to the next look. Returns how many ended.
 */
export async function passOutages(ctx: Ctx): Promise<number> {
  let ended = 0
  for (const outage of await overdue(ctx, MOST)) {
    try {
      await writeEnd(ctx, outage)
      ended++
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'stale') throw error
    }
  }
  return ended
}
