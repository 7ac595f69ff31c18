import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeMember } from '../../platform/context'
import type { DISMISS_REASONS } from '../input'
import { visibleMatch } from '../queries'

/** "Not for me", with why: either side may say so, until both have accepted. Throws `transition_not_allowed`, `stale`. */
export async function dismissMatch(
  ctx: Ctx,
  id: string,
  reason: (typeof DISMISS_REASONS)[number],
): Promise<void> {
  const { match, mine } = await visibleMatch(ctx, id)
  mustBeMember(ctx, match[mine].organisationId, match.clusterId)
  if (match.status !== 'suggested' && match.status !== 'seen')
    throw new AppError('transition_not_allowed', { state: match.status })
  const happened = fact(ctx, 'match.dismissed', {
    ...{ clusterId: match.clusterId, table: 'matches', row: id },
    payload: { offerId: match.offer.id, needId: match.need.id, reason },
  })
  const other = mine === 'offer' ? match.need : match.offer
  await commit(ctx, happened, [
    ctx.db
      .updateTable('matches')
      .set({
        status: 'dismissed',
        dismissedReason: reason,
        dismissedBy: ctx.actor?.personId ?? null,
        ...stamp(happened),
      })
      .where('id', '=', id)
      .where('version', '=', match.version),
    ctx.db
      .insertInto('dislikes')
      .values({
        ...{ organisationId: match[mine].organisationId, matchId: id, clusterId: match.clusterId },
        ...{ kind: other.kind, reason, listingId: other.id, km: match.parts.distance.km, createdAt: ctx.now },
        cents: sql<number | null>`(select reference_cents from listings where id = ${match.offer.id})`,
        priceUnit: sql<string | null>`(select price_unit from listings where id = ${match.offer.id})`,
      })
      .onConflict((c) =>
        c.columns(['organisationId', 'matchId']).doUpdateSet({ reason, createdAt: ctx.now }),
      ),
  ])
}
