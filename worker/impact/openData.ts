import { sql } from 'kysely'
import { csvFile } from '../core/csv'
import { type Kind, KINDS } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import { addedUp, query } from './queries'
import { monthAfter } from './rules'
import { type Cell, grouped } from './rulesOfOpenData'
import { quarterOf, quartersUntil } from './rulesOfPortrait'
import { ADDED, asSums, type Sums } from './rulesOfSums'

export const LICENCE = {
  name: 'Open Database License 1.0 (ODbL)',
  url: 'https://opendatacommons.org/licenses/odbl/1-0/',
} as const

/** Finished quarters that are open, at most. */
const QUARTERS = 4

export interface OpenLine extends Sums {
  quarter: string
  by: 'kind' | 'commune'
  /** A kind or a commune; null: several put together, because each alone is of fewer than five organisations. */
  key: string | null
  organisations: number
  /** Of a commune: the mean of its organisations' places, to a kilometre. */
  place: [number, number] | null
}

/**
 * What anyone may know of a cluster: sums of the last four finished quarters by kind and by commune, no line of fewer than
 * five organisations.
 */
export async function openData(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  month: string,
): Promise<OpenLine[]> {
  const last = quarterOf(monthAfter(quarterOf(month).from, -1))
  const quarters = quartersUntil(last.name, QUARTERS)
  const within = sql`cluster_id = ${cluster.id} and month between ${quarters[0]?.from ?? ''} and ${last.to}`
  type Added = Record<(typeof ADDED)[number], number>
  const [sums, parties, places] = await together(
    ctx.env.DB,
    query(
      ctx,
      sql<
        Added & { scope: 'kind' | 'commune'; month: string; key: string }
      >`select scope, month, key, ${addedUp}
        from impact_sums where scope in ('kind', 'commune') and ${within} group by scope, month, key`,
    ),
    query(
      ctx,
      sql<{ month: string; kind: Kind; commune: string; lenderId: string; borrowerId: string }>`
        select distinct month, kind, commune, lender_id, borrower_id from impact_months where ${within}`,
    ),
    query(
      ctx,
      sql<{
        commune: string
        lat: number
        lng: number
      }>`select o.commune, avg(o.lat) as lat, avg(o.lng) as lng
        from affiliations a join organisations o on o.id = a.organisation_id
        where a.cluster_id = ${cluster.id} and a.status = 'active' and o.lat is not null group by o.commune`,
    ),
  )
  const point = (commune: string | null): [number, number] | null => {
    const found = places.find((one) => one.commune === commune)
    return found ? [Math.round(found.lng * 100) / 100, Math.round(found.lat * 100) / 100] : null
  }
  return quarters.flatMap((q) => {
    const here = <R extends { month: string }>(rows: readonly R[]) =>
      rows.filter((row) => row.month >= q.from && row.month <= q.to)
    const table = (by: 'kind' | 'commune'): OpenLine[] => {
      const keys = [...new Set(here(sums).flatMap((row) => (row.scope === by ? [row.key] : [])))]
      const cells = keys.map((key): Cell => {
        const rows = here(sums).filter((row) => row.scope === by && row.key === key)
        const added = Object.fromEntries(
          ADDED.map((name) => [name, rows.reduce((n, row) => n + row[name], 0)]),
        ) as Added
        const who = here(parties).filter((p) => p[by] === key)
        return {
          ...asSums(added),
          key,
          organisations: new Set(who.flatMap((p) => [p.lenderId, p.borrowerId])),
        }
      })
      return grouped(cells).map(({ organisations, ...cell }) => ({
        ...{ ...cell, quarter: q.name, by, organisations: organisations.size },
        place: by === 'commune' ? point(cell.key) : null,
      }))
    }
    return [...table('kind').sort(byKind), ...table('commune')]
  })
}

const byKind = (a: OpenLine, b: OpenLine) => rank(a.key) - rank(b.key)
const rank = (key: string | null) => (key === null ? KINDS.length : KINDS.indexOf(key as Kind))

/** The measures of a line by their names in files: units are in the names, and no column adds one to another. */
export const columnsOf = (s: Sums) => ({
  exchanges: s.exchanges,
  hours: Math.round(s.minutes / 6) / 10,
  kg_weighed: s.kg.weighed,
  kg_declared: s.kg.declared,
  co2e_avoided_kg_low: s.co2.low / 1000,
  co2e_avoided_kg_high: s.co2.high / 1000,
  vacancy_avoided_low: s.vacancy.low / 100,
  vacancy_avoided_high: s.vacancy.high / 100,
  disposal_avoided_low: s.disposal.low / 100,
  disposal_avoided_high: s.disposal.high / 100,
  market_cost: s.marketCents / 100,
  paid: s.paidCents / 100,
  cash_saved: s.cash.low / 100,
})

export function openCsv(lines: readonly OpenLine[], currency: string): string {
  const head = ['quarter', 'by', 'key', 'organisations', 'currency']
  const [first] = lines
  const measures = first ? Object.keys(columnsOf(first)) : []
  return csvFile([
    [...head, ...measures],
    ...lines.map((line) => [
      ...[line.quarter, line.by, line.key ?? 'others', line.organisations, currency],
      ...Object.values(columnsOf(line)),
    ]),
  ])
}

/** A point for each commune and quarter; what is put together has no place. */
export const openGeoJson = (lines: readonly OpenLine[], currency: string) => ({
  type: 'FeatureCollection' as const,
  licence: LICENCE,
  features: lines
    .filter((line) => line.by === 'commune')
    .map((line) => ({
      type: 'Feature' as const,
      geometry: line.place && { type: 'Point' as const, coordinates: line.place },
      properties: {
        ...{ quarter: line.quarter, commune: line.key ?? 'others', organisations: line.organisations },
        ...{ currency, ...columnsOf(line) },
      },
    })),
})
