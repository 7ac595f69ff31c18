import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { pass } from '../transition'

/** What is in use is given back, maybe before its end: what is left of the time is free again. */
export const completeBooking = (ctx: Ctx, id: string): Promise<Booking> =>
  pass(ctx, id, 'complete', () => ({ endedAt: ctx.now }))
