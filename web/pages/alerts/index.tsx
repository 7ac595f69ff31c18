import { Hono } from 'hono'
import { changeSearch } from '../../../worker/alerts/commands/changeSearch'
import { removeSearch } from '../../../worker/alerts/commands/removeSearch'
import { saveSearch } from '../../../worker/alerts/commands/saveSearch'
import { foundBy, mySearch, type SavedSearch, searchesOf } from '../../../worker/alerts/queries'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { askedOf } from '../search/asked'
import { EditPage } from './EditPage'
import { ListPage } from './ListPage'
import { searchOf, sentenceOf } from './saved'

/** Searches one is told of: kept with one tap from the search page, paused, changed, removed. */
export const alertsPages = new Hono<AppEnv>()

alertsPages.get('/searches', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  return listPage(v, c.req.query('told'))
})

alertsPages.post('/searches', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  try {
    await saveSearch(v.ctx, v.cluster?.id ?? '', await searchOf(v, askedOf(await textsIn(c))))
  } catch (error) {
    return listPage(v, undefined, errorsIn(v, error))
  }
  return c.redirect(v.href('/searches?told=saved'), 303)
})

alertsPages.get('/searches/:id', async (c) => {
  const v = viewOf(c)
  return editPage(v, await searchHere(c, v))
})

alertsPages.post('/searches/:id', async (c) => {
  const v = viewOf(c)
  const search = await searchHere(c, v)
  const typed = await textsIn(c)
  const km = typed.radius?.trim()
  try {
    await changeSearch(v.ctx, search.id, {
      ...(typed.q !== undefined && { q: typed.q }),
      ...(km !== undefined && { radiusKm: km === '' ? null : Number(km) }),
      ...(typed.rhythm && { rhythm: typed.rhythm as SavedSearch['rhythm'] }),
      ...(typed.status && { status: typed.status as SavedSearch['status'] }),
    })
  } catch (error) {
    const { fields, ...rest } = errorsIn(v, error)
    const { radiusKm, ...others } = fields
    return editPage(v, search, typed, {
      ...rest,
      fields: { ...others, ...(radiusKm && { radius: radiusKm }) },
    })
  }
  return c.redirect(v.href(`/searches?told=${typed.status ?? 'changed'}`), 303)
})

alertsPages.post('/searches/:id/remove', async (c) => {
  const v = viewOf(c)
  await removeSearch(v.ctx, (await searchHere(c, v)).id)
  return c.redirect(v.href('/searches?told=removed'), 303)
})

async function searchHere(c: AppContext, v: View): Promise<SavedSearch> {
  const search = await mySearch(v.ctx, c.req.param('id') ?? '')
  if (search.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return search
}

async function textsIn(c: AppContext): Promise<Record<string, string>> {
  const form = await c.req.formData()
  return Object.fromEntries(
    [...form].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}

async function listPage(v: View, told?: string, errors?: FormErrors) {
  const searches = await searchesOf(v.ctx, v.cluster?.id ?? '')
  const { title } = v.t.alerts
  return page(
    v,
    { title, door: 'search', noIndex: true, status: errors ? 422 : 200 },
    <ListPage v={v} {...{ searches, told, errors }} />,
  )
}

async function editPage(v: View, search: SavedSearch, typed?: Record<string, string>, errors?: FormErrors) {
  const found = await foundBy(v.ctx, search.id)
  const title = `${v.t.alerts.edit.title} : ${sentenceOf(v, search)}`
  return page(
    v,
    { title, door: 'search', noIndex: true, status: errors ? 422 : 200 },
    <EditPage v={v} {...{ search, found, typed, errors }} />,
  )
}
