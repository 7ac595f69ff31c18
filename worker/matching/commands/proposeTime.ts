import { AppError, invalid } from '../../core/errors'
import { DAY, later } from '../../core/time'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeMember } from '../../platform/context'
import type { ProposeInput } from '../input'
import { sidesOf, visibleMatch } from '../queries'

const FURTHEST = 366 * DAY

/**
 * The holder of the offer proposes a time, within a year, which also says that they agree to the match. A later proposal
 * takes the place of an earlier one. Throws `forbidden` for the side of the need, `invalid`, `transition_not_allowed`.
 */
export async function proposeTime(ctx: Ctx, id: string, { startsAt, endsAt }: ProposeInput): Promise<void> {
  const { match } = await visibleMatch(ctx, id)
  if (!sidesOf(ctx, match).includes('offer')) throw new AppError('forbidden')
  mustBeMember(ctx, match.offer.organisationId, match.clusterId)
  if (startsAt <= ctx.now) throw invalid({ path: 'startsAt', code: 'in_the_past' })
  if (endsAt > later(ctx.now, FURTHEST)) throw invalid({ path: 'endsAt', code: 'too_far_ahead' })
  if (!['suggested', 'seen', 'accepted'].includes(match.status))
    throw new AppError('transition_not_allowed', { state: match.status })
  const happened = fact(ctx, 'match.time_proposed', {
    ...{ clusterId: match.clusterId, table: 'matches', row: id },
    payload: { offerId: match.offer.id, needId: match.need.id, startsAt, endsAt },
  })
  const both = match.needAcceptedAt !== null && match.status !== 'accepted'
  await commit(ctx, happened, [
    ctx.db
      .updateTable('matches')
      .set({
        proposedStartsAt: startsAt,
        proposedEndsAt: endsAt,
        offerAcceptedAt: match.offerAcceptedAt ?? ctx.now,
      })
      .set({ ...(both && { status: 'accepted' as const }), ...stamp(happened) })
      .where('id', '=', id)
      .where('version', '=', match.version),
  ])
}
