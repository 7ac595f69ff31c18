import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { type By, listingToChange, photoById } from '../queries'

/** Takes a photo away, from the listing and from the store. */
export async function removePhoto(ctx: Ctx, photoId: string, by: By = {}): Promise<void> {
  const photo = await photoById(ctx, photoId)
  if (!photo) throw new AppError('not_found')
  const { listing: l, onBehalfOf } = await listingToChange(ctx, photo.listingId, by)
  const happened = fact(ctx, 'listing.photos_changed', {
    ...{ clusterId: l.clusterId, table: 'listings', row: l.id, onBehalfOf },
    payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('listings')
      .set(stamp(happened))
      .where('id', '=', l.id)
      .where('version', '=', l.version),
    ctx.db.deleteFrom('photos').where('id', '=', photoId),
  ])
  await ctx.env.PHOTOS.delete(photoId)
}
