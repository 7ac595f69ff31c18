import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { DAY, later } from '../../core/time'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { randomToken, sha256 } from '../../platform/crypto'
import { check } from '../../platform/input'
import { InvitationInput } from '../input'
import { affiliationOf } from '../queries'
import { mustRun } from '../rights'
import { INVITATION_DAYS } from '../rules'

/**
 * Makes a link that lets one person in: as coordinator (by a coordinator or the operator), or as manager or member of an
 * organisation (by its managers or the coordinator), or with an organisation they bring (by the coordinator). The token is
 * returned this once; only its hash is kept.
 */
export async function createInvitation(
  ctx: Ctx,
  input: InvitationInput,
): Promise<{ id: string; token: string }> {
  const { clusterId, organisationId, role, days = INVITATION_DAYS } = check(InvitationInput, input)
  if (role === 'coordinator' && mustBeSignedIn(ctx).isOperator) {
    // The operator names the first coordinator of a cluster, and nobody else in it.
  } else if (!organisationId) mustCoordinate(ctx, clusterId)
  else {
    await mustRun(ctx, organisationId, clusterId)
    const place = await affiliationOf(ctx, clusterId, organisationId)
    if (place?.status === 'suspended') throw new AppError('organisation_suspended')
    if (place?.status !== 'active') throw new AppError('not_found')
  }
  const id = newId('invitation', Date.parse(ctx.now))
  const token = randomToken()
  const created = fact(ctx, 'invitation.created', {
    clusterId,
    table: 'invitations',
    row: id,
    payload: { role },
  })
  await commit(ctx, created, [
    ctx.db.insertInto('invitations').values({
      ...{ id, clusterId, organisationId: organisationId || null, role },
      tokenHash: await sha256(token),
      expiresAt: later(ctx.now, days * DAY),
      lastEventId: created.id,
      createdAt: ctx.now,
    }),
  ])
  return { id, token }
}
