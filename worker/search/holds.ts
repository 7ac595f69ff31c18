import { sql } from 'kysely'
import { heldOver } from '../bookings/held'
import { MINUTE } from '../core/time'
import type { Ctx } from '../platform/context'
import { prepare } from '../platform/db'
import type { Capacity, Span } from './rules'

/** Rows one search may read of what is taken; listings read after that show no hours. */
const MOST_HOLDS = 6000

/**
 * The capacities of some listings with what holds them over a span: two statements, one round trip.
 */
export async function capacitiesOver(
  ctx: Ctx,
  listingIds: string[],
  span: Span,
): Promise<Map<string, Capacity[]>> {
  const ids = JSON.stringify(listingIds)
  const from = Math.floor(span.from / MINUTE)
  const to = Math.ceil(span.to / MINUTE)
  const capacities = sql<{ listing_id: string; id: string; shape: string; quantity: number }>`
    select lc.listing_id, c.id, c.shape, c.quantity from json_each(${ids}) as i
      cross join listing_capacities as lc on lc.listing_id = i.value
      cross join capacities as c on c.id = lc.capacity_id
     order by lc.listing_id, lc.position limit 3000`
  const meant = sql`(select distinct lc.capacity_id, ${from} as since, ${to} as until from json_each(${ids}) as i
      cross join listing_capacities as lc on lc.listing_id = i.value)`
  const holds = sql<{ capacity_id: string; busy_from: number; busy_to: number; quantity: number }>`
    select h.capacity_id, h.busy_from, h.busy_to, h.quantity from ${heldOver(meant)} limit ${MOST_HOLDS}`
  if (listingIds.length === 0) return new Map()
  const [made, held] = await ctx.env.DB.batch<Record<string, string | number>>([
    prepare(ctx.env.DB, capacities.compile(ctx.db)),
    prepare(ctx.env.DB, holds.compile(ctx.db)),
  ])
  const holdsOf = new Map<string, Capacity['holds']>()
  for (const row of held?.results ?? []) {
    const list = holdsOf.get(row.capacity_id as string) ?? []
    list.push({
      from: Number(row.busy_from) * MINUTE,
      to: Number(row.busy_to) * MINUTE,
      quantity: Number(row.quantity),
    })
    holdsOf.set(row.capacity_id as string, list)
  }
  const result = new Map<string, Capacity[]>()
  for (const row of made?.results ?? []) {
    const list = result.get(row.listing_id as string) ?? []
    list.push({
      shape: row.shape as string,
      quantity: Number(row.quantity),
      holds: holdsOf.get(row.id as string) ?? [],
    })
    result.set(row.listing_id as string, list)
  }
  return result
}
