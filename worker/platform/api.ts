import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { AppError } from '../core/errors'
import type { AppEnv } from './http'
import { fieldErrors } from './input'

export { z }

/** A feature's part of the API. Input that does not fit its schema becomes `invalid`, with every wrong field. */
export const newApi = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success)
        throw new AppError('invalid', { fields: fieldErrors(result.error.issues as never) })
    },
  })

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

const refused = {
  description: 'Refused: see `code`',
  content: { 'application/problem+json': { schema: Problem } },
}
const unchanged = { 304: { description: 'Nothing changed since the ETag that was sent (If-None-Match)' } }
const problems = (...statuses: number[]) => Object.fromEntries(statuses.map((status) => [status, refused]))

/** A change says over which version it is made (`versionIn` of platform/http.ts reads it); these are its refusals. */
export const overVersion = {
  headers: z.object({
    'if-match': z.string().optional().openapi({ description: 'The ETag that was read. Absent: 428' }),
  }),
}
export const versionProblems = { 412: refused, 428: refused }

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

/**
 * A documented route. `anyone`: readable without a token (a token may show more). Errors of the catalogue are added to the
 * responses by themselves.
 */
export function documented<const R extends RouteConfig>(route: R & { anyone?: boolean }) {
  const { anyone, ...rest } = route
  return createRoute({
    ...(rest as unknown as R),
    security: anyone ? [{}, { bearer: [] }] : [{ bearer: [] }],
    responses: {
      ...problems(400, 401, 403, 404, 409, 422, 429),
      ...(anyone && rest.method === 'get' && unchanged),
      ...route.responses,
    },
  } as R)
}

/** A page of a list: `nextCursor` is the key after which the next page begins, null at the end. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20).openapi({ description: 'At most 100' }),
  cursor: z.string().max(200).optional(),
})
