import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { addPhoto } from '../../../worker/listings/commands/addPhoto'
import { removePhoto } from '../../../worker/listings/commands/removePhoto'
import { photosOf } from '../../../worker/listings/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { putOnline, takeOffline } from '../../../worker/premises/commands/showSite'
import { partsOfSite, siteToChange, visibleSite } from '../../../worker/premises/queries'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { ListingScripts } from '../listings/scripts'
import { bytesOf, readSent } from './form'
import { photoErrors, siteHere } from './frame'
import { SitePage } from './SitePage'

/** A site: its sheet for those who may see its offer; all of it, and what can be done, for those inside. */
export const sitePages = new Hono<AppEnv>()

sitePages.get('/premises/:id', (c) => sitePage(c, viewOf(c)))

const ACTS = { online: putOnline, offline: takeOffline }
for (const act of ['online', 'offline'] as const) {
  sitePages.post(`/premises/:id/${act}`, async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    try {
      await ACTS[act](v.ctx, site.id)
    } catch (error) {
      return sitePage(c, v, errorsIn(v, error))
    }
    return c.redirect(v.href(`/premises/${site.id}?told=${act}`), 303)
  })
}

sitePages.post('/premises/:id/photo', async (c) => {
  const v = viewOf(c)
  const { site, by } = await siteToChange(v.ctx, (await siteHere(c, v)).id)
  const { typed, file } = await readSent(c, 'photo')
  try {
    if (!file) throw new AppError('invalid', { fields: [{ path: 'photo', code: 'required' }] })
    await addPhoto(v.ctx, site.listingId, { bytes: await bytesOf(file), alt: typed.photoAlt ?? '' }, by)
  } catch (error) {
    return sitePage(c, v, photoErrors(v, error), typed.photoAlt)
  }
  return c.redirect(v.href(`/premises/${site.id}?told=saved#photos`), 303)
})

sitePages.post('/premises/:id/unphoto', async (c) => {
  const v = viewOf(c)
  const { site, by } = await siteToChange(v.ctx, (await siteHere(c, v)).id)
  const { typed } = await readSent(c, '')
  const photo = (await photosOf(v.ctx, site.listingId)).find((one) => one.id === typed.photo)
  if (!photo) throw new AppError('not_found')
  await removePhoto(v.ctx, photo.id, by)
  return c.redirect(v.href(`/premises/${site.id}?told=removed#photos`), 303)
})

async function sitePage(c: AppContext, v: View, errors?: FormErrors, alt?: string) {
  const { site, listing, inside } = await visibleSite(v.ctx, c.req.param('id') ?? '')
  if (site.clusterId !== v.cluster?.id) throw new AppError('not_found')
  const parts = await partsOfSite(v.ctx, site)
  const words = v.t.premises.site
  const told = c.req.method === 'GET' ? c.req.query('told') : undefined
  const said = {
    opened: words.opened,
    online: words.online,
    offline: words.offline,
    saved: words.saved,
    removed: words.removed,
  }
  return page(
    v,
    {
      ...{ title: [site.name, site.commune].filter(Boolean).join(', '), door: inside ? 'post' : 'search' },
      ...{ noIndex: true, sheets: ['premises'], status: errors ? 422 : 200 },
      ...(inside && { scripts: <ListingScripts /> }),
    },
    <SitePage
      v={v}
      shown={{ site, listing, inside, parts, errors, alt }}
      told={Object.entries(said).find(([name]) => name === told)?.[1]}
    />,
  )
}
