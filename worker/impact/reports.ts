import { type Selectable, sql } from 'kysely'
import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { csvFile } from '../core/csv'
import type { Ctx } from '../platform/context'
import type { Schema } from '../platform/schema'
import { type Factor, factorsById } from './factors'
import type { Quote } from './input'
import { columnsOf } from './openData'
import { type Figures, figures } from './queries'
import { NOTHING } from './rulesOfSums'

type Row = Selectable<Schema['funderReports']>
export interface Report extends Omit<Row, 'quotes' | 'data'> {
  quotes: Quote[]
}
/** What a report is made of. Of a published one it was kept with it; of a draft it is counted anew. */
export interface ReportData {
  figures: Figures
  /** The versions with which these figures were reckoned. */
  factors: Factor[]
  cluster: { name: string; slug: string; territory: string; currency: string; timeZone: string }
  countedAt: string
}

const asReport = ({ quotes, data: _, ...row }: Row): Report => ({
  ...row,
  quotes: JSON.parse(quotes) as Quote[],
})

/** A report: a published one for everyone, a draft for the coordinators of its cluster. Throws `not_found`. */
export async function visibleReport(
  ctx: Ctx,
  id: string,
  clusterId?: string,
): Promise<{ report: Report; data: ReportData }> {
  const row = await ctx.db.selectFrom('funderReports').selectAll().where('id', '=', id).executeTakeFirst()
  const knows = row && (row.status === 'published' || ctx.actor?.coordinates.includes(row.clusterId))
  if (!knows || (clusterId && row.clusterId !== clusterId)) throw new AppError('not_found')
  const report = asReport(row)
  return { report, data: row.data ? (JSON.parse(row.data) as ReportData) : await dataOf(ctx, row) }
}

/** The reports of a cluster, the newest first; drafts for its coordinators only. At most 100. */
export async function reportsOf(ctx: Ctx, clusterId: string): Promise<Report[]> {
  let found = ctx.db
    .selectFrom('funderReports')
    .selectAll()
    .where('clusterId', '=', clusterId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(100)
  if (!ctx.actor?.coordinates.includes(clusterId)) found = found.where('status', '=', 'published')
  return (await found.execute()).map(asReport)
}

/** The figures of a report as they are now. */
export async function dataOf(
  ctx: Ctx,
  report: { clusterId: string; fromMonth: string; toMonth: string },
): Promise<ReportData> {
  const cluster = await clusterById(ctx, report.clusterId)
  if (!cluster) throw new AppError('not_found')
  const period = { from: report.fromMonth, to: report.toMonth }
  const [counted, used] = await Promise.all([
    figures(ctx, cluster, period),
    sql<{ factors: string }>`select distinct factors from impact_months where cluster_id = ${cluster.id}
      and month between ${period.from} and ${period.to} and factors <> '[]'`.execute(ctx.db),
  ])
  const factors = await factorsById(
    ctx,
    used.rows.flatMap((row) => JSON.parse(row.factors) as string[]),
  )
  const { name, slug, territory, currency, timeZone } = cluster
  return {
    figures: counted,
    factors: [...factors.values()].sort((a, b) => (a.key + a.number < b.key + b.number ? -1 : 1)),
    cluster: { name, slug, territory, currency, timeZone },
    countedAt: ctx.now,
  }
}

const inclusionRows = (i: Figures['inclusion']): [string, number][] =>
  i === undefined
    ? []
    : [
        ['inclusion_people', i.people],
        ['inclusion_training_minutes', i.trainingMinutes],
        ['inclusion_integration_minutes', i.integrationMinutes],
        ['inclusion_organisations', i.organisations],
        ['inclusion_exchanges', i.exchanges],
        ...i.byFamily.flatMap(({ family, ...one }): [string, number][] => [
          [`inclusion_people_${family}`, one.people],
          [`inclusion_training_minutes_${family}`, one.trainingMinutes],
          [`inclusion_integration_minutes_${family}`, one.integrationMinutes],
        ]),
      ]

/** The figures of a report as a table: each line for itself, no column adding one measure to another. */
export function reportCsv({ figures: f, cluster }: ReportData): string {
  const rows = [
    ['total', '', f.total, f.organisations.active] as const,
    ...Object.entries(f.byKind).map(([kind, sums]) => ['kind', kind, sums, sums.organisations] as const),
    ...f.byMonth.map((sums) => ['month', sums.month, sums, null] as const),
    ...f.byCommune.map((sums) => ['commune', sums.commune, sums, sums.organisations] as const),
  ]
  const plain = [
    ...[
      ['members', f.organisations.members],
      ['premises_m2', f.premises.surfaceM2],
      ['premises_lots', f.premises.lots],
    ],
    ...[
      ['needs_published', f.needs.published],
      ['needs_met', f.needs.met],
      ['needs_withdrawn', f.needs.dropped],
    ],
    ...inclusionRows(f.inclusion),
  ] as [string, number][]
  const head = ['line', 'key', 'organisations', 'currency', ...Object.keys(columnsOf(NOTHING))]
  return csvFile([
    head,
    ...rows.map(([line, key, sums, organisations]) => [
      ...[line, key, organisations, cluster.currency],
      ...Object.values(columnsOf(sums)),
    ]),
    ...plain.map(([key, n]) => ['count', key, n]),
  ])
}
