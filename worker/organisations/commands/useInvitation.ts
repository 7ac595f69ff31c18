import { appointed } from '../../clusters/writes'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustManage } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { OrganisationInput } from '../input'
import { affiliationOf } from '../queries'
import { invitationByToken } from '../queriesOfInvitations'
import { memberRow, newOrganisation, placed } from '../writes'

/** Where the link names no organisation: the one a person manages already, or a new one. */
export type Brought = { organisationId?: string; organisation?: OrganisationInput }

/**
 * A signed-in person takes up an invitation, once. Throws `link_expired` where it was used, revoked or is too old;
 * `not_found` where no such link was made. Returns where they now belong.
 */
export async function useInvitation(
  ctx: Ctx,
  token: string,
  brought: Brought = {},
): Promise<{ clusterId: string; organisationId: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const invitation = await invitationByToken(ctx, token)
  if (!invitation) throw new AppError('not_found')
  if (!invitation.open) throw new AppError('link_expired')
  const { id, clusterId, role } = invitation
  const used = fact(ctx, 'invitation.used', { clusterId, table: 'invitations', row: id, payload: { role } })
  const taken =
    role === 'coordinator'
      ? { ...appointed(ctx, clusterId, actor.personId), organisationId: null }
      : await joined(
          ctx,
          { clusterId, role, organisationId: invitation.organisationId },
          actor.personId,
          brought,
        )
  const use = ctx.db
    .updateTable('invitations')
    .set({ usedAt: ctx.now, usedBy: actor.personId, ...stamp(used) })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
  try {
    await commit(ctx, [used, ...taken.facts], [use, ...taken.writes])
  } catch (error) {
    // Two who open the same link at once: the second is too late.
    if (error instanceof AppError && error.code === 'stale') throw new AppError('link_expired')
    throw error
  }
  return { clusterId, organisationId: taken.organisationId }
}

interface Joining {
  clusterId: string
  organisationId: string | null
  role: 'manager' | 'member'
}

async function joined(ctx: Ctx, { clusterId, role, ...to }: Joining, personId: string, brought: Brought) {
  const facts: Fact[] = []
  const writes: Query[] = []
  let organisationId = to.organisationId
  if (organisationId) {
    const place = await affiliationOf(ctx, clusterId, organisationId)
    if (place?.status === 'suspended') throw new AppError('organisation_suspended')
    if (place?.status !== 'active') throw new AppError('link_expired')
  } else if (brought.organisationId) {
    organisationId = brought.organisationId
    mustManage(ctx, organisationId)
    const place = await affiliationOf(ctx, clusterId, organisationId)
    if (place?.status === 'suspended') throw new AppError('organisation_suspended')
    if (place?.status !== 'active') {
      const accepted = placed(ctx, clusterId, organisationId)
      facts.push(accepted.fact)
      writes.push(accepted.write)
    }
    return { facts, writes, organisationId }
  } else {
    const made = newOrganisation(ctx, clusterId, brought.organisation ?? ({} as OrganisationInput))
    organisationId = made.id
    const accepted = placed(ctx, clusterId, organisationId)
    facts.push(...made.facts, accepted.fact)
    writes.push(...made.writes, accepted.write)
  }
  const known = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('personId', '=', personId)
    .executeTakeFirst()
  const id = known?.id ?? newId('member', Date.parse(ctx.now))
  const join = fact(ctx, 'member.joined', {
    clusterId,
    table: 'members',
    row: id,
    payload: { organisationId, personId },
  })
  facts.push(join)
  // Who brings an organisation is the only one who can manage it.
  const asRole = to.organisationId ? role : 'manager'
  writes.push(memberRow(ctx, join.id, { id, organisationId, personId, role: asRole }))
  return { facts, writes, organisationId }
}
