import { newId } from '../../core/ids'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { type By, listingToChange, photosOf } from '../queries'

/** Gives a listing the photos of another one, as files of its own: taken from one, they stay with the other. */
export async function copyPhotos(ctx: Ctx, from: string, to: string, by: By = {}): Promise<void> {
  const { listing: l, onBehalfOf } = await listingToChange(ctx, to, by)
  const happened = fact(ctx, 'listing.photos_changed', {
    ...{ clusterId: l.clusterId, table: 'listings', row: l.id, onBehalfOf },
    payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
  })
  const copies = []
  for (const photo of await photosOf(ctx, from)) {
    const stored = await ctx.env.PHOTOS.get(photo.id)
    if (!stored) continue
    const id = newId('photo', Date.parse(ctx.now))
    const { contentType } = photo
    await ctx.env.PHOTOS.put(id, await stored.arrayBuffer(), { httpMetadata: { contentType } })
    copies.push({ ...photo, id, listingId: to, version: 1, lastEventId: happened.id })
  }
  if (copies.length === 0) return
  try {
    await commit(ctx, happened, [
      ctx.db
        .updateTable('listings')
        .set(stamp(happened))
        .where('id', '=', to)
        .where('version', '=', l.version),
      ...copies.map((copy) => ctx.db.insertInto('photos').values(copy)),
    ])
  } catch (error) {
    await ctx.env.PHOTOS.delete(copies.map((copy) => copy.id))
    throw error
  }
}
