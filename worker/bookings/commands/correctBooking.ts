import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { type Booking, visibleBooking } from '../queries'
import { pass } from '../transition'

/**
 * The parties put right what the clock or the other wrote, for seven days after the end: completed becomes no-show, or
 * the reverse. The seven days do not begin anew. Of a stock, what was not fetched is free again; to say later that it was
 * fetched after all may find it taken (`capacity_taken`).
 */
export async function correctBooking(ctx: Ctx, id: string): Promise<Booking> {
  mustBeSignedIn(ctx)
  const { status } = await visibleBooking(ctx, id)
  return pass(ctx, id, status === 'no_show' ? 'correctToCompleted' : 'correctToNoShow')
}
