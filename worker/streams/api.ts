import { clusterNamed } from '../clusters/queries'
import { UNITS } from '../core/kinds'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import { mustBeSignedIn } from '../platform/context'
import { BatchJson, batchAsJson, EntryJson, entryAsJson, StreamJson, streamAsJson } from './asJson'
import { correctEnd } from './commands/correctEnd'
import { offerOnRest } from './commands/offerOnRest'
import { recordEnd } from './commands/recordEnd'
import { CorrectionInput, EndInput, GoOnInput } from './input'
import { balanceOfOffer, ledgerOf, looseEnds, looseTotals, reliability } from './queries'

const tags = ['streams']
const params = z.object({ id: z.string().max(60) })

export const streamsApi = newApi()

streamsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/balance', tags },
    summary: 'What was promised of a stream, what came, and what became of it; a taker sees what they booked',
    request: { params, query: Paging },
    responses: { 200: json(StreamJson, 'The balance, and its batches, the newest first') },
  }),
  async (c) =>
    c.json(
      streamAsJson(await balanceOfOffer(c.get('ctx'), c.req.valid('param').id, c.req.valid('query'))),
      200,
    ),
)

streamsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/ledger', tags },
    summary: 'Every line of the balance of a stream: so much went from one account to another',
    request: { params, query: Paging },
    responses: { 200: json(listOf(EntryJson), 'The newest first') },
  }),
  async (c) => {
    const { items, nextCursor } = await ledgerOf(c.get('ctx'), c.req.valid('param').id, c.req.valid('query'))
    return c.json({ items: items.map(entryAsJson), nextCursor }, 200)
  },
)

streamsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/reliability', tags },
    summary:
      'How far an offer of waste keeps its word: Σ min(came, promised) / Σ promised, last 12 hand-overs',
    request: { params },
    responses: {
      200: json(
        z
          .object({
            percent: z.int().nullable().openapi({ description: 'Null: fewer hand-overs than `from`' }),
            handovers: z.int(),
            from: z.int(),
          })
          .openapi('Reliability'),
        'The figure',
      ),
    },
  }),
  async (c) => c.json(await reliability(c.get('ctx'), c.req.valid('param').id), 200),
)

streamsApi.openapi(
  documented({
    ...{ method: 'post', path: '/batches/{id}/ends', tags },
    summary: 'Note what became of some of a batch: used, passed on, taken to the recycler',
    request: { params, ...body(EndInput) },
    responses: { 201: json(BatchJson, 'The batch as it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const batch = await recordEnd(ctx, c.req.valid('param').id, c.req.valid('json'))
    const { ends } = await balanceOfOffer(ctx, batch.listingId)
    return c.json(batchAsJson(batch, ends), 201, { location: `/api/v1/offers/${batch.listingId}/balance` })
  },
)

streamsApi.openapi(
  documented({
    ...{ method: 'post', path: '/batches/{id}/go-on', tags },
    summary: 'Offer on what you have in hand and can not use: it becomes an offer of yours',
    request: { params, ...body(GoOnInput) },
    responses: { 201: json(z.object({ offerId: z.string() }), 'The offer, published') },
  }),
  async (c) => {
    const offerId = await offerOnRest(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json({ offerId }, 201, { location: `/api/v1/offers/${offerId}` })
  },
)

streamsApi.openapi(
  documented({
    ...{ method: 'post', path: '/ends/{id}/correct', tags },
    summary: 'Take back what was noted of an end, some of it or all, with the reason; the first line stays',
    request: { params, ...body(CorrectionInput) },
    responses: { 201: json(BatchJson, 'The batch as it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const batch = await correctEnd(ctx, c.req.valid('param').id, c.req.valid('json'))
    const { ends } = await balanceOfOffer(ctx, batch.listingId)
    return c.json(batchAsJson(batch, ends), 201, { location: `/api/v1/offers/${batch.listingId}/balance` })
  },
)

streamsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/loose-ends', tags },
    summary: 'Quantities of waste with no end noted yet; for the coordinator',
    request: { params: z.object({ slug: z.string().max(80) }), query: Paging },
    responses: {
      200: json(
        z.object({
          totals: z.array(z.object({ unit: z.enum(UNITS), inHand: z.int(), loose: z.int() })),
          items: z.array(BatchJson),
          nextCursor: z.string().nullable(),
        }),
        'The oldest first',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const [{ items, nextCursor }, totals] = await Promise.all([
      looseEnds(ctx, cluster.id, c.req.valid('query')),
      looseTotals(ctx, cluster.id),
    ])
    return c.json({ totals, items: items.map((b) => batchAsJson(b, [])), nextCursor }, 200)
  },
)
