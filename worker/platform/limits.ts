import { sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Ctx } from './context'

/**
 * Counts one hit against `key` and refuses above `most` hits in a window of `seconds` (fixed windows, one row each).
 * Throws `too_many_requests` with the seconds until the window ends.
 */
export async function limit(ctx: Ctx, key: string, most: number, seconds: number): Promise<void> {
  const now = Math.floor(Date.parse(ctx.now) / 1000)
  const windowStart = now - (now % seconds)
  const row = await ctx.db
    .insertInto('rateLimits')
    .values({ key, windowStart, hits: 1 })
    .onConflict((c) => c.columns(['key', 'windowStart']).doUpdateSet({ hits: sql`hits + 1` }))
    .returning('hits')
    .executeTakeFirstOrThrow()
  if (row.hits > most)
    throw new AppError('too_many_requests', { retryAfterSeconds: windowStart + seconds - now })
}

/** Forgets windows that ended over a day ago; the clock calls it. */
export const forgetOldLimits = (ctx: Ctx) =>
  ctx.db
    .deleteFrom('rateLimits')
    .where('windowStart', '<', Math.floor(Date.parse(ctx.now) / 1000) - 86_400)
    .execute()

/** Every writing request of a person (or of an address, signed out) counts here. */
export async function limitWrites(ctx: Ctx, address: string): Promise<void> {
  const most = Number(ctx.env.WRITES_PER_MINUTE) || 120
  await limit(ctx, `write:${ctx.actor?.personId ?? address}`, most, 60)
}
