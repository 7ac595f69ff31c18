import { type RawBuilder, sql } from 'kysely'
import type { Kind, Unit } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { CountedInput } from './input'
import { type Months, query } from './queries'

export interface CountedExchange {
  id: string
  month: string
  title: string
  language: string
  kind: Kind
  commune: string
  lender: string
  borrower: string
  startsAt: string
  quantity: number
  unit: Unit
  begins: number
  minutes: number
  kg: number
  measured: number
  surfaceM2: number
  co2Low: number
  co2High: number
  vacancyLow: number
  vacancyHigh: number
  disposalLow: number
  disposalHigh: number
  marketCents: number
  paidCents: number
  factors: string[]
}
export interface CountedNeed {
  id: string
  title: string
  language: string
  kind: Kind
  commune: string
  organisation: string
  month: string
  state: 'open' | 'met' | 'unmet' | 'dropped'
}
export interface CountedParty {
  id: string
  name: string
  commune: string
  lent: number
  borrowed: number
}
export interface CountedPage {
  /** How many lines there are in all, and what they add up to, low and high, where that is what is counted. */
  count: number
  low: number
  high: number
  exchanges: CountedExchange[]
  needs: CountedNeed[]
  organisations: CountedParty[]
  next: string | null
}

const PAGE = 30
const NONE = { exchanges: [], needs: [], organisations: [], low: 0, high: 0, next: null }

/** What a line of a figure is, and what it adds: conditions and columns of `impact_months` and `impact_sums`. */
const LINES: Record<
  string,
  { where: RawBuilder<unknown>; low: RawBuilder<unknown>; high: RawBuilder<unknown> }
> = {
  exchanges: { where: sql`begins = 1`, low: sql`begins`, high: sql`begins` },
  minutes: { where: sql`minutes > 0`, low: sql`minutes`, high: sql`minutes` },
  kg: { where: sql`kg > 0`, low: sql`kg`, high: sql`kg` },
  co2: { where: sql`has_co2 = 1 and begins = 1`, low: sql`co2_low`, high: sql`co2_high` },
  vacancy: { where: sql`has_vacancy = 1`, low: sql`vacancy_low`, high: sql`vacancy_high` },
  disposal: { where: sql`has_disposal = 1 and begins = 1`, low: sql`disposal_low`, high: sql`disposal_high` },
  cash: {
    where: sql`has_market = 1`,
    low: sql`market_cents - paid_cents`,
    high: sql`market_cents - paid_cents`,
  },
  premises: { where: sql`kind = 'premises'`, low: sql`surface_m2`, high: sql`surface_m2` },
}

/** The list behind a figure, a page at a time, with the sum that the figure is. `after`: the `next` of the page before. */
export async function countedOf(
  ctx: Ctx,
  clusterId: string,
  period: Months,
  asked: CountedInput,
  after: string | null,
): Promise<CountedPage> {
  if (asked.figure === 'needs') return countedNeeds(ctx, clusterId, period, asked, after)
  if (asked.figure === 'organisations') return countedParties(ctx, clusterId, period, after)
  const line = LINES[asked.figure] ?? LINES.exchanges
  if (!line) return { ...NONE, count: 0 }
  const where = sql.join(
    [
      sql`m.cluster_id = ${clusterId} and m.month between ${period.from} and ${period.to}`,
      line.where,
      ...(asked.kind ? [sql`m.kind = ${asked.kind}`] : []),
      ...(asked.commune !== undefined ? [sql`m.commune = ${asked.commune}`] : []),
      ...(asked.offer ? [sql`m.listing_id = ${asked.offer}`] : []),
      ...(asked.organisation ? [sql`${asked.organisation} in (m.lender_id, m.borrower_id)`] : []),
    ],
    sql` and `,
  )
  const [month = '', id = ''] = after?.split('~') ?? []
  // Of premises the floor area counts once for each lot, however many months and occupants it has.
  const sums =
    asked.figure === 'premises'
      ? sql`select count(*) as n, sum(m2) as low, sum(m2) as high
          from (select max(surface_m2) as m2 from impact_months m where ${where} group by capacity_id)`
      : sql`select count(*) as n, sum(${line.low}) as low, sum(${line.high}) as high from impact_months m where ${where}`
  const [counted, rows] = await together(
    ctx.env.DB,
    query(ctx, sums as ReturnType<typeof sql<{ n: number; low: number | null; high: number | null }>>),
    query(
      ctx,
      sql<Omit<CountedExchange, 'factors'> & { factors: string }>`
        select m.booking_id as id, m.month, l.title, l.language, m.kind, m.commune, lender.name as lender,
          borrower.name as borrower, b.starts_at, b.quantity, b.unit, m.begins, m.minutes, m.kg, m.measured, m.surface_m2,
          m.co2_low, m.co2_high, m.vacancy_low, m.vacancy_high, m.disposal_low, m.disposal_high, m.market_cents,
          m.paid_cents, m.factors
        from (select * from impact_months m where ${where} and (m.month, m.booking_id) > (${month}, ${id})
          order by m.month, m.booking_id limit ${PAGE + 1}) m
        join bookings b on b.id = m.booking_id join listings l on l.id = m.listing_id
        join organisations lender on lender.id = m.lender_id join organisations borrower on borrower.id = m.borrower_id
        order by m.month, m.booking_id`,
    ),
  )
  const exchanges = rows
    .slice(0, PAGE)
    .map((row) => ({ ...row, factors: JSON.parse(row.factors) as string[] }))
  const last = exchanges.at(-1)
  return {
    ...{
      ...NONE,
      count: counted[0]?.n ?? 0,
      low: counted[0]?.low ?? 0,
      high: counted[0]?.high ?? 0,
      exchanges,
    },
    next: rows.length > PAGE && last ? `${last.month}~${last.id}` : null,
  }
}

