import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { duringEach, heldOver } from './held'
import type { Hold } from './rulesOfHolds'

export interface Touching extends Hold {
  reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
}

const MOST = 20_000

type Intervals = readonly Pick<Hold, 'capacityId' | 'busyFrom' | 'busyTo'>[]

/**
 * Live holds that overlap any of many intervals, each of a capacity: one question for all dates of a series, which reads
 * what lies in them and nothing between. `except`: bookings that are about to move.
 */
export async function holdsTouching(
  ctx: Ctx,
  wanted: Intervals,
  except: readonly string[] = [],
): Promise<Touching[]> {
  if (wanted.length === 0) return []
  const { rows } = await ctx.db.executeQuery(readTouching(ctx, wanted).compile())
  return rows
    .filter((row) => row.bookingId === null || !except.includes(row.bookingId))
    .map(({ id: _, bookingId: __, ...hold }) => hold)
}

/** The question itself. */
export const readTouching = (
  ctx: Ctx,
  wanted: Intervals,
): Query<Touching & { id: number; bookingId: string | null }> => ({
  compile: () =>
    sql<Touching & { id: number; bookingId: string | null }>`select distinct h.id, h.capacity_id, h.busy_from,
        h.busy_to, h.quantity, h.reason, h.booking_id
      from ${heldOver(duringEach(wanted))} limit ${sql.lit(MOST)}`.compile(ctx.db),
})
