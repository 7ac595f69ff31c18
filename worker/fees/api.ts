import { wallOf } from '../core/time'
import { clusterById } from '../clusters/queries'
import { visibleOccupancy } from '../occupancies/queries'
import { body, documented, json, newApi, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { siteInside } from '../premises/queries'
import { drawUpMonth } from './commands/drawUpMonth'
import { correctLine, recordPayment } from './commands/recordPayment'
import { setFeeRule } from './commands/setFeeRule'
import { csvOfFees } from './csv'
import { CorrectionInput, DrawUpInput, PaymentInput, RuleInput, SimulationInput, Year } from './input'
import { computedYear, drawnUp, type FeeLine, rulesOf, statementOf } from './queries'
import { EMPTY } from './rulesOfSplit'
import { simulationOf } from './simulation'

const tags = ['fees']
const params = z.object({ id: z.string().max(60) })
const ofYear = z.object({ year: Year.optional().openapi({ description: 'Absent: this year' }) })
const rule = z.object({
  number: z.int().openapi({ description: '0: the standard rule' }),
  empty: z.enum(EMPTY).openapi({ description: 'Who bears what an empty lot weighs' }),
})
export const LineJson = z
  .object({
    id: z.string(),
    kind: z.enum(['due', 'paid']),
    month: z.string().nullable(),
    onDate: z.string(),
    cents: z.int(),
    days: z.int().nullable(),
    words: z.string(),
    corrects: z.string().nullable(),
  })
  .openapi('FeeLine')
export const lineAsJson = ({ id, kind, month, onDate, cents, days, words, corrects }: FeeLine) => ({
  ...{ id, kind, month, onDate, cents, days, words, corrects },
})
export const yearOf = async (ctx: Ctx, clusterId: string): Promise<number> => {
  const cluster = await clusterById(ctx, clusterId)
  return Number(wallOf(ctx.now, cluster?.timeZone ?? 'Europe/Paris').date.slice(0, 4))
}

export const feesApi = newApi()

feesApi.openapi(
  documented({
    ...{ method: 'get', path: '/sites/{id}/fees', tags },
    summary: 'A year of a site: each month’s charges split over its lots, to the cent',
    request: { params, query: ofYear },
    responses: {
      200: json(
        z.object({
          year: z.int(),
          chargesCents: z.int(),
          months: z.array(
            z.object({
              month: z.string(),
              drawnUp: z.boolean(),
              rule,
              chargesCents: z.int(),
              ownerCents: z.int(),
              lines: z.array(
                z.object({
                  lotId: z.string(),
                  lotName: z.string(),
                  occupancyId: z.string().nullable(),
                  occupantName: z.string().nullable(),
                  days: z.int(),
                  weight: z.number(),
                  shareCents: z.int(),
                  dueCents: z.int(),
                }),
              ),
            }),
          ),
        }),
        'Shares sum to the charges of the month, months to the year',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const site = await siteInside(ctx, c.req.valid('param').id)
    const year = c.req.valid('query').year ?? (await yearOf(ctx, site.clusterId))
    const [{ chargesCents, months }, done] = await Promise.all([
      computedYear(ctx, site, year),
      drawnUp(ctx, site.id, year),
    ])
    const shown = months.map(({ lines, ...month }) => ({
      ...{ ...month, drawnUp: done.some((one) => one.month === month.month) },
      lines: lines.map(({ lotId, lotName, occupancyId, occupantName, days, weight, cents, dueCents }) => ({
        ...{ lotId, lotName, occupancyId, occupantName, days, weight, shareCents: cents, dueCents },
      })),
    }))
    return c.json({ year, chargesCents, months: shown }, 200)
  },
)

feesApi.openapi(
  documented({
    ...{ method: 'post', path: '/sites/{id}/fees', tags },
    summary: 'Draw up a month, once: what is due of it no longer changes',
    request: { params, ...body(DrawUpInput) },
    responses: { 201: json(z.object({ month: z.string(), lines: z.int(), cents: z.int() }), 'Drawn up') },
  }),
  async (c) => c.json(await drawUpMonth(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
)

feesApi.openapi(
  documented({
    ...{ method: 'get', path: '/sites/{id}/fees.csv', tags, summary: 'Every line of a year as CSV' },
    request: { params, query: ofYear },
    responses: { 200: { description: 'The lines', content: { 'text/csv': { schema: z.string() } } } },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const site = await siteInside(ctx, c.req.valid('param').id)
    const year = c.req.valid('query').year ?? (await yearOf(ctx, site.clusterId))
    return c.body(await csvOfFees(ctx, site, year), 200, { 'content-type': 'text/csv; charset=utf-8' })
  },
)

feesApi.openapi(
  documented({
    ...{ method: 'post', path: '/sites/{id}/fees/simulate', tags },
    summary: 'A year with some lots empty: borne by the owner, or by the others. Writes nothing',
    request: { params, ...body(SimulationInput) },
    responses: {
      200: json(
        z.object({
          chargesCents: z.int(),
          lots: z.array(
            z.object({
              lotId: z.string(),
              lotName: z.string(),
              fullCents: z.int(),
              ownerCents: z.int(),
              spreadCents: z.int(),
            }),
          ),
          ownerBears: z.object({ ownerCents: z.int(), spreadCents: z.int() }),
        }),
        'Shares of a year: all occupied; the owner bears; the others bear',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const site = await siteInside(ctx, c.req.valid('param').id)
    const { chargesCents, lots, ownerBears } = await simulationOf(ctx, site, c.req.valid('json'))
    return c.json(
      {
        chargesCents,
        lots: lots.map(({ lotId, lotName, full, owner, spread }) => ({
          ...{ lotId, lotName, fullCents: full, ownerCents: owner, spreadCents: spread },
        })),
        ownerBears: { ownerCents: ownerBears.owner, spreadCents: ownerBears.spread },
      },
      200,
    )
  },
)

const RuleJson = rule.extend({ fromMonth: z.string(), createdAt: z.string() }).openapi('FeeRule')
feesApi.openapi(
  documented({
    ...{ method: 'get', path: '/sites/{id}/fee-rules', tags },
    summary: 'Versions of the rule of a site, newest first; none: the owner bears what is empty',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(RuleJson) }), 'At most 100') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const site = await siteInside(ctx, c.req.valid('param').id)
    const items = (await rulesOf(ctx, site.id)).map(({ number, empty, fromMonth, createdAt }) => ({
      ...{ number, empty, fromMonth, createdAt },
    }))
    return c.json({ items }, 200)
  },
)

feesApi.openapi(
  documented({
    ...{
      method: 'post',
      path: '/sites/{id}/fee-rules',
      tags,
      summary: 'A new version of the rule, from a month on',
    },
    request: { params, ...body(RuleInput) },
    responses: { 201: json(z.object({ number: z.int() }), 'In force from that month') },
  }),
  async (c) =>
    c.json({ number: await setFeeRule(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')) }, 201),
)

feesApi.openapi(
  documented({
    ...{ method: 'get', path: '/occupancies/{id}/statement', tags },
    summary: 'What an occupant owes and has paid, line by line',
    request: { params },
    responses: {
      200: json(
        z.object({
          occupancyId: z.string(),
          currency: z.string(),
          dueCents: z.int(),
          paidCents: z.int(),
          balanceCents: z.int(),
          lines: z.array(LineJson.extend({ balanceCents: z.int() })),
        }),
        'Oldest first',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { occupancy } = await visibleOccupancy(ctx, c.req.valid('param').id)
    const { lines, dueCents, paidCents, balanceCents } = await statementOf(ctx, occupancy)
    const shown = lines.map((line) => ({ ...lineAsJson(line), balanceCents: line.balanceCents }))
    const { id: occupancyId, currency } = occupancy
    return c.json({ occupancyId, currency, dueCents, paidCents, balanceCents, lines: shown }, 200)
  },
)

feesApi.openapi(
  documented({
    ...{ method: 'post', path: '/occupancies/{id}/payments', tags, summary: 'Note by hand what was paid' },
    request: { params, ...body(PaymentInput) },
    responses: { 201: json(LineJson, 'The line') },
  }),
  async (c) =>
    c.json(lineAsJson(await recordPayment(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))), 201),
)

feesApi.openapi(
  documented({
    ...{ method: 'post', path: '/fee-lines/{id}/correct', tags },
    summary: 'Put a line right by another one, which holds the difference',
    request: { params, ...body(CorrectionInput) },
    responses: { 201: json(LineJson, 'The new line') },
  }),
  async (c) =>
    c.json(lineAsJson(await correctLine(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))), 201),
)
