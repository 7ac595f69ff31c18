import { ownClusterNamed } from '../clusters/queries'
import { LocalDate } from '../listings/input'
import {
  body,
  documented,
  json,
  listOf,
  newApi,
  overVersion,
  Paging,
  versionProblems,
  z,
} from '../platform/api'
import type { Ctx } from '../platform/context'
import { versionIn } from '../platform/http'
import { cancelRound } from './commands/cancelRound'
import { changeRound } from './commands/changeRound'
import { openRound } from './commands/openRound'
import { recordStop } from './commands/recordStop'
import { contactsFor } from './due'
import { RecordInput, RoundInput, RoundPatch } from './input'
import { type PickupRound, roundsOf, type Stop, stopsOf, visibleRound } from './queries'
import { loadOf, OUTCOMES } from './rules'

const tags = ['pickups']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(60) })

const RoundLine = z.object({
  ...{ id: z.string(), version: z.int(), status: z.enum(['open', 'cancelled']) },
  organisation: z.object({ id: z.string(), name: z.string() }),
  day: z.string().openapi({ description: 'The local date' }),
  departs: z.string(),
  vehicle: z
    .object({
      ...{ offerId: z.string(), title: z.string(), payloadKg: z.int().nullable() },
      bookingId: z.string().nullable().openapi({ description: 'Null where it is one’s own' }),
    })
    .nullable(),
  createdAt: z.iso.datetime(),
})
const StopJson = z
  .object({
    ...{ id: z.string(), roundId: z.string(), bookingId: z.string(), offerId: z.string(), title: z.string() },
    lender: z.object({ id: z.string(), name: z.string() }),
    ...{ address: z.string(), postcode: z.string(), commune: z.string() },
    place: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }).nullable(),
    ...{ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() },
    promised: z.int().openapi({ description: 'As booked, in `unit`' }),
    unit: z.string(),
    hint: z.string(),
    hazardous: z.boolean().openapi({ description: 'Not to be loaded without `slipNumber`' }),
    slipNumber: z.string().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    quantity: z.int().nullable().openapi({ description: 'As measured' }),
    reason: z.string(),
    happenedAt: z.iso.datetime().nullable(),
    key: z
      .string()
      .nullable()
      .openapi({ description: 'Of the record that stands: what takes its place names it in `replaces`' }),
  })
  .openapi('PickupStop')
const RoundJson = RoundLine.extend({
  load: z.object({ kg: z.int(), unknown: z.int().openapi({ description: 'Stops counted in another unit' }) }),
  tooHeavy: z.boolean().openapi({ description: 'More than the vehicle may carry' }),
  stops: z.array(
    StopJson.extend({
      contacts: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
    }),
  ),
}).openapi('PickupRound')

export const lineAsJson = (r: PickupRound): z.infer<typeof RoundLine> => ({
  ...{ id: r.id, version: r.version, status: r.status },
  organisation: { id: r.organisationId, name: r.organisationName },
  ...{ day: r.day, departs: r.departs, createdAt: r.createdAt },
  vehicle:
    r.vehicleId === null
      ? null
      : {
          ...{ offerId: r.vehicleId, title: r.vehicleTitle ?? '', payloadKg: r.payloadKg },
          bookingId: r.vehicleBookingId,
        },
})
export const stopAsJson = (s: Stop): z.infer<typeof StopJson> => ({
  ...{ id: s.id, roundId: s.roundId, bookingId: s.bookingId, offerId: s.listingId, title: s.title },
  lender: { id: s.lenderId, name: s.lenderName },
  ...{ address: s.address, postcode: s.postcode, commune: s.commune },
  place: s.lat === null || s.lng === null ? null : { type: 'Point', coordinates: [s.lng, s.lat] },
  ...{ startsAt: s.startsAt, endsAt: s.endsAt, promised: s.promised, unit: s.unit, hint: s.hint },
  ...{ hazardous: s.hazardous === 1, slipNumber: s.slip, outcome: s.outcome, quantity: s.quantity },
  ...{ reason: s.reason, happenedAt: s.happenedAt, key: s.recordKey },
})

