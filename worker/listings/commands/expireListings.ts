import { sql } from 'kysely'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'

/** At most this many a minute, so that one tick stays one small batch. */
const AT_ONCE = 20

/**
 * Closes what has lapsed, as expired; its holder can renew it in one click. A need whose dates are over and that a
 * completed booking has answered ends as met here (docs/decisions/0014). Called by the clock.
 */
export async function expireListings(ctx: Ctx): Promise<void> {
  const lapsed = await ctx.db
    .selectFrom('listings')
    .select(['id', 'clusterId', 'organisationId', 'direction', 'kind', 'version'])
    .select(
      sql<0 | 1>`listings.ends_at <= ${ctx.now} and exists (
        select 1 from bookings as b where b.need_id = listings.id and b.status = 'completed')`.as('met'),
    )
    .where('status', '=', 'published')
    .where('expiresAt', '<=', ctx.now)
    .orderBy('expiresAt')
    .limit(AT_ONCE)
    .execute()
  if (lapsed.length === 0) return
  const facts = lapsed.map((l) => {
    const row = { clusterId: l.clusterId, table: 'listings' as const, row: l.id }
    const payload = { organisationId: l.organisationId, direction: l.direction, kind: l.kind }
    return l.met
      ? fact(ctx, 'listing.closed', { ...row, payload: { ...payload, outcome: 'met_here' } })
      : fact(ctx, 'listing.expired', { ...row, payload })
  })
  const writes = lapsed.map((l, i) =>
    ctx.db
      .updateTable('listings')
      .set({
        status: 'closed',
        outcome: l.met ? 'met_here' : 'expired',
        closedAt: ctx.now,
        ...stamp(facts[i]!),
      })
      .where('id', '=', l.id)
      .where('version', '=', l.version),
  )
  await commit(ctx, facts, writes)
}
