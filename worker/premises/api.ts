import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
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
import { mustBeSignedIn } from '../platform/context'
import { type AppContext, versionIn } from '../platform/http'
import { LotJson, lotAsJson, SiteInList, SiteJson, siteAsJson } from './asJson'
import { addLot, changeLot, removeLot } from './commands/changeLots'
import { changeSite } from './commands/changeSite'
import { openSite } from './commands/openSite'
import { setBuildings, setCharges } from './commands/setParts'
import { putOnline, takeOffline } from './commands/showSite'
import { frichesOf } from './exchange'
import { BuildingInput, ChargeInput, LotInput, LotPatch, SiteInput, SitePatch } from './input'
import { lotById, lotsOf, partsOfSite, sitesOf, visibleSite } from './queries'

const tags = ['premises']
const params = z.object({ id: z.string().max(60) })
const ofCluster = z.object({ slug: z.string().max(60) })
const onBehalfOf = z.string().max(60).optional()
const found = { 200: json(SiteJson, 'The site as it is now') }

const foundOrStale = { ...found, ...versionProblems }

export const premisesApi = newApi()

premisesApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/sites', tags },
    summary: 'My sites, newest first; those of the whole cluster for its coordinators',
    request: { params: ofCluster, query: Paging },
    responses: { 200: json(listOf(SiteInList), 'The sites') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const actor = mustBeSignedIn(ctx)
    const cluster = await clusterIn(c)
    const mine = actor.organisations.filter((m) => m.clusters.includes(cluster.id))
    const whose = actor.coordinates.includes(cluster.id) ? null : mine.map((m) => m.organisationId)
    if (whose?.length === 0) throw new AppError('not_member')
    const { limit, cursor } = c.req.valid('query')
    const { items, next } = await sitesOf(ctx, cluster.id, whose, { limit, after: cursor })
    return c.json(
      {
        items: items.map((s) => ({
          ...{ id: s.id, offerId: s.listingId, organisationId: s.organisationId, name: s.name },
          ...{ organisationName: s.organisationName, commune: s.commune, status: s.status },
          ...{ endsOn: s.endsOn, version: s.version, lots: s.lots, floorM2: s.floorM2, vacantM2: s.vacantM2 },
        })),
        nextCursor: next,
      },
      200,
    )
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/sites', tags },
    summary: 'Write down a site with its lots: a draft, or online at once',
    request: {
      params: ofCluster,
      ...body(SiteInput.extend({ publish: z.boolean().default(false), onBehalfOf })),
    },
    responses: { 201: json(SiteJson, 'Written down') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterIn(c)
    const { publish, onBehalfOf: member, ...input } = c.req.valid('json')
    const id = await openSite(ctx, cluster.id, input, { onBehalfOf: member ?? null })
    if (publish) await putOnline(ctx, id, member)
    return c.json(await shown(c, id), 201, { location: `/api/v1/sites/${id}` })
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/friches.csv', tags },
    summary:
      'Sites (and, for coordinators, leads) in the columns of the CNIG schema "friches" 1.0.6; what was imported comes out equal',
    request: { params: ofCluster },
    responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } } },
  }),
  async (c) => {
    const csv = await frichesOf(c.get('ctx'), await clusterIn(c))
    return c.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' }) as never
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'get', path: '/sites/{id}', tags, anyone: true },
    summary: 'A site that is online; all of its sheet for its owner and the coordinators',
    request: { params },
    responses: found,
  }),
  async (c) => {
    const site = await shown(c, c.req.valid('param').id)
    return c.json(site, 200, { etag: `"${site.version}${site.address === undefined ? '-public' : ''}"` })
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'patch', path: '/sites/{id}', tags },
    summary: 'Change what is given of the sheet; `friches` by column',
    request: { params, ...overVersion, ...body(SitePatch.extend({ onBehalfOf })) },
    responses: foundOrStale,
  }),
  async (c) => {
    const { onBehalfOf: member, ...patch } = c.req.valid('json')
    const { id } = c.req.valid('param')
    await changeSite(c.get('ctx'), id, patch, { ifVersion: versionIn(c), onBehalfOf: member })
    return c.json(await shown(c, id), 200)
  },
)

