import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { Cancellation } from '../input'
import type { Booking } from '../queries'
import { pass } from '../transition'

/** Either party, or the coordinator, gives a booking up before it begins; the reason is told to the other. */
export function cancelBooking(ctx: Ctx, id: string, input: Cancellation = {}): Promise<Booking> {
  const { reason } = check(Cancellation, input)
  return pass(ctx, id, 'cancel', (side) => ({
    cancelReason: reason,
    cancelledSide: side === 'clock' ? null : side,
  }))
}
