import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { pass } from '../transition'

/** Nobody came: the lender says so, and what is left of the time is free again. */
export const markNoShow = (ctx: Ctx, id: string): Promise<Booking> =>
  pass(ctx, id, 'markNoShow', () => ({ endedAt: ctx.now }))
