import { AppError } from '../../core/errors'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { peopleBehind, memberById } from '../queries'
import { writeMember } from '../writeMember'

/** The actor stops acting for an organisation, or takes back a request to. The last manager can not: `last_manager`. */
export async function leaveOrganisation(ctx: Ctx, organisationId: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const { mine } = await peopleBehind(ctx, organisationId)
  const member = mine && (await memberById(ctx, mine.id))
  if (!member || member.status === 'left') throw new AppError('not_found')
  const clusterId = actor.organisations.find((m) => m.organisationId === organisationId)?.clusters[0] ?? null
  await writeMember(ctx, member, 'member.left', clusterId, { status: 'left' })
}
