import { sql } from 'kysely'
import { quantityAt } from '../../bookings/rulesOfCollections'
import { zoneOf } from '../../bookings/offers'
import { AppError } from '../../core/errors'
import { fromMinutes, toMinutes } from '../../core/time'
import type { Ctx } from '../../platform/context'
import type { Capacity, Listing } from '../queries'
import type { Terms } from '../rules'

/**
 * A collection is not lowered below what is booked of it: `capacity_held`. The capacity itself is kept by the database; of a
 * collection that has less than the others this says it.
 */
export async function keepBooked(
  ctx: Ctx,
  was: Listing,
  after: Terms,
  capacities: readonly Capacity[],
): Promise<void> {
  const [capacity] = capacities
  const differs = after.grain === 'window' && after.windows.some((w) => w.quantity !== undefined)
  if (was.kind !== 'waste' || was.direction !== 'offer' || !capacity || !differs) return
  const { rows } = await sql<{
    busyFrom: number
    busyTo: number
    quantity: number
  }>`select busy_from, busy_to, sum(quantity) as quantity
    from holds where capacity_id = ${capacity.id} and live = 1 and reason in ('booking', 'waitlist')
      and busy_to > ${toMinutes(ctx.now)} group by busy_from, busy_to limit 2000`.execute(ctx.db)
  if (rows.length === 0) return
  const zone = await zoneOf(ctx, was.clusterId)
  for (const { busyFrom, busyTo, quantity } of rows) {
    const there = quantityAt(after, fromMinutes(busyFrom), fromMinutes(busyTo), zone)
    if (there !== null && quantity > there) throw new AppError('capacity_held')
  }
}
