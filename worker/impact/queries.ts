import { sql } from 'kysely'
import { KINDS, type Kind } from '../core/kinds'
import { wallOf } from '../core/time'
import { FAMILIES, type Family, type Purpose } from '../inclusion/rules'
import type { Ctx } from '../platform/context'
import { type Query, together } from '../platform/db'
import { monthAfter } from './rules'
import { ADDED, asSums, type Sums, total } from './rulesOfSums'

/** Whole local months, both included. */
export interface Months {
  from: string
  to: string
}
const MOST_MONTHS = 60

/** The months that are meant: those given, in order; absent: the twelve that end with the present one. At most five years. */
export function monthsAsked(
  given: { from?: string | undefined; to?: string | undefined },
  today: string,
): Months {
  const now = today.slice(0, 7)
  const to = given.to ?? (given.from && given.from > now ? given.from : now)
  const from = given.from ?? monthAfter(to, -11)
  const [first, last] = from <= to ? [from, to] : [to, from]
  const earliest = monthAfter(last, 1 - MOST_MONTHS)
  return { from: first < earliest ? earliest : first, to: last }
}

export const monthsOfPeriod = ({ from, to }: Months): string[] => {
  const months: string[] = []
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month)
  return months
}

export const thisMonth = (ctx: Ctx, zone: string): string => wallOf(ctx.now, zone).date.slice(0, 7)

export interface NeedCounts {
  published: number
  met: number
  unmet: number
  open: number
  /** Not counted among those that could be met. */
  dropped: number
}
export interface PlaceSums extends Sums {
  commune: string
  organisations: number
}
export interface InclusionFigures {
  /** As they were counted: somebody in two exchanges counts twice. */
  people: number
  /** Of all people together. */
  trainingMinutes: number
  integrationMinutes: number
  /** Who gave them, and with how many exchanges. */
  organisations: number
  exchanges: number
  byFamily: { family: Family; people: number; trainingMinutes: number; integrationMinutes: number }[]
}
export interface Figures {
  period: Months
  total: Sums
  byKind: Record<Kind, Sums & { organisations: number }>
  byMonth: (Sums & { month: string })[]
  /** The most exchanges first. */
  byCommune: PlaceSums[]
  organisations: { active: number; members: number }
  /** Lots that were occupied in the period: each once, with who was there. */
  premises: { surfaceM2: number; lots: number; organisations: number }
  needs: NeedCounts
  needsByKind: Record<Kind, NeedCounts>
  /** Hours of training and integration given with exchanges that began in the period. Absent of reports from before it was told. */
  inclusion?: InclusionFigures
  /** The last event of the cluster when this was counted. */
  asOf: number
}

/** Columns that add up, of `impact_sums`, in the names of the database. */
export const addedUp = sql.join(
  ADDED.map(
    (name) =>
      sql`sum(${sql.ref(name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`))}) as ${sql.ref(name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`))}`,
  ),
)

type Added = Record<(typeof ADDED)[number], number>

export const query = <O>(ctx: Ctx, of: ReturnType<typeof sql<O>>): Query<O> => ({
  compile: () => of.compile(ctx.db),
})

/**
 * What the exchanges of some months have produced. Reads the sums of these months and who took part, never what lies before;
 * all at one moment.
 */
