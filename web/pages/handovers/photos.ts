import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { photoOfHandover } from '../../../worker/handovers/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'

/** The photo of a hand-over, for the two parties and the coordinator: no browser and no proxy keeps it. */
export const handoverPhotos = new Hono<AppEnv>().get('/handover-photos/:id', async (c) => {
  const ctx = c.get('ctx')
  mustBeSignedIn(ctx)
  const { photoId, photoType, photoBytes } = await photoOfHandover(ctx, c.req.param('id'))
  const stored = await c.env.PHOTOS.get(photoId)
  if (!stored) throw new AppError('not_found')
  return c.body(stored.body, 200, {
    ...{ 'content-type': photoType ?? '', 'content-length': String(photoBytes ?? 0) },
    ...{ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' },
    'content-disposition': 'inline',
  })
})
