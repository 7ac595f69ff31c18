import type { Ctx } from '../../platform/context'
import type { Booking } from '../queries'
import { pass } from '../transition'

/** The lender refuses a request; what it held is free in the same batch. */
export const declineBooking = (ctx: Ctx, id: string): Promise<Booking> => pass(ctx, id, 'decline')
