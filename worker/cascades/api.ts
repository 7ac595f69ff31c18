import { asJson as bookingAsJson, BookingJson } from '../bookings/asJson'
import { visibleOffer } from '../bookings/queries'
import { AppError } from '../core/errors'
import { isInside } from '../listings/queries'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { refuseRemainder } from './commands/refuseRemainder'
import { shareOffer } from './commands/shareOffer'
import { stopCascade } from './commands/stopCascade'
import { takeRemainder } from './commands/takeRemainder'
import { Refusing, Sharing, Taking } from './input'
import {
  type Cascade,
  cascadesOf,
  type Remainder,
  remaindersFor,
  remaindersOf,
  visibleCascade,
  visibleRemainder,
} from './queries'
import { OUTCOMES, remainderAt } from './rules'

const tags = ['cascades']
const params = z.object({ id: z.string().max(60) })
const Named = z.object({ id: z.string(), name: z.string() })

const RemainderJson = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.enum(['offered', 'taken', 'refused', 'lapsed', 'withdrawn']),
    cascadeId: z.string(),
    offerId: z.string(),
    offerTitle: z.string(),
    lender: Named,
    organisation: Named,
    needId: z.string(),
    quantity: z.int(),
    unit: z.string(),
    startsAt: z.iso.datetime().nullable().openapi({ description: 'Of the collection; null of a stock' }),
    endsAt: z.iso.datetime().nullable(),
    offeredUntil: z.iso.datetime(),
    takenQuantity: z.int().nullable(),
    bookingId: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Remainder')
const asJson = (ctx: Ctx, r: Remainder): z.infer<typeof RemainderJson> => ({
  ...{ id: r.id, version: r.version, status: remainderAt(r, ctx.now), cascadeId: r.cascadeId },
  ...{ offerId: r.listingId, offerTitle: r.listingTitle, lender: { id: r.lenderId, name: r.lenderName } },
  organisation: { id: r.organisationId, name: r.organisationName },
  ...{ needId: r.needId, quantity: r.quantity, unit: r.unit, startsAt: r.startsAt, endsAt: r.endsAt },
  ...{
    offeredUntil: r.offeredUntil,
    takenQuantity: r.takenQuantity,
    bookingId: r.bookingId,
    createdAt: r.createdAt,
  },
})

const CascadeJson = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.enum(['open', 'ended']),
    outcome: z.enum(OUTCOMES).nullable(),
    quantityLeft: z.int().nullable().openapi({ description: 'When it ended' }),
    offerId: z.string(),
    offerTitle: z.string(),
    startsAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable(),
    remainders: z.array(RemainderJson).openapi({ description: 'To whom it was offered, in order' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Cascade')
async function whole(ctx: Ctx, c: Cascade): Promise<z.infer<typeof CascadeJson>> {
  const remainders = await remaindersOf(ctx, c.id)
  return {
    ...{ id: c.id, version: c.version, status: c.status, outcome: c.outcome, quantityLeft: c.quantityLeft },
    ...{ offerId: c.listingId, offerTitle: c.listingTitle, startsAt: c.startsAt, endsAt: c.endsAt },
    ...{ remainders: remainders.map((r) => asJson(ctx, r)), createdAt: c.createdAt },
  }
}

export const cascadesApi = newApi()

cascadesApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/share', tags },
    summary: 'Share what is free of a waste among those who look for it; 409 `no_takers` where nobody fits',
    request: { params, body: { ...body(Sharing).body, required: false } },
    responses: { 201: json(CascadeJson, 'Each is offered a part, and has a time to answer') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    const cascade = await shareOffer(ctx, c.req.valid('param').id, input)
    return c.json(await whole(ctx, cascade), 201, { location: `/api/v1/cascades/${cascade.id}` })
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/cascades', tags },
    summary: 'What was left of an offer and went on to the next; for its lender and the coordinator',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(CascadeJson) }), 'The newest first, at most 20') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { listing } = await visibleOffer(ctx, c.req.valid('param').id)
    if (!isInside(ctx, listing)) throw new AppError('not_found')
    const cascades = await cascadesOf(ctx, listing.id, 20)
    return c.json({ items: await Promise.all(cascades.map((one) => whole(ctx, one))) }, 200)
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'get', path: '/cascades/{id}', tags },
    summary: 'One cascade, for the lender and the coordinator',
    request: { params },
    responses: { 200: json(CascadeJson, 'The cascade') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(await whole(ctx, await visibleCascade(ctx, c.req.valid('param').id)), 200)
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'post', path: '/cascades/{id}/stop', tags },
    summary: 'Offer what is left to nobody more; what has no answer yet is taken back',
    request: { params },
    responses: { 200: json(CascadeJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(await whole(ctx, await stopCascade(ctx, c.req.valid('param').id)), 200)
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'get', path: '/remainders', tags },
    summary: 'What is left elsewhere and was offered to your organisations',
    request: { query: Paging },
    responses: { 200: json(listOf(RemainderJson), 'The newest first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { items, nextCursor } = await remaindersFor(ctx, c.req.valid('query'))
    return c.json({ items: items.map((r) => asJson(ctx, r)), nextCursor }, 200)
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'get', path: '/remainders/{id}', tags },
    summary: 'One remainder, for the organisation it is offered to, its lender and the coordinator',
    request: { params },
    responses: { 200: json(RemainderJson, 'The remainder') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(asJson(ctx, await visibleRemainder(ctx, c.req.valid('param').id)), 200)
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'post', path: '/remainders/{id}/take', tags },
    summary: 'Take what is left, or some of it: it becomes a booking, the rest goes on to the next',
    request: { params, body: { ...body(Taking).body, required: false } },
    responses: { 201: json(BookingJson, 'Booked: confirmed, or requested until the lender answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    const booking = await takeRemainder(ctx, c.req.valid('param').id, input)
    return c.json(bookingAsJson(ctx, booking), 201, { location: `/api/v1/bookings/${booking.id}` })
  },
)

cascadesApi.openapi(
  documented({
    ...{ method: 'post', path: '/remainders/{id}/refuse', tags },
    summary: 'Say no to what is left: the next is asked',
    request: { params, body: { ...body(Refusing).body, required: false } },
    responses: { 200: json(RemainderJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    return c.json(asJson(ctx, await refuseRemainder(ctx, c.req.valid('param').id, input)), 200)
  },
)
