import * as z from 'zod'
import { askAs } from '../rights/asking'

// The OpenAPI document as the tests read it: whole, its references resolved, its schemas as checks.

const Schema = z.record(z.string(), z.unknown())
const Media = z.object({ schema: Schema }).loose()
const Parameter = z
  .object({
    name: z.string(),
    in: z.enum(['path', 'query', 'header', 'cookie']),
    required: z.boolean().optional(),
    schema: Schema,
  })
  .loose()
const Answer = z
  .object({ description: z.string().min(1), content: z.record(z.string(), Media).optional() })
  .loose()
const Operation = z
  .object({
    summary: z.string().min(5),
    parameters: z.array(Parameter).default([]),
    requestBody: z
      .object({ required: z.boolean().optional(), content: z.record(z.string(), Media) })
      .loose()
      .optional(),
    responses: z.record(z.string().regex(/^[1-5]\d\d$/), Answer),
    security: z.array(z.record(z.string(), z.array(z.string()))).min(1),
  })
  .loose()
const Methods = z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation)
/** What OpenAPI 3.1 asks of a document, as far as ours has it. */
export const Document = z
  .object({
    openapi: z.string().regex(/^3\.1\.\d+$/),
    info: z.object({ title: z.string().min(1), version: z.string().min(1) }).loose(),
    servers: z.array(z.object({ url: z.url() }).loose()).min(1),
    paths: z.record(z.string().startsWith('/'), Methods),
    components: z
      .object({
        schemas: z.record(z.string(), Schema),
        securitySchemes: z.record(z.string(), z.object({ type: z.string() }).loose()),
      })
      .loose(),
  })
  .loose()
export type Document = z.infer<typeof Document>
export type Operation = z.infer<typeof Operation>

export async function readDocument(): Promise<Document> {
  const { text } = await askAs('stranger', { method: 'GET', path: '/api/v1/openapi.json' })
  return Document.parse(JSON.parse(text))
}

/** "GET /bookings/{id}" and what is said of it, for every operation. */
export const operationsOf = (document: Document): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as Operation,
    ]),
  )

/** What of a value does not fit a schema of the document: nothing, or sentences. */
export function misfits(
  document: Document,
  schema: Record<string, unknown>,
  value: unknown,
  at = 'the answer',
): string[] {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/components/schemas/', '')
    const known = document.components.schemas[name]
    return known ? misfits(document, known, value, at) : [`${at}: no schema ${name}`]
  }
  const inner = (one: unknown, part: unknown, where: string) =>
    misfits(document, one as Record<string, unknown>, part, where)
  const some = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined
  if (some)
    return some.some((one) => inner(one, value, at).length === 0)
      ? []
      : [`${at}: ${JSON.stringify(value)} fits none`]
  if (Array.isArray(schema.allOf))
    return inner(together(document, schema.allOf as Record<string, unknown>[]), value, at)
  const types = [schema.type ?? []].flat() as string[]
  if (types.length > 0 && !types.some((type) => isA(type, value)))
    return [`${at}: ${JSON.stringify(value)} is no ${types.join(' or ')}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${at}: ${JSON.stringify(value)} is not among ${schema.enum.join(', ')}`]
  if (schema.const !== undefined && schema.const !== value)
    return [`${at}: ${JSON.stringify(value)} is not ${schema.const}`]
  if (Array.isArray(value))
    return schema.items ? value.flatMap((one, i) => inner(schema.items, one, `${at}[${i}]`)) : []
  if (value === null || typeof value !== 'object') return []
  const known = (schema.properties ?? {}) as Record<string, unknown>
  const missing = ((schema.required ?? []) as string[])
    .filter((name) => !(name in value))
    .map((name) => `${at}: no ${name}`)
  const inside = Object.entries(value).flatMap(([name, part]) => {
    const of = known[name] ?? schema.additionalProperties
    if (known[name] === undefined && (of === undefined || of === false))
      return [`${at}: ${name} is not documented`]
    return typeof of === 'object' ? inner(of, part, `${at}.${name}`) : []
  })
  return [...missing, ...inside]
}

/** Several schemas of one object as one. */
function together(document: Document, parts: Record<string, unknown>[]): Record<string, unknown> {
  const whole = parts.map((one) =>
    typeof one.$ref === 'string'
      ? (document.components.schemas[one.$ref.split('/').at(-1) ?? ''] ?? {})
      : one,
  )
  return {
    type: 'object',
    properties: Object.assign({}, ...whole.map((one) => one.properties ?? {})),
    required: whole.flatMap((one) => (one.required as string[]) ?? []),
  }
}

function isA(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value)
  return typeof value === type
}
