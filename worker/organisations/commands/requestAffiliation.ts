import { AppError } from '../../core/errors'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustManage } from '../../platform/context'
import { sql } from 'kysely'
import { affiliationOf } from '../queries'

/** A manager asks a cluster to take their organisation in; after a refusal or a leave, they may ask again. */
export async function requestAffiliation(ctx: Ctx, clusterId: string, organisationId: string): Promise<void> {
  mustManage(ctx, organisationId)
  const before = await affiliationOf(ctx, clusterId, organisationId)
  if (before?.status === 'suspended') throw new AppError('organisation_suspended')
  if (before?.status === 'active' || before?.status === 'requested') throw new AppError('already_exists')
  const row = { clusterId, organisationId }
  const requested = fact(ctx, 'affiliation.requested', {
    clusterId,
    table: 'affiliations',
    row,
    payload: { organisationId },
  })
  await commit(ctx, requested, [
    ctx.db
      .insertInto('affiliations')
      .values({ ...row, status: 'requested', since: ctx.now, reason: null, lastEventId: requested.id })
      .onConflict((c) =>
        c
          .columns(['clusterId', 'organisationId'])
          .doUpdateSet({
            status: 'requested',
            since: ctx.now,
            reason: null,
            version: sql<number>`affiliations.version + 1`,
            lastEventId: requested.id,
          })
          .where('affiliations.status', 'in', ['refused', 'left']),
      ),
  ])
}
