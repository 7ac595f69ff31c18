import { asJson as bookingAsJson, BookingJson } from '../bookings/asJson'
import { capacityToRule } from '../bookings/closures'
import { visibleBooking } from '../bookings/queries'
import { KINDS } from '../core/kinds'
import { body, documented, json, newApi, z } from '../platform/api'
import { changeOutage } from './commands/changeOutage'
import { declareOutage } from './commands/declareOutage'
import { endOutage } from './commands/endOutage'
import { replaceBooking } from './commands/replaceBooking'
import { Outage as OutageInput, OutagePatch, Replacement } from './input'
import { type Outage, outagesOf, suspendedBy, visibleOutage } from './queries'
import { substitutesFor } from './substitutes'

const tags = ['outages']
const params = z.object({ id: z.string().max(60) })

const OutageJson = z
  .object({
    id: z.string(),
    capacityId: z.string(),
    capacityLabel: z.string(),
    status: z.enum(['open', 'ended']),
    startsAt: z.iso.datetime(),
    endsAt: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'When it is expected to work again; null: nobody knows' }),
    endedAt: z.iso.datetime().nullable(),
    quantity: z.int().nullable().openapi({ description: 'How many are out of order; null: all of them' }),
    reason: z.string(),
    version: z.int(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Outage')

const Substitute = z
  .object({
    why: z.enum(['similar', 'later', 'earlier', 'other_day', 'shorter', 'less', 'other_lot']),
    offerId: z.string(),
    title: z.string(),
    organisationName: z.string(),
    commune: z.string(),
    kind: z.enum(KINDS),
    capacityId: z.string(),
    capacityLabel: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    quantity: z.int(),
    unit: z.string(),
    priceCents: z.int(),
    currency: z.string(),
    distanceKm: z.number().nullable(),
  })
  .openapi('Substitute')

const asJson = (o: Outage): z.infer<typeof OutageJson> => ({
  ...{ id: o.id, capacityId: o.capacityId, capacityLabel: o.capacityLabel, status: o.status },
  ...{ startsAt: o.startsAt, endsAt: o.endsAt, endedAt: o.endedAt, quantity: o.quantity, reason: o.reason },
  ...{ version: o.version, createdAt: o.createdAt },
})

export const outagesApi = newApi()

outagesApi.openapi(
  documented({
    ...{ method: 'post', path: '/capacities/{id}/outages', tags },
    summary: 'A thing, or some of several, is out of order: its calendar closes, who had booked is told',
    request: { params, body: { ...body(OutageInput).body, required: false } },
    responses: { 201: json(OutageJson, 'Out of order') },
  }),
  async (c) => {
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    const outage = await declareOutage(c.get('ctx'), c.req.valid('param').id, input)
    return c.json(asJson(outage), 201, { location: `/api/v1/outages/${outage.id}` })
  },
)

outagesApi.openapi(
  documented({
    ...{ method: 'get', path: '/capacities/{id}/outages', tags },
    summary: 'When a thing was, is or will be out of order, the latest first, at most 50',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(OutageJson) }), 'The outages') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = await capacityToRule(ctx, c.req.valid('param').id)
    return c.json({ items: (await outagesOf(ctx, id)).map(asJson) }, 200)
  },
)

outagesApi.openapi(
  documented({
    ...{ method: 'get', path: '/outages/{id}', tags },
    summary: 'An outage, with the bookings that cannot take place because of it (at most 100)',
    request: { params },
    responses: { 200: json(OutageJson.extend({ bookings: z.array(BookingJson) }), 'The outage') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const outage = await visibleOutage(ctx, c.req.valid('param').id)
    const bookings = await suspendedBy(ctx, outage.id)
    return c.json({ ...asJson(outage), bookings: bookings.map((b) => bookingAsJson(ctx, b)) }, 200)
  },
)

outagesApi.openapi(
  documented({
    ...{ method: 'patch', path: '/outages/{id}', tags },
    summary: 'It lasts longer or less long, or fewer or more are concerned: who had booked is told again',
    request: { params, ...body(OutagePatch) },
    responses: { 200: json(OutageJson, 'As it is now') },
  }),
  async (c) => {
    const outage = await changeOutage(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(asJson(outage), 200)
  },
)

outagesApi.openapi(
  documented({
    ...{ method: 'post', path: '/outages/{id}/end', tags },
    summary: 'It works again: the calendar opens, and bookings that waited stand as before',
    request: { params },
    responses: { 200: json(OutageJson, 'Ended') },
  }),
  async (c) => c.json(asJson(await endOutage(c.get('ctx'), c.req.valid('param').id)), 200),
)

outagesApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/substitutes', tags },
    summary: 'What is free instead of a booking that is out of order: similar offers, other times',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(Substitute) }), 'None where it is not out of order') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const booking = await visibleBooking(ctx, c.req.valid('param').id)
    const items = booking.outOfOrder === 1 ? await substitutesFor(ctx, booking) : []
    return c.json({ items }, 200)
  },
)

outagesApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/replace', tags },
    summary:
      'Book something else instead of what is out of order; given up as soon as the other is confirmed',
    request: { params, ...body(Replacement) },
    responses: { 201: json(BookingJson, 'What was booked instead') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const booking = await replaceBooking(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(bookingAsJson(ctx, booking), 201, { location: `/api/v1/bookings/${booking.id}` })
  },
)
