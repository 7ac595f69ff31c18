import { clusterNamed } from '../clusters/queries'
import { Kind, Unit } from '../core/kinds'
import { documented, json, listOf, newApi, z } from '../platform/api'
import { freeOffers } from './free'
import { FreeInput } from './inputOfFree'

const FreeOffer = z
  .object({
    offer: z.object({
      ...{ id: z.string(), title: z.string(), kind: Kind, commune: z.string() },
      organisation: z.object({ id: z.string(), name: z.string() }),
    }),
    distanceKm: z.number().nullable().openapi({ description: 'From `near`; null without it' }),
    instant: z.boolean().openapi({ description: 'Booked at once; else the lender is asked' }),
    capacityId: z.string(),
    quantity: z.int(),
    unit: Unit,
    times: z
      .array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() }))
      .openapi({ description: 'As it would be booked, one booking for each' }),
    priceCents: z.int().openapi({ description: 'Of all of it, at the reference price' }),
    currency: z.string(),
  })
  .openapi('FreeOffer')

export const freeApi = newApi().openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/free', anyone: true },
    summary: 'Every offer that can be booked over all of some dates, the nearest first',
    request: { params: z.object({ slug: z.string().max(60) }), query: FreeInput },
    responses: { 200: json(listOf(FreeOffer).extend({ total: z.int() }), 'A page') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const { items, nextCursor, total } = await freeOffers(ctx, cluster, c.req.valid('query'))
    return c.json(
      {
        items: items.map(({ one, bookable }) => ({
          offer: {
            ...{ id: one.id, title: one.title, kind: one.kind, commune: one.commune },
            organisation: { id: one.organisationId, name: one.organisationName },
          },
          distanceKm: one.km === null ? null : Math.round(one.km * 10) / 10,
          instant: one.instantFor === 'everyone',
          ...{ capacityId: bookable.capacityId, quantity: bookable.quantity, unit: bookable.unit },
          ...{ times: bookable.times, priceCents: bookable.priceCents, currency: cluster.currency },
        })),
        ...{ nextCursor, total },
      },
      200,
    )
  },
)
