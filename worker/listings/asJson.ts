import type { z as Zod } from '@hono/zod-openapi'
import { Direction, Grain, Kind, Language, Unit } from '../core/kinds'
import { z } from '../platform/api'
import type { Capacity, Photo, VisibleListing } from './queries'

const nullableInt = z.int().nullable()

/** A listing as the API gives it: fields have the names with which they are written. */
export const ListingJson = z
  .object({
    id: z.string(),
    version: z.int(),
    direction: Direction,
    kind: Kind,
    status: z.enum(['draft', 'published', 'paused', 'closed']),
    outcome: z.string().nullable(),
    hidden: z.boolean(),
    title: z.string(),
    description: z.string(),
    language: Language,
    clusterId: z.string(),
    organisationId: z.string(),
    organisationName: z.string(),
    commune: z.string(),
    postcode: z.string(),
    address: z.string().openapi({ description: 'Empty unless `placeIsExact`' }),
    place: z
      .object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) })
      .nullable()
      .openapi({ description: 'GeoJSON, [longitude, latitude]; to a kilometre unless `placeIsExact`' }),
    placeIsExact: z.boolean(),
    withinKm: nullableInt,
    quantity: z.int(),
    unit: Unit,
    grain: Grain,
    windows: z.array(z.record(z.string(), z.unknown())),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
    tariffMode: z.enum(['free', 'exchange', 'price']),
    currency: z.string(),
    solidarityCents: nullableInt,
    referenceCents: nullableInt,
    supportCents: nullableInt,
    priceUnit: z.string().nullable(),
    marketCents: nullableInt.openapi({
      description: 'What the same use costs elsewhere, as the holder states it',
    }),
    marketUnit: z.string().nullable(),
    terms: z.string(),
    visibility: z.enum(['cluster', 'public']),
    instantFor: z.enum(['everyone', 'known', 'nobody']),
    details: z.record(z.string(), z.unknown()),
    capacities: z
      .array(
        z.object({
          id: z.string(),
          shape: z.enum(['thing', 'lot', 'window', 'stock', 'person', 'week']),
          label: z.string(),
          quantity: z.int(),
          unit: z.string(),
          details: z.record(z.string(), z.unknown()),
        }),
      )
      .openapi({
        description: 'What bookings take: one thing, the lots of premises, the person and the week of staff',
      }),
    photos: z.array(
      z.object({ id: z.string(), url: z.string(), alt: z.string(), width: z.int(), height: z.int() }),
    ),
    createdAt: z.string(),
    publishedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    closedAt: z.string().nullable(),
  })
  .openapi('Listing')

export function asJson(
  l: VisibleListing,
  parts: { capacities: Capacity[]; photos: Photo[] },
  { currency, publicUrl }: { currency: string; publicUrl: string },
): Zod.infer<typeof ListingJson> {
  return {
    ...{
      id: l.id,
      version: l.version,
      direction: l.direction,
      kind: l.kind,
      status: l.status,
      outcome: l.outcome,
    },
    ...{ hidden: l.hiddenReason !== null, title: l.title, description: l.description, language: l.language },
    ...{ clusterId: l.clusterId, organisationId: l.organisationId, organisationName: l.organisationName },
    ...{ commune: l.commune, postcode: l.postcode, address: l.address, placeIsExact: l.placeIsExact },
    place: l.lat === null || l.lng === null ? null : { type: 'Point', coordinates: [l.lng, l.lat] },
    ...{ withinKm: l.withinKm, quantity: l.quantity, unit: l.unit, grain: l.grain },
    windows: l.windows as unknown as Record<string, unknown>[],
    ...{ startsAt: l.startsAt, endsAt: l.endsAt, tariffMode: l.tariffMode, currency },
    ...{ solidarityCents: l.solidarityCents, referenceCents: l.referenceCents, supportCents: l.supportCents },
    ...{ marketCents: l.marketCents, marketUnit: l.marketUnit },
    ...{ priceUnit: l.priceUnit, terms: l.terms, visibility: l.visibility, instantFor: l.instantFor },
    details: l.details as Record<string, unknown>,
    capacities: parts.capacities.map(({ version: _, ...capacity }) => capacity),
    photos: parts.photos.map(({ id, alt, width, height }) => ({
      id,
      url: `${publicUrl}/photos/${id}`,
      alt,
      width,
      height,
    })),
    ...{ createdAt: l.createdAt, publishedAt: l.publishedAt, expiresAt: l.expiresAt, closedAt: l.closedAt },
  }
}
