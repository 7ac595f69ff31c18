import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import { ComparisonJson, comparisonOf, InventoryJson, inventoryAsJson } from './asJson'
import { addInventoryPhoto, removeInventoryPhoto } from './commands/inventoryPhotos'
import { agreeInventory, saveInventory } from './commands/saveInventory'
import { AgreeInput, INVENTORY_KINDS, InventoryInput } from './input'
import { inventoriesOf, visibleInventory, visiblePhoto } from './inventories'
import { visibleOccupancy } from './queries'

const tags = ['occupancies']
const params = z.object({ id: z.string().max(60) })
const binary = { schema: z.any().openapi({ type: 'string', format: 'binary' }) }
const PICTURES = ['image/jpeg', 'image/png', 'image/webp']

/** Inventories at entry and at exit of an occupancy. */
export const inventoriesApi = newApi()

inventoriesApi.openapi(
  documented({
    ...{ method: 'get', path: '/occupancies/{id}/inventories', tags },
    summary: 'Entry and exit, those there are, and the exit against the entry',
    request: { params },
    responses: {
      200: json(
        z.object({ items: z.array(InventoryJson), comparison: z.union([ComparisonJson, z.null()]) }),
        'Comparison: null while one is missing',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { occupancy } = await visibleOccupancy(ctx, c.req.valid('param').id)
    const all = await inventoriesOf(ctx, occupancy.id)
    return c.json({ items: all.map(inventoryAsJson), comparison: comparisonOf(all) }, 200)
  },
)

inventoriesApi.openapi(
  documented({
    ...{ method: 'put', path: '/occupancies/{id}/inventories/{kind}', tags },
    summary: 'Write an inventory, whole; it takes back what one side had agreed. Never once both have',
    request: { params: params.extend({ kind: z.enum(INVENTORY_KINDS) }), ...body(InventoryInput) },
    responses: { 200: json(InventoryJson, 'As it is now') },
  }),
  async (c) => {
    const { id, kind } = c.req.valid('param')
    return c.json(inventoryAsJson(await saveInventory(c.get('ctx'), id, kind, c.req.valid('json'))), 200)
  },
)

inventoriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/inventories/{id}/agree', tags },
    summary: 'Agree to the inventory whose hash was read, for one side',
    request: { params, ...body(AgreeInput) },
    responses: { 200: json(InventoryJson, 'As it is now') },
  }),
  async (c) =>
    c.json(
      inventoryAsJson(await agreeInventory(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
      200,
    ),
)

inventoriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/inventories/{id}/photos', tags },
    summary: 'Add a photo to a room: the body is the picture, 2 MB at most',
    request: {
      params,
      query: z.object({ roomId: z.string().max(60), alt: z.string().max(200).default('') }),
      body: {
        required: true,
        content: Object.fromEntries(PICTURES.map((type) => [type, { schema: z.string() }])),
      },
    },
    responses: { 201: json(z.object({ id: z.string() }), 'Added') },
  }),
  async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const { roomId, alt } = c.req.valid('query')
    const id = await addInventoryPhoto(c.get('ctx'), c.req.valid('param').id, roomId, { bytes, alt })
    return c.json({ id }, 201, { location: `/api/v1/inventory-photos/${id}` })
  },
)

const photoParams = z.object({ id: z.string().max(60) })
inventoriesApi.openapi(
  documented({
    ...{ method: 'get', path: '/inventory-photos/{id}', tags },
    summary: 'A photo, for the two sides and the coordinators',
    request: { params: photoParams },
    responses: {
      200: {
        description: 'The picture',
        content: Object.fromEntries(PICTURES.map((type) => [type, binary])),
      },
    },
  }),
  async (c) => {
    const photo = await visiblePhoto(c.get('ctx'), c.req.valid('param').id)
    const stored = await c.env.PHOTOS.get(photo.id)
    if (!stored) throw new AppError('not_found')
    return c.body(stored.body as ReadableStream, 200, {
      ...{ 'content-type': photo.contentType, 'cache-control': 'private, no-store' },
      'x-content-type-options': 'nosniff',
    })
  },
)

inventoriesApi.openapi(
  documented({
    ...{ method: 'delete', path: '/inventory-photos/{id}', tags, summary: 'Take a photo away' },
    request: { params: photoParams },
    responses: { 204: { description: 'Gone' } },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const photo = await visiblePhoto(ctx, c.req.valid('param').id)
    const { inventory } = await visibleInventory(ctx, photo.inventoryId)
    await removeInventoryPhoto(ctx, inventory.id, photo.id)
    return c.body(null, 204)
  },
)
