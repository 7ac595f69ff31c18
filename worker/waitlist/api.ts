import { asJson as bookingAsJson, BookingJson } from '../bookings/asJson'
import { visibleOffer } from '../bookings/queries'
import { isInside } from '../listings/queries'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { acceptPlace } from './commands/acceptPlace'
import { joinWaitlist } from './commands/joinWaitlist'
import { leaveWaitlist, passPlace } from './commands/leaveWaitlist'
import { Acceptance, Wish } from './input'
import { type Place, placesOf, positionOf, visiblePlace, waitingFor } from './queries'
import { placeAt } from './rules'

const tags = ['waitlist']
const params = z.object({ id: z.string().max(60) })

const PlaceJson = z
  .object({
    id: z.string(),
    status: z.enum(['waiting', 'offered', 'taken', 'passed', 'left', 'lapsed']),
    clusterId: z.string(),
    offerId: z.string(),
    offerTitle: z.string(),
    capacityId: z.string(),
    organisation: z.object({ id: z.string(), name: z.string() }),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    quantity: z.int(),
    position: z.int().nullable().openapi({ description: 'While waiting: 1 is next' }),
    offeredUntil: z.iso.datetime().nullable().openapi({ description: 'The place is kept until then' }),
    bookingId: z.string().nullable(),
    version: z.int(),
    createdAt: z.iso.datetime(),
  })
  .openapi('WaitlistPlace')

async function asJson(ctx: Ctx, p: Place): Promise<z.infer<typeof PlaceJson>> {
  const status = placeAt(p, ctx.now)
  return {
    ...{ id: p.id, status, clusterId: p.clusterId, offerId: p.listingId, offerTitle: p.listingTitle },
    ...{ capacityId: p.capacityId, organisation: { id: p.organisationId, name: p.organisationName } },
    ...{ startsAt: p.startsAt, endsAt: p.endsAt, quantity: p.quantity, bookingId: p.bookingId },
    position: status === 'waiting' ? await positionOf(ctx, p) : null,
    ...{ offeredUntil: p.offeredUntil, version: p.version, createdAt: p.createdAt },
  }
}

export const waitlistApi = newApi()

waitlistApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/waitlist', tags },
    summary: 'Queue for a place that is taken; 409 `still_free` where it can be booked at once',
    request: { params, ...body(Wish) },
    responses: { 201: json(PlaceJson, 'In the queue') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const place = await joinWaitlist(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(await asJson(ctx, place), 201, { location: `/api/v1/waitlist/${place.id}` })
  },
)

waitlistApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/waitlist', tags },
    summary: 'Your places in the queue of an offer',
    request: { params, query: Paging },
    responses: {
      200: json(
        listOf(PlaceJson).extend({
          waiting: z
            .int()
            .nullable()
            .openapi({ description: 'To the lender and the coordinator: how many wait in all' }),
        }),
        'Open places, by their start',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { listing } = await visibleOffer(ctx, c.req.valid('param').id)
    const { items, nextCursor } = await placesOf(ctx, { ...c.req.valid('query'), listingId: listing.id })
    const told = await Promise.all(items.map((p) => asJson(ctx, p)))
    const waiting = isInside(ctx, listing) ? await waitingFor(ctx, listing.id) : null
    return c.json({ items: told, nextCursor, waiting }, 200)
  },
)

waitlistApi.openapi(
  documented({
    ...{ method: 'get', path: '/waitlist', tags },
    summary: 'What your organisations wait for, by its start',
    request: { query: Paging },
    responses: { 200: json(listOf(PlaceJson), 'A page') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { items, nextCursor } = await placesOf(ctx, c.req.valid('query'))
    return c.json({ items: await Promise.all(items.map((p) => asJson(ctx, p))), nextCursor }, 200)
  },
)

waitlistApi.openapi(
  documented({
    ...{ method: 'get', path: '/waitlist/{id}', tags },
    summary: 'One place, for the organisation that waits and the coordinator',
    request: { params },
    responses: { 200: json(PlaceJson, 'The place') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(await asJson(ctx, await visiblePlace(ctx, c.req.valid('param').id)), 200)
  },
)

for (const [method, path, run, summary] of [
  ['delete', '/waitlist/{id}', leaveWaitlist, 'Wait no more; what was offered goes to the next in line'],
  ['post', '/waitlist/{id}/pass', passPlace, 'Say no to the place that is offered: the next is asked'],
] as const)
  waitlistApi.openapi(
    documented({
      ...{ method, path, tags, summary, request: { params } },
      responses: { 200: json(PlaceJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(await asJson(ctx, await run(ctx, c.req.valid('param').id)), 200)
    },
  )

waitlistApi.openapi(
  documented({
    ...{ method: 'post', path: '/waitlist/{id}/accept', tags },
    summary: 'Take the place that is offered: it becomes a booking',
    request: { params, body: { ...body(Acceptance).body, required: false } },
    responses: { 201: json(BookingJson, 'Booked: confirmed, or requested until the lender answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    const booking = await acceptPlace(ctx, c.req.valid('param').id, input)
    return c.json(bookingAsJson(ctx, booking), 201, { location: `/api/v1/bookings/${booking.id}` })
  },
)
