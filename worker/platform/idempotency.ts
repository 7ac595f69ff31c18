import { createMiddleware } from 'hono/factory'
import { AppError } from '../core/errors'
import { DAY, later } from '../core/time'
import type { Ctx } from './context'
import { sha256 } from './crypto'
import type { AppEnv } from './http'

/**
 * A POST with an `Idempotency-Key` gives the same answer for 24 h; another body with the key is refused. The key is
 * written with the command's own batch (`commit`), so that even two at once write once.
 */
export const replayed = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key')
  const ctx = c.get('ctx')
  if (c.req.method !== 'POST' || !key || !ctx.actor) return next()
  if (key.length > 200) throw new AppError('malformed')
  const bodyHash = await sha256(`${c.req.path}\n${await c.req.raw.clone().text()}`)
  const known = await answerTo(ctx, key)
  if (known) return asBefore(known, bodyHash)
  ctx.once = { key, bodyHash }
  await next()
  if (c.res.ok) {
    await keepAnswer(ctx, key, {
      status: c.res.status,
      location: c.res.headers.get('location'),
      answer: await c.res.clone().text(),
    })
    return
  }
  // Another request with the key may have won while this one ran: its answer is this one's.
  const winner = await answerTo(ctx, key)
  if (winner) c.res = await asBefore(winner, bodyHash)
})

type Kept = { bodyHash: string; status: number | null; location: string | null; answer: string | null }

/** The answer kept under a key of this person, for 24 hours. */
export function answerTo(ctx: Ctx, key: string): Promise<Kept | undefined> {
  return ctx.db
    .selectFrom('idempotencyKeys')
    .select(['bodyHash', 'status', 'location', 'answer'])
    .where('personId', '=', ctx.actor?.personId ?? '')
    .where('key', '=', key)
    .where('createdAt', '>', later(ctx.now, -DAY))
    .executeTakeFirst()
}

export const keepAnswer = (ctx: Ctx, key: string, kept: Omit<Kept, 'bodyHash'>) =>
  ctx.db
    .updateTable('idempotencyKeys')
    .set(kept)
    .where('personId', '=', ctx.actor?.personId ?? '')
    .where('key', '=', key)
    .execute()

async function asBefore(kept: Kept, bodyHash: string): Promise<Response> {
  if (kept.bodyHash !== bodyHash) throw new AppError('idempotency_key_reused')
  if (kept.status === null) throw new AppError('idempotency_in_progress', { retryAfterSeconds: 2 })
  const headers = new Headers({ 'content-type': 'application/json', 'idempotency-replayed': 'true' })
  if (kept.location) headers.set('location', kept.location)
  return new Response(kept.answer, { status: kept.status, headers })
}

/** Keys older than a day protect nothing any more; the clock calls this. */
export const forgetOldKeys = (ctx: Ctx) =>
  ctx.db.deleteFrom('idempotencyKeys').where('createdAt', '<', later(ctx.now, -DAY)).execute()
