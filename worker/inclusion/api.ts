import { clusterById, clusterBySlug, clusterNamed } from '../clusters/queries'
import { csvFile } from '../core/csv'
import { AppError } from '../core/errors'
import { LocalDate } from '../listings/input'
import { organisationIn } from '../organisations/queries'
import { body, documented, json, newApi, overVersion, versionProblems, z } from '../platform/api'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { versionIn } from '../platform/http'
import { correctHours, countHours, withdrawHours } from './commands/countHours'
import { InclusionInput } from './input'
import {
  type Hours,
  hoursInside,
  hoursOfBooking,
  periodOf,
  type Sum,
  sumsOfCluster,
  sumsOfOrganisation,
  totalOf,
} from './queries'
import { FAMILIES, PURPOSES } from './rules'
import { rowsOf } from './table'

const tags = ['inclusion']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(60) })
const day = LocalDate.optional().openapi({ type: 'string', format: 'date', description: 'A local day' })
const Days = z.object({ from: day, to: day })

const HoursJson = z
  .object({
    ...{ id: z.string(), version: z.int(), bookingId: z.string() },
    organisation: z.object({ id: z.string(), name: z.string() }),
    ...{ day: z.string(), purpose: z.enum(PURPOSES), family: z.enum(FAMILIES), people: z.int() },
    minutes: z.int().openapi({ description: 'Of all people together' }),
    withdrawn: z.boolean(),
  })
  .openapi('InclusionHours')
const asJson = (h: Hours): z.infer<typeof HoursJson> => ({
  ...{ id: h.id, version: h.version, bookingId: h.bookingId },
  organisation: { id: h.organisationId, name: h.organisationName },
  ...{ day: h.day, purpose: h.purpose, family: h.family, people: h.people, minutes: h.minutes },
  withdrawn: h.withdrawn === 1,
})

const SumsJson = z
  .object({
    ...{ from: z.string(), to: z.string() },
    total: z.object({ people: z.int(), minutes: z.int() }),
    items: z.array(
      z.object({
        organisation: z.object({ id: z.string(), name: z.string() }),
        ...{ family: z.enum(FAMILIES), purpose: z.enum(PURPOSES), people: z.int(), minutes: z.int() },
      }),
    ),
  })
  .openapi('InclusionSums')
const sumsAsJson = (
  period: { from: string; to: string },
  sums: readonly Sum[],
): z.infer<typeof SumsJson> => ({
  ...period,
  total: totalOf(sums),
  items: sums.map(({ organisationId, organisationName, ...sum }) => ({
    organisation: { id: organisationId, name: organisationName },
    ...sum,
  })),
})

async function coordinated(ctx: Ctx, slug: string) {
  mustBeSignedIn(ctx)
  const cluster = await clusterNamed(ctx, slug)
  mustCoordinate(ctx, cluster.id)
  return cluster
}

export const inclusionApi = newApi()

inclusionApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/inclusion', tags },
    summary: 'Hours of training and integration counted with an exchange',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(HoursJson) }), 'At most 50') },
  }),
  async (c) => {
    const items = await hoursOfBooking(c.get('ctx'), c.req.valid('param').id)
    return c.json({ items: items.map(asJson) }, 200)
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/inclusion', tags },
    summary: 'Count hours given with an exchange that has begun: numbers alone, no names',
    request: { params, ...body(InclusionInput) },
    responses: { 201: json(HoursJson, 'Counted') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const id = await countHours(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(asJson((await hoursInside(ctx, id)).hours), 201, {
      location: `/api/v1/inclusion-hours/${id}`,
    })
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'get', path: '/inclusion-hours/{id}', tags, summary: 'One entry' },
    request: { params },
    responses: { 200: json(HoursJson, 'As it stands') },
  }),
  async (c) => {
    const { hours } = await hoursInside(c.get('ctx'), c.req.valid('param').id)
    return c.json(asJson(hours), 200, { etag: `"${hours.version}"` })
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'put', path: '/inclusion-hours/{id}', tags, summary: 'Put an entry right' },
    request: { params, ...overVersion, ...body(InclusionInput) },
    responses: { 200: json(HoursJson, 'As it is now'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await correctHours(ctx, id, c.req.valid('json'), versionIn(c))
    return c.json(asJson((await hoursInside(ctx, id)).hours), 200)
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'post', path: '/inclusion-hours/{id}/withdraw', tags, summary: 'Take an entry back' },
    request: { params },
    responses: { 200: json(HoursJson, 'It counts no more') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await withdrawHours(ctx, id)
    return c.json(asJson((await hoursInside(ctx, id)).hours), 200)
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/inclusion', tags },
    summary: 'Hours by organisation, family and purpose over local days (coordinator)',
    request: { params: ofCluster, query: Days },
    responses: { 200: json(SumsJson, 'The year that ends today unless told') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await coordinated(ctx, c.req.valid('param').slug)
    const period = periodOf(ctx, cluster.timeZone, c.req.valid('query'))
    return c.json(sumsAsJson(period, await sumsOfCluster(ctx, cluster.id, period)), 200)
  },
)

inclusionApi.openapi(
  documented({
    ...{
      method: 'get',
      path: '/clusters/{slug}/inclusion.csv',
      tags,
      summary: 'The same as CSV (coordinator)',
    },
    request: { params: ofCluster, query: Days },
    responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } } },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await coordinated(ctx, c.req.valid('param').slug)
    const period = periodOf(ctx, cluster.timeZone, c.req.valid('query'))
    const file = csvFile(rowsOf(period, await sumsOfCluster(ctx, cluster.id, period)))
    return c.body(file, 200, { 'content-type': 'text/csv; charset=utf-8' }) as never
  },
)

inclusionApi.openapi(
  documented({
    ...{ method: 'get', path: '/organisations/{id}/inclusion', tags },
    summary: 'Hours that an organisation gave, for who belongs to the cluster',
    request: { params, query: Days.extend({ cluster: z.string().max(80).optional() }) },
    responses: { 200: json(SumsJson, 'The year that ends today unless told') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const actor = mustBeSignedIn(ctx)
    const { cluster: slug, ...days } = c.req.valid('query')
    const organisationId = c.req.valid('param').id
    const mine = actor.organisations.find((m) => m.organisationId === organisationId)?.clusters[0]
    const first = mine ?? actor.organisations[0]?.clusters[0] ?? actor.coordinates[0] ?? ''
    const cluster = slug === undefined ? await clusterById(ctx, first) : await clusterBySlug(ctx, slug)
    if (!cluster) throw new AppError('not_found')
    const period = periodOf(ctx, cluster.timeZone, days)
    const sums = await sumsOfOrganisation(ctx, cluster.id, organisationId, period)
    const standing = (await organisationIn(ctx, cluster.id, organisationId))?.standing
    if (standing !== 'active' && standing !== 'suspended') throw new AppError('not_found')
    return c.json(sumsAsJson(period, sums), 200)
  },
)
