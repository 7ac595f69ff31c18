import { Hono } from 'hono'
import { AppError } from '../core/errors'
import type { AppEnv } from '../platform/http'
import { dump, isEmpty, migrationsOf, restore } from './backup'

interface Copy {
  migrations: string[]
  statements: string[]
}

/** `npm run backup` and `npm run restore`. */
export const copies = new Hono<AppEnv>()

copies.post('/backup', async (c) => {
  const { statements, photos } = await dump(c.env.DB)
  return c.json({ migrations: await migrationsOf(c.env.DB), statements, photos })
})

copies.post('/restore', async (c) => {
  const { migrations, statements } = await c.req.json<Copy>()
  if (!(await isEmpty(c.env.DB))) {
    const detail = 'There is data here already: stop Maillage, empty it with npm run reset, then restore.'
    throw new AppError('already_exists', { detail })
  }
  const here = await migrationsOf(c.env.DB)
  const odd = [...here.filter((m) => !migrations.includes(m)), ...migrations.filter((m) => !here.includes(m))]
  if (odd.length > 0) {
    const detail = `The copy was made by another version of Maillage: they differ by ${odd.join(', ')}. Restore it with that version, then update.`
    throw new AppError('version_mismatch', { detail })
  }
  await restore(c.env.DB, statements)
  return c.json({ statements: statements.length })
})

copies.get('/photos/:id', async (c) => {
  const photo = await c.env.PHOTOS.get(c.req.param('id'))
  if (!photo) throw new AppError('not_found')
  return c.body(photo.body as ReadableStream, 200, {
    'content-type': photo.httpMetadata?.contentType ?? 'application/octet-stream',
  })
})

copies.put('/photos/:id', async (c) => {
  const contentType = c.req.header('content-type') ?? 'application/octet-stream'
  await c.env.PHOTOS.put(c.req.param('id'), await c.req.arrayBuffer(), { httpMetadata: { contentType } })
  return c.body(null, 204)
})
