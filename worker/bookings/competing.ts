import { sql } from 'kysely'
import { capacitiesOf } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { holdsOver } from './availability'
import { type Booking, readBookings } from './queries'
import { leastFree } from './rulesOfSteps'

/** A request that holds nothing, and whether what is left is still enough for it. */
export interface Competing {
  booking: Booking
  fits: boolean
}

const MOST = 30

/**
 * The requests that ask for the same as a booking, the first asked first: those of its capacity that touch its time (of a
 * stock, all), still to be answered, and which hold nothing. For the lender and the coordinator: whoever shows them must look.
 */
export async function competingWith(ctx: Ctx, b: Booking): Promise<Competing[]> {
  let query = readBookings(ctx)
    .where('bookings.listingId', '=', b.listingId)
    .where('bookings.capacityId', '=', b.capacityId)
    .where('bookings.status', '=', sql.lit('requested' as const))
    .where('bookings.competing', '=', sql.lit(1))
    .where('bookings.id', '<>', b.id)
    .where('bookings.answerBy', '>', ctx.now)
  if (b.shape !== 'stock')
    query = query.where('bookings.startsAt', '<', b.endsAt).where('bookings.endsAt', '>', b.startsAt)
  const others = await query.orderBy('bookings.createdAt').orderBy('bookings.id').limit(MOST).execute()
  const fitting = await fittingOf(ctx, b.listingId, others)
  return others.map((booking) => ({ booking, fits: fitting.has(booking.id) }))
}

/** Whether a request that competes could be accepted now; one that holds its time always can. */
export const stillFits = async (ctx: Ctx, b: Booking): Promise<boolean> =>
  b.competing === 0 || (await fittingOf(ctx, b.listingId, [b])).has(b.id)

/** Of these requests, those that would fit beside all that is held now. */
async function fittingOf(ctx: Ctx, listingId: string, requests: readonly Booking[]): Promise<Set<string>> {
  if (requests.length === 0) return new Set()
  const [holds, capacities] = await Promise.all([
    ctx.db
      .selectFrom('holds')
      .select(['bookingId', 'capacityId', 'busyFrom', 'busyTo', 'quantity', 'atMost'])
      .where(
        'bookingId',
        'in',
        requests.map((r) => r.id),
      )
      .execute(),
    capacitiesOf(ctx, listingId),
  ])
  if (holds.length === 0) return new Set()
  const from = Math.min(...holds.map((h) => h.busyFrom))
  const to = Math.max(...holds.map((h) => h.busyTo))
  const { holds: busy } = await holdsOver(ctx, [...new Set(holds.map((h) => h.capacityId))], from, to)
  const left = (h: (typeof holds)[number]) => {
    const own = busy.filter((b) => b.capacityId === h.capacityId)
    const quantity = capacities.find((c) => c.id === h.capacityId)?.quantity ?? 0
    return leastFree(Math.min(quantity, h.atMost ?? quantity), own, h.busyFrom, h.busyTo)
  }
  const lost = new Set(holds.filter((h) => left(h) < h.quantity).map((h) => h.bookingId))
  return new Set(requests.map((r) => r.id).filter((id) => !lost.has(id)))
}
