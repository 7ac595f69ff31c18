import { AppError } from '../core/errors'
import { Language } from '../core/kinds'
import { createInvitation } from '../organisations/commands/createInvitation'
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
import { mustCoordinate } from '../platform/context'
import { versionIn } from '../platform/http'
import { createCluster } from './commands/createCluster'
import { editClusterPage } from './commands/editClusterPage'
import { inviteCoordinator } from './commands/inviteCoordinator'
import { updateCluster } from './commands/updateCluster'
import { CLUSTER_PAGES, ClusterInput, ClusterPageInput, ClusterPatch } from './input'
import { clusterById, clusterBySlug, clusterPage, clusters, coordinatorsOf } from './queries'

const tags = ['clusters']
const params = z.object({ slug: z.string().max(60) })
const ClusterJson = z
  .object({
    ...{ id: z.string(), slug: z.string(), name: z.string(), territory: z.string() },
    place: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
    ...{ radiusKm: z.int(), timeZone: z.string(), currency: z.string(), languages: z.array(Language) },
    ...{ helperName: z.string().nullable(), helperPhone: z.string().nullable(), isDemo: z.boolean() },
    charter: z.string().optional(),
    organisations: z.int().optional(),
    ...{ version: z.int(), createdAt: z.string() },
  })
  .openapi('Cluster')

type Shown =
  | Awaited<ReturnType<typeof clusters>>['items'][number]
  | NonNullable<Awaited<ReturnType<typeof clusterById>>>
const asJson = ({ lat, lng, ...cluster }: Shown) => ({
  ...cluster,
  place: { type: 'Point' as const, coordinates: [lng, lat] },
})

export const clustersApi = newApi()

clustersApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters', tags, anyone: true, summary: 'The clusters of this deployment' },
    request: { query: Paging },
    responses: { 200: json(listOf(ClusterJson), 'By slug') },
  }),
  async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const { items, nextCursor } = await clusters(c.get('ctx'), { limit, after: cursor })
    return c.json({ items: items.map(asJson), nextCursor }, 200)
  },
)

clustersApi.openapi(
  documented({
    ...{
      method: 'get',
      path: '/clusters/{slug}',
      tags,
      anyone: true,
      summary: 'One cluster, with its charter',
    },
    request: { params },
    responses: { 200: json(ClusterJson, 'Its ETag is its version') },
  }),
  async (c) => {
    const one = await read(c.get('ctx'), c.req.valid('param').slug)
    return c.json(asJson(one), 200, { etag: `"${one.version}"` })
  },
)

clustersApi.openapi(
  documented({
    ...{
      method: 'post',
      path: '/clusters',
      tags,
      summary: 'Open a cluster (operator), and invite its first coordinator',
    },
    request: body(
      ClusterInput.extend({
        coordinatorEmail: z
          .email()
          .optional()
          .openapi({ description: 'Receives the invitation by mail, too' }),
      }),
    ),
    responses: {
      201: json(
        ClusterJson.extend({ invitation: z.object({ link: z.string(), mailed: z.boolean() }).nullable() }),
        'The invitation link is shown this once',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { coordinatorEmail, ...input } = c.req.valid('json')
    const id = await createCluster(ctx, input)
    const invitation = coordinatorEmail ? await inviteCoordinator(ctx, id, coordinatorEmail) : null
    const one = await read(ctx, input.slug)
    return c.json({ ...asJson(one), invitation }, 201, { location: `/api/v1/clusters/${one.slug}` })
  },
)

clustersApi.openapi(
  documented({
    ...{
      method: 'patch',
      path: '/clusters/{slug}',
      tags,
      summary: 'Change the settings (coordinator); If-Match',
    },
    request: { params, ...overVersion, ...body(ClusterPatch) },
    responses: { 200: json(ClusterJson, 'As it is now; its ETag is its version'), ...versionProblems },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug } = c.req.valid('param')
    const { id } = await read(ctx, slug)
    await updateCluster(ctx, id, c.req.valid('json'), versionIn(c))
    const changed = await read(ctx, slug)
    return c.json(asJson(changed), 200, { etag: `"${changed.version}"` })
  },
)

const Coordinator = z.object({
  ...{ personId: z.string(), name: z.string(), since: z.string(), until: z.string().nullable() },
})
clustersApi.openapi(
  documented({
    ...{
      method: 'get',
      path: '/clusters/{slug}/coordinators',
      tags,
      summary: 'Who runs the cluster (its coordinators)',
    },
    request: { params },
    responses: { 200: json(listOf(Coordinator), 'Oldest first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = await read(ctx, c.req.valid('param').slug)
    mustCoordinate(ctx, id)
    const rows = await coordinatorsOf(ctx, id)
    const items = rows.map(({ personId, name, since, until }) => ({ personId, name, since, until }))
    return c.json({ items, nextCursor: null }, 200)
  },
)

clustersApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/coordinators', tags },
    summary: 'Make an invitation to run the cluster (coordinator or operator)',
    request: { params, ...body(z.object({ days: z.int().min(1).max(60).optional() })) },
    responses: { 201: json(z.object({ id: z.string(), link: z.string() }), 'The link is shown this once') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id: clusterId } = await read(ctx, c.req.valid('param').slug)
    const { id, token } = await createInvitation(ctx, {
      clusterId,
      role: 'coordinator',
      ...c.req.valid('json'),
    })
    return c.json({ id, link: `${c.env.PUBLIC_URL}/${ctx.language}/invitations/${token}` }, 201)
  },
)

const Page = z.object({ page: z.enum(CLUSTER_PAGES), language: Language, body: z.string().nullable() })
const ofPage = params.extend({ page: z.enum(CLUSTER_PAGES), language: Language })
clustersApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/pages/{page}/{language}', tags, anyone: true },
    summary: 'The cluster’s own words of a short page',
    request: { params: ofPage },
    responses: { 200: json(Page, '`body` is null where the text that comes with Maillage is shown') },
  }),
  async (c) => {
    const { slug, page, language } = c.req.valid('param')
    const own = await clusterPage(c.get('ctx'), (await read(c.get('ctx'), slug)).id, page, language)
    return c.json({ page, language, body: own?.body ?? null }, 200)
  },
)

clustersApi.openapi(
  documented({
    ...{ method: 'put', path: '/clusters/{slug}/pages/{page}/{language}', tags },
    summary: 'Word a short page (coordinator); an empty body brings the original back',
    request: { params: ofPage, ...body(ClusterPageInput.pick({ body: true })) },
    responses: { 200: json(Page, 'As it is now') },
  }),
  async (c) => {
    const { slug, page, language } = c.req.valid('param')
    const { body: text } = c.req.valid('json')
    await editClusterPage(c.get('ctx'), (await read(c.get('ctx'), slug)).id, { page, language, body: text })
    return c.json({ page, language, body: text || null }, 200)
  },
)

async function read(ctx: Ctx, slug: string) {
  const found = await clusterBySlug(ctx, slug)
  const one = found && (await clusterById(ctx, found.id))
  if (!one) throw new AppError('not_found')
  return one
}
