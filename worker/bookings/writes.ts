import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { type Fact, fact } from '../platform/commit'
import type { EventType, Events } from '../core/events'
import type { Booking } from './queries'
import type { Hold } from './rulesOfHolds'

type BookingEvent = EventType & `booking.${string}`
type Told = Pick<
  Booking,
  'id' | 'clusterId' | 'listingId' | 'lenderId' | 'borrowerId' | 'startsAt' | 'endsAt' | 'quantity'
>

/** A fact about a booking, with what all of them carry. `side` only where it was cancelled. */
export function bookingFact(
  ctx: Ctx,
  type: BookingEvent,
  b: Told,
  onBehalfOf?: string | null,
  side?: string,
): Fact {
  const { listingId, lenderId, borrowerId, startsAt, endsAt, quantity } = b
  const payload = { listingId, lenderId, borrowerId, startsAt, endsAt, quantity, ...(side && { side }) }
  return fact(ctx, type, {
    clusterId: b.clusterId,
    table: 'bookings',
    row: b.id,
    payload: payload as Events[BookingEvent],
    onBehalfOf,
  }) as Fact
}

/**
 * The holds of a booking, in one statement. Nothing is written where the booking is not: a booking whose guard failed
 * then ends as `stale`, and not as a broken reference.
 */
export const insertHolds = (ctx: Ctx, bookingId: string, holds: readonly Hold[]): Query => ({
  compile: () =>
    sql`insert into holds (capacity_id, booking_id, reason, busy_from, busy_to, quantity)
      select value->>'capacityId', ${bookingId}, 'booking', value->>'busyFrom', value->>'busyTo', value->>'quantity'
      from json_each(${JSON.stringify(holds)})
      where exists (select 1 from bookings where id = ${bookingId})`.compile(ctx.db),
})
