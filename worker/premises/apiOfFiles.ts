import { AppError } from '../core/errors'
import { documented, json, newApi, z } from '../platform/api'
import { addDocument, removeDocument } from './commands/documents'
import { addPlan, removePlan } from './commands/plans'
import { AUDIENCES, DOCUMENT_KINDS } from './input'
import { readableDocument } from './queriesOfFiles'

const tags = ['premises']
const params = z.object({ id: z.string().max(60) })
const file = (types: readonly string[]) => ({
  body: {
    required: true as const,
    content: Object.fromEntries(types.map((type) => [type, { schema: z.string() }])),
  },
})
const PICTURES = ['image/jpeg', 'image/png', 'image/webp']
const DOCUMENTS = ['application/pdf', ...PICTURES]

/** Files of a site: plans and documents, sent as they are. */
export const filesApi = newApi()

filesApi.openapi(
  documented({
    ...{ method: 'post', path: '/sites/{id}/documents', tags },
    summary: 'Attach a document: the body is the file, 10 MB at most',
    request: {
      params,
      query: z.object({
        name: z.string().max(120),
        kind: z.enum(DOCUMENT_KINDS).default('other'),
        audience: z.enum(AUDIENCES).default('owner'),
      }),
      ...file(DOCUMENTS),
    },
    responses: { 201: json(z.object({ id: z.string() }), 'Attached') },
  }),
  async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const id = await addDocument(c.get('ctx'), c.req.valid('param').id, c.req.valid('query'), bytes)
    return c.json({ id }, 201, { location: `/api/v1/documents/${id}` })
  },
)

filesApi.openapi(
  documented({
    ...{ method: 'get', path: '/documents/{id}', tags },
    summary: 'A document, for those who may read it',
    request: { params },
    responses: {
      200: { description: 'The file', content: file(DOCUMENTS).body.content },
    },
  }),
  async (c) => {
    const document = await readableDocument(c.get('ctx'), c.req.valid('param').id)
    const stored = await c.env.PHOTOS.get(document.id)
    if (!stored) throw new AppError('not_found')
    return c.body(stored.body, 200, { 'content-type': document.contentType }) as never
  },
)

filesApi.openapi(
  documented({
    ...{ method: 'delete', path: '/documents/{id}', tags, summary: 'Take a document away' },
    request: { params },
    responses: { 204: { description: 'Gone' } },
  }),
  async (c) => {
    await removeDocument(c.get('ctx'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)

filesApi.openapi(
  documented({
    ...{ method: 'post', path: '/sites/{id}/plans', tags },
    summary: 'Add a plan: the body is its picture (2 MB at most), or nothing for a blank sheet',
    request: {
      params,
      query: z.object({
        name: z.string().max(80),
        width: z.coerce.number().int().min(10).max(20_000).default(340),
        height: z.coerce.number().int().min(10).max(20_000).default(240),
      }),
      body: { ...file(PICTURES).body, required: false },
    },
    responses: { 201: json(z.object({ id: z.string(), name: z.string() }), 'Added') },
  }),
  async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const { name, width, height } = c.req.valid('query')
    const picture = bytes.length > 0 ? bytes : undefined
    const id = await addPlan(c.get('ctx'), c.req.valid('param').id, { name, width, height }, picture)
    return c.json({ id, name }, 201)
  },
)

filesApi.openapi(
  documented({
    ...{ method: 'delete', path: '/plans/{id}', tags, summary: 'Take a plan away, with what is drawn on it' },
    request: { params },
    responses: { 204: { description: 'Gone' } },
  }),
  async (c) => {
    await removePlan(c.get('ctx'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)
