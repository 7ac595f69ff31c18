import { sql, type SqlBool } from 'kysely'
import type { Kind } from '../core/kinds'
import type { Ctx } from '../platform/context'
import type { Period } from './rulesOfTime'

export interface ListedListing {
  id: string
  title: string
  language: string
  kind: Kind
  organisationName: string
  publishedAt: string
  lastBookedAt: string | null
}

/** Weeks of a period: an index serves it as one range. */
export const during = (column: string, { from, to }: Period) =>
  sql<SqlBool>`${sql.ref(column)} between ${from} and ${to}`

/** Organisations that lent, borrowed or posted: one line each. */
export const activeOrganisations = (clusterId: string, period: Period) =>
  sql<{ id: string; lent: number; borrowed: number; posted: number }>`
    select id, sum(lent) as lent, sum(borrowed) as borrowed, sum(posted) as posted from (
      select lender_id as id, bookings as lent, 0 as borrowed, 0 as posted from usage_of_pairs
        where cluster_id = ${clusterId} and week between ${period.from} and ${period.to}
      union all
      select borrower_id, 0, bookings, 0 from usage_of_pairs
        where cluster_id = ${clusterId} and week between ${period.from} and ${period.to}
      union all
      select organisation_id, 0, 0, listings from usage_of_posters
        where cluster_id = ${clusterId} and week between ${period.from} and ${period.to})
    group by id`

/** Open offers that nobody kept a booking of since then: never booked first, then the longest ago. */
export function asleep(ctx: Ctx, clusterId: string, since: string, when: 'never' | 'before') {
  const open = listed(ctx)
    .where('f.clusterId', '=', clusterId)
    .where('f.direction', '=', sql.lit('offer'))
    .where('f.state', '=', sql.lit('open'))
  return when === 'never'
    ? open.where('f.lastBookedAt', 'is', null).where('f.publishedAt', '<', since).orderBy('f.publishedAt')
    : open.where('f.lastBookedAt', '<', since).orderBy('f.lastBookedAt').orderBy('f.publishedAt')
}

/** Open needs to which nothing was found yet, oldest first. */
export const unmatchedNeeds = (ctx: Ctx, clusterId: string) =>
  listed(ctx)
    .where('f.clusterId', '=', clusterId)
    .where('f.direction', '=', sql.lit('need'))
    .where('f.state', '=', sql.lit('open'))
    .where('f.firstMatchAt', 'is', null)
    .orderBy('f.publishedAt')

/** Open needs that nobody has answered, oldest first. */
export const unansweredNeeds = (ctx: Ctx, clusterId: string) =>
  listed(ctx)
    .where('f.clusterId', '=', clusterId)
    .where('f.direction', '=', sql.lit('need'))
    .where('f.state', '=', sql.lit('open'))
    .where('f.answered', '=', sql.lit(0))
    .orderBy('f.publishedAt')

const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('listingFacts as f')
    .innerJoin('listings as l', 'l.id', 'f.listingId')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .select([
      'l.id',
      'l.title',
      'l.language',
      'l.kind',
      'o.name as organisationName',
      'f.publishedAt',
      'f.lastBookedAt',
    ])
