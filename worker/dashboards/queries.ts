import { sql } from 'kysely'
import { KINDS, type Direction, type Kind, type Unit } from '../core/kinds'
import { instantOf, wallOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { among, together } from '../platform/db'
import { before, lastWeeks, type Period } from './rulesOfTime'
import { activeOrganisations, asleep, during, type ListedListing, unmatchedNeeds } from './queriesOfLists'
import { addUp, type KindSums, type KindWeek, type Pair } from './rules'

/** How many offers, and how many organisations of the matrix, are shown; the lists behind them hold all. */
export const TOP_OFFERS = 6
export const TOP_ORGANISATIONS = 6
const TOP_PAIRS = 200
const LISTED = 5

export interface ClusterOfUsage {
  id: string
  timeZone: string
}
export interface WeekOfUsage {
  week: string
  bookings: number
  minutesBooked: number
  minutesOpen: number
}
export interface OfferOfUsage {
  id: string
  title: string
  language: string
  kind: Kind
  organisationName: string
  minutes: number
  bookings: number
  minutesOpen: number
}
/** The figures of a period. Every one can be counted again: see `countsOf`. */
export interface Usage {
  period: Period
  total: KindSums
  previous: KindSums
  kinds: Record<Kind, KindSums>
  weeks: WeekOfUsage[]
  /** The weeks before, one for one. */
  weeksBefore: WeekOfUsage[]
  offers: OfferOfUsage[]
  pairs: Pair[]
  /** Of all bookings that began in the period and were kept. */
  bookings: number
  names: Map<string, string>
  activeOrganisations: number
  organisations: number
  /** Minutes from publication to the first match, for needs published in the period that found one. */
  medianMinutesToMatch: number | null
  needsMatched: number
  quantities: { unit: Unit; quantity: number; bookings: number }[]
  open: Record<Direction, Record<Kind, number>>
  asleep: ListedListing[]
  unmatched: ListedListing[]
}

/**
 * The figures of a cluster over whole weeks. Rows read: weeks × kinds, what was booked and posted in the period, and a few
 * of each list; never what lies before, nor what is open without being used.
 */
export async function usage(ctx: Ctx, cluster: ClusterOfUsage, period: Period): Promise<Usage> {
  const { db } = ctx
  const past = before(period)
  const since = instantOf(period.from, '00:00', cluster.timeZone)
  const [sums, offers, pairs, active, members, median, quantities, open, neverBooked, longAgo, unmatched] =
    await together(
      ctx.env.DB,
      db
        .selectFrom('usageOfKinds')
        .selectAll()
        .where('clusterId', '=', cluster.id)
        .where('week', '>=', past.from)
        .where('week', '<=', period.to),
      topOffers(ctx, cluster.id, period),
      topPairs(ctx, cluster.id, period),
      countActive(ctx, cluster.id, period),
      db
        .selectFrom('affiliations')
        .select(sql<number>`count(*)`.as('n'))
        .where('clusterId', '=', cluster.id)
        .where('status', '=', 'active'),
      medianToMatch(ctx, cluster.id, period),
      db
        .selectFrom('usageOfUnits')
        .select([
          'unit',
          sql<number>`sum(quantity)`.as('quantity'),
          sql<number>`sum(bookings)`.as('bookings'),
        ])
        .where('clusterId', '=', cluster.id)
        .where(during('week', period))
        .groupBy('unit')
        .orderBy('quantity', 'desc'),
      db
        .selectFrom('openListings')
        .select(['direction', 'kind', 'listings'])
        .where('clusterId', '=', cluster.id),
      asleep(ctx, cluster.id, since, 'never').limit(LISTED),
      asleep(ctx, cluster.id, since, 'before').limit(LISTED),
      unmatchedNeeds(ctx, cluster.id).limit(LISTED),
    )
  const inPeriod = sums.filter((row) => row.week >= period.from)
  const shown = shownOrganisations(pairs)
  return {
    period,
    total: addUp(inPeriod),
    previous: addUp(sums.filter((row) => row.week < period.from)),
    kinds: byKind((kind) => addUp(inPeriod.filter((row) => row.kind === kind))),
    weeks: period.weeks.map((week) => weekOf(week, sums)),
    weeksBefore: past.weeks.map((week) => weekOf(week, sums)),
    offers: offers as OfferOfUsage[],
    pairs,
    bookings: addUp(inPeriod).kept,
    names: await namesOf(ctx, shown),
    activeOrganisations: active[0]?.n ?? 0,
    organisations: members[0]?.n ?? 0,
    medianMinutesToMatch: median[0]?.median ?? null,
    needsMatched: median[0]?.n ?? 0,
    quantities,
    open: {
      offer: byKind((kind) => open.find((o) => o.direction === 'offer' && o.kind === kind)?.listings ?? 0),
      need: byKind((kind) => open.find((o) => o.direction === 'need' && o.kind === kind)?.listings ?? 0),
    },
    asleep: [...neverBooked, ...longAgo].slice(0, LISTED),
    unmatched,
  }
}

const byKind = <T>(of: (kind: Kind) => T) =>
  Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, T>

function weekOf(week: string, sums: readonly (KindWeek & { week: string })[]): WeekOfUsage {
  const { kept, minutesBooked, minutesOpen } = addUp(sums.filter((row) => row.week === week))
  return { week, bookings: kept, minutesBooked, minutesOpen }
}

const topOffers = (ctx: Ctx, clusterId: string, period: Period) =>
  ctx.db
    .with('top', (db) =>
      db
        .selectFrom('usageOfOffers')
        .select([
          'listingId',
          sql<number>`sum(minutes)`.as('minutes'),
          sql<number>`sum(bookings)`.as('bookings'),
        ])
        .where('clusterId', '=', clusterId)
        .where(during('week', period))
        .groupBy('listingId')
        .having(sql<number>`sum(minutes)`, '>', 0)
        .orderBy('minutes', 'desc')
        .orderBy('listingId')
        .limit(TOP_OFFERS),
    )
    .selectFrom('top')
    .innerJoin('listings as l', 'l.id', 'top.listingId')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .select([
      'l.id',
      'l.title',
      'l.language',
      'l.kind',
      'o.name as organisationName',
      'top.minutes',
      'top.bookings',
    ])
    .select((eb) =>
      eb
        .selectFrom('offerWeeks as w')
        .select(sql<number>`coalesce(sum(w.minutes_open), 0)`.as('open'))
        .whereRef('w.listingId', '=', 'top.listingId')
        .where(during('w.week', period))
        .as('minutesOpen'),
    )
    .orderBy('top.minutes', 'desc')
    .orderBy('l.id')

const topPairs = (ctx: Ctx, clusterId: string, period: Period) =>
  ctx.db
    .selectFrom('usageOfPairs')
    .select([
      'lenderId',
      'borrowerId',
      sql<number>`sum(bookings)`.as('bookings'),
      sql<number>`sum(minutes)`.as('minutes'),
    ])
    .where('clusterId', '=', clusterId)
    .where(during('week', period))
    .groupBy(['lenderId', 'borrowerId'])
    .orderBy('bookings', 'desc')
    .orderBy('lenderId')
    .orderBy('borrowerId')
    .limit(TOP_PAIRS)

const countActive = (ctx: Ctx, clusterId: string, period: Period) => {
  const counted = sql<{ n: number }>`select count(*) as n from (${activeOrganisations(clusterId, period)})`
  return { compile: () => counted.compile(ctx.db) }
}

const medianToMatch = (ctx: Ctx, clusterId: string, period: Period) => {
  const query = sql<{ median: number | null; n: number }>`
    select cast(round(avg(minutes)) as integer) as median, coalesce(max(n), 0) as n from (
      select minutes_to_match as minutes, row_number() over (order by minutes_to_match) as r, count(*) over () as n
        from listing_facts where cluster_id = ${clusterId} and direction = 'need'
          and week between ${period.from} and ${period.to} and minutes_to_match is not null)
    where r in ((n + 1) / 2, (n + 2) / 2)`
  return { compile: () => query.compile(ctx.db) }
}

/** The organisations of the matrix: those that lent or borrowed most often. */
export function shownOrganisations(pairs: readonly Pair[]): string[] {
  const often = new Map<string, number>()
  for (const { lenderId, borrowerId, bookings } of pairs) {
    for (const id of [lenderId, borrowerId]) often.set(id, (often.get(id) ?? 0) + bookings)
  }
  return [...often]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TOP_ORGANISATIONS)
    .map(([id]) => id)
}

export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const given = among(ids)
  const rows = await ctx.db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', 'in', given)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** What a cluster's home says of its last four weeks: one round trip, a few dozen rows. */
export async function figuresOfLastMonth(ctx: Ctx, cluster: ClusterOfUsage) {
  const period = lastWeeks(4, wallOf(ctx.now, cluster.timeZone).date)
  const [sums, active, quantities] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('usageOfKinds')
      .selectAll()
      .where('clusterId', '=', cluster.id)
      .where(during('week', period)),
    countActive(ctx, cluster.id, period),
    ctx.db
      .selectFrom('usageOfUnits')
      .select(['unit', sql<number>`sum(quantity)`.as('quantity')])
      .where('clusterId', '=', cluster.id)
      .where(during('week', period))
      .groupBy('unit')
      .orderBy('quantity', 'desc'),
  )
  const total = addUp(sums)
  return {
    from: period.from,
    to: period.to,
    bookings: total.kept,
    minutes: total.minutesBooked,
    organisations: active[0]?.n ?? 0,
    needsMet: total.needsMet,
    needs: total.needsPosted - total.needsDropped,
    quantities,
  }
}
