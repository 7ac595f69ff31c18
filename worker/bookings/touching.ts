import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Hold } from './rulesOfHolds'

export interface Touching extends Hold {
  reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
}

const MOST = 20_000
const LONGEST = [240, 1440, 44_640, null]

/**
 * Live holds that overlap any of many intervals, each of a capacity: one question for all dates of a series, which reads
 * what lies in them and nothing between. `except`: bookings that are about to move.
 */
export async function holdsTouching(
  ctx: Ctx,
  wanted: readonly Pick<Hold, 'capacityId' | 'busyFrom' | 'busyTo'>[],
  except: readonly string[] = [],
): Promise<Touching[]> {
  if (wanted.length === 0) return []
  const asked = JSON.stringify(
    wanted.map(({ capacityId, busyFrom, busyTo }) => ({ capacityId, busyFrom, busyTo })),
  )
  const parts = LONGEST.map(
    (most, i) => sql`select h.id, h.capacity_id, h.busy_from, h.busy_to, h.quantity, h.reason, h.booking_id
      from json_each(${asked}) w
      cross join holds h on h.capacity_id = w.value->>'capacityId' and h.live = 1
      and h.length_class = ${sql.lit(i + 1)} and h.busy_to > w.value->>'busyFrom'
      ${most === null ? sql`` : sql`and h.busy_to < (w.value->>'busyTo') + ${sql.lit(most)}`}
      where h.busy_from < w.value->>'busyTo'`,
  )
  const { rows } = await sql<
    Touching & { bookingId: string | null }
  >`select capacity_id, busy_from, busy_to, quantity,
      reason, booking_id from (${sql.join(parts, sql` union `)}) limit ${sql.lit(MOST)}`.execute(ctx.db)
  return rows
    .filter((row) => row.bookingId === null || !except.includes(row.bookingId))
    .map(({ bookingId: _, ...hold }) => hold)
}
