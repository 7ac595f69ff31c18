import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { closeListing } from '../../../worker/listings/commands/closeListing'
import { duplicateListing } from '../../../worker/listings/commands/duplicateListing'
import { editListing } from '../../../worker/listings/commands/editListing'
import { pauseListing } from '../../../worker/listings/commands/pauseListing'
import { publishListing } from '../../../worker/listings/commands/publishListing'
import { removePhoto } from '../../../worker/listings/commands/removePhoto'
import { renewListing } from '../../../worker/listings/commands/renewListing'
import { resumeListing } from '../../../worker/listings/commands/resumeListing'
import { partsOf, type VisibleListing } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { romeFamily } from '../../../worker/staff/queries'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { Answers, patchOf, type Typed } from './form'
import { OverviewPage } from './OverviewPage'
import { actingFor, keepPhoto, ownListing, readForm } from './own'
import { ListingScripts } from './scripts'
import { typedFor } from './steps'

/** One listing as its holder sees it: the check page of a draft, and what can be done with one that lives. */
export const managePages = new Hono<AppEnv>()

managePages.get('/me/listings/:id', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  return overview(v, l, await typedFor(v, l), { told: c.req.query('told') })
})

managePages.post('/me/listings/:id/publish', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  const seen = v.href(`/${l.direction}s/${l.id}?told=published`)
  // The same form sent twice publishes once and shows the same page.
  if (l.status === 'published') return c.redirect(seen, 303)
  const { typed } = await readForm(c)
  const by = await actingFor(v, l.organisationId)
  try {
    if (l.direction === 'need') await keepBudget(v, l, typed, by)
    await publishListing(v.ctx, l.id, by)
  } catch (error) {
    const now = await ownListing(v)
    if (now.status === 'published') return c.redirect(seen, 303)
    return overview(v, now, { ...(await typedFor(v, now)), ...typed }, { errors: errorsIn(v, error) })
  }
  return c.redirect(seen, 303)
})

/** A need's budget and its readers are asked on the check page itself. */
async function keepBudget(v: View, l: VisibleListing, typed: Typed, by: Parameters<typeof editListing>[4]) {
  if (typed.tariffMode === undefined) return
  const answers = new Answers(typed, v.f.timeZone)
  const patch = patchOf('terms', answers, l.direction, l.kind)
  if (answers.wrong.length > 0) throw new AppError('invalid', { fields: answers.wrong })
  await editListing(v.ctx, l.id, patch, undefined, by)
}

const ACTS = { pause: pauseListing, resume: resumeListing, renew: renewListing } as const
const TOLD = { pause: 'paused', resume: 'resumed', renew: 'renewed' } as const
for (const act of ['pause', 'resume', 'renew'] as const) {
  managePages.post(`/me/listings/:id/${act}`, async (c) => {
    const v = viewOf(c)
    const l = await ownListing(v)
    try {
      await ACTS[act](v.ctx, l.id, await actingFor(v, l.organisationId))
    } catch (error) {
      return overview(v, l, await typedFor(v, l), { errors: errorsIn(v, error) })
    }
    return c.redirect(v.href(`/me/listings/${l.id}?told=${TOLD[act]}`), 303)
  })
}

managePages.post('/me/listings/:id/close', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  const { outcome } = await c.req.parseBody()
  try {
    await closeListing(v.ctx, l.id, outcome, await actingFor(v, l.organisationId))
  } catch (error) {
    return overview(v, l, await typedFor(v, l), { errors: errorsIn(v, error) })
  }
  return c.redirect(v.href('/me/listings?told=closed'), 303)
})

managePages.post('/me/listings/:id/duplicate', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  const id = await duplicateListing(v.ctx, l.id, await actingFor(v, l.organisationId))
  return c.redirect(v.href(`/me/listings/${id}`), 303)
})

managePages.post('/me/listings/:id/photo', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  const { typed, photo } = await readForm(c)
  try {
    await keepPhoto(v, l.id, photo, String(typed.photoAlt ?? ''), await actingFor(v, l.organisationId))
  } catch (error) {
    const told = { ...(await typedFor(v, l)), photoAlt: typed.photoAlt ?? '' }
    return overview(v, l, told, { errors: errorsIn(v, error) })
  }
  return c.redirect(v.href(`/me/listings/${l.id}#photos`), 303)
})

managePages.post('/me/listings/:id/unphoto', async (c) => {
  const v = viewOf(c)
  const l = await ownListing(v)
  const { photo } = await c.req.parseBody()
  const { photos } = await partsOf(v.ctx, l.id)
  const known = photos.find((one) => one.id === photo)
  if (!known) throw new AppError('not_found')
  await removePhoto(v.ctx, known.id, await actingFor(v, l.organisationId))
  return c.redirect(v.href(`/me/listings/${l.id}#photos`), 303)
})

async function overview(
  v: View,
  l: VisibleListing,
  typed: Typed,
  more: { told?: string; errors?: FormErrors },
) {
  const parts = await partsOf(v.ctx, l.id)
  const rome = l.details.romeCode ? await romeFamily(v.ctx, l.details.romeCode) : null
  return page(
    v,
    {
      title: l.status === 'draft' ? v.t.listings.check.question : l.title,
      ...{ door: 'post', noIndex: true, status: more.errors ? 422 : 200, scripts: <ListingScripts /> },
    },
    <OverviewPage v={v} l={l} {...parts} typed={typed} romeTitle={rome?.titleFr ?? null} {...more} />,
  )
}