async function whole(ctx: Ctx, id: string): Promise<z.infer<typeof RoundJson>> {
  const round = await visibleRound(ctx, id)
  const stops = await stopsOf(ctx, round)
  const contacts = await contactsFor(
    ctx,
    stops.map((s) => s.lenderId),
  )
  const load = loadOf(stops.map((s) => ({ unit: s.unit, quantity: s.promised })))
  return {
    ...{ ...lineAsJson(round), load, tooHeavy: round.payloadKg !== null && load.kg > round.payloadKg },
    stops: stops.map((s) => ({ ...stopAsJson(s), contacts: contacts.get(s.lenderId) ?? [] })),
  }
}

export const pickupsApi = newApi()

pickupsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/pickup-rounds', tags },
    summary: 'Rounds of pick-ups of your organisations; of the whole cluster for its coordinator',
    request: {
      params: ofCluster,
      query: Paging.extend({
        organisationId: z.string().max(60).optional(),
        from: LocalDate.optional().openapi({ type: 'string', format: 'date' }),
        to: LocalDate.optional().openapi({ type: 'string', format: 'date' }),
      }),
    },
    responses: {
      200: json(listOf(RoundLine.extend({ stops: z.int(), recorded: z.int() })), 'The latest day first'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownClusterNamed(ctx, c.req.valid('param').slug)
    const { limit, cursor, ...asked } = c.req.valid('query')
    const { items, nextCursor } = await roundsOf(ctx, cluster.id, asked, { limit, after: cursor })
    const lines = items.map((r) => ({ ...lineAsJson(r), stops: r.stops, recorded: r.recorded }))
    return c.json({ items: lines, nextCursor }, 200)
  },
)

pickupsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/pickup-rounds', tags },
    summary: 'Open the round of a day: its stops in the best order, its vehicle booked with it',
    request: { params: ofCluster, ...body(RoundInput) },
    responses: { 201: json(RoundJson, 'Opened') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownClusterNamed(ctx, c.req.valid('param').slug)
    const id = await openRound(ctx, cluster.id, c.req.valid('json'))
    return c.json(await whole(ctx, id), 201, { location: `/api/v1/pickup-rounds/${id}` })
  },
)

pickupsApi.openapi(
  documented({
    ...{ method: 'get', path: '/pickup-rounds/{id}', tags },
    summary: 'A round with its stops in their order, for the members of who drives it and the coordinator',
    request: { params },
    responses: { 200: json(RoundJson, 'The round') },
  }),
  async (c) => {
    const round = await whole(c.get('ctx'), c.req.valid('param').id)
    return c.json(round, 200, { etag: `"${round.version}"` })
  },
)

pickupsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/pickup-rounds/{id}', tags },
    summary: 'Another order, by hand or reckoned again; stops more or less',
    request: { params, ...overVersion, ...body(RoundPatch) },
    responses: { 200: json(RoundJson, 'As it is now'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await changeRound(ctx, id, c.req.valid('json'), versionIn(c))
    return c.json(await whole(ctx, id), 200)
  },
)

pickupsApi.openapi(
  documented({
    ...{ method: 'post', path: '/pickup-rounds/{id}/cancel', tags },
    summary: 'Give a round up before anything was recorded; its vehicle is free again',
    request: { params },
    responses: { 200: json(RoundJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await cancelRound(ctx, id)
    return c.json(await whole(ctx, id), 200)
  },
)

pickupsApi.openapi(
  documented({
    ...{ method: 'post', path: '/pickup-stops/{id}/record', tags },
    summary: 'What was found at a stop. Sent again with the same key, it is answered and not written again',
    request: { params, ...body(RecordInput) },
    responses: { 200: json(StopJson, 'As it stands') },
  }),
  async (c) => {
    const stop = await recordStop(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(stopAsJson(stop), 200)
  },
)
