import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { pass } from '../transition'

/** The lender accepts a request. It holds its capacity already, so this never fails for want of room. */
export const confirmBooking = (ctx: Ctx, id: string): Promise<Booking> =>
  pass(ctx, id, 'confirm', () => ({ answerBy: null }))
