import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { describe, type Sentence } from './describe'

export interface Notice extends Sentence {
  id: string
  type: string
  at: string
  unread: boolean
}

/** What a person was told in a cluster, newest first, paged by key. */
export async function noticesOf(
  ctx: Ctx,
  cluster: { id: string; timeZone: string; currency: string },
  personId: string,
  language: Language,
  cursor?: string,
  limit = 30,
): Promise<{ items: Notice[]; nextCursor: string | null }> {
  let query = ctx.db
    .selectFrom('notices')
    .select(['id', 'type', 'subjectId', 'clusterId', 'state', 'createdAt'])
    .where('personId', '=', personId)
    .where('channel', '=', 'app')
    .where('clusterId', '=', cluster.id)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  const [at, id] = cursor?.split('~') ?? []
  if (at && id) {
    query = query.where((eb) =>
      eb.or([eb('createdAt', '<', at), eb.and([eb('createdAt', '=', at), eb('id', '<', id)])]),
    )
  }
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const sentences = await describe(ctx, shown, language, cluster)
  const last = shown.at(-1)
  return {
    items: shown.map((row, i) => ({
      id: row.id,
      type: row.type,
      at: row.createdAt,
      unread: row.state === 'unread',
      text: sentences[i]?.text ?? '',
      path: sentences[i]?.path ?? null,
    })),
    nextCursor: rows.length > limit && last ? `${last.createdAt}~${last.id}` : null,
  }
}

/** How many notices of a cluster wait to be read, counted up to 99. */
export async function unreadCount(ctx: Ctx, personId: string, clusterId: string): Promise<number> {
  const rows = await ctx.db
    .selectFrom('notices')
    .select('id')
    .where('personId', '=', personId)
    .where('clusterId', '=', clusterId)
    .where('channel', '=', 'app')
    .where('state', '=', 'unread')
    .limit(99)
    .execute()
  return rows.length
}

/** A read mark, not a fact. */
export const markRead = (ctx: Ctx, personId: string, clusterId: string) =>
  ctx.db
    .updateTable('notices')
    .set({ state: 'read' })
    .where('personId', '=', personId)
    .where('clusterId', '=', clusterId)
    .where('channel', '=', 'app')
    .where('state', '=', 'unread')
    .execute()
