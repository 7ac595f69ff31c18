import { Hono } from 'hono'
import { allocationFor, published, replayOf } from '../../../worker/calls/allocation'
import { visibleCall } from '../../../worker/calls/queries'
import { offersOfCall } from '../../../worker/calls/queriesOfOffers'
import { AppError } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { page, type View, viewOf } from '../../view'
import { AllocationPage, ReplayPage } from './AllocationPage'

/** Who has which lot, and why; and doing it again. */
export const allocationPages = new Hono<AppEnv>()

allocationPages.get('/calls/:id/allocation', async (c) => {
  const v = viewOf(c)
  const { call, part } = await here(v)
  const out = await allocationFor(v.ctx, call, part.runs || part.judges)
  if (!out) throw new AppError('not_found')
  const offers = call.allocatedAt === null ? [] : await offersOfCall(v.ctx, call.id)
  const from = Number(c.req.query('from') ?? 0) || 0
  return page(
    v,
    {
      title: `${v.t.calls.allocation.title} : ${call.title}`,
      door: 'search',
      sheets: ['calls'],
      ...(!call.allocatedAt && { noIndex: true }),
    },
    <AllocationPage v={v} call={call} out={out} offers={offers} from={from} />,
  )
})

allocationPages.get('/calls/:id/replay', async (c) => {
  const v = viewOf(c)
  const { call } = await here(v)
  const replay = await replayOf(v.ctx, call.id)
  return page(
    v,
    {
      title: `${v.t.calls.allocation.check} : ${call.title}`,
      door: 'search',
      noIndex: true,
      sheets: ['calls'],
    },
    <ReplayPage v={v} call={call} replay={replay} />,
  )
})

allocationPages.get('/calls/:id/export.json', async (c) => {
  const v = viewOf(c)
  const { call } = await here(v)
  const out = await published(v.ctx, call.id)
  return c.body(`${JSON.stringify(out, null, 2)}\n`, 200, {
    ...{ 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff' },
    'content-disposition': `attachment; filename="${call.id}.json"`,
  })
})

async function here(v: View) {
  const found = await visibleCall(v.ctx, v.c.req.param('id') ?? '')
  if (found.call.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return found
}
