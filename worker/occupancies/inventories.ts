import type { Selectable } from 'kysely'
import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { sha256 } from '../platform/crypto'
import type { Schema } from '../platform/schema'
import type { RoomOf } from './rulesOfInventories'
import { visibleOccupancy } from './queries'

type Row = Selectable<Schema['inventories']>
export type InventoryPhoto = Selectable<Schema['inventoryPhotos']>
export interface Inventory extends Omit<Row, 'rooms'> {
  rooms: RoomOf[]
  photos: InventoryPhoto[]
  /** By both sides: from here on it is never changed. */
  agreed: boolean
}

/** Entry and exit of an occupancy, those there are, for who may see it. */
export async function inventoriesOf(ctx: Ctx, occupancyId: string): Promise<Inventory[]> {
  const rows = await ctx.db
    .selectFrom('inventories')
    .selectAll()
    .where('occupancyId', '=', occupancyId)
    .orderBy('kind')
    .execute()
  return Promise.all(rows.map((row) => withPhotos(ctx, row)))
}
export async function inventoryById(ctx: Ctx, id: string): Promise<Inventory | null> {
  const row = await ctx.db.selectFrom('inventories').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? withPhotos(ctx, row) : null
}

async function withPhotos(ctx: Ctx, row: Row): Promise<Inventory> {
  const photos = await ctx.db
    .selectFrom('inventoryPhotos')
    .selectAll()
    .where('inventoryId', '=', row.id)
    .orderBy('roomId')
    .orderBy('position')
    .limit(200)
    .execute()
  const agreed = row.landlordAgreedAt !== null && row.occupantAgreedAt !== null
  return { ...row, rooms: JSON.parse(row.rooms) as RoomOf[], photos, agreed }
}

/** An inventory, for the two sides and the coordinators. Throws `not_found`. */
export async function visibleInventory(ctx: Ctx, id: string) {
  const inventory = await inventoryById(ctx, id)
  if (!inventory) throw new AppError('not_found')
  return { inventory, ...(await visibleOccupancy(ctx, inventory.occupancyId)) }
}

/** The photo of a room, for the same. */
export async function visiblePhoto(ctx: Ctx, photoId: string): Promise<InventoryPhoto> {
  const row = await ctx.db
    .selectFrom('inventoryPhotos')
    .selectAll()
    .where('id', '=', photoId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  await visibleInventory(ctx, row.inventoryId)
  return row
}

type Written = Pick<Inventory, 'madeOn' | 'rooms' | 'meters' | 'keys' | 'note'>
/** Of all that is agreed on; a photo counts by its id, because what is under one never changes. */
export const hashOf = (i: Written, photoIds: readonly string[]): Promise<string> =>
  sha256(JSON.stringify([i.madeOn, i.rooms, i.meters, i.keys, i.note, [...photoIds].sort()]))
