import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { visiblePhoto } from '../../../worker/occupancies/inventories'
import type { AppEnv } from '../../../worker/platform/http'

/** The photo of an inventory, for the two sides and the coordinators: no browser and no proxy keeps it. */
export const inventoryPhotos = new Hono<AppEnv>().get('/inventory-photos/:id', async (c) => {
  const photo = await visiblePhoto(c.get('ctx'), c.req.param('id'))
  const stored = await c.env.PHOTOS.get(photo.id)
  if (!stored) throw new AppError('not_found')
  return c.body(stored.body, 200, {
    ...{ 'content-type': photo.contentType, 'content-length': String(photo.bytes) },
    ...{ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
    'content-disposition': 'inline',
  })
})
