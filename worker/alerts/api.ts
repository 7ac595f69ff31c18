import { clusterNamed } from '../clusters/queries'
import { DIRECTIONS, Kind } from '../core/kinds'
import { body, documented, json, newApi, z } from '../platform/api'
import { mustBeSignedIn } from '../platform/context'
import { changeSearch } from './commands/changeSearch'
import { removeSearch } from './commands/removeSearch'
import { saveSearch } from './commands/saveSearch'
import { SavedSearchInput, SavedSearchPatch } from './input'
import { foundBy, mySearch, type SavedSearch, searchesOf } from './queries'

const tags = ['saved searches']
const Search = z
  .object({
    id: z.string(),
    clusterId: z.string(),
    status: z.enum(['active', 'paused']),
    direction: z.enum(DIRECTIONS),
    kind: Kind.nullable(),
    q: z.string(),
    place: z.string(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    radiusKm: z.int().nullable(),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
    quantity: z.int().nullable(),
    free: z.boolean(),
    wheelchair: z.boolean(),
    rhythm: z.enum(['now', 'digest']),
    found: z.int().openapi({ description: 'Listings found in the last thirty days, counted up to 99' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('SavedSearch')
const Found = z.object({ id: z.string(), title: z.string(), foundAt: z.string() }).openapi('FoundBySearch')
const ofCluster = { params: z.object({ slug: z.string().max(60) }) }
const one = { params: z.object({ id: z.string().max(60) }) }

const outside = ({ personId: _, ...search }: SavedSearch): z.infer<typeof Search> => search

export const alertsApi = newApi()
  .openapi(
    documented({
      ...{ method: 'get', path: '/clusters/{slug}/searches', tags },
      summary: 'Your saved searches in a cluster, newest first',
      request: ofCluster,
      responses: { 200: json(z.object({ items: z.array(Search) }), 'At most 20') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      mustBeSignedIn(ctx)
      const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
      return c.json({ items: (await searchesOf(ctx, cluster.id)).map(outside) }, 200)
    },
  )
  .openapi(
    documented({
      ...{ method: 'post', path: '/clusters/{slug}/searches', tags },
      summary: 'Keep a search and be told of what answers it; the same again is the one that is there',
      request: { ...ofCluster, ...body(SavedSearchInput) },
      responses: { 201: json(Search, 'Kept') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      mustBeSignedIn(ctx)
      const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
      const id = await saveSearch(ctx, cluster.id, c.req.valid('json'))
      return c.json(outside(await mySearch(ctx, id)), 201, { location: `/api/v1/searches/${id}` })
    },
  )
  .openapi(
    documented({
      ...{ method: 'get', path: '/searches/{id}', tags },
      summary: 'One of your saved searches',
      request: one,
      responses: { 200: json(Search, 'The search') },
    }),
    async (c) => c.json(outside(await mySearch(c.get('ctx'), c.req.valid('param').id)), 200),
  )
  .openapi(
    documented({
      ...{ method: 'get', path: '/searches/{id}/found', tags },
      summary: 'What it found and can still be had, newest first',
      request: one,
      responses: { 200: json(z.object({ items: z.array(Found) }), 'At most 20') },
    }),
    async (c) => c.json({ items: await foundBy(c.get('ctx'), c.req.valid('param').id) }, 200),
  )
  .openapi(
    documented({
      ...{ method: 'patch', path: '/searches/{id}', tags },
      summary: 'Change its words, how far, how often you are told; pause it or let it run again',
      request: { ...one, ...body(SavedSearchPatch) },
      responses: { 200: json(Search, 'As it is now') },
    }),
    async (c) =>
      c.json(outside(await changeSearch(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))), 200),
  )
  .openapi(
    documented({
      ...{ method: 'delete', path: '/searches/{id}', tags },
      summary: 'Remove it: nothing more is told of it',
      request: one,
      responses: { 204: { description: 'Removed' } },
    }),
    async (c) => {
      await removeSearch(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
