import { clusterBySlug } from '../clusters/queries'
import { AppError } from '../core/errors'
import { instantOf, later, MINUTE } from '../core/time'
import { documented, json, newApi, z } from '../platform/api'
import { belongsTo, mustBeSignedIn } from '../platform/context'
import { RoundInput } from './input'
import { type DayRound, type Place, roundFor } from './queries'

const Point = z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) })
const PlaceJson = z.object({
  organisation: z.object({ id: z.string(), name: z.string() }),
  ...{ address: z.string(), postcode: z.string(), commune: z.string() },
  loads: z.array(
    z.object({
      bookingId: z.string(),
      act: z.enum(['load', 'unload']),
      title: z.string(),
      quantity: z.int(),
      unit: z.string(),
      hint: z.string(),
    }),
  ),
})
const RoundJson = z
  .object({
    day: z.string(),
    departsAt: z.iso.datetime(),
    depot: z.object({ organisationId: z.string(), name: z.string(), place: Point }).nullable(),
    km: z.number(),
    backAt: z.iso.datetime(),
    lateMinutes: z.int().openapi({ description: 'In all: 0 where every hour can be kept' }),
    exact: z.boolean().openapi({ description: 'Nothing shorter exists; else sought by improvements' }),
    stops: z.array(
      PlaceJson.extend({
        place: Point,
        km: z.number().openapi({ description: 'From the stop before' }),
        arrivesAt: z.iso.datetime(),
        beginsAt: z.iso.datetime(),
        lateMinutes: z.int(),
      }),
    ),
    unplaced: z.array(PlaceJson).openapi({ description: 'Where nobody knows where it is' }),
    left: z.int().openapi({ description: 'Stops beyond those a round holds' }),
  })
  .openapi('Round')

const point = ({ lat, lng }: { lat: number; lng: number }) => ({
  type: 'Point' as const,
  coordinates: [lng, lat],
})
const placed = (p: Place): z.infer<typeof PlaceJson> => ({
  organisation: { id: p.organisationId, name: p.organisationName },
  ...{ address: p.address, postcode: p.postcode, commune: p.commune },
  loads: p.loads.map(({ kind: _, ...load }) => load),
})

function asJson(r: DayRound): z.infer<typeof RoundJson> {
  const midnight = instantOf(r.day, '00:00', r.zone)
  // Wall time, as the drivers read it: a day with a change of clocks counts from its own noon.
  const shift = Date.parse(instantOf(r.day, '12:00', r.zone)) - Date.parse(midnight) - 12 * 60 * MINUTE
  const at = (minute: number) => later(midnight, Math.round(minute) * MINUTE + (minute >= 180 ? shift : 0))
  const tenth = (km: number) => Math.round(km * 10) / 10
  const { round, depot } = r
  return {
    day: r.day,
    departsAt: instantOf(r.day, r.departs, r.zone),
    depot: depot && { organisationId: depot.organisationId, name: depot.name, place: point(depot.point) },
    ...{
      km: tenth(round.km),
      backAt: at(round.back),
      lateMinutes: Math.round(round.late),
      exact: round.exact,
    },
    stops: round.visits.flatMap((visit) => {
      const place = r.places.get(visit.stop.id)
      if (!place) return []
      return {
        ...{ ...placed(place), place: point(visit.stop.point), km: tenth(visit.km) },
        ...{ arrivesAt: at(visit.arrives), beginsAt: at(visit.begins), lateMinutes: Math.round(visit.late) },
      }
    }),
    ...{ unplaced: r.unplaced.map(placed), left: r.left },
  }
}

export const roundsApi = newApi().openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/round', tags: ['rounds'] },
    summary: 'What an organisation fetches and brings on a day, in the order in which it is best driven',
    request: { params: z.object({ slug: z.string().max(60) }), query: RoundInput },
    responses: { 200: json(RoundJson, 'From its own place and back') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const cluster = await clusterBySlug(ctx, c.req.valid('param').slug)
    if (!cluster || !belongsTo(ctx.actor, cluster.id)) throw new AppError('not_found')
    const round = await roundFor(ctx, cluster.id, c.req.valid('query'))
    return c.json(asJson(round), 200)
  },
)
