import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { organisationIn, peopleBehind } from '../queries'

/**
 * A person asks to act for an organisation that is active in a cluster: its managers, or the coordinator, accept. Returns
 * the id of the membership. Throws `not_found` where the cluster does not know the organisation, `already_exists` where
 * they belong to it or have asked already.
 */
export async function joinOrganisation(ctx: Ctx, clusterId: string, organisationId: string): Promise<string> {
  const actor = mustBeSignedIn(ctx)
  const organisation = await organisationIn(ctx, clusterId, organisationId)
  if (organisation?.standing === 'suspended') throw new AppError('organisation_suspended')
  if (organisation?.standing !== 'active') throw new AppError('not_found')
  const { mine } = await peopleBehind(ctx, organisationId)
  if (mine && mine.status !== 'left') throw new AppError('already_exists')
  const id = mine?.id ?? newId('member', Date.parse(ctx.now))
  const requested = fact(ctx, 'member.requested', {
    clusterId,
    table: 'members',
    row: id,
    payload: { organisationId, personId: actor.personId },
  })
  await commit(ctx, requested, [
    ctx.db
      .insertInto('members')
      .values({
        ...{ id, organisationId, personId: actor.personId, role: 'member', status: 'requested' },
        ...{ lastEventId: requested.id, createdAt: ctx.now },
      })
      .onConflict((c) =>
        c
          .columns(['organisationId', 'personId'])
          .doUpdateSet({
            ...{ role: 'member', mayAnswer: 0, status: 'requested', createdAt: ctx.now },
            version: sql<number>`members.version + 1`,
            lastEventId: requested.id,
          })
          .where('members.status', '=', 'left'),
      ),
  ])
  return id
}