async function countedNeeds(
  ctx: Ctx,
  clusterId: string,
  period: Months,
  asked: CountedInput,
  after: string | null,
): Promise<CountedPage> {
  const where = sql.join(
    [
      sql`n.cluster_id = ${clusterId} and n.month between ${period.from} and ${period.to} and n.state <> 'dropped'`,
      ...(asked.kind ? [sql`n.kind = ${asked.kind}`] : []),
      ...(asked.commune !== undefined ? [sql`n.commune = ${asked.commune}`] : []),
    ],
    sql` and `,
  )
  const [month = '', id = ''] = after?.split('~') ?? []
  const [counted, rows] = await together(
    ctx.env.DB,
    query(
      ctx,
      sql<{
        n: number
        met: number | null
      }>`select count(*) as n, sum(n.state = 'met') as met from impact_needs n where ${where}`,
    ),
    query(
      ctx,
      sql<CountedNeed>`select l.id, l.title, l.language, n.kind, n.commune, o.name as organisation, n.month, n.state
        from (select * from impact_needs n where ${where} and (n.month, n.listing_id) > (${month}, ${id})
          order by n.month, n.listing_id limit ${PAGE + 1}) n
        join listings l on l.id = n.listing_id join organisations o on o.id = n.organisation_id
        order by n.month, n.listing_id`,
    ),
  )
  const needs = rows.slice(0, PAGE)
  const last = needs.at(-1)
  return {
    ...{ ...NONE, needs, count: counted[0]?.n ?? 0, low: counted[0]?.met ?? 0, high: counted[0]?.met ?? 0 },
    next: rows.length > PAGE && last ? `${last.month}~${last.id}` : null,
  }
}

async function countedParties(
  ctx: Ctx,
  clusterId: string,
  period: Months,
  after: string | null,
): Promise<CountedPage> {
  const parties = sql`select id, sum(lent) as lent, sum(borrowed) as borrowed from (
      select key as id, exchanges as lent, 0 as borrowed from impact_sums where scope = 'lender'
        and cluster_id = ${clusterId} and month between ${period.from} and ${period.to}
      union all select key, 0, exchanges from impact_sums where scope = 'borrower'
        and cluster_id = ${clusterId} and month between ${period.from} and ${period.to}) group by id`
  const [counted, rows] = await together(
    ctx.env.DB,
    query(ctx, sql<{ n: number }>`select count(*) as n from (${parties})`),
    query(
      ctx,
      sql<CountedParty>`select p.id, o.name, o.commune, p.lent, p.borrowed from (${parties}) p
        join organisations o on o.id = p.id where p.id > ${after ?? ''} order by p.id limit ${PAGE + 1}`,
    ),
  )
  const organisations = rows.slice(0, PAGE)
  const n = counted[0]?.n ?? 0
  return {
    ...{ ...NONE, organisations, count: n, low: n, high: n },
    next: rows.length > PAGE ? (organisations.at(-1)?.id ?? null) : null,
  }
}
