import { type Selectable, sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Fact, fact } from '../platform/commit'
import type { EventType, Events } from '../core/events'
import type { Booking } from './queries'
import type { Hold } from './rulesOfHolds'
import type { Check } from './rulesOfOffers'

type BookingEvent = EventType & `booking.${string}`
type Told = Pick<
  Booking,
  'id' | 'clusterId' | 'listingId' | 'lenderId' | 'borrowerId' | 'startsAt' | 'endsAt' | 'quantity'
> &
  Partial<
    Pick<Booking, 'seriesId' | 'basketId' | 'unit' | 'priceCents' | 'capacityId' | 'needId'> & {
      surfaceM2: number
      asksAgain: boolean
    }
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
  const { unit, priceCents, capacityId, surfaceM2 } = b
  const counted = {
    ...(unit && { unit }),
    ...(priceCents !== undefined && { priceCents }),
    ...(capacityId && { capacityId }),
    ...(surfaceM2 && { surfaceM2 }),
    ...(b.needId && { needId: b.needId }),
    ...(b.asksAgain && { asksAgain: 1 }),
  }
  const group = { ...(b.seriesId && { seriesId: b.seriesId }), ...(b.basketId && { basketId: b.basketId }) }
  const payload = {
    listingId,
    lenderId,
    borrowerId,
    startsAt,
    endsAt,
    quantity,
    ...counted,
    ...(side && { side }),
    ...group,
  }
  return fact(ctx, type, {
    clusterId: b.clusterId,
    table: 'bookings',
    row: b.id,
    payload: payload as Events[BookingEvent],
    onBehalfOf,
  }) as Fact
}

/** A hold of a booking as it is written; `live` 0 where requests compete and hold nothing yet. */
export interface WrittenHold extends Hold {
  bookingId: string
  live: 0 | 1
}

/**
 * Holds of bookings, in one statement. Nothing is written where the booking is not: a booking whose guard failed then
 * ends as `stale`, and not as a broken reference.
 */
export const insertHolds = (ctx: Ctx, holds: readonly WrittenHold[]): Query => ({
  compile: () =>
    sql`insert into holds (capacity_id, booking_id, reason, busy_from, busy_to, quantity, live)
      select value->>'capacityId', value->>'bookingId', 'booking', value->>'busyFrom', value->>'busyTo',
        value->>'quantity', value->>'live'
      from json_each(${JSON.stringify(holds)})
      where exists (select 1 from bookings where id = value->>'bookingId')`.compile(ctx.db),
})

/** A row of bookings as it is first written. */
export type NewBooking = Pick<
  Selectable<Schema['bookings']>,
  | 'id'
  | 'clusterId'
  | 'listingId'
  | 'capacityId'
  | 'lenderId'
  | 'borrowerId'
  | 'needId'
  | 'status'
  | 'startsAt'
  | 'endsAt'
  | 'quantity'
  | 'unit'
  | 'tariff'
  | 'priceCents'
  | 'currency'
  | 'note'
  | 'answerBy'
  | 'requestedBy'
  | 'onBehalfOf'
  | 'seriesId'
  | 'basketId'
  | 'partOf'
  | 'competing'
  | 'createdAt'
>

/** New bookings in one statement, each only if its offer is still open at the moment of writing. */
export const insertBookings = (ctx: Ctx, rows: readonly (NewBooking & { lastEventId: string })[]): Query => ({
  compile: () => {
    const columns = Object.keys(rows[0] ?? {})
    const names = sql.join(columns.map((c) => sql.ref(c)))
    const values = sql.join(columns.map((c) => sql`b.value->>${sql.lit(c)}`))
    return sql`insert into bookings (${names}) select ${values} from json_each(${JSON.stringify(rows)}) b
      join listings on listings.id = b.value->>'listingId'
      where listings.status = 'published' and listings.hidden_reason is null`.compile(ctx.db)
  },
})

/** Asked in the batch that books, after its bookings. */
export const insertChecks = (ctx: Ctx, checks: readonly Check[]): Query => ({
  compile: () =>
    sql`insert into rule_checks (rule, booking_id, listing_id, borrower_id, from_at, to_at, most)
      select value->>'rule', value->>'bookingId', value->>'listingId', value->>'borrowerId', value->>'fromAt',
        value->>'toAt', value->>'most' from json_each(${JSON.stringify(checks)})`.compile(ctx.db),
})
