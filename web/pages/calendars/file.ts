import { Hono } from 'hono'
import { addressBySecret } from '../../../worker/calendars/addresses'
import { calendarOf } from '../../../worker/calendars/calendar'
import { type AppEnv, senderOf } from '../../../worker/platform/http'

/** What calendar programs read, at an address that is its own key: no session, and no search engine. */
export const calendarFiles = new Hono<AppEnv>()

calendarFiles.use('/calendars/*', async (c, next) => {
  c.header('x-robots-tag', 'noindex, nofollow')
  await next()
})

calendarFiles.get('/calendars/:token{[\\w.-]+}', async (c) => {
  // Whoever opens it with a browser gets the same: the rights are those of the address.
  const ctx = { ...c.get('ctx'), actor: null }
  const address = await addressBySecret(ctx, c.req.param('token').replace(/\.ics$/, ''), senderOf(c))
  const { text, etag } = await calendarOf(ctx, address)
  const headers = { etag, 'cache-control': 'private, max-age=300, must-revalidate' }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag) || known.includes('*')) return c.body(null, 304, headers)
  return c.body(text, 200, {
    ...headers,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="maillage.ics"',
    'x-content-type-options': 'nosniff',
  })
})
