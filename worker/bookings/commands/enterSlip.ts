import { AppError } from '../../core/errors'
import { commit, type Fact, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SlipInput } from '../input'
import { type Booking, bookingById, sidesOf, visibleBooking } from '../queries'
import { keepSlip } from '../slips'

const COME_TO_NOTHING: readonly string[] = ['declined', 'expired', 'cancelled']

/**
 * Enters the number of the slip of waste that is booked, or puts it right: either party, or the coordinator. Throws
 * `not_found` to strangers, `forbidden`, `transition_not_allowed` where it is no waste or came to nothing, `invalid`.
 */
export async function enterSlip(ctx: Ctx, bookingId: string, input: SlipInput): Promise<Booking> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, bookingId)
  const { number } = check(SlipInput, input)
  if (sidesOf(ctx, booking).length === 0) throw new AppError('forbidden')
  if (booking.kind !== 'waste' || COME_TO_NOTHING.includes(booking.status))
    throw new AppError('transition_not_allowed', { state: booking.status })
  if (number === booking.slip) return booking
  const { listingId, lenderId, borrowerId, clusterId } = booking
  const entered = fact(ctx, 'slip.entered', {
    ...{ clusterId, table: 'slips', row: { bookingId } },
    payload: { bookingId, listingId, lenderId, borrowerId },
  }) as Fact
  await commit(ctx, entered, [keepSlip(ctx, booking, number, entered)])
  return (await bookingById(ctx, bookingId)) as Booking
}
