import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { isDate, wallOf } from '../../../worker/core/time'
import { organisationIn } from '../../../worker/organisations/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { csvOfRegister } from '../../../worker/register/csv'
import { type Period, registerOf, registersIn } from '../../../worker/register/queries'
import { page, type View, viewOf } from '../../view'
import { linePages } from './line'
import { type Registered, RegisterPage } from './RegisterPage'

/** Lines of a page; of a page to print. */
const MOST = 20
const MOST_PRINTED = 500

/** The register of outgoing waste: to read, to print, to take away, to complete. */
export const registerPages = new Hono<AppEnv>()

registerPages.get('/register', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const clusterId = v.cluster?.id ?? ''
  const period = periodIn(v)
  const all = v.isCoordinator ? await registersIn(v.ctx, clusterId, period) : []
  const mine = (v.actor?.organisations ?? []).map((m) => ({ id: m.organisationId, name: m.organisationName }))
  const known = [...mine, ...all.filter((o) => mine.every((m) => m.id !== o.id))]
  const id = c.req.query('organisation') ?? known[0]?.id ?? null
  const printed = c.req.query('print') !== undefined
  const asked = {
    ...period,
    clusterId,
    limit: printed ? MOST_PRINTED : MOST,
    cursor: c.req.query('cursor') ?? null,
  }
  const lines = id ? await registerOf(v.ctx, { organisationId: id, ...asked }) : null
  const name =
    known.find((o) => o.id === id)?.name ?? (id && (await organisationIn(v.ctx, clusterId, id))?.name) ?? ''
  const shown: Registered = { period, known, id, name, lines, printed, told: c.req.query('told') === 'saved' }
  return page(
    v,
    { title: v.t.register.title, door: 'agenda', noIndex: true, sheets: ['sharing'] },
    <RegisterPage v={v} shown={shown} />,
  )
})

registerPages.get('/register.csv', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const organisationId = c.req.query('organisation')
  if (!organisationId) throw new AppError('not_found')
  const period = periodIn(v)
  const file = await csvOfRegister(v.ctx, { organisationId, clusterId: v.cluster?.id ?? '', ...period })
  return c.body(file, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="registre-dechets-${period.from}-${period.to}.csv"`,
  })
})

registerPages.route('/', linePages)

/** The days asked for, where they are days and in order; else this year. */
function periodIn(v: View): Period {
  const [from = '', to = ''] = [v.c.req.query('from'), v.c.req.query('to')]
  const year = wallOf(v.ctx.now, v.f.timeZone).date.slice(0, 4)
  const good = isDate(from) && isDate(to) && from <= to
  return good ? { from, to } : { from: `${year}-01-01`, to: `${year}-12-31` }
}
