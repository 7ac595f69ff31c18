import { sql } from 'kysely'
import { AppError } from '../core/errors'
import {
  addDays,
  fromMinutes,
  type Instant,
  instantOf,
  later,
  MINUTE,
  mondayOf,
  NEVER,
  toMinutes,
  wallOf,
} from '../core/time'
import type { Ctx } from '../platform/context'
import { during, heldOver } from './held'
import { type Offer, visibleOffer } from './queries'
import { type FreeTime, freeTimes } from './rulesOfFree'
import type { Hold } from './rulesOfHolds'

/** A question about what is free covers at most two months. */
export const MOST_DAYS = 62
const MOST_HOLDS = 20_000
/** Bookings whose own holds do not count, because they are what moves. */
export type Except = string | readonly string[]

/**
 * What is free of an offer in [from, to): intervals with the quantity that can be taken over each, in order. Throws
 * `not_found`, and `invalid` where the range is turned around or longer than 62 days.
 */
export async function availability(
  ctx: Ctx,
  listingId: string,
  from: Instant,
  to: Instant,
): Promise<FreeTime[]> {
  const offer = await visibleOffer(ctx, listingId)
  if (to <= from) throw new AppError('invalid', { fields: [{ path: 'to', code: 'end_before_start' }] })
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * 86_400_000 + 3_600_000)
    throw new AppError('invalid', {
      fields: [{ path: 'to', code: 'too_many_days', params: { max: MOST_DAYS } }],
    })
  return freeOf(ctx, offer, from, to)
}

/** The same, of an offer that has been read. */
export async function freeOf(ctx: Ctx, offer: Offer, from: Instant, to: Instant): Promise<FreeTime[]> {
  const busy = await busyOf(ctx, offer, from, to)
  // Where there are more holds than can be read, what lies beyond them is not told as free.
  const end = busy.until < to ? busy.until : to
  if (end <= from) return []
  const range = { from, to: end, now: ctx.now, zone: offer.zone }
  return freeTimes(offer.listing, offer.capacities, busy.holds, range, offer.rules)
}

/** All that holds something of an offer in [from, to) or in the buffers around it, and of the weeks that this touches. */
export function busyOf(ctx: Ctx, offer: Offer, from: Instant, to: Instant, except?: Except) {
  const { capacities, zone, rules } = offer
  const monday = mondayOf(wallOf(from, zone).date)
  const after = addDays(mondayOf(wallOf(to, zone).date), 7)
  const hasWeek = capacities.some((c) => c.shape === 'week')
  const ids = capacities.map((c) => c.id)
  const start = hasWeek ? instantOf(monday, '00:00', zone) : later(from, -rules.bufferBeforeMinutes * MINUTE)
  const end = hasWeek ? instantOf(after, '00:00', zone) : later(to, rules.bufferAfterMinutes * MINUTE)
  const stock = capacities.some((c) => c.shape === 'stock')
  return holdsOver(ctx, ids, toMinutes(start), stock ? NEVER : Math.ceil(Date.parse(end) / 60_000), except)
}

/**
 * Live holds of some capacities that overlap [from, to), in UTC minutes, in order of their start. `until`: how far all are
 * known.
 */
export async function holdsOver(
  ctx: Ctx,
  capacityIds: readonly string[],
  from: number,
  to: number,
  except?: Except,
) {
  const others = Array.isArray(except)
    ? sql`(h.booking_id is null or h.booking_id not in (select value from json_each(${JSON.stringify(except)})))`
    : sql`h.booking_id is not ${except ?? ''}`
  const { rows } = await sql<Hold>`select h.capacity_id, h.busy_from, h.busy_to, h.quantity
    from ${heldOver(during(capacityIds, from, to))} where ${others}
    order by h.busy_from limit ${sql.lit(MOST_HOLDS)}`.execute(ctx.db)
  const all = rows.length < MOST_HOLDS
  return { holds: rows, until: all ? '9999-12-31T00:00:00.000Z' : fromMinutes(rows.at(-1)?.busyFrom ?? from) }
}
