import { sql } from 'kysely'
import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import { coordinatorsOf } from '../queries'

/**
 * Ends a person's role in a cluster (their own, or another's). A cluster keeps one coordinator without an end date, or
 * with one to come: the condition is part of the UPDATE, so that two who leave at once can not both. Throws
 * `last_coordinator`.
 */
export async function endCoordinator(ctx: Ctx, clusterId: string, personId: string): Promise<void> {
  if (!mustBeSignedIn(ctx).isOperator) mustCoordinate(ctx, clusterId)
  const before = (await coordinatorsOf(ctx, clusterId)).find((one) => one.personId === personId)
  if (!before) throw new AppError('not_found')
  const row = { clusterId, personId }
  const ended = fact(ctx, 'coordinator.ended', {
    clusterId,
    table: 'coordinators',
    row,
    payload: { personId },
  })
  const update = ctx.db
    .updateTable('coordinators')
    .set({ until: ctx.now, ...stamp(ended) })
    .where('clusterId', '=', clusterId)
    .where('personId', '=', personId)
    .where('version', '=', before.version)
    .where(sql<boolean>`exists (select 1 from coordinators other
      where other.cluster_id = ${clusterId} and other.person_id <> ${personId}
        and (other.until is null or other.until > ${ctx.now}))`)
  try {
    await commit(ctx, ended, [update])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    const others = (await coordinatorsOf(ctx, clusterId)).filter((one) => one.personId !== personId)
    throw others.length > 0 ? error : new AppError('last_coordinator')
  }
}
