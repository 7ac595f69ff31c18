import { sql } from 'kysely'
import { newId } from '../core/ids'
import { HOUR, later } from '../core/time'
import { AppError } from '../core/errors'
import { type Actor, actorBy, type Ctx, mustBeSignedIn } from '../platform/context'
import { randomToken, sha256 } from '../platform/crypto'
import { check } from '../platform/input'
import { TokenName } from './input'

/** Tokens a person may have at once. */
const MOST = 20

/** The person of an API token with their rights, by the hash that is kept of it; null where it is unknown or revoked. */
export async function actorOfToken(ctx: Ctx, tokenHash: string): Promise<Actor | null> {
  const token = ctx.db
    .selectFrom('apiTokens')
    .select(['id', 'lastUsedAt'])
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
  const whose = sql<string>`(select person_id from api_tokens where token_hash = ${tokenHash} and revoked_at is null)`
  const { key, actor } = await actorBy(ctx, token, whose, 'token')
  // Once an hour is enough to tell which tokens are in use.
  if (key && (!key.lastUsedAt || key.lastUsedAt < later(ctx.now, -HOUR))) {
    ctx.after(() =>
      ctx.db.updateTable('apiTokens').set({ lastUsedAt: ctx.now }).where('id', '=', key.id).execute(),
    )
  }
  return actor
}

/** A new token of the actor's. It is told once, here; only its hash is kept. Throws `too_many_tokens` above 20. */
export async function createToken(ctx: Ctx, name: string): Promise<{ id: string; token: string }> {
  const actor = mustBeSignedIn(ctx)
  const wanted = check(TokenName, { name })
  if ((await tokensOf(ctx, actor.personId)).length >= MOST) throw new AppError('too_many_tokens')
  return newToken(ctx, actor.personId, wanted.name)
}

/** Makes the token of a person whoever asks: the caller has checked who may. */
export async function newToken(
  ctx: Ctx,
  personId: string,
  name: string,
): Promise<{ id: string; token: string }> {
  const id = newId('token', Date.parse(ctx.now))
  const token = `mlg_${randomToken(32)}`
  await ctx.db
    .insertInto('apiTokens')
    .values({
      id,
      personId,
      name,
      tokenHash: await sha256(token),
      createdAt: ctx.now,
      lastUsedAt: null,
      revokedAt: null,
    })
    .execute()
  return { id, token }
}

/** Ends a token of the actor's. Throws `not_found` for anybody else's. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const row = await ctx.db
    .updateTable('apiTokens')
    .set({ revokedAt: ctx.now })
    .where('id', '=', id)
    .where('personId', '=', actor.personId)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
}

/** The tokens of a person that still work, newest first: never the tokens themselves. */
export const tokensOf = (ctx: Ctx, personId: string) =>
  ctx.db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'createdAt', 'lastUsedAt'])
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
