import { sql } from 'kysely'
import type { StoredEvent } from '../core/events'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { projectImpact } from './project'
import { projectOfListings, reckonOffer } from './projectListings'

/** Keeps what was produced as the tables are: what an event is about is reckoned again, so that it may come twice or late. */
export const reckonAgain: Consumer = async (ctx, event) => {
  const [noun] = event.type.split('.')
  if (noun === 'booking') {
    await projectImpact(ctx, [event.subjectId])
    return projectOfListings(ctx, await needOf(ctx, event.subjectId))
  }
  if (noun === 'listing') return projectOfListings(ctx, [event.subjectId])
  if (event.type === 'handover.noted')
    return projectImpact(ctx, [(event as StoredEvent<'handover.noted'>).payload.bookingId])
  if (event.type === 'impact_basis.chosen')
    return reckonOffer(ctx, (event as StoredEvent<'impact_basis.chosen'>).payload.listingId)
  if (event.type === 'capacity.changed') await reckonLot(ctx, event.subjectId)
}

async function needOf(ctx: Ctx, bookingId: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('bookings')
    .select('needId')
    .where('id', '=', bookingId)
    .executeTakeFirst()
  return row?.needId ? [row.needId] : []
}

/** The floor area of a lot counts in what its occupation spared; nothing else of a capacity does. */
async function reckonLot(ctx: Ctx, capacityId: string) {
  const rows = await ctx.db
    .selectFrom('listingCapacities as lc')
    .innerJoin('capacities as k', 'k.id', 'lc.capacityId')
    .select('lc.listingId')
    .where('lc.capacityId', '=', capacityId)
    .where('k.shape', '=', 'lot')
    .limit(20)
    .execute()
  for (const { listingId } of rows) await reckonOffer(ctx, listingId)
}

/** How far back events may still be on their way to the consumer. */
const LATELY_MINUTES = 15
const MOST_LATELY = 500

/**
 * Catches up with what has just happened in a cluster, so that figures can be kept for good: reckons again whatever the last
 * events are about. Returns the `seq` of the last event it has seen; 0 where there is none.
 */
export async function catchUp(ctx: Ctx, clusterId: string): Promise<number> {
  const last = await lastSeq(ctx, clusterId)
  const rows = await ctx.db
    .selectFrom('events')
    .select(['seq', 'type', 'subjectId', 'payload'])
    .where('clusterId', '=', clusterId)
    .orderBy('seq', 'desc')
    .where(
      'occurredAt',
      '>=',
      sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', ${ctx.now}, ${`-${LATELY_MINUTES} minutes`})`,
    )
    .limit(MOST_LATELY)
    .execute()
  const again = new Map(rows.map((row) => [`${row.type} ${row.subjectId}`, row]))
  for (const row of [...again.values()].reverse())
    await reckonAgain(ctx, { ...row, payload: JSON.parse(row.payload) } as unknown as StoredEvent)
  return last
}

export async function lastSeq(ctx: Ctx, clusterId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('events')
    .select('seq')
    .where('clusterId', '=', clusterId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}