export async function figures(ctx: Ctx, cluster: { id: string }, period: Months): Promise<Figures> {
  const within = sql`cluster_id = ${cluster.id} and month between ${period.from} and ${period.to}`
  const [kinds, communes, parties, premises, members, needs, hours, givers, last] = await together(
    ctx.env.DB,
    query(
      ctx,
      sql<Added & { month: string; kind: Kind }>`select month, key as kind, ${addedUp} from impact_sums
        where scope = 'kind' and ${within} group by month, key`,
    ),
    query(
      ctx,
      sql<Added & { commune: string }>`select key as commune, ${addedUp} from impact_sums
        where scope = 'commune' and ${within} group by key order by sum(exchanges) desc, key`,
    ),
    query(
      ctx,
      sql<{ commune: string; kind: Kind; lenderId: string; borrowerId: string }>`
        select distinct commune, kind, lender_id, borrower_id from impact_months where ${within}`,
    ),
    query(
      ctx,
      sql<{ capacityId: string; surfaceM2: number; borrowerId: string }>`
        select capacity_id, max(surface_m2) as surface_m2, borrower_id from impact_months
        where kind = 'premises' and ${within} group by capacity_id, borrower_id`,
    ),
    query(
      ctx,
      sql<{
        n: number
      }>`select count(*) as n from affiliations where cluster_id = ${cluster.id} and status = 'active'`,
    ),
    query(
      ctx,
      sql<{ kind: Kind; state: 'open' | 'met' | 'unmet' | 'dropped'; n: number }>`
        select kind, state, count(*) as n from impact_needs where ${within} group by kind, state`,
    ),
    query(
      ctx,
      sql<GivenHours>`select family, purpose, sum(people) as people, sum(minutes) as minutes
        from inclusion_hours where ${hoursWithin(cluster.id, period)} group by family, purpose`,
    ),
    query(
      ctx,
      sql<{
        organisations: number
        exchanges: number
      }>`select count(distinct organisation_id) as organisations,
        count(distinct booking_id) as exchanges from inclusion_hours where ${hoursWithin(cluster.id, period)}`,
    ),
    query(
      ctx,
      sql<{ seq: number }>`select seq from events where cluster_id = ${cluster.id} order by seq desc limit 1`,
    ),
  )
  const among = (some: readonly { lenderId: string; borrowerId: string }[]) =>
    new Set(some.flatMap((p) => [p.lenderId, p.borrowerId])).size
  const sums = kinds.map((row) => ({ month: row.month, kind: row.kind, ...asSums(row) }))
  const ofKind = <T>(of: (kind: Kind) => T) =>
    Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, T>
  const lots = new Map(premises.map((one) => [one.capacityId, one.surfaceM2]))
  return {
    period,
    total: total(sums),
    byKind: ofKind((kind) => ({
      ...total(sums.filter((one) => one.kind === kind)),
      organisations: among(parties.filter((p) => p.kind === kind)),
    })),
    byMonth: monthsOfPeriod(period).map((month) => ({
      ...total(sums.filter((one) => one.month === month)),
      month,
    })),
    byCommune: communes.map((row) => ({
      ...asSums(row),
      commune: row.commune,
      organisations: among(parties.filter((p) => p.commune === row.commune)),
    })),
    organisations: { active: among(parties), members: members[0]?.n ?? 0 },
    premises: {
      surfaceM2: [...lots.values()].reduce((n, m2) => n + m2, 0),
      lots: lots.size,
      organisations: new Set(premises.map((one) => one.borrowerId)).size,
    },
    needs: countNeeds(needs),
    needsByKind: ofKind((kind) => countNeeds(needs.filter((one) => one.kind === kind))),
    inclusion: {
      ...hoursOf(hours),
      organisations: givers[0]?.organisations ?? 0,
      exchanges: givers[0]?.exchanges ?? 0,
      byFamily: FAMILIES.filter((family) => hours.some((h) => h.family === family)).map((family) => ({
        family,
        ...hoursOf(hours.filter((h) => h.family === family)),
      })),
    },
    asOf: last[0]?.seq ?? 0,
  }
}

type GivenHours = { family: Family; purpose: Purpose; people: number; minutes: number }
/** By the local day on which the exchange began. */
const hoursWithin = (clusterId: string, { from, to }: Months) =>
  sql`cluster_id = ${clusterId} and withdrawn = 0 and day between ${`${from}-01`} and ${`${to}-31`}`

function hoursOf(rows: readonly GivenHours[]) {
  const minutes = (purpose: Purpose) =>
    rows.filter((h) => h.purpose === purpose).reduce((sum, h) => sum + h.minutes, 0)
  return {
    people: rows.reduce((sum, h) => sum + h.people, 0),
    ...{ trainingMinutes: minutes('training'), integrationMinutes: minutes('integration') },
  }
}

function countNeeds(rows: readonly { state: 'open' | 'met' | 'unmet' | 'dropped'; n: number }[]): NeedCounts {
  const of = (state: string) => rows.filter((row) => row.state === state).reduce((n, row) => n + row.n, 0)
  const [met, unmet, open, dropped] = [of('met'), of('unmet'), of('open'), of('dropped')]
  return { published: met + unmet + open + dropped, met, unmet, open, dropped }
}

/** Of the needs that were not withdrawn, the part that was met; null where there was none. */
export const partMet = (needs: NeedCounts): number | null =>
  needs.published - needs.dropped > 0 ? needs.met / (needs.published - needs.dropped) : null

export interface KeySums extends Sums {
  id: string
  name: string
}

/** The offers, or organisations, whose exchanges produced the most; by exchanges, at most 50. */
export async function figuresBy(
  ctx: Ctx,
  clusterId: string,
  period: Months,
  scope: 'offer' | 'lender' | 'borrower',
): Promise<KeySums[]> {
  const table = scope === 'offer' ? sql`listings` : sql`organisations`
  const name = scope === 'offer' ? sql`t.title` : sql`t.name`
  const rows = await sql<Added & { id: string; name: string }>`select s.*, ${name} as name from (
      select key as id, ${addedUp} from impact_sums where scope = ${scope} and cluster_id = ${clusterId}
        and month between ${period.from} and ${period.to} group by key order by sum(exchanges) desc, key limit 50) s
    join ${table} t on t.id = s.id order by s.exchanges desc, s.id`.execute(ctx.db)
  return rows.rows.map((row) => ({ ...asSums(row), id: row.id, name: row.name }))
}
