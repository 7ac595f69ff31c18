import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { photoById, publicListings, visibleListing } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'

/** What is neither a page nor the API: photos, and what search engines ask for. At the root of the deployment. */
export const listingFiles = new Hono<AppEnv>()

const YEAR = 31_536_000
/** A photo never changes under its id. Those of listings that not everyone sees are kept by the reader's browser alone. */
listingFiles.get('/photos/:id', async (c) => {
  const ctx = c.get('ctx')
  const photo = await photoById(ctx, c.req.param('id'))
  if (!photo) throw new AppError('not_found')
  const l = await visibleListing(ctx, photo.listingId)
  const stored = await c.env.PHOTOS.get(photo.id)
  if (!stored) throw new AppError('not_found')
  const forAll = l.visibility === 'public' && l.status !== 'draft' && l.hiddenReason === null
  return c.body(stored.body, 200, {
    'content-type': photo.contentType,
    'content-length': String(photo.bytes),
    'cache-control': `${forAll ? 'public' : 'private'}, max-age=${YEAR}, immutable`,
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
    etag: `"${photo.id}"`,
  })
})

/** The protocol allows 50,000 addresses a file; ours stay small enough for one query each. */
const PER_SITEMAP = 5000
listingFiles.get('/sitemap.xml', async (c) => {
  const after = c.req.query('after')
  const { items, next } = await publicListings(c.get('ctx'), after, PER_SITEMAP)
  if (after === undefined && next !== null) {
    const files = [`/sitemap.xml?after=`]
    for (let key: string | null = next; key && files.length < 50; ) {
      files.push(`/sitemap.xml?after=${key}`)
      key = (await publicListings(c.get('ctx'), key, PER_SITEMAP)).next
    }
    const entries = files.map((path) => `<sitemap><loc>${c.env.PUBLIC_URL}${path}</loc></sitemap>`)
    return xml(
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>`,
    )
  }
  const urls = items.map(
    (l) =>
      `<url><loc>${c.env.PUBLIC_URL}/${l.language}/${l.slug}/${l.direction}s/${l.id}</loc><lastmod>${l.publishedAt?.slice(0, 10)}</lastmod></url>`,
  )
  return xml(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`)
})
const xml = (content: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${content}`, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  })

listingFiles.get('/robots.txt', (c) =>
  c.text(
    [
      'User-agent: *',
      'Disallow: /api/',
      'Disallow: /calendars/',
      'Disallow: /*/sign-in',
      'Allow: /',
      `Sitemap: ${c.env.PUBLIC_URL}/sitemap.xml`,
      '',
    ].join('\n'),
  ),
)
