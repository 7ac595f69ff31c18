import type { Ctx } from '../platform/context'

/** The person of an API token, by the hash that is kept of it; null where it is unknown or revoked. */
export async function personOfToken(ctx: Ctx, tokenHash: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('apiTokens')
    .select('personId')
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return row?.personId ?? null
}
