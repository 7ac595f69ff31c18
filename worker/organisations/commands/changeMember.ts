import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { MemberPatch } from '../input'
import { memberById } from '../queries'
import { mustRun } from '../rights'
import { writeMember } from '../writeMember'

/** Gives a member another role, or names them to answer requests. The last manager keeps the role: `last_manager`. */
export async function changeMember(
  ctx: Ctx,
  clusterId: string,
  memberId: string,
  patch: MemberPatch,
): Promise<void> {
  const changes = check(MemberPatch, patch)
  const member = await memberById(ctx, memberId)
  if (!member) throw new AppError('not_found')
  await mustRun(ctx, member.organisationId, clusterId)
  if (member.status !== 'active') throw new AppError('transition_not_allowed', { state: member.status })
  await writeMember(ctx, member, 'member.changed', clusterId, {
    ...(changes.role && { role: changes.role }),
    ...(changes.mayAnswer !== undefined && { mayAnswer: Number(changes.mayAnswer) }),
  })
}
