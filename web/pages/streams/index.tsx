import { latinDigits } from '../../../worker/core/digits'
import { Hono } from 'hono'
import { AppError, invalid } from '../../../worker/core/errors'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { correctEnd } from '../../../worker/streams/commands/correctEnd'
import { offerOnRest } from '../../../worker/streams/commands/offerOnRest'
import { recordEnd } from '../../../worker/streams/commands/recordEnd'
import type { EndInput } from '../../../worker/streams/input'
import {
  balanceOfOffer,
  looseEnds,
  looseTotals,
  reliability,
  visibleBatch,
  visibleEnd,
} from '../../../worker/streams/queries'
import { errorsIn, renamed } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { runBy, runningPage } from '../running/frame'
import { BalancePage, type ShownBalance } from './BalancePage'
import { LooseEnds } from './LooseEndsPage'

/** Forms weigh: so many of them on a page. */
const MOST = 10

/** The mass balance of streams: what was promised, what came, what became of it. */
export const streamsPages = new Hono<AppEnv>()

streamsPages.get('/offers/:id/balance', (c) =>
  balancePage(viewOf(c), c.req.param('id'), { told: c.req.query('told'), cursor: c.req.query('cursor') }),
)

streamsPages.post('/batches/:id/ends', async (c) => {
  const v = viewOf(c)
  const batch = here(v, await visibleBatch(v.ctx, c.req.param('id')))
  const typed = await typedOf(c, batch.id)
  try {
    await recordEnd(v.ctx, batch.id, {
      ...{
        act: typed.act as EndInput['act'],
        quantity: numberIn(typed.quantity),
        toName: typed.toName ?? '',
      },
      ...(typed.on && { on: typed.on }),
      ...(typed.slipNumber && { slipNumber: typed.slipNumber }),
    })
  } catch (error) {
    return balancePage(v, batch.listingId, { at: batch.id, typed, errors: named(v, error, batch.id) })
  }
  return c.redirect(v.href(`/offers/${batch.listingId}/balance?told=recorded`), 303)
})

streamsPages.post('/batches/:id/go-on', async (c) => {
  const v = viewOf(c)
  const batch = here(v, await visibleBatch(v.ctx, c.req.param('id')))
  const typed = await typedOf(c, batch.id)
  try {
    await offerOnRest(v.ctx, batch.id, { quantity: numberIn(typed.go) })
  } catch (error) {
    const errors = renamed(errorsIn(v, error), { quantity: `go-${batch.id}` })
    return balancePage(v, batch.listingId, { at: batch.id, typed, errors })
  }
  return c.redirect(v.href(`/offers/${batch.listingId}/balance?told=went_on`), 303)
})

streamsPages.post('/ends/:id/correct', async (c) => {
  const v = viewOf(c)
  const { end, batch } = await visibleEnd(v.ctx, c.req.param('id'))
  here(v, batch)
  const typed = await typedOf(c, end.id)
  try {
    await correctEnd(v.ctx, end.id, {
      ...{ reason: typed.r ?? '', quantity: numberIn(typed.q) },
    })
  } catch (error) {
    const errors = renamed(errorsIn(v, error), { quantity: `q-${end.id}`, reason: `r-${end.id}` })
    return balancePage(v, batch.listingId, { at: end.id, typed, errors })
  }
  return c.redirect(v.href(`/offers/${batch.listingId}/balance?told=corrected`), 303)
})

streamsPages.get('/coordination/loose-ends', async (c) => {
  const v = viewOf(c)
  const cluster = runBy(v)
  const [{ items, nextCursor }, totals] = await Promise.all([
    looseEnds(v.ctx, cluster.id, { cursor: c.req.query('cursor'), limit: MOST }),
    looseTotals(v.ctx, cluster.id),
  ])
  const { title, finding } = v.t.streams.looseEnds
  const shown = nextCursor ? `${v.f.number(items.length)}+` : v.f.number(items.length)
  return runningPage(
    v,
    'loose',
    { title, finding: finding(items.length, shown), sheets: ['sharing'] },
    <LooseEnds v={v} {...{ items, totals, nextCursor }} />,
  )
})

function here<T extends { clusterId: string }>(v: View, of: T): T {
  if (of.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return of
}

async function balancePage(
  v: View,
  offerId: string,
  { cursor, ...more }: Omit<ShownBalance, 'stream' | 'reliability'> & { cursor?: string | undefined },
) {
  const stream = await balanceOfOffer(v.ctx, offerId, { cursor })
  here(v, stream.listing)
  const kept = await reliability(v.ctx, offerId).catch((error: unknown) => {
    // A taker keeps the balance of an offer that is hidden now.
    if (error instanceof AppError && error.code === 'not_found') return { percent: null, handovers: 0 }
    throw error
  })
  const title = `${v.t.streams.title} : ${stream.listing.title}`
  return page(
    v,
    { title, noIndex: true, sheets: ['sharing'], status: more.errors ? 422 : 200 },
    <BalancePage v={v} shown={{ stream, reliability: kept, ...more }} />,
  )
}

/** What was typed into the form of one batch or end: its fields are named after it. */
async function typedOf(c: AppContext, id: string): Promise<Record<string, string>> {
  const form = await c.req.formData()
  return Object.fromEntries(
    [...form].map(([name, value]) => [
      name.endsWith(`-${id}`) ? name.slice(0, -id.length - 1) : name,
      typeof value === 'string' ? value.trim() : '',
    ]),
  )
}

function numberIn(text: string | undefined): number {
  const bare = latinDigits(text ?? '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
  if (bare === '') throw invalid({ path: 'quantity', code: 'required' })
  if (!Number.isFinite(Number(bare))) throw invalid({ path: 'quantity', code: 'not_number' })
  return Number(bare)
}

const named = (v: View, error: unknown, id: string) => {
  const { fields, ...rest } = errorsIn(v, error)
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).map(([n, words]) => [`${n}-${id}`, words])),
  }
}
