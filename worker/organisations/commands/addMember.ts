import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { affiliationOf } from '../queries'
import { memberRow } from '../writes'

/**
 * The coordinator makes a person act for an organisation of the cluster: one who does not use computers, for whom the
 * coordinator will then act. Returns the id of the membership.
 */
export async function addMember(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
  personId: string,
  { role = 'member', mayAnswer = false }: { role?: 'manager' | 'member'; mayAnswer?: boolean } = {},
): Promise<string> {
  mustCoordinate(ctx, clusterId)
  const place = await affiliationOf(ctx, clusterId, organisationId)
  if (place?.status !== 'active') throw new AppError('not_found')
  const known = await ctx.db
    .selectFrom('members')
    .select(['id', 'status'])
    .where('organisationId', '=', organisationId)
    .where('personId', '=', personId)
    .executeTakeFirst()
  if (known?.status === 'active') throw new AppError('already_exists')
  const id = known?.id ?? newId('member', Date.parse(ctx.now))
  const joined = fact(ctx, 'member.joined', {
    clusterId,
    table: 'members',
    row: id,
    payload: { organisationId, personId },
  })
  await commit(ctx, joined, [memberRow(ctx, joined.id, { id, organisationId, personId, role, mayAnswer })])
  return id
}
