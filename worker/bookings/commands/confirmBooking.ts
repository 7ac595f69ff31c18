import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { pass } from '../transition'

/**
 * The lender accepts a request. Mostly it holds its capacity already; one that competes with others takes it now, and
 * competes no more: `capacity_taken` where what is left is too little, because another one was accepted.
 */
export async function confirmBooking(ctx: Ctx, id: string): Promise<Booking> {
  try {
    return await pass(ctx, id, 'confirm', () => ({ answerBy: null, competing: 0 }))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { rule: 'competing' })
  }
}
