import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeMember } from '../../platform/context'
import { visibleMatch } from '../queries'

/**
 * The actor's side agrees to a match. Once both have, it is accepted, and the people of each side learn how to reach the
 * other. Accepting again changes nothing. Throws `transition_not_allowed` where it was dismissed or taken back; `stale`.
 */
export async function acceptMatch(ctx: Ctx, id: string): Promise<void> {
  const { match, mine } = await visibleMatch(ctx, id)
  mustBeMember(ctx, match[mine].organisationId, match.clusterId)
  if (match[mine === 'offer' ? 'offerAcceptedAt' : 'needAcceptedAt']) return
  if (match.status !== 'suggested' && match.status !== 'seen')
    throw new AppError('transition_not_allowed', { state: match.status })
  const both = (mine === 'offer' ? match.needAcceptedAt : match.offerAcceptedAt) !== null
  const happened = fact(ctx, 'match.accepted', {
    ...{ clusterId: match.clusterId, table: 'matches', row: id },
    payload: { offerId: match.offer.id, needId: match.need.id, side: mine, both: both ? 1 : 0 },
  })
  const accepted = mine === 'offer' ? { offerAcceptedAt: ctx.now } : { needAcceptedAt: ctx.now }
  await commit(ctx, happened, [
    ctx.db
      .updateTable('matches')
      .set({ ...accepted, ...(both && { status: 'accepted' as const }), ...stamp(happened) })
      .where('id', '=', id)
      .where('version', '=', match.version),
  ])
}
