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
import { type Ctx, mustCoordinate } from '../platform/context'
import { acceptAffiliation } from './commands/acceptAffiliation'
import { leaveCluster } from './commands/leaveCluster'
import { refuseAffiliation } from './commands/refuseAffiliation'
import { registerOrganisation } from './commands/registerOrganisation'
import { reinstateOrganisation } from './commands/reinstateOrganisation'
import { requestAffiliation } from './commands/requestAffiliation'
import { suspendOrganisation } from './commands/suspendOrganisation'
import { updateOrganisation } from './commands/updateOrganisation'
import { LegalForm, OrganisationInput, OrganisationPatch, Reason } from './input'
import { affiliationOf, organisationIn, organisationsOf } from './queries'
import { clusterNamed } from '../clusters/queries'
import { ofCluster, ofOrganisation, tags } from './paths'
import { versionIn } from '../platform/http'

const Standing = z.enum(['requested', 'active', 'refused', 'suspended', 'left'])

const OrganisationJson = z
  .object({
    ...{ id: z.string(), name: z.string(), legalForm: LegalForm, siret: z.string().nullable() },
    ...{ foreignId: z.string().nullable(), country: z.string(), commune: z.string(), postcode: z.string() },
    place: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }).nullable(),
    ...{ standing: Standing, since: z.string() },
    ...{ description: z.string().optional(), website: z.string().nullish(), address: z.string().optional() },
    version: z.int().optional(),
  })
  .openapi('Organisation')

const point = (lat: number | null, lng: number | null) =>
  lat === null || lng === null ? null : { type: 'Point' as const, coordinates: [lng, lat] }

/** What is shown hangs on the standing and on the reader, too. */
const etagOf = (one: { version?: number; standing: string; address?: string }) =>
  `"${one.version}-${one.standing}${one.address === undefined ? '-public' : ''}"`

export const organisationsApi = newApi()

organisationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations', tags, anyone: true },
    summary: 'Organisations of a cluster, by name; other standings than active for its coordinators',
    request: {
      params: ofCluster,
      query: Paging.extend({ q: z.string().max(80).optional(), standing: Standing.optional() }),
    },
    responses: { 200: json(listOf(OrganisationJson), 'By name') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = await clusterNamed(ctx, c.req.valid('param').slug)
    const wanted = c.req.valid('query')
    if (wanted.standing && wanted.standing !== 'active') mustCoordinate(ctx, id)
    const { items, nextCursor } = await organisationsOf(ctx, id, wanted)
    const shown = items.map(({ lat, lng, members: _, reason: _r, ...one }) => ({
      ...one,
      place: point(lat, lng),
    }))
    return c.json({ items: shown, nextCursor }, 200)
  },
)

organisationsApi.openapi(
  documented({
    ...{
      method: 'get',
      path: '/clusters/{slug}/organisations/{id}',
      tags,
      anyone: true,
      summary: 'One organisation',
    },
    request: { params: ofOrganisation },
    responses: { 200: json(OrganisationJson, 'Its ETag is its version') },
  }),
  async (c) => {
    const { slug, id } = c.req.valid('param')
    const one = await shown(c.get('ctx'), slug, id)
    return c.json(one, 200, { etag: etagOf(one) })
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/organisations', tags },
    summary:
      'Register an organisation: a coordinator’s is active at once, anyone else asks and will manage it',
    request: { params: ofCluster, ...body(OrganisationInput) },
    responses: { 201: json(OrganisationJson, 'Registered') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug } = c.req.valid('param')
    const { id } = await clusterNamed(ctx, slug)
    const made = await registerOrganisation(ctx, id, c.req.valid('json'))
    const location = `/api/v1/clusters/${slug}/organisations/${made}`
    return c.json(await asKnown(ctx, id, made), 201, { location })
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/clusters/{slug}/organisations/{id}', tags },
    summary: 'Change what is told of an organisation (its managers, the coordinator); If-Match',
    request: { params: ofOrganisation, ...overVersion, ...body(OrganisationPatch) },
    responses: { 200: json(OrganisationJson, 'As it is now; its ETag is its version'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const cluster = await clusterNamed(ctx, slug)
    await updateOrganisation(ctx, cluster.id, id, c.req.valid('json'), versionIn(c))
    const changed = await asKnown(ctx, cluster.id, id)
    return c.json(changed, 200, { etag: etagOf(changed) })
  },
)

const MOVES = {
  request: {
    run: requestAffiliation,
    told: 'A manager asks the cluster to take the organisation in',
    reason: false,
  },
  accept: { run: acceptAffiliation, told: 'The coordinator takes it in', reason: false },
  refuse: { run: refuseAffiliation, told: 'The coordinator does not take it in, and says why', reason: true },
  suspend: { run: suspendOrganisation, told: 'The coordinator suspends it, and says why', reason: true },
  reinstate: { run: reinstateOrganisation, told: 'The coordinator ends a suspension', reason: false },
  leave: { run: leaveCluster, told: 'A manager takes it out of the cluster', reason: false },
} as const
for (const [verb, { run, told, reason }] of Object.entries(MOVES)) {
  organisationsApi.openapi(
    documented({
      ...{ method: 'post', path: `/clusters/{slug}/organisations/{id}/${verb}`, tags, summary: told },
      request: { params: ofOrganisation, ...body(reason ? z.object({ reason: Reason }) : z.object({})) },
      responses: { 200: json(z.object({ id: z.string(), standing: Standing }), 'Its standing now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const { slug, id } = c.req.valid('param') as { slug: string; id: string }
      const given = c.req.valid('json') as { reason?: string }
      const cluster = await clusterNamed(ctx, slug)
      await run(ctx, cluster.id, id, given.reason ?? '')
      const place = await affiliationOf(ctx, cluster.id, id)
      return c.json({ id, standing: place?.status ?? 'left' }, 200)
    },
  )
}

/** What may be read: active ones by anyone; others by their own people and the coordinator. */
async function shown(ctx: Ctx, slug: string, id: string) {
  const cluster = await clusterNamed(ctx, slug)
  const one = await asKnown(ctx, cluster.id, id)
  const mine = ctx.actor?.organisations.some((m) => m.organisationId === id)
  if (one.standing !== 'active' && !mine && !ctx.actor?.coordinates.includes(cluster.id))
    throw new AppError('not_found')
  return one
}

async function asKnown(ctx: Ctx, clusterId: string, id: string) {
  const one = await organisationIn(ctx, clusterId, id)
  if (!one) throw new AppError('not_found')
  const { lat, lng, handEdited: _h, lastEventId: _l, createdAt: _c, reason: _r, ...rest } = one
  return { ...rest, place: point(lat, lng) }
}
