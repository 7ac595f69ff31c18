import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { memberById, peopleBehind } from '../queries'
import { mustRun } from '../rights'

/**
 * A manager, or the coordinator, accepts a person who asked to act for the organisation. Where nobody manages it yet, the
 * first one accepted does: an organisation always has someone who answers.
 */
export async function acceptMember(ctx: Ctx, clusterId: string, memberId: string): Promise<void> {
  const member = await memberById(ctx, memberId)
  if (!member) throw new AppError('not_found')
  await mustRun(ctx, member.organisationId, clusterId)
  if (member.status !== 'requested') throw new AppError('transition_not_allowed', { state: member.status })
  const { managers } = await peopleBehind(ctx, member.organisationId)
  const joined = fact(ctx, 'member.joined', {
    clusterId,
    table: 'members',
    row: memberId,
    payload: { organisationId: member.organisationId, personId: member.personId },
  })
  await commit(ctx, joined, [
    ctx.db
      .updateTable('members')
      .set({ status: 'active', ...(managers.length === 0 && { role: 'manager' }), ...stamp(joined) })
      .where('id', '=', memberId)
      .where('version', '=', member.version),
  ])
}
