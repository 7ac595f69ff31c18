import { asJson as bookingAsJson, BookingJson } from '../bookings/asJson'
import { body, documented, json, newApi, z } from '../platform/api'
import { bookTogether } from './commands/bookTogether'
import { TogetherInput } from './input'
import { combosFor } from './queries'

const tags = ['together']
const params = z.object({ id: z.string().max(60) })

const Combo = z
  .object({
    km: z.number().openapi({ description: 'The ways to all of them' }),
    priceCents: z.int(),
    parts: z.array(
      z.object({
        offerId: z.string(),
        offerTitle: z.string(),
        organisation: z.object({ id: z.string(), name: z.string() }),
        capacityId: z.string(),
        quantity: z.int(),
        priceCents: z.int(),
        km: z.number().nullable(),
        times: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })),
      }),
    ),
  })
  .openapi('Combination')

export const combosApi = newApi()

combosApi.openapi(
  documented({
    ...{ method: 'get', path: '/needs/{id}/together', tags },
    summary:
      'Offers that together give what a need asks for and none gives alone; for its organisation and the coordinator',
    request: { params },
    responses: {
      200: json(
        z.object({
          needId: z.string(),
          quantity: z.int(),
          unit: z.string(),
          why: z.enum(['alone', 'no_dates', 'one_is_enough']).nullable().openapi({
            description: 'Why there are none: one offer has enough, the need has no dates, or asks for one',
          }),
          items: z.array(Combo),
        }),
        'At most three: fewest offers first, then nearest, then cheapest',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { need, why, combos } = await combosFor(ctx, c.req.valid('param').id)
    const tenth = (km: number) => Math.round(km * 10) / 10
    const items = combos.map((combo) => ({
      ...{ km: tenth(combo.km), priceCents: combo.cents },
      parts: combo.parts.map(({ listing, bookable, km }) => ({
        ...{ offerId: listing.id, offerTitle: listing.title },
        organisation: { id: listing.organisationId, name: listing.organisationName },
        ...{ capacityId: bookable.capacityId, quantity: bookable.quantity, priceCents: bookable.priceCents },
        ...{ km: km === null ? null : tenth(km), times: bookable.times },
      })),
    }))
    return c.json({ needId: need.id, quantity: need.quantity, unit: need.unit, why, items }, 200)
  },
)

combosApi.openapi(
  documented({
    ...{ method: 'post', path: '/needs/{id}/together', tags },
    summary: 'Book the offers of a combination at once, all or nothing: a basket, each booking with the need',
    request: { params, body: { ...body(TogetherInput).body, required: false } },
    responses: {
      201: json(z.object({ id: z.string(), bookings: z.array(BookingJson) }), 'Booked: see /baskets/{id}'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    const { id, bookings } = await bookTogether(ctx, c.req.valid('param').id, input)
    const told = { id, bookings: bookings.map((b) => bookingAsJson(ctx, b)) }
    return c.json(told, 201, { location: `/api/v1/baskets/${id}` })
  },
)
