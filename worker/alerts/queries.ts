import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { MOST_SEARCHES } from './rules'

type Row = Selectable<Schema['savedSearches']>
export interface SavedSearch extends Omit<Row, 'free' | 'wheelchair'> {
  free: boolean
  wheelchair: boolean
  /** What it found in the last thirty days, counted up to 99. */
  found: number
}

const MONTH = 30 * 86_400_000

const read = (ctx: Ctx) => {
  const since = new Date(Date.parse(ctx.now) - MONTH).toISOString()
  return ctx.db
    .selectFrom('savedSearches as s')
    .selectAll('s')
    .select(
      sql<number>`(select count(*) from (select 1 from search_alerts where search_id = s.id and found_at >= ${since} limit 99))`.as(
        'found',
      ),
    )
}
export const asSearch = (row: Row & { found?: number }): SavedSearch => ({
  ...row,
  ...{ free: row.free === 1, wheelchair: row.wheelchair === 1, found: row.found ?? 0 },
})

/** The actor's searches in a cluster, newest first: no more than they may keep. */
export async function searchesOf(ctx: Ctx, clusterId: string): Promise<SavedSearch[]> {
  const { personId } = mustBeSignedIn(ctx)
  const rows = await read(ctx)
    .where('s.personId', '=', personId)
    .where('s.clusterId', '=', clusterId)
    .orderBy('s.createdAt', 'desc')
    .orderBy('s.id')
    .limit(MOST_SEARCHES)
    .execute()
  return rows.map(asSearch)
}

/** One of the actor's searches; `not_found` for everybody else. */
export async function mySearch(ctx: Ctx, id: string): Promise<SavedSearch> {
  const { personId } = mustBeSignedIn(ctx)
  const row = await read(ctx).where('s.id', '=', id).where('s.personId', '=', personId).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return asSearch(row)
}

/** What a search found, newest first, as long as it can be seen: at most 20. */
export async function foundBy(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; title: string; foundAt: string }[]> {
  const search = await mySearch(ctx, id)
  return ctx.db
    .selectFrom('searchAlerts as a')
    .innerJoin('listings as l', 'l.id', 'a.listingId')
    .innerJoin('affiliations as f', (join) =>
      join.onRef('f.organisationId', '=', 'l.organisationId').onRef('f.clusterId', '=', 'l.clusterId'),
    )
    .select(['l.id', 'l.title', 'a.foundAt'])
    .where('a.searchId', '=', search.id)
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('f.status', '=', 'active')
    .whereRef('a.contentVersion', '=', 'l.contentVersion')
    .orderBy('a.foundAt', 'desc')
    .limit(20)
    .execute()
}

/** Forgets what a person wanted to be told of, to be written with the erasure of their account. */
export const forgetSearches = (ctx: Ctx, personId: string): Query[] => [
  ctx.db.deleteFrom('savedSearches').where('personId', '=', personId),
  ctx.db.deleteFrom('searchDigests').where('personId', '=', personId),
  ctx.db.deleteFrom('mailStops').where('personId', '=', personId),
  ctx.db.deleteFrom('quietHours').where('personId', '=', personId),
]

const COMPARED = [
  'direction',
  'kind',
  'q',
  'lat',
  'lng',
  'radiusKm',
  'startsAt',
  'endsAt',
  'quantity',
] as const

/** Whether two ask for the same, however often one is told. */
export const sameSearch = (
  a: SavedSearch,
  b: Pick<Row, (typeof COMPARED)[number] | 'free' | 'wheelchair'>,
): boolean =>
  COMPARED.every((key) => a[key] === b[key]) &&
  a.free === (b.free === 1) &&
  a.wheelchair === (b.wheelchair === 1)