const acts = { publish: putOnline, pause: takeOffline }
const summaries = { publish: 'Put its lots online as an offer of premises', pause: 'Take them off line' }
for (const act of ['publish', 'pause'] as const) {
  premisesApi.openapi(
    documented({
      ...{ method: 'post', path: `/sites/{id}/${act}`, tags, summary: summaries[act] },
      request: { params, body: { ...body(z.object({ onBehalfOf })).body, required: false } },
      responses: found,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const given = c.req.header('content-type') ? c.req.valid('json') : {}
      await acts[act](c.get('ctx'), id, given.onBehalfOf)
      return c.json(await shown(c, id), 200)
    },
  )
}

premisesApi.openapi(
  documented({
    ...{ method: 'post', path: '/sites/{id}/lots', tags },
    summary: 'Add a lot, with a capacity of its own',
    request: { params, ...body(LotInput.extend({ onBehalfOf })) },
    responses: { 201: json(LotJson, 'The lot') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { onBehalfOf: member, ...lot } = c.req.valid('json')
    const id = await addLot(ctx, c.req.valid('param').id, lot, { onBehalfOf: member ?? null })
    return c.json(await lotShown(c, id), 201, { location: `/api/v1/lots/${id}` })
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'patch', path: '/lots/{id}', tags },
    summary: 'Change what is given of a lot; `null` empties an answer',
    request: { params, ...overVersion, ...body(LotPatch.extend({ onBehalfOf })) },
    responses: { 200: json(LotJson, 'The lot as it is now'), ...versionProblems },
  }),
  async (c) => {
    const { onBehalfOf: member, ...patch } = c.req.valid('json')
    const { id } = c.req.valid('param')
    await changeLot(c.get('ctx'), id, patch, { ifVersion: versionIn(c), onBehalfOf: member ?? null })
    return c.json(await lotShown(c, id), 200)
  },
)

premisesApi.openapi(
  documented({
    ...{ method: 'delete', path: '/lots/{id}', tags },
    summary: 'Take a lot away; 409 `capacity_held` where it is booked or under call',
    request: { params },
    responses: { 204: { description: 'Gone' } },
  }),
  async (c) => {
    await removeLot(c.get('ctx'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)

const Buildings = z.object({ buildings: z.array(BuildingInput).max(60), onBehalfOf })
const Charges = z.object({ charges: z.array(ChargeInput).max(60), onBehalfOf })
premisesApi.openapi(
  documented({
    ...{ method: 'put', path: '/sites/{id}/buildings', tags },
    summary: 'The buildings, given whole: those with an id change, others are new',
    request: { params, ...body(Buildings) },
    responses: found,
  }),
  async (c) => {
    const { buildings, onBehalfOf: member } = c.req.valid('json')
    await setBuildings(c.get('ctx'), c.req.valid('param').id, buildings, member)
    return c.json(await shown(c, c.req.valid('param').id), 200)
  },
)
premisesApi.openapi(
  documented({
    ...{ method: 'put', path: '/sites/{id}/charges', tags },
    summary: 'The real charges of a year, given whole, by item',
    request: { params, ...body(Charges) },
    responses: found,
  }),
  async (c) => {
    const { charges, onBehalfOf: member } = c.req.valid('json')
    await setCharges(c.get('ctx'), c.req.valid('param').id, charges, member)
    return c.json(await shown(c, c.req.valid('param').id), 200)
  },
)

const clusterIn = (c: AppContext) => clusterNamed(c.get('ctx'), c.req.param('slug') ?? '')

async function shown(c: AppContext, id: string) {
  const ctx = c.get('ctx')
  const { site, inside } = await visibleSite(ctx, id)
  return siteAsJson(site, await partsOfSite(ctx, site), inside)
}

async function lotShown(c: AppContext, id: string) {
  const lot = await lotById(c.get('ctx'), id)
  if (!lot) throw new AppError('not_found')
  return lotAsJson((await lotsOf(c.get('ctx'), lot.siteId)).find((one) => one.id === id) ?? lot)
}
