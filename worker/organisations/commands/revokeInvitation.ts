import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { invitationById } from '../queriesOfInvitations'

/** Makes a link stop working. Whoever could make it may: managers, the coordinator, the operator for coordinators. */
export async function revokeInvitation(ctx: Ctx, invitationId: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const invitation = await invitationById(ctx, invitationId)
  if (!invitation) throw new AppError('not_found')
  const manages = actor.organisations.some(
    (m) => m.organisationId === invitation.organisationId && m.role === 'manager',
  )
  const operates = actor.isOperator && invitation.role === 'coordinator'
  if (!manages && !operates) mustCoordinate(ctx, invitation.clusterId)
  if (invitation.usedAt || invitation.revokedAt) throw new AppError('transition_not_allowed')
  const { clusterId } = invitation
  const revoked = fact(ctx, 'invitation.revoked', {
    clusterId,
    table: 'invitations',
    row: invitationId,
    payload: {},
  })
  await commit(ctx, revoked, [
    ctx.db
      .updateTable('invitations')
      .set({ revokedAt: ctx.now, ...stamp(revoked) })
      .where('id', '=', invitationId)
      .where('version', '=', invitation.version),
  ])
}
