import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { MOST_PHOTO_BYTES } from '../../listings/commands/addPhoto'
import { cleanImage } from '../../listings/image'
import { commit, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { hashOf, type Inventory, visibleInventory } from '../inventories'
import type { Occupancy, Part } from '../queries'
import { inventoryFact, NOBODY } from './saveInventory'

export const MOST_PHOTOS_OF_INVENTORY = 60

/**
 * Adds a photo to a room, without what it tells about its maker. As any change, it takes back what one side had agreed. Throws
 * `not_found`, `too_large` above 2 MB, `wrong_media_type`, `invalid`, `transition_not_allowed` once both have agreed.
 */
export async function addInventoryPhoto(
  ctx: Ctx,
  inventoryId: string,
  roomId: string,
  file: { bytes: Uint8Array; alt?: string },
): Promise<string> {
  const { inventory, occupancy } = mustChange(await visibleInventory(ctx, inventoryId))
  if (!inventory.rooms.some((room) => room.id === roomId))
    throw invalid({ path: 'roomId', code: 'not_a_choice' })
  if (file.bytes.length === 0) throw invalid({ path: 'photo', code: 'required' })
  if (file.bytes.length > MOST_PHOTO_BYTES)
    throw new AppError('too_large', { fields: [{ path: 'photo', code: 'photo_size' }] })
  const image = cleanImage(file.bytes)
  if (!image) throw new AppError('wrong_media_type', { fields: [{ path: 'photo', code: 'photo_type' }] })
  if (inventory.photos.length >= MOST_PHOTOS_OF_INVENTORY)
    throw invalid({ path: 'photo', code: 'too_many', params: { max: MOST_PHOTOS_OF_INVENTORY } })
  const id = newId('photo', Date.parse(ctx.now))
  await ctx.env.PHOTOS.put(id, image.bytes, { httpMetadata: { contentType: image.contentType } })
  const position = Math.max(0, ...inventory.photos.map((photo) => photo.position)) + 1
  try {
    const ids = [...inventory.photos.map((photo) => photo.id), id]
    await change(ctx, occupancy, inventory, ids, [
      ctx.db.insertInto('inventoryPhotos').values({
        ...{ id, inventoryId, roomId, position, alt: (file.alt ?? '').slice(0, 200) },
        ...{ contentType: image.contentType, bytes: image.bytes.length },
        ...{ width: image.width, height: image.height },
      }),
    ])
  } catch (error) {
    await ctx.env.PHOTOS.delete(id)
    throw error
  }
  return id
}

/** Takes a photo away again. Throws as `addInventoryPhoto`. */
export async function removeInventoryPhoto(ctx: Ctx, inventoryId: string, photoId: string): Promise<void> {
  const { inventory, occupancy } = mustChange(await visibleInventory(ctx, inventoryId))
  if (!inventory.photos.some((photo) => photo.id === photoId)) throw new AppError('not_found')
  const ids = inventory.photos.map((photo) => photo.id).filter((one) => one !== photoId)
  await change(ctx, occupancy, inventory, ids, [
    ctx.db.deleteFrom('inventoryPhotos').where('id', '=', photoId),
  ])
  await ctx.env.PHOTOS.delete(photoId)
}

function mustChange(seen: { inventory: Inventory; occupancy: Occupancy; part: Part }) {
  if (!seen.part.runs && seen.part.sides.length === 0) throw new AppError('not_manager')
  if (seen.inventory.agreed) throw new AppError('transition_not_allowed', { state: 'agreed' })
  return seen
}

async function change(
  ctx: Ctx,
  o: Occupancy,
  inventory: Inventory,
  photoIds: string[],
  writes: Parameters<typeof commit>[2],
): Promise<void> {
  const happened = inventoryFact(ctx, 'inventory.saved', o, inventory)
  const hash = await hashOf(inventory, photoIds)
  await commit(ctx, happened, [
    ctx.db
      .updateTable('inventories')
      .set({ hash, ...NOBODY, ...stamp(happened) })
      .where('id', '=', inventory.id)
      .where('version', '=', inventory.version),
    ...writes,
  ])
}
