import { clusterNamed } from '../clusters/queries'
import { KINDS } from '../core/kinds'
import { wallOf } from '../core/time'
import { body, documented, json, newApi, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { FactorJson, factorAsJson, SumsJson, sumsAsJson } from './asJson'
import { changeReport } from './commands/changeReport'
import { draftReport } from './commands/draftReport'
import { publishReport } from './commands/publishReport'
import { Month, ReportInput } from './input'
import { LICENCE, openCsv, openData, openGeoJson } from './openData'
import { type Report, type ReportData, reportCsv, reportsOf, visibleReport } from './reports'

const tags = ['impact']
const ofCluster = z.object({ slug: z.string().max(60) })
const ofReport = z.object({ id: z.string().max(60) })

const Quote = z.object({
  ...{ text: z.string(), by: z.string(), organisation: z.string(), language: z.string() },
})
const ReportJson = z
  .object({
    ...{ id: z.string(), version: z.int(), status: z.enum(['draft', 'published']), title: z.string() },
    ...{ foreword: z.string(), language: z.string(), fromMonth: z.string(), toMonth: z.string() },
    ...{ quotes: z.array(Quote), publishedAt: z.string().nullable() },
    asOf: z.int().nullable().openapi({ description: 'The last event of the feed that was counted' }),
    url: z.string(),
  })
  .openapi('FunderReport')

const asJson = (ctx: Ctx, slug: string, r: Report): z.infer<typeof ReportJson> => ({
  ...{ id: r.id, version: r.version, status: r.status, title: r.title, foreword: r.foreword },
  ...{ language: r.language, fromMonth: r.fromMonth, toMonth: r.toMonth, quotes: r.quotes },
  ...{ publishedAt: r.publishedAt, asOf: r.asOf },
  url: `${ctx.env.PUBLIC_URL}/${r.language}/${slug}/impact/${r.id}`,
})

const Keyed = z.object({ key: z.string(), organisations: z.int().nullable(), sums: SumsJson })
const Hours = z.object({ people: z.int(), trainingMinutes: z.int(), integrationMinutes: z.int() })
const Whole = ReportJson.extend({
  figures: z.object({
    ...{ total: SumsJson, byKind: z.array(Keyed), byMonth: z.array(Keyed), byCommune: z.array(Keyed) },
    organisations: z.object({ active: z.int(), members: z.int() }),
    premises: z.object({ surfaceM2: z.int(), lots: z.int(), organisations: z.int() }),
    needs: z.object({
      ...{ published: z.int(), met: z.int(), unmet: z.int(), open: z.int(), dropped: z.int() },
    }),
    inclusion: Hours.extend({
      ...{ organisations: z.int(), exchanges: z.int(), byFamily: z.array(Hours.extend({ key: z.string() })) },
    })
      .nullable()
      .openapi({
        description:
          'Training and work integration given with exchanges: numbers only; null: published before it was told',
      }),
  }),
  factors: z.array(FactorJson),
}).openapi('WholeFunderReport')

function whole(ctx: Ctx, report: Report, data: ReportData): z.infer<typeof Whole> {
  const f = data.figures
  return {
    ...asJson(ctx, data.cluster.slug, report),
    figures: {
      total: sumsAsJson(f.total),
      byKind: KINDS.map((key) => ({
        ...{ key, organisations: f.byKind[key].organisations, sums: sumsAsJson(f.byKind[key]) },
      })),
      byMonth: f.byMonth.map((m) => ({ key: m.month, organisations: null, sums: sumsAsJson(m) })),
      byCommune: f.byCommune.map((p) => ({
        ...{ key: p.commune, organisations: p.organisations, sums: sumsAsJson(p) },
      })),
      ...{ organisations: f.organisations, premises: f.premises, needs: f.needs },
      inclusion: f.inclusion
        ? {
            ...f.inclusion,
            byFamily: f.inclusion.byFamily.map(({ family: key, ...one }) => ({ key, ...one })),
          }
        : null,
    },
    factors: data.factors.map(factorAsJson),
  }
}

export const reportsApi = newApi()

reportsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/funder-reports', tags, anyone: true },
    summary: 'Reports to funders, the newest first; drafts for the coordinator only',
    request: { params: ofCluster },
    responses: { 200: json(z.object({ items: z.array(ReportJson) }), 'At most 100') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const items = (await reportsOf(ctx, cluster.id)).map((r) => asJson(ctx, cluster.slug, r))
    return c.json({ items }, 200)
  },
)

reportsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/funder-reports', tags },
    summary: 'Begin a report to funders over whole months (coordinator)',
    request: { params: ofCluster, ...body(ReportInput) },
    responses: { 201: json(Whole, 'The draft, with the figures of the moment') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const id = await draftReport(ctx, cluster.id, c.req.valid('json'))
    const { report, data } = await visibleReport(ctx, id)
    return c.json(whole(ctx, report, data), 201, { location: `/api/v1/funder-reports/${id}` })
  },
)

reportsApi.openapi(
  documented({
    ...{ method: 'get', path: '/funder-reports/{id}', tags, anyone: true },
    summary: 'A report with its figures and factors: a published one is frozen and public',
    request: { params: ofReport },
    responses: { 200: json(Whole, 'The report') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { report, data } = await visibleReport(ctx, c.req.valid('param').id)
    return c.json(whole(ctx, report, data), 200)
  },
)

reportsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/funder-reports/{id}', tags },
    summary: 'Change a draft: its words, its months, who is quoted',
    request: { params: ofReport, ...body(z.object(ReportInput.shape).partial()) },
    responses: { 200: json(Whole, 'The draft') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    // Only what was sent: a default is no wish.
    await changeReport(ctx, id, (await c.req.json().catch(() => ({}))) as Partial<ReportInput>)
    const { report, data } = await visibleReport(ctx, id)
    return c.json(whole(ctx, report, data), 200)
  },
)

reportsApi.openapi(
  documented({
    ...{ method: 'post', path: '/funder-reports/{id}/publish', tags },
    summary: 'Publish a report: its figures are kept with it, and nothing of it changes any more',
    request: { params: ofReport },
    responses: { 200: json(Whole, 'The report') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = c.req.valid('param')
    await publishReport(ctx, id)
    const { report, data } = await visibleReport(ctx, id)
    return c.json(whole(ctx, report, data), 200)
  },
)

reportsApi.openapi(
  documented({
    ...{ method: 'get', path: '/funder-reports/{id}/figures.csv', tags, anyone: true },
    summary: 'The figures of a report as CSV',
    request: { params: ofReport },
    responses: { 200: { description: 'RFC 4180', content: { 'text/csv': { schema: z.string() } } } },
  }),
  async (c) => {
    const { data } = await visibleReport(c.get('ctx'), c.req.valid('param').id)
    return c.body(reportCsv(data), 200, { 'content-type': 'text/csv; charset=utf-8' }) as never
  },
)

const OpenLine = SumsJson.extend({
  ...{ quarter: z.string(), by: z.enum(['kind', 'commune']), key: z.string().nullable() },
  organisations: z.int().min(5),
})

reportsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/open-data', tags, anyone: true },
    summary: 'Open data: sums of the last four finished quarters, no line of fewer than five organisations',
    request: {
      params: ofCluster,
      query: z.object({
        format: z.enum(['json', 'csv', 'geojson']).default('json'),
        until: Month.optional(),
      }),
    },
    responses: {
      200: {
        description: `Under the ${LICENCE.name}`,
        content: {
          'application/json': {
            schema: z.object({
              licence: z.object({ name: z.string(), url: z.string() }),
              items: z.array(OpenLine),
            }),
          },
          'text/csv': { schema: z.string() },
          'application/geo+json': { schema: z.record(z.string(), z.unknown()) },
        },
      },
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const { format, until } = c.req.valid('query')
    const now = wallOf(ctx.now, cluster.timeZone).date.slice(0, 7)
    const lines = await openData(ctx, cluster, until && until < now ? until : now)
    if (format === 'csv')
      return c.body(openCsv(lines, cluster.currency), 200, {
        'content-type': 'text/csv; charset=utf-8',
      }) as never
    if (format === 'geojson')
      return c.body(JSON.stringify(openGeoJson(lines, cluster.currency)), 200, {
        'content-type': 'application/geo+json',
      }) as never
    const items = lines.map(({ quarter, by, key, organisations, place: _, ...sums }) => ({
      ...sumsAsJson(sums),
      ...{ quarter, by, key, organisations },
    }))
    return c.json({ licence: LICENCE, items }, 200) as never
  },
)
