import type { Events, EventType, StoredEvent } from '../core/events'
import type { Ctx } from './context'
import type { Schema } from './schema'

/** Queues take 100 messages at once. */
const BATCH = 100

/** What was not yet copied, in order. */
export const notRelayed = (ctx: Ctx) =>
  ctx.db.selectFrom('events').select('seq').where('relayedAt', 'is', null).orderBy('seq').limit(BATCH)

/**
 * Copies events to the queue, in order, and marks them. Runs after each commit, which has read what is to be copied, and each
 * minute: a crash between sending and marking sends twice, which consumers bear. Returns how many were sent.
 */
export async function relay(ctx: Ctx, known?: readonly { seq: number }[]): Promise<number> {
  const rows = known ?? (await notRelayed(ctx).execute())
  const last = rows.at(-1)
  if (!last) return 0
  await ctx.env.EVENTS.sendBatch(rows.map(({ seq }) => ({ body: { seq } })))
  await ctx.db
    .updateTable('events')
    .set({ relayedAt: ctx.now })
    .where('relayedAt', 'is', null)
    .where('seq', '<=', last.seq)
    .execute()
  return rows.length
}

/** One stored event, as consumers and the feed read it. */
export async function eventBySeq(ctx: Ctx, seq: number): Promise<StoredEvent | undefined> {
  const row = await ctx.db.selectFrom('events').selectAll().where('seq', '=', seq).executeTakeFirst()
  return row && asEvent(row)
}

type EventRow = Omit<Schema['events'], 'seq'> & { seq: number }
export function asEvent(row: EventRow): StoredEvent {
  const { relayedAt: _, payload, type, ...rest } = row
  return {
    ...rest,
    type: type as EventType,
    payload: JSON.parse(payload) as Events[EventType],
  } as StoredEvent
}
