import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { listingById } from '../queries'

/** The coordinator shows a hidden listing again. */
export async function restoreListing(ctx: Ctx, id: string): Promise<void> {
  const l = await listingById(ctx, id)
  if (!l) throw new AppError('not_found')
  mustCoordinate(ctx, l.clusterId)
  if (l.hiddenReason === null) throw new AppError('transition_not_allowed')
  const happened = fact(ctx, 'listing.restored', {
    ...{ clusterId: l.clusterId, table: 'listings', row: id },
    payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('listings')
      .set({ hiddenReason: null, ...stamp(happened) })
      .where('id', '=', id)
      .where('version', '=', l.version),
  ])
}
