import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { asJson, BookingJson } from './asJson'
import { availability } from './availability'
import { enterSlip } from './commands/enterSlip'
import { cancelBooking } from './commands/cancelBooking'
import { changeBooking } from './commands/changeBooking'
import { completeBooking } from './commands/completeBooking'
import { confirmBooking } from './commands/confirmBooking'
import { correctBooking } from './commands/correctBooking'
import { declineBooking } from './commands/declineBooking'
import { markNoShow } from './commands/markNoShow'
import { requestBooking } from './commands/requestBooking'
import { BookingInput, BookingPatch, Cancellation, Instant, SlipInput } from './input'
import { bookingsOf } from './lists'
import { type Booking, visibleBooking } from './queries'

const tags = ['bookings']
const params = z.object({ id: z.string().max(60) })

const Free = z
  .object({
    capacityId: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    free: z
      .int()
      .openapi({ description: 'What can be taken over all of it; of staff, minutes left in that week' }),
  })
  .openapi('FreeTime')

export const bookingsApi = newApi()

bookingsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/availability', tags, anyone: true },
    summary: 'What is free of an offer, as intervals [startsAt, endsAt)',
    request: {
      params,
      query: z.object({
        from: Instant.openapi({ type: 'string', format: 'date-time' }),
        to: Instant.openapi({
          type: 'string',
          format: 'date-time',
          description: 'At most 62 days after `from`',
        }),
      }),
    },
    responses: { 200: json(z.object({ items: z.array(Free) }), 'In order') },
  }),
  async (c) => {
    const { from, to } = c.req.valid('query')
    return c.json({ items: await availability(c.get('ctx'), c.req.valid('param').id, from, to) }, 200)
  },
)

bookingsApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/bookings', tags },
    summary: 'Book; 409 `capacity_taken` comes with `alternatives` that are free',
    request: { params, ...{ body: body(BookingInput).body } },
    responses: { 201: json(BookingJson, 'Booked: confirmed, or requested until the lender answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const booking = await requestBooking(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(asJson(ctx, booking), 201, { location: `/api/v1/bookings/${booking.id}` })
  },
)

bookingsApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings', tags },
    summary: 'Bookings of all your organisations on one side, by their start',
    request: {
      query: Paging.extend({
        role: z.enum(['borrower', 'lender']).default('borrower'),
        from: Instant.optional().openapi({ type: 'string', format: 'date-time' }),
        to: Instant.optional().openapi({ type: 'string', format: 'date-time' }),
      }),
    },
    responses: { 200: json(listOf(BookingJson), 'A page') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { items, nextCursor } = await bookingsOf(ctx, c.req.valid('query'))
    return c.json({ items: items.map((b) => asJson(ctx, b)), nextCursor }, 200)
  },
)

bookingsApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}', tags },
    summary: 'One booking, for its parties and the coordinator',
    request: { params },
    responses: { 200: json(BookingJson, 'The booking') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(asJson(ctx, await visibleBooking(ctx, c.req.valid('param').id)), 200)
  },
)

bookingsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/bookings/{id}', tags },
    summary: 'Another time, quantity or note; asking for more may make it a request again',
    request: { params, ...body(BookingPatch) },
    responses: { 200: json(BookingJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(asJson(ctx, await changeBooking(ctx, c.req.valid('param').id, c.req.valid('json'))), 200)
  },
)

/** What is over is corrected by the same words as it is ended. */
const completed = async (ctx: Ctx, id: string): Promise<Booking> =>
  (await visibleBooking(ctx, id)).status === 'no_show' ? correctBooking(ctx, id) : completeBooking(ctx, id)
const missed = async (ctx: Ctx, id: string): Promise<Booking> =>
  (await visibleBooking(ctx, id)).status === 'completed' ? correctBooking(ctx, id) : markNoShow(ctx, id)

for (const [verb, run, summary] of [
  ['confirm', confirmBooking, 'The lender accepts a request'],
  ['decline', declineBooking, 'The lender refuses a request'],
  ['complete', completed, 'Given back, maybe early; within seven days, a no-show put right'],
  ['no-show', missed, 'Nobody came; within seven days, a completed one put right'],
] as const)
  bookingsApi.openapi(
    documented({
      ...{ method: 'post', path: `/bookings/{id}/${verb}`, tags, summary, request: { params } },
      responses: { 200: json(BookingJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(asJson(ctx, await run(ctx, c.req.valid('param').id)), 200)
    },
  )

bookingsApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/cancel', tags },
    summary: 'Either party gives it up before it begins; the reason is told to the other',
    request: { params, body: { ...body(Cancellation).body, required: false } },
    responses: { 200: json(BookingJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    return c.json(asJson(ctx, await cancelBooking(ctx, c.req.valid('param').id, input)), 200)
  },
)

bookingsApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/slip', tags },
    summary: 'Enters the number of the slip of hazardous waste, or puts it right',
    request: { params, body: body(SlipInput).body },
    responses: { 200: json(BookingJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(asJson(ctx, await enterSlip(ctx, c.req.valid('param').id, c.req.valid('json'))), 200)
  },
)
