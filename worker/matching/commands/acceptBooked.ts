import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'

/**
 * The match of an offer and a need for which it was booked is accepted by both: one asked, the other agreed. Also where it
 * was dismissed or taken back before. Where they were never suggested to each other, or it is accepted already, nothing
 * happens. Throws `stale`.
 */
export async function acceptBooked(
  ctx: Ctx,
  { offerId, needId, bookingId }: { offerId: string; needId: string; bookingId: string },
): Promise<void> {
  const match = await ctx.db
    .selectFrom('matches')
    .select(['id', 'clusterId', 'status', 'version', 'offerAcceptedAt', 'needAcceptedAt'])
    .where('offerId', '=', offerId)
    .where('needId', '=', needId)
    .executeTakeFirst()
  if (!match || match.status === 'accepted') return
  const happened = fact(ctx, 'match.accepted', {
    ...{ clusterId: match.clusterId, table: 'matches', row: match.id },
    payload: { offerId, needId, both: 1, bookingId },
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('matches')
      .set({ status: 'accepted', dismissedReason: null, dismissedBy: null, ...stamp(happened) })
      .set({
        offerAcceptedAt: match.offerAcceptedAt ?? ctx.now,
        needAcceptedAt: match.needAcceptedAt ?? ctx.now,
      })
      .where('id', '=', match.id)
      .where('version', '=', match.version),
  ])
}
