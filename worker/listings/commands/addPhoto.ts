import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { type CleanImage, cleanImage } from '../image'
import { type By, listingToChange, photosOf } from '../queries'

export const MOST_PHOTOS = 6
/** What a page without script may send; with script a photo weighs a tenth of it. */
export const MOST_PHOTO_BYTES = 2 * 1024 * 1024

/** A photo without what it tells about its maker. Throws `too_large`, `wrong_media_type`. */
export function photoIn(bytes: Uint8Array): CleanImage {
  if (bytes.length > MOST_PHOTO_BYTES) throw new AppError('too_large')
  const image = cleanImage(bytes)
  if (!image) throw new AppError('wrong_media_type')
  return image
}

/**
 * Adds a photo to a listing, cleaned of what it tells about its maker. Throws `too_large`, `wrong_media_type` (its content
 * is no JPEG, PNG or WebP, whatever it claims), `invalid` beyond six. Returns its id.
 */
export async function addPhoto(
  ctx: Ctx,
  listingId: string,
  given: { bytes: Uint8Array; alt?: string },
  by: By = {},
): Promise<string> {
  const { listing: l, onBehalfOf } = await listingToChange(ctx, listingId, by)
  const image = photoIn(given.bytes)
  if ((await photosOf(ctx, listingId)).length >= MOST_PHOTOS)
    throw invalid({ path: 'photo', code: 'too_many', params: { max: MOST_PHOTOS } })

  const id = newId('photo', Date.parse(ctx.now))
  const happened = fact(ctx, 'listing.photos_changed', {
    ...{ clusterId: l.clusterId, table: 'listings', row: l.id, onBehalfOf },
    payload: { organisationId: l.organisationId, direction: l.direction, kind: l.kind },
  })
  const { bytes, contentType, width, height } = image
  await ctx.env.PHOTOS.put(id, bytes, { httpMetadata: { contentType } })
  try {
    await commit(ctx, happened, [
      ctx.db
        .updateTable('listings')
        .set(stamp(happened))
        .where('id', '=', l.id)
        .where('version', '=', l.version), // two at once: the second is stale, so that there are never seven
      ctx.db.insertInto('photos').values({
        ...{ id, listingId, contentType, bytes: bytes.length, width, height },
        alt: (given.alt ?? '').trim().slice(0, 200),
        position: sql<number>`(select coalesce(max(position), 0) + 1 from photos where listing_id = ${listingId})`,
        lastEventId: happened.id,
      }),
    ])
  } catch (error) {
    await ctx.env.PHOTOS.delete(id)
    throw error
  }
  return id
}
