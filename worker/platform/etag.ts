import { createMiddleware } from 'hono/factory'
import { sha256 } from './crypto'
import type { AppEnv } from './http'

/**
 * What is read carries an ETag: its version where the route gave one, else a digest of what is sent. Who has it already is
 * answered 304. The same address shows more to who may see more, hence `vary`.
 */
export const tagged = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  if (c.req.method !== 'GET' || c.res.status !== 200) return
  const etag = c.res.headers.get('etag') ?? `"${(await sha256(await c.res.clone().text())).slice(0, 32)}"`
  c.header('etag', etag)
  c.header('vary', 'authorization')
  if (has(c.req.header('if-none-match'), etag)) c.res = c.body(null, 304)
})

/** RFC 9110, 13.1.2: a list, or `*`; the weak comparison. */
function has(given: string | undefined, etag: string): boolean {
  const known = (given ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
