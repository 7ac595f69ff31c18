import { BookingJson, asJson } from '../bookings/asJson'
import { Cancellation } from '../bookings/input'
import type { Booking } from '../bookings/queries'
import { body, documented, json, newApi, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { answerBasket } from './commands/answerBasket'
import { changeBasket } from './commands/changeBasket'
import { requestBasket } from './commands/requestBasket'
import { BasketInput, BasketPatch } from './input'
import { visibleBasket } from './queries'

const tags = ['baskets']
const params = z.object({ id: z.string().max(60) })
const BasketJson = z
  .object({ id: z.string(), bookings: z.array(BookingJson) })
  .openapi('Basket', { description: 'Bookings asked for at once; a lender sees their own' })
const told = (ctx: Ctx, id: string, bookings: readonly Booking[]) => ({
  ...{ id, bookings: bookings.map((b) => asJson(ctx, b)) },
})

export const basketsApi = newApi()

basketsApi.openapi(
  documented({
    ...{ method: 'post', path: '/baskets', tags },
    summary:
      'Book several offers of one cluster, all or nothing; 409 `capacity_taken` comes with `items`: what does not fit, and what would',
    request: { body: body(BasketInput).body },
    responses: { 201: json(BasketJson, 'Booked: each confirmed, or requested until its lender answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id, bookings } = await requestBasket(ctx, c.req.valid('json'))
    return c.json(told(ctx, id, bookings), 201, { location: `/api/v1/baskets/${id}` })
  },
)

basketsApi.openapi(
  documented({
    ...{ method: 'get', path: '/baskets/{id}', tags },
    summary: 'One basket, with those of its bookings that you may see',
    request: { params },
    responses: { 200: json(BasketJson, 'The basket') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { basket, bookings } = await visibleBasket(ctx, c.req.valid('param').id)
    return c.json(told(ctx, basket.id, bookings), 200)
  },
)

basketsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/baskets/{id}', tags },
    summary:
      'Move what of it shares one time to another, all of it or nothing; 409 `capacity_taken` comes with `items` that do not fit and `alternatives` at which all would',
    request: { params, body: body(BasketPatch).body },
    responses: { 200: json(BasketJson, 'As it is now') },
  }),
  async (c) => {
    const [ctx, { id }] = [c.get('ctx'), c.req.valid('param')]
    return c.json(told(ctx, id, await changeBasket(ctx, id, c.req.valid('json'))), 200)
  },
)

const ofLender = z.object({
  lenderId: z.string().max(60).optional().openapi({ description: 'Only what is asked of this organisation' }),
})
for (const [verb, summary] of [
  ['confirm', 'The lender accepts all that is asked of them in it'],
  ['decline', 'The lender refuses all that is asked of them in it'],
] as const)
  basketsApi.openapi(
    documented({
      ...{
        method: 'post',
        path: `/baskets/{id}/${verb}`,
        tags,
        summary,
        request: { params, query: ofLender },
      },
      responses: { 200: json(BasketJson, 'As it is now') },
    }),
    async (c) => {
      const [ctx, { id }] = [c.get('ctx'), c.req.valid('param')]
      const { lenderId } = c.req.valid('query')
      return c.json(told(ctx, id, await answerBasket(ctx, id, verb, '', lenderId)), 200)
    },
  )

basketsApi.openapi(
  documented({
    ...{ method: 'post', path: '/baskets/{id}/cancel', tags },
    summary: 'All of it that has not begun is given up; the reason is told to the other side',
    request: { params, body: { ...body(Cancellation).body, required: false } },
    responses: { 200: json(BasketJson, 'As it is now') },
  }),
  async (c) => {
    const [ctx, { id }] = [c.get('ctx'), c.req.valid('param')]
    const { reason = '' } = c.req.header('content-type') ? c.req.valid('json') : {}
    return c.json(told(ctx, id, await answerBasket(ctx, id, 'cancel', reason)), 200)
  },
)
