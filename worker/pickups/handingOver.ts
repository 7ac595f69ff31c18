import { completeBooking } from '../bookings/commands/completeBooking'
import { type Booking, bookingById } from '../bookings/queries'
import { statusAt } from '../bookings/rules'
import { AppError } from '../core/errors'
import { noteHandover } from '../handovers/commands/noteHandover'
import { handoversOf, sidesToNote } from '../handovers/queries'
import { lastOf, type Side } from '../handovers/rules'
import type { Ctx } from '../platform/context'
import { wordsOf } from '../text'
import type { Stop } from './queries'

/**
 * What stands of a stop, as the hand-over of its booking: the quantity that was measured; none, where nothing was loaded.
 * What is noted already is left alone, so that it can be done after each record, however often that comes. Of a stock the
 * booking is over with it; a collection ends with its window, so that nobody is given its quantity again meanwhile.
 */
export async function handOver(ctx: Ctx, stop: Stop): Promise<void> {
  const booking = await bookingById(ctx, stop.bookingId)
  if (!booking || stop.outcome === null) return
  const side = sideOf(ctx, booking)
  if (!side) return
  await unlessRefused(() => note(ctx, booking, stop, side))
  const status = statusAt(booking, ctx.now)
  if (stop.outcome === 'collected' && booking.grain === 'stock' && status === 'in_use')
    await unlessRefused(() => completeBooking(ctx, booking.id))
}

/** Who fetches notes in their own name; the coordinator in theirs. */
function sideOf(ctx: Ctx, booking: Booking): Side | undefined {
  const sides = sidesToNote(ctx, booking)
  return (['borrower', 'coordinator'] as const).find((side) => sides.includes(side))
}

async function note(ctx: Ctx, booking: Booking, stop: Stop, side: Side): Promise<void> {
  const last = lastOf(await handoversOf(ctx, booking.id), 'pick_up', side)
  const quantity = stop.quantity ?? 0
  const refused = stop.outcome === 'refused' ? booking.quantity : 0
  if (last?.happened && last.quantity === quantity && last.refusedQuantity === refused) return
  // What is far from the promise was asked about at the stop, and a correction says where it comes from.
  const said = stop.reason || (last ? wordsOf(ctx.language).pickups.noted : '')
  await noteHandover(ctx, booking.id, {
    ...{ step: 'pick_up', side, quantity, at: stop.happenedAt, note: said, sure: true },
    ...(refused > 0 && { refusedQuantity: refused, refusedReason: 'other' as const }),
    ...(last?.happened && { corrects: last.id }),
  })
}

/** The record of the stop stands, also where the hand-over can not be noted any more, or somebody just did it. */
async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
  }
}
