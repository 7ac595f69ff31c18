import { clusterNamed } from '../clusters/queries'
import { Direction, Grain, Kind, KINDS, Language, Unit } from '../core/kinds'
import { toInstant } from '../core/time'
import { documented, json, listOf, newApi, z } from '../platform/api'
import type { Found } from './found'
import { SearchInput } from './input'
import { searchListings } from './queries'

const Span = z.object({ from: z.string(), to: z.string() })
const FoundListing = z
  .object({
    id: z.string(),
    direction: Direction,
    kind: Kind,
    title: z.string(),
    language: Language,
    organisation: z.object({ id: z.string(), name: z.string() }),
    commune: z.string(),
    place: z
      .object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) })
      .nullable()
      .openapi({
        description: 'GeoJSON, [longitude, latitude]; to a kilometre for those who are not members',
      }),
    distanceKm: z.number().nullable(),
    quantity: z.int(),
    unit: Unit,
    grain: Grain,
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
    windows: z.array(z.record(z.string(), z.unknown())),
    tariff: z.object({
      mode: z.enum(['free', 'exchange', 'price']),
      solidarityCents: z.int().nullable(),
      referenceCents: z.int().nullable(),
      supportCents: z.int().nullable(),
      currency: z.string(),
      per: z.string().nullable(),
    }),
    details: z.record(z.string(), z.unknown()),
    visibility: z.enum(['cluster', 'public']),
    publishedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    availability: z
      .object({
        state: z.enum(['free', 'ask', 'taken', 'none']),
        free: z.array(Span),
        left: z.int().optional(),
        next: Span.optional(),
      })
      .nullable()
      .openapi({ description: 'Over the dates asked for, or the next seven days; null for needs' }),
  })
  .openapi('FoundListing')

const route = documented({
  method: 'get',
  path: '/clusters/{slug}/listings',
  anyone: true,
  summary: 'Search offers and needs: public ones without a token, those of the cluster for its members',
  request: { params: z.object({ slug: z.string() }), query: SearchInput },
  responses: {
    200: json(
      listOf(FoundListing).extend({
        counts: z.object(Object.fromEntries(KINDS.map((kind) => [kind, z.int()])) as Record<Kind, z.ZodInt>),
      }),
      'In the order that the page "ranking" tells; counts by kind go up to 100',
    ),
  },
})

export const searchApi = newApi().openapi(route, async (c) => {
  const ctx = c.get('ctx')
  const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
  const found = await searchListings(ctx, cluster, c.req.valid('query'))
  const body = {
    items: found.items.map((one) => outside(one, cluster.currency)),
    nextCursor: found.nextCursor,
    counts: found.counts,
  }
  return c.json(body, 200)
})

const span = (s: { from: number; to: number }) => ({ from: toInstant(s.from), to: toInstant(s.to) })

function outside(one: Found, currency: string): z.infer<typeof FoundListing> {
  const { availability: a } = one
  return {
    ...{ id: one.id, direction: one.direction, kind: one.kind, title: one.title, language: one.language },
    organisation: { id: one.organisationId, name: one.organisationName },
    commune: one.commune,
    place: one.point && { type: 'Point', coordinates: [one.point.lng, one.point.lat] },
    distanceKm: one.km === null ? null : Math.round(one.km * 10) / 10,
    ...{
      quantity: one.quantity,
      unit: one.unit,
      grain: one.grain,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
    },
    windows: one.windows,
    tariff: {
      ...{ mode: one.tariffMode, solidarityCents: one.solidarityCents, referenceCents: one.referenceCents },
      ...{ supportCents: one.supportCents, currency, per: one.priceUnit },
    },
    details: one.details,
    ...{ visibility: one.visibility, publishedAt: one.publishedAt, expiresAt: one.expiresAt },
    availability: a && {
      state: a.state,
      free: a.free.map(span),
      ...(a.left !== undefined && { left: a.left }),
      ...(a.next && { next: span(a.next) }),
    },
  }
}
