import { AppError, invalid } from '../../core/errors'
import type { Events } from '../../core/events'
import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { AgreeInput, InventoryInput, type Side } from '../input'
import type { RoomOf } from '../rulesOfInventories'
import { hashOf, type Inventory, inventoriesOf, inventoryById, visibleInventory } from '../inventories'
import { again } from '../../bookings/racing'
import { type Occupancy, visibleOccupancy } from '../queries'
import { mustAgreeFor } from '../side'

type Kind = Inventory['kind']

export const inventoryFact = (
  ctx: Ctx,
  type: 'inventory.saved' | 'inventory.agreed',
  o: Occupancy,
  inventory: { id: string; kind: Kind },
  more: object = {},
  onBehalfOf: string | null = null,
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: o.clusterId, table: 'inventories', row: inventory.id, onBehalfOf },
    payload: {
      ...{ occupancyId: o.id, siteId: o.siteId, lotId: o.lotId, capacityId: o.capacityId },
      ...{ landlordId: o.landlordId, occupantId: o.occupantId, kind: inventory.kind, ...more },
    } as Events['inventory.agreed'],
  }) as Fact

/** Nobody has agreed any more: what they read has changed. */
export const NOBODY = {
  ...{ landlordAgreedAt: null, landlordAgreedBy: null, landlordAgreedFor: null },
  ...{ occupantAgreedAt: null, occupantAgreedBy: null, occupantAgreedFor: null },
}

/**
 * Writes down the state of a lot at entry or at exit, whole. Either side may, until both have agreed; a change takes back what one
 * side had agreed. Throws `not_found`, `transition_not_allowed` where no agreement is accepted yet or both have agreed, `invalid`.
 */
export async function saveInventory(
  ctx: Ctx,
  occupancyId: string,
  kind: Kind,
  given: InventoryInput,
  ifVersion?: number,
): Promise<Inventory> {
  const { occupancy: o, part } = await visibleOccupancy(ctx, occupancyId)
  if (!part.runs && part.sides.length === 0) throw new AppError('not_manager')
  if (!['accepted', 'in_force', 'ended'].includes(o.now))
    throw new AppError('transition_not_allowed', { state: o.now })
  const input = check(InventoryInput, given)
  if (input.madeOn > o.today) throw invalid({ path: 'madeOn', code: 'in_the_future' })
  const twice = input.rooms.findIndex(
    (room, i) =>
      input.rooms.findIndex((other) => other.name.toLocaleLowerCase() === room.name.toLocaleLowerCase()) < i,
  )
  if (twice >= 0) throw invalid({ path: `rooms.${twice}.name`, code: 'room_twice' })
  const all = await inventoriesOf(ctx, occupancyId)
  const before = all.find((one) => one.kind === kind)
  if (before?.agreed) throw new AppError('transition_not_allowed', { state: 'agreed' })
  if (before && ifVersion !== undefined && ifVersion !== before.version)
    throw new AppError('version_mismatch')
  // A room keeps its id, so that its photos stay its own; those of the entry are taken over by the exit.
  const known = [...(before?.rooms ?? []), ...all.flatMap((one) => one.rooms)]
  const rooms: RoomOf[] = input.rooms.map(({ id, ...room }) => ({
    ...room,
    id: known.some((one) => one.id === id) && id ? id : `room_${crypto.randomUUID().slice(0, 13)}`,
  }))
  const kept = (before?.photos ?? []).filter((photo) => rooms.some((room) => room.id === photo.roomId))
  const written = { madeOn: input.madeOn, rooms, meters: input.meters, keys: input.keys, note: input.note }
  const id = before?.id ?? newId('inventory', Date.parse(ctx.now))
  const happened = inventoryFact(ctx, 'inventory.saved', o, { id, kind })
  const hash = await hashOf(
    written,
    kept.map((photo) => photo.id),
  )
  const columns = { ...written, rooms: JSON.stringify(rooms), hash }
  const gone = (before?.photos ?? []).filter((photo) => !kept.includes(photo)).map((photo) => photo.id)
  await commit(ctx, happened, [
    before
      ? ctx.db
          .updateTable('inventories')
          .set({ ...columns, ...NOBODY, ...stamp(happened) })
          .where('id', '=', id)
          .where('version', '=', before.version)
      : ctx.db.insertInto('inventories').values({
          ...{ id, clusterId: o.clusterId, occupancyId, kind, ...columns },
          ...{ lastEventId: happened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
        }),
    ...(gone.length > 0 ? [ctx.db.deleteFrom('inventoryPhotos').where('id', 'in', gone)] : []),
  ])
  for (const photoId of gone) await ctx.env.PHOTOS.delete(photoId)
  return (await inventoryById(ctx, id)) as Inventory
}

/** Agrees to an inventory for one side, as it was read: another one is `stale`. Once both have, it never changes. */
export async function agreeInventory(ctx: Ctx, id: string, given: AgreeInput): Promise<Inventory> {
  const { occupancy: o } = await visibleInventory(ctx, id)
  const input = check(AgreeInput, given)
  const { side, onBehalfOf } = await mustAgreeFor(ctx, o, input)
  return again(async () => {
    const inventory = (await inventoryById(ctx, id)) as Inventory
    if (inventory.hash !== input.hash) throw new AppError('stale')
    if (inventory[`${side}AgreedAt`] !== null) return inventory
    const other: Side = side === 'landlord' ? 'occupant' : 'landlord'
    const both = inventory[`${other}AgreedAt`] !== null ? 1 : 0
    const happened = inventoryFact(ctx, 'inventory.agreed', o, inventory, { side, both }, onBehalfOf)
    await commit(ctx, happened, [
      ctx.db
        .updateTable('inventories')
        .set({
          [`${side}AgreedAt`]: ctx.now,
          [`${side}AgreedBy`]: ctx.actor?.personId ?? '',
          [`${side}AgreedFor`]: onBehalfOf,
          ...stamp(happened),
        })
        .where('id', '=', id)
        .where('version', '=', inventory.version),
    ])
    return (await inventoryById(ctx, id)) as Inventory
  })
}
