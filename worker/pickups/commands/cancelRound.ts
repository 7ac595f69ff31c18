import { reopening } from '../../bookings/closures'
import { visibleBooking } from '../../bookings/queries'
import { sidesOf } from '../../bookings/queries'
import { isTooLate, possible } from '../../bookings/rules'
import { passAll } from '../../bookings/transition'
import { AppError } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { mustDrive, type PickupRound, stopsOf, visibleRound } from '../queries'
import { writeRound } from './changeRound'

/**
 * Gives a round up before anything was recorded on it: its bookings can stand on another, and the vehicle that was booked with
 * it, or closed for it, is free again where that is still in time. Throws `not_found`, `transition_not_allowed`.
 */
export async function cancelRound(ctx: Ctx, id: string): Promise<void> {
  const round = await visibleRound(ctx, id)
  mustDrive(ctx, round)
  const stops = await stopsOf(ctx, round)
  if (round.status !== 'open' || stops.some((s) => s.outcome !== null))
    throw new AppError('transition_not_allowed', {
      state: round.status === 'open' ? 'recorded' : round.status,
    })
  const cancelled = fact(ctx, 'pickup_round.cancelled', {
    ...{ clusterId: round.clusterId, table: 'pickupRounds', row: id },
    payload: { organisationId: round.organisationId, day: round.day, stops: stops.length },
  }) as Fact
  const writes: Query[] = [
    writeRound(ctx, round, cancelled, { status: 'cancelled' }),
    ctx.db
      .updateTable('pickupStops')
      .set({ live: 0, ...stamp(cancelled) })
      .where('roundId', '=', id)
      .where('live', '=', 1),
  ]
  const vehicle = await vehicleToCancel(ctx, round)
  if (vehicle) {
    const set = (side: string) => ({ cancelReason: '', cancelledSide: side as 'borrower' })
    return passAll(ctx, [vehicle], 'cancel', set, { facts: [cancelled], before: writes })
  }
  const open = await closureToEnd(ctx, round)
  await commit(ctx, [...(open ? [open.happened] : []), cancelled], [...(open?.writes ?? []), ...writes])
}

/** What was booked with the round, where it can still be given back. */
async function vehicleToCancel(ctx: Ctx, round: PickupRound) {
  if (!round.booksVehicle || !round.vehicleBookingId) return null
  const booking = await visibleBooking(ctx, round.vehicleBookingId)
  const sides = sidesOf(ctx, booking)
  const can = possible('cancel', booking, ctx.now) && !isTooLate('cancel', sides, booking, ctx.now)
  return can && sides.length > 0 ? booking : null
}

async function closureToEnd(ctx: Ctx, round: PickupRound) {
  if (round.closureHoldId === null) return null
  const hold = await ctx.db
    .selectFrom('holds')
    .select('capacityId')
    .where('id', '=', round.closureHoldId)
    .executeTakeFirst()
  const capacity = hold && { id: hold.capacityId, clusterId: round.clusterId }
  return capacity ? reopening(ctx, capacity, round.closureHoldId) : null
}
