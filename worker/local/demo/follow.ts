import { sql } from 'kysely'
import type { EventType } from '../../core/events'
import type { Ctx } from '../../platform/context'
import { asEvent } from '../../platform/relay'
import { subscriptions } from '../../subscriptions'

/** What later actions read: who is found by whom. The dashboard is computed at the end. */
const AT_ONCE = ['search.index', 'matching.rematch']

const typesOf = (...consumers: string[]) =>
  (Object.keys(subscriptions.to) as EventType[]).filter((type) =>
    subscriptions.to[type].some((name) => consumers.includes(name)),
  )
const FOLLOWED = typesOf(...AT_ONCE)
const TOLD = typesOf('notifications.tell')

export async function newestEvent(ctx: Ctx): Promise<number> {
  const row = await ctx.db
    .selectFrom('events')
    .select(sql<number | null>`max(seq)`.as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Finds and matches what has changed since an event, by the clock of that time. Returns the newest event. */
export async function follow(ctx: Ctx, after: number): Promise<number> {
  const rows = await ctx.db.selectFrom('events').selectAll().where('seq', '>', after).orderBy('seq').execute()
  for (const event of rows.map(asEvent)) {
    if (!FOLLOWED.includes(event.type)) continue
    for (const name of subscriptions.to[event.type])
      if (AT_ONCE.includes(name))
        await subscriptions.consumers[name]?.({ ...ctx, now: event.occurredAt, actor: null }, event)
  }
  return rows.length > 0 ? newestEvent(ctx) : after
}

const STEP = 100

/** Tells people of the next hundred events since a day. Returns the last of them, or null at the end. */
export async function tellSince(ctx: Ctx, since: string, after: number): Promise<number | null> {
  const rows = await ctx.db
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', after)
    .where('occurredAt', '>=', since)
    .where('type', 'in', TOLD)
    .orderBy('seq')
    .limit(STEP)
    .execute()
  for (const event of rows.map(asEvent)) await subscriptions.consumers['notifications.tell']?.(ctx, event)
  return rows.length < STEP ? null : (rows.at(-1)?.seq ?? null)
}
