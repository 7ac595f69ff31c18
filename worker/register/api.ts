import { AppError } from '../core/errors'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import { check } from '../platform/input'
import { KEYS } from './rulesOfColumns'
import { correctLine } from './commands/correctLine'
import { csvOfRegister, markOf } from './csv'
import { LineCorrection, RegisterPeriod } from './input'
import { type RegisterLine, registerOf } from './queries'

const tags = ['waste register']
const params = z.object({ id: z.string().max(60) })

const LineJson = z
  .object({
    id: z.string(),
    organisationId: z.string(),
    clusterId: z.string(),
    bookingId: z.string().nullable().openapi({ description: 'Of what was handed over' }),
    endId: z
      .string()
      .nullable()
      .openapi({ description: 'Of what a recycler took, or was passed on, without a booking' }),
    shippedOn: z.iso.date(),
    cells: z.record(z.enum(KEYS as [string, ...string[]]), z.string().nullable()).openapi({
      description: 'The columns of the order of 31 May 2021, article 2, in its order; null: not told yet',
    }),
    missing: z.array(z.string()).openapi({ description: 'Columns that are needed and not told yet' }),
    hazardous: z.boolean(),
    mark: z.enum(['counts', 'corrected', 'void']),
    corrects: z.string().nullable(),
    correctedBy: z.string().nullable(),
    reason: z.string(),
    createdAt: z.iso.datetime(),
  })
  .openapi('WasteRegisterLine')

const asJson = (line: RegisterLine): z.infer<typeof LineJson> => ({
  ...{
    id: line.id,
    organisationId: line.organisationId,
    clusterId: line.clusterId,
    bookingId: line.bookingId,
    endId: line.endId,
  },
  ...{
    shippedOn: line.shippedOn,
    missing: line.missing,
    hazardous: line.hazardous === 1,
    mark: markOf(line),
  },
  cells: Object.fromEntries(KEYS.map((key) => [key, line.cells[key]])),
  ...{
    corrects: line.corrects,
    correctedBy: line.correctedBy,
    reason: line.reason,
    createdAt: line.createdAt,
  },
})

export const registerApi = newApi()

registerApi.openapi(
  documented({
    ...{ method: 'get', path: '/organisations/{id}/waste-register', tags },
    summary:
      'The chronological register of outgoing waste of an organisation, for its members and coordinators',
    request: {
      params,
      query: Paging.extend({
        from: z.string().openapi({ description: 'First day on which waste left, 2026-01-01' }),
        to: z.string().openapi({ description: 'Last day, included' }),
        format: z.enum(['json', 'csv']).default('json'),
      }),
    },
    responses: {
      200: {
        description: 'By the day on which it left; a line that was corrected stands with its mark',
        content: {
          'application/json': { schema: listOf(LineJson) },
          'text/csv': { schema: z.string() },
        },
      },
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    if (!ctx.actor) throw new AppError('not_signed_in')
    const { from, to, format, limit, cursor } = c.req.valid('query')
    const asked = { organisationId: c.req.valid('param').id, ...check(RegisterPeriod, { from, to }) }
    if (format === 'csv')
      return c.body(await csvOfRegister(ctx, asked), 200, {
        'content-type': 'text/csv; charset=utf-8',
      }) as never
    const { items, nextCursor } = await registerOf(ctx, { ...asked, limit, cursor: cursor ?? null })
    return c.json({ items: items.map(asJson), nextCursor }, 200)
  },
)

registerApi.openapi(
  documented({
    ...{ method: 'post', path: '/waste-register/{id}/corrections', tags },
    summary:
      'Puts a line right, or tells what it did not say, by a new line in its place; the first stays readable',
    request: { params, ...body(LineCorrection) },
    responses: { 201: json(LineJson, 'The line that counts now') },
  }),
  async (c) => {
    const line = await correctLine(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(asJson(line), 201)
  },
)
