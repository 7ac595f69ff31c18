import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { again } from '../racing'
import { pass } from '../transition'

/**
 * The lender accepts a request. Mostly it holds its capacity already; one that competes with others takes it now, and
 * competes no more: `capacity_taken` where what is left is too little, because another one was accepted. A part of a whole is
 * agreed, and confirmed with the last yes.
 */
export async function confirmBooking(ctx: Ctx, id: string): Promise<Booking> {
  try {
    return await again(() => pass(ctx, id, 'confirm', () => ({ answerBy: null, competing: 0 })), ['stale'])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { rule: 'competing' })
  }
}
