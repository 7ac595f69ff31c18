import { clusterNamed } from '../clusters/queries'
import { body, documented, json, newApi, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { acceptRows, ROWS_AT_ONCE } from './commands/acceptRows'
import { ImportKind } from './input'
import { previewOf } from './queries'
import { remarkWords } from './remarks'
import { type Import, importById, stageImport } from './staging'

const tags = ['imports']
const Remark = z.object({
  ...{
    line: z.int(),
    outcome: z.enum(['refused', 'left']),
    path: z.string(),
    code: z.string(),
    message: z.string(),
  },
})
const ImportJson = z
  .object({
    ...{
      id: z.string(),
      kind: ImportKind,
      source: z.string(),
      status: z.enum(['preview', 'running', 'accepted']),
    },
    columns: z
      .record(z.string(), z.string())
      .openapi({ description: 'Which column of the file fills which field' }),
    ...{
      total: z.int(),
      added: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      leftAlone: z.int(),
      refused: z.int(),
    },
    remarks: z.array(Remark),
  })
  .openapi('Import')

export const importsApi = newApi()

importsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/imports', tags },
    summary: `Send a CSV file (coordinator). It is taken in ${ROWS_AT_ONCE} rows at a time: continue until \`accepted\``,
    request: {
      params: z.object({ slug: z.string().max(60) }),
      query: z.object({
        kind: ImportKind,
        source: z
          .string()
          .max(60)
          .optional()
          .openapi({ description: 'With a row’s identifier, what a listing is found again by' }),
        publish: z
          .enum(['true', 'false'])
          .default('false')
          .openapi({ description: 'Show complete listings at once' }),
        preview: z
          .enum(['true', 'false'])
          .default('false')
          .openapi({ description: 'Only say what accepting would do' }),
      }),
      body: { required: true, content: { 'text/csv': { schema: z.string() } } },
    },
    responses: {
      201: json(ImportJson, 'Kept, and its first rows taken in unless it is a preview'),
      413: { description: 'More than 1.5 MB' },
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const { kind, source, publish, preview } = c.req.valid('query')
    const given = { kind, source, publish: publish === 'true' }
    const id = await stageImport(ctx, cluster.id, given, await c.req.arrayBuffer())
    const one = preview === 'true' ? await importById(ctx, id) : await acceptRows(ctx, id)
    const refused = one.status === 'preview' ? previewOf(one, cluster).refused : one.remarks
    return c.json(asJson(ctx, { ...one, remarks: refused }), 201, { location: `/api/v1/imports/${id}` })
  },
)

const params = z.object({ id: z.string().max(60) })
importsApi.openapi(
  documented({
    ...{ method: 'get', path: '/imports/{id}', tags, summary: 'How far an import is, and its report' },
    request: { params },
    responses: { 200: json(ImportJson, 'The report so far') },
  }),
  async (c) => c.json(asJson(c.get('ctx'), await importById(c.get('ctx'), c.req.valid('param').id)), 200),
)
importsApi.openapi(
  documented({
    ...{
      method: 'post',
      path: '/imports/{id}/continue',
      tags,
      summary: `Take in the next ${ROWS_AT_ONCE} rows`,
    },
    request: { params, ...body(z.object({})) },
    responses: { 200: json(ImportJson, 'The report so far; done when `status` is `accepted`') },
  }),
  async (c) => c.json(asJson(c.get('ctx'), await acceptRows(c.get('ctx'), c.req.valid('param').id)), 200),
)

function asJson(ctx: Ctx, one: Import) {
  const { id, kind, source, status, columns, total, added, updated, unchanged, leftAlone, refused } = one
  const remarks = one.remarks.map((remark) => ({
    ...{ line: remark.line, outcome: remark.outcome, path: remark.path, code: remark.code },
    message: remarkWords(ctx.language, remark),
  }))
  return { id, kind, source, status, columns, total, added, updated, unchanged, leftAlone, refused, remarks }
}
