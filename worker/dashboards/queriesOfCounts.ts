import { type RawBuilder, sql } from 'kysely'
import type { Direction, Kind, Unit } from '../core/kinds'
import { instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { together, type Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { ClusterOfUsage } from './queries'
import { activeOrganisations, asleep, unansweredNeeds, unmatchedNeeds } from './queriesOfLists'
import type { Period } from './rulesOfTime'

/** What a number of the dashboard was counted from. */
export type Counted =
  | {
      what: 'bookings' | 'hours'
      kind?: Kind
      listing?: string
      lender?: string
      borrower?: string
      /** `kept`: confirmed and completed. */
      state?: Schema['bookingWeeks']['state'] | 'kept' | 'all'
    }
  | { what: 'quantities'; unit?: Unit }
  | { what: 'organisations' }
  | { what: 'needs'; kind?: Kind; state?: 'met' | 'unmet' | 'dropped' | 'open' | 'matched' }
  | { what: 'posted'; direction: Direction; kind?: Kind }
  | { what: 'open'; direction: Direction; kind?: Kind }
  | { what: 'open_hours'; kind?: Kind; listing?: string }
  | { what: 'asleep' }
  | { what: 'unmatched' }
  | { what: 'unanswered' }

export interface CountedBooking {
  id: string
  title: string
  language: string
  kind: Kind
  lender: string
  borrower: string
  startsAt: string
  endsAt: string
  status: Schema['bookings']['status']
  week: string
  minutes: number
  quantity: number
  unit: Unit
}
export interface CountedListing {
  id: string
  title: string
  language: string
  direction: Direction
  kind: Kind
  organisationName: string
  publishedAt: string
  state: Schema['listingFacts']['state']
  minutesToMatch: number | null
  lastBookedAt: string | null
  /** Of an offer: minutes open in the period. */
  minutes: number | null
}
export interface CountedOrganisation {
  id: string
  name: string
  lent: number
  borrowed: number
  posted: number
}
export interface CountedPage {
  /** How many there are in all, and what they add up to where that is what was counted (minutes, or the unit). */
  count: number
  sum: number | null
  bookings: CountedBooking[]
  listings: CountedListing[]
  organisations: CountedOrganisation[]
  /** Where the next page begins. */
  next: string | null
}

const PAGE = 30
const NONE = { bookings: [], listings: [], organisations: [], sum: null, next: null }

/** The list behind a number, a page at a time, with the count that the number is. `after`: the `next` of the page before. */
export async function countsOf(
  ctx: Ctx,
  cluster: ClusterOfUsage,
  period: Period,
  counted: Counted,
  after: string | null,
): Promise<CountedPage> {
  switch (counted.what) {
    case 'bookings':
    case 'hours':
    case 'quantities':
      return countedBookings(ctx, cluster.id, period, counted, after)
    case 'organisations':
      return countedOrganisations(ctx, cluster.id, period, after)
    case 'asleep':
    case 'unmatched':
    case 'unanswered':
      return waitingListings(ctx, cluster, period, counted.what)
    default:
      return countedListings(ctx, cluster.id, period, counted, after)
  }
}

type OfBookings = Extract<Counted, { what: 'bookings' | 'hours' | 'quantities' }>

async function countedBookings(
  ctx: Ctx,
  clusterId: string,
  period: Period,
  counted: OfBookings,
  after: string | null,
): Promise<CountedPage> {
  const conditions: RawBuilder<unknown>[] = [
    sql`w.cluster_id = ${clusterId}`,
    sql`w.week between ${period.from} and ${period.to}`,
  ]
  if (counted.what === 'quantities') {
    conditions.push(sql`w.quantity > 0`)
    if (counted.unit) conditions.push(sql`w.unit = ${counted.unit}`)
  } else {
    conditions.push(counted.what === 'hours' ? sql`w.minutes > 0` : sql`w.begins = 1`)
    const { kind, listing, lender, borrower, state = 'kept' } = counted
    if (kind) conditions.push(sql`w.kind = ${kind}`)
    if (listing) conditions.push(sql`w.listing_id = ${listing}`)
    if (lender) conditions.push(sql`w.lender_id = ${lender}`)
    if (borrower) conditions.push(sql`w.borrower_id = ${borrower}`)
    if (counted.what === 'bookings' && state === 'kept')
      conditions.push(sql`w.state in ('confirmed', 'completed')`)
    else if (counted.what === 'bookings' && state !== 'all') conditions.push(sql`w.state = ${state}`)
  }
  const where = sql.join(conditions, sql` and `)
  const [week = '', id = ''] = after?.split('~') ?? []
  const amount = counted.what === 'hours' ? sql`sum(w.minutes)` : sql`sum(w.quantity)`
  const [total, rows] = await together(
    ctx.env.DB,
    asQuery<{ n: number; sum: number | null }>(
      ctx,
      sql`select count(*) as n, ${amount} as sum from booking_weeks w where ${where}`,
    ),
    asQuery<CountedBooking>(
      ctx,
      sql`select b.id, l.title, l.language, w.kind, lender.name as lender, borrower.name as borrower, b.starts_at, b.ends_at,
            b.status, w.week, w.minutes, w.quantity, w.unit
          from (select * from booking_weeks w where ${where} and (w.week, w.booking_id) > (${week}, ${id})
            order by w.week, w.booking_id limit ${PAGE + 1}) w
          join bookings b on b.id = w.booking_id join listings l on l.id = b.listing_id
          join organisations lender on lender.id = b.lender_id join organisations borrower on borrower.id = b.borrower_id
          order by w.week, w.booking_id`,
    ),
  )
  const last = rows[PAGE - 1]
  return {
    ...NONE,
    count: total[0]?.n ?? 0,
    sum: counted.what === 'bookings' ? null : (total[0]?.sum ?? 0),
    bookings: rows.slice(0, PAGE),
    next: rows.length > PAGE && last ? `${last.week}~${last.id}` : null,
  }
}

async function countedOrganisations(
  ctx: Ctx,
  clusterId: string,
  period: Period,
  after: string | null,
): Promise<CountedPage> {
  const active = activeOrganisations(clusterId, period)
  const [total, rows] = await together(
    ctx.env.DB,
    asQuery<{ n: number }>(ctx, sql`select count(*) as n from (${active})`),
    asQuery<CountedOrganisation>(
      ctx,
      sql`select a.id, o.name, a.lent, a.borrowed, a.posted from (${active}) a join organisations o on o.id = a.id
          where a.id > ${after ?? ''} order by a.id limit ${PAGE + 1}`,
    ),
  )
  const organisations = rows.slice(0, PAGE)
  return {
    ...NONE,
    count: total[0]?.n ?? 0,
    organisations,
    next: rows.length > PAGE ? (organisations.at(-1)?.id ?? null) : null,
  }
}

type OfListings = Extract<Counted, { what: 'needs' | 'posted' | 'open' | 'open_hours' }>

async function countedListings(
  ctx: Ctx,
  clusterId: string,
  period: Period,
  counted: OfListings,
  after: string | null,
): Promise<CountedPage> {
  const direction =
    counted.what === 'needs' ? 'need' : counted.what === 'open_hours' ? 'offer' : counted.direction
  const open = sql`(select sum(ow.minutes_open) from offer_weeks ow where ow.listing_id = f.listing_id
    and ow.week between ${period.from} and ${period.to})`
  const conditions = [sql`f.cluster_id = ${clusterId}`, sql`f.direction = ${sql.lit(direction)}`]
  if (counted.kind) conditions.push(sql`f.kind = ${counted.kind}`)
  if (counted.what === 'open_hours' && counted.listing)
    conditions.push(sql`f.listing_id = ${counted.listing}`)
  if (counted.what === 'open') conditions.push(sql`f.state = 'open'`)
  else if (counted.what === 'open_hours')
    conditions.push(sql`f.open_until >= ${period.from}`, sql`f.week <= ${period.to}`, sql`${open} > 0`)
  else conditions.push(sql`f.week between ${period.from} and ${period.to}`)
  if (counted.what === 'needs' && counted.state) {
    const { state } = counted
    conditions.push(
      state === 'matched'
        ? sql`f.minutes_to_match is not null`
        : state === 'open'
          ? sql`f.state in ('open', 'paused')`
          : sql`f.state = ${state}`,
    )
  }
  const where = sql.join(conditions, sql` and `)
  const [total, rows] = await together(
    ctx.env.DB,
    asQuery<{ n: number; sum: number | null }>(
      ctx,
      counted.what === 'open_hours'
        ? sql`select count(*) as n, sum(${open}) as sum from listing_facts f where ${where}`
        : sql`select count(*) as n, null as sum from listing_facts f where ${where}`,
    ),
    asQuery<CountedListing>(
      ctx,
      sql`select l.id, l.title, l.language, l.direction, l.kind, o.name as organisation_name, f.published_at, f.state,
            f.minutes_to_match, f.last_booked_at, ${open} as minutes
          from listing_facts f join listings l on l.id = f.listing_id join organisations o on o.id = l.organisation_id
          where ${where} and f.listing_id > ${after ?? ''} order by f.listing_id limit ${PAGE + 1}`,
    ),
  )
  const listings = rows.slice(0, PAGE)
  return {
    ...NONE,
    count: total[0]?.n ?? 0,
    sum: counted.what === 'open_hours' ? (total[0]?.sum ?? 0) : null,
    listings,
    next: rows.length > PAGE ? (listings.at(-1)?.id ?? null) : null,
  }
}

/** Lists that are ordered by how long something waits are shown at once, up to a hundred. */
const MOST = 100

async function waitingListings(
  ctx: Ctx,
  cluster: ClusterOfUsage,
  period: Period,
  what: 'asleep' | 'unmatched' | 'unanswered',
): Promise<CountedPage> {
  const since = instantOf(period.from, '00:00', cluster.timeZone)
  const [first, second] =
    what === 'asleep'
      ? await together(
          ctx.env.DB,
          asleep(ctx, cluster.id, since, 'never').limit(MOST),
          asleep(ctx, cluster.id, since, 'before').limit(MOST),
        )
      : [
          await (what === 'unmatched' ? unmatchedNeeds : unansweredNeeds)(ctx, cluster.id)
            .limit(MOST)
            .execute(),
        ]
  const direction: Direction = what === 'asleep' ? 'offer' : 'need'
  const listings = [...first, ...(second ?? [])]
    .slice(0, MOST)
    .map((l) => ({ ...l, direction, state: 'open' as const, minutesToMatch: null, minutes: null }))
  return { ...NONE, count: listings.length, listings }
}

const asQuery = <T>(ctx: Ctx, query: RawBuilder<unknown>): Query<T> => ({
  compile: () => query.compile(ctx.db) as never,
})
