import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { memberById } from '../queries'
import { mustRun } from '../rights'
import { writeMember } from '../writeMember'

/** A manager, or the coordinator, ends a membership, or declines one that was asked for. Never the last manager's. */
export async function removeMember(ctx: Ctx, clusterId: string, memberId: string): Promise<void> {
  const member = await memberById(ctx, memberId)
  if (!member) throw new AppError('not_found')
  await mustRun(ctx, member.organisationId, clusterId)
  if (member.status === 'left') throw new AppError('transition_not_allowed', { state: member.status })
  await writeMember(ctx, member, 'member.left', clusterId, { status: 'left' })
}
