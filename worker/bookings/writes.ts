import { type Selectable, sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Fact, fact } from '../platform/commit'
import { insertRows } from '../platform/insertRows'
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

const HOLD_COLUMNS = [
  ...(['capacityId', 'bookingId', 'busyFrom', 'busyTo', 'quantity', 'live', 'atMost'] as const),
]
/** Holds of bookings, in one statement, after their bookings. */
export const insertHolds = (ctx: Ctx, holds: readonly WrittenHold[]): Query =>
  insertRows(ctx, 'holds', holds, HOLD_COLUMNS, {
    reason: () => sql`'booking'`,
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
  | 'agreedAt'
  | 'createdAt'
>

/** New bookings in one statement; `stale` where the offer of one is not open any more at the moment of writing. */
export const insertBookings = (ctx: Ctx, rows: readonly (NewBooking & { lastEventId: string })[]): Query => {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'listingId')
  return insertRows(ctx, 'bookings', rows, columns as (keyof NewBooking)[], {
    listingId: (
      given,
    ) => sql`(select id from listings where id = ${given('listingId')} and status = 'published'
      and hidden_reason is null)`,
  })
}

/** Asked in the batch that books, after its bookings. */
export const insertChecks = (ctx: Ctx, checks: readonly Check[]): Query =>
  insertRows(ctx, 'ruleChecks', checks, [
    ...(['rule', 'bookingId', 'listingId', 'borrowerId', 'fromAt', 'toAt', 'most'] as const),
  ])
