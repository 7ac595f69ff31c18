import { sql } from 'kysely'
import { KINDS, type Kind } from '../core/kinds'
import { DAY, instantOf, MINUTE, wallOf } from '../core/time'
import { belongsTo, type Ctx } from '../platform/context'
import { prepare, together } from '../platform/db'
import { asQuery, counts, newest } from './candidates'
import { withFacts } from './facts'
import { asFound, type Found } from './found'
import { SearchInput } from './input'
import * as rules from './rules'
import { withAvailability } from './states'

interface Territory {
  id: string
  timeZone: string
}

/** Of each kind, this many of the newest offers are looked at for one that is free this week. */
const LOOKED_AT = 12
const QUARTER = 15 * MINUTE

export interface Home {
  counts: Record<Kind, number>
  organisations: number
  /** At most one offer of each kind that is free within seven days. */
  free: Found[]
  /** The newest offers, for the dots of the map. */
  around: Found[]
}

/** What the home of a cluster shows. Rows read are bounded by its five kinds, whatever is published. */
export async function homeOf(ctx: Ctx, cluster: Territory): Promise<Home> {
  const member = belongsTo(ctx.actor, cluster.id)
  const place = { clusterId: cluster.id, direction: 'offer' as const, publicOnly: !member }
  const active = ctx.db
    .selectFrom('affiliations')
    .select(sql<number>`count(*)`.as('n'))
    .where('clusterId', '=', cluster.id)
    .where('status', '=', 'active')
  const [counted, organisations, ...each] = await together(
    ctx.env.DB,
    counts(ctx, [], place),
    active,
    ...KINDS.map((kind) => asQuery(ctx, newest(ctx, { ...place, kind }, LOOKED_AT))),
  )
  const around = each.flat().map((c) => asFound(c, null, member))
  const from = Math.floor(Date.parse(ctx.now) / QUARTER) * QUARTER
  const days = new rules.Days({ from, to: from + 7 * DAY }, cluster.timeZone)
  const stated = await withAvailability(ctx, around, days, SearchInput.parse({}), false)
  const isFree = (one: Found) => one.availability?.state === 'free' || one.availability?.state === 'ask'
  const free = KINDS.flatMap((kind) => {
    const able = stated.filter((one) => one.kind === kind && isFree(one))
    const first = able.find((one) => one.availability?.state === 'free') ?? able[0]
    return first ? [first] : []
  })
  return {
    counts: Object.fromEntries(
      KINDS.map((kind) => [kind, counted.find((r) => r.kind === kind)?.n ?? 0]),
    ) as Record<Kind, number>,
    organisations: organisations[0]?.n ?? 0,
    free: await withFacts(ctx, free),
    around: stated,
  }
}

export interface MonthFigures {
  /** First instant of the month, for its name. */
  from: string
  to: string
  bookings: number
  organisations: number
  needsMet: number
  needs: number
}

/** Bookings and needs of a month are counted up to this, so that no month costs more. */
const MOST_OF_A_MONTH = 3000

/** Figures of the last whole month: bookings that were not refused, the organisations in them, and of the needs closed then those that were met. */
export async function lastMonth(ctx: Ctx, cluster: Territory): Promise<MonthFigures> {
  const [year, month] = wallOf(ctx.now, cluster.timeZone).date.split('-').map(Number) as [number, number]
  const first = (y: number, m: number) =>
    instantOf(`${m < 1 ? y - 1 : y}-${String(m < 1 ? 12 : m).padStart(2, '0')}-01`, '00:00', cluster.timeZone)
  const [from, to] = [first(year, month - 1), first(year, month)]
  const bookings = sql<{ bookings: number; organisations: number }>`
    with b as (select lender_id, borrower_id from bookings where cluster_id = ${cluster.id} and starts_at >= ${from}
      and starts_at < ${to} and status in ('confirmed', 'in_use', 'completed') limit ${MOST_OF_A_MONTH})
    select (select count(*) from b) as bookings,
      (select count(*) from (select lender_id from b union select borrower_id from b)) as organisations`
  const needs = sql<{ met: number; n: number }>`
    select count(*) as n, coalesce(sum(outcome in ('met_here', 'met_elsewhere')), 0) as met from (
      select outcome from listings where cluster_id = ${cluster.id} and direction = 'need' and status = 'closed'
         and closed_at >= ${from} and closed_at < ${to} limit ${MOST_OF_A_MONTH})`
  const [b, n] = await ctx.env.DB.batch<Record<string, number>>([
    prepare(ctx.env.DB, bookings.compile(ctx.db)),
    prepare(ctx.env.DB, needs.compile(ctx.db)),
  ])
  const [row, need] = [b?.results[0], n?.results[0]]
  return {
    ...{ from, to },
    ...{
      bookings: row?.bookings ?? 0,
      organisations: row?.organisations ?? 0,
      needsMet: need?.met ?? 0,
      needs: need?.n ?? 0,
    },
  }
}

export interface MonthDetail {
  offers: { id: string; title: string; organisationName: string; n: number }[]
  organisations: { id: string; name: string }[]
  needs: { id: string; title: string; organisationName: string; met: boolean }[]
}

/** Lines of each list where all three are shown, and on a page of one alone. */
export const MONTH_LINES = { together: 20, alone: 60 }
const MOST_PAGES = 50

/**
 * What the figures of a month count, as far as the reader may know of it: strangers see public listings by name. One line
 * more than `limit`, where there are more.
 */
export async function monthDetail(
  ctx: Ctx,
  cluster: Territory,
  { from, to }: MonthFigures,
  { limit, page }: { limit: number; page: number },
): Promise<MonthDetail> {
  const lines = sql`limit ${limit + 1} offset ${limit * (Math.min(page, MOST_PAGES) - 1)}`
  const seen = belongsTo(ctx.actor, cluster.id) ? sql`1 = 1` : sql`l.visibility = 'public'`
  const booked = sql`(select listing_id, lender_id, borrower_id from bookings where cluster_id = ${cluster.id}
    and starts_at >= ${from} and starts_at < ${to} and status in ('confirmed', 'in_use', 'completed') limit ${MOST_OF_A_MONTH})`
  const offers = sql<
    MonthDetail['offers'][number]
  >`select l.id, l.title, o.name as organisation_name, count(*) as n
    from ${booked} as b join listings as l on l.id = b.listing_id join organisations as o on o.id = l.organisation_id
    where ${seen} and l.hidden_reason is null group by l.id order by n desc, l.title ${lines}`
  const organisations = sql<
    MonthDetail['organisations'][number]
  >`select id, name from organisations where id in
    (select lender_id from ${booked} union select borrower_id from ${booked}) order by name ${lines}`
  const needs = sql<MonthDetail['needs'][number]>`select l.id, l.title, o.name as organisation_name,
      l.outcome in ('met_here', 'met_elsewhere') as met
    from listings as l join organisations as o on o.id = l.organisation_id
    where l.cluster_id = ${cluster.id} and l.direction = 'need' and l.status = 'closed' and l.closed_at >= ${from}
      and l.closed_at < ${to} and ${seen} and l.hidden_reason is null order by l.closed_at ${lines}`
  const [a, b, c] = await together(
    ctx.env.DB,
    asQuery(ctx, offers),
    asQuery(ctx, organisations),
    asQuery(ctx, needs),
  )
  return { offers: a, organisations: b, needs: c.map((need) => ({ ...need, met: Boolean(need.met) })) }
}
