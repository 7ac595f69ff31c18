import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { leadInside } from '../../../worker/leads/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { readableDocument, visiblePlan } from '../../../worker/premises/queriesOfFiles'

/** Pictures of plans, documents of sites, photos of reports: each for those who may see what it belongs to. */
export const premisesFiles = new Hono<AppEnv>()
  .get('/plan-pictures/:id', async (c) => {
    const { plan, forAll } = await visiblePlan(c.get('ctx'), c.req.param('id'))
    if (!plan.pictureId) throw new AppError('not_found')
    return sendFile(
      c,
      plan.pictureId,
      plan.pictureType ?? '',
      forAll ? 'public, max-age=86400' : 'private, no-store',
    )
  })
  .get('/site-documents/:id', async (c) => {
    const one = await readableDocument(c.get('ctx'), c.req.param('id'))
    const name = encodeURIComponent(one.name.replace(/[^\p{L}\p{N} ._-]/gu, '_'))
    const suffix = one.contentType === 'application/pdf' && !/\.pdf$/i.test(name) ? '.pdf' : ''
    return sendFile(
      c,
      one.id,
      one.contentType,
      'private, no-store',
      `attachment; filename*=UTF-8''${name}${suffix}`,
    )
  })
  .get('/lead-photos/:id', async (c) => {
    const lead = await leadInside(c.get('ctx'), c.req.param('id'))
    if (!lead.photoId) throw new AppError('not_found')
    return sendFile(c, lead.photoId, lead.photoType ?? '', 'private, no-store')
  })

async function sendFile(c: AppContext, key: string, type: string, cache: string, disposition = 'inline') {
  const stored = await c.env.PHOTOS.get(key)
  if (!stored) throw new AppError('not_found')
  return c.body(stored.body, 200, {
    ...{ 'content-type': type, 'content-length': String(stored.size), 'cache-control': cache },
    ...{ 'x-content-type-options': 'nosniff', 'content-disposition': disposition },
  })
}
