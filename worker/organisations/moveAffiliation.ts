import { AppError } from '../core/errors'
import { commit, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import { affiliationOf, type Standing } from './queries'

interface Move {
  clusterId: string
  organisationId: string
  from: Standing[]
  to: Standing
  event: 'affiliation.refused' | 'affiliation.suspended' | 'affiliation.reinstated' | 'affiliation.left'
  reason: string | null
}

/**
 * Passes an organisation's place in a cluster from one standing to another. The rights are the caller's. Throws
 * `not_found` where it never asked, `transition_not_allowed` from any other standing.
 */
export async function moveAffiliation(ctx: Ctx, move: Move): Promise<void> {
  const { clusterId, organisationId, from, to, reason } = move
  const before = await affiliationOf(ctx, clusterId, organisationId)
  if (!before) throw new AppError('not_found')
  if (!from.includes(before.status)) throw new AppError('transition_not_allowed', { state: before.status })
  const moved = fact(ctx, move.event, {
    clusterId,
    table: 'affiliations',
    row: { clusterId, organisationId },
    payload: { organisationId },
  })
  await commit(ctx, moved, [
    ctx.db
      .updateTable('affiliations')
      .set({ status: to, reason, since: ctx.now, ...stamp(moved) })
      .where('clusterId', '=', clusterId)
      .where('organisationId', '=', organisationId)
      .where('version', '=', before.version),
  ])
}
