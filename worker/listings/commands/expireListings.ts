import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'

/** At most this many a minute, so that one tick stays one small batch. */
const AT_ONCE = 20

/** Closes what has lapsed, as expired; its holder can renew it in one click. Called by the clock. */
export async function expireListings(ctx: Ctx): Promise<void> {
  const lapsed = await ctx.db
    .selectFrom('listings')
    .select(['id', 'clusterId', 'organisationId', 'direction', 'kind', 'version'])
    .where('status', '=', 'published')
    .where('expiresAt', '<=', ctx.now)
    .orderBy('expiresAt')
    .limit(AT_ONCE)
    .execute()
  if (lapsed.length === 0) return
  const facts = lapsed.map((l) =>
    fact(ctx, 'listing.expired', {
      ...{ clusterId: l.clusterId, table: 'listings', row: l.id },
      payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
    }),
  )
  const writes = lapsed.map((l, i) =>
    ctx.db
      .updateTable('listings')
      .set({ status: 'closed', outcome: 'expired', closedAt: ctx.now, ...stamp(facts[i]!) })
      .where('id', '=', l.id)
      .where('version', '=', l.version),
  )
  await commit(ctx, facts, writes)
}
