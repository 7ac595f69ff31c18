import { type RawBuilder, type Selectable, sql } from 'kysely'
import { KINDS, type Kind } from '../core/kinds'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { QueryWord } from './analyse'
import { CELL } from './cells'
import { matchExpression, type Place } from './match'

/** However many listings there are, no search looks at more than these. */
export const MOST_CANDIDATES = 300
/** Chips count up to this, and say "and more". */
export const MOST_COUNTED = 100

const COLUMNS = [
  ...([
    'id',
    'organisationId',
    'kind',
    'direction',
    'title',
    'language',
    'commune',
    'lat',
    'lng',
    'withinKm',
  ] as const),
  ...(['quantity', 'unit', 'grain', 'windows', 'startsAt', 'endsAt', 'tariffMode', 'priceUnit'] as const),
  ...(['solidarityCents', 'referenceCents', 'supportCents', 'instantFor', 'details'] as const),
  ...(['visibility', 'publishedAt', 'expiresAt', 'contentVersion'] as const),
] as const
export const columns = sql.join(COLUMNS.map((name) => sql.ref(`l.${name}`)))
export type Candidate = Pick<Selectable<Schema['listings']>, (typeof COLUMNS)[number]> & { rank: number }

/**
 * Live listings: published, not hidden, not expired, of organisations that are active in the cluster. SQLite keeps the
 * order of a CROSS JOIN: what finds (`from`, where `l` is listings) is read first, and nothing else is gone through.
 */
export function live<C = Candidate>(ctx: Ctx, place: Place, how: How): RawBuilder<C> {
  return sql<C>`select ${columns}, ${how.rank ?? sql`0`} as rank${how.more ?? sql``}
    from ${how.from}
    cross join affiliations as a on a.cluster_id = l.cluster_id and a.organisation_id = l.organisation_id and a.status = 'active'
   where l.cluster_id = ${place.clusterId} and l.direction = ${place.direction} and l.status = 'published'
     and l.hidden_reason is null and (l.expires_at is null or l.expires_at > ${ctx.now})
     ${place.kind ? sql`and l.kind = ${place.kind}` : sql``}
     ${place.publicOnly ? sql`and l.visibility = 'public'` : sql``}
     ${how.rest}`
}

interface How {
  from: RawBuilder<unknown>
  rank?: RawBuilder<number>
  /** More columns, each with a comma before it. */
  more?: RawBuilder<unknown> | undefined
  rest: RawBuilder<unknown>
}
export const asQuery = <C>(ctx: Ctx, raw: RawBuilder<C>): Query<C> => ({ compile: () => raw.compile(ctx.db) })

/**
 * What a word counts in each column: as it is written (with what people call the kind and the category), in the title, in
 * the description, in the terms. A thing that is called so comes before one that mentions it: bm25 saturates, so that it
 * takes ten to one for a word of the title to stand in a band of its own (`bandOf`).
 */
const WEIGHTS = 'bm25(4.0, 10.0, 1.0, 0.0)'

/** Those that the words find, the best texts first. */
export const byWords = <C = Candidate>(
  ctx: Ctx,
  words: QueryWord[],
  place: Place,
  how: 'all' | 'any',
  most: number,
  more?: RawBuilder<unknown>,
) =>
  live<C>(ctx, place, {
    more,
    from: sql`(select rowid, rank from search_index
       where search_index match ${matchExpression(words, place, how)} and rank match ${sql.lit(WEIGHTS)}
       order by rank limit ${most}) as f
      cross join search_docs as d on d.doc = f.rowid
      cross join listings as l on l.id = d.listing_id`,
    rank: sql<number>`f.rank`,
    rest: sql`order by f.rank`,
  })

/**
 * Those of the cells, in their order: the nearest first. CROSS JOIN fixes the order of the loops, so that the limit stops
 * the reading where it is reached; with an ORDER BY all of every cell would be read and sorted (`npm run bench`).
 */
export const byCells = <C = Candidate>(
  ctx: Ctx,
  place: Place,
  cells: number[],
  most: number,
  more?: RawBuilder<unknown>,
) =>
  live<C>(ctx, place, {
    more,
    from: sql`json_each(${JSON.stringify(cells)}) as c cross join listings as l`,
    rest: sql`and ${CELL} = c.value ${place.kind ? sql`` : sql`and l.kind in (${sql.join([...KINDS])})`}
      limit ${most}`,
  })

/** The newest of one kind; `before` is the key of the last one shown. */
export const newest = <C = Candidate>(
  ctx: Ctx,
  place: Place & { kind: Kind },
  most: number,
  before?: { at: string; id: string },
  more?: RawBuilder<unknown>,
) =>
  live<C>(ctx, place, {
    more,
    from: sql`listings as l`,
    rest: sql`${before ? sql`and l.published_at <= ${before.at} and (l.published_at < ${before.at} or l.id > ${before.id})` : sql``}
      order by l.published_at desc, l.id limit ${most}`,
  })

/** How many of each kind there are, counted up to 100. */
export function counts(
  ctx: Ctx,
  words: QueryWord[],
  place: Omit<Place, 'kind'>,
): Query<{ kind: Kind; n: number }> {
  const each = KINDS.map((kind) => {
    const one = words.length
      ? sql`select 1 from search_index where search_index match ${matchExpression(words, { ...place, kind }, 'any')}`
      : sql`select 1 from ${place.cells ? sql`json_each(${JSON.stringify(place.cells)}) as c cross join` : sql``} listings as l
          where l.cluster_id = ${place.clusterId} and l.direction = ${place.direction} and l.kind = ${kind}
            and l.status = 'published' and l.hidden_reason is null
            ${place.publicOnly ? sql`and l.visibility = 'public'` : sql``}
            ${place.cells ? sql`and ${CELL} = c.value` : sql``}`
    return sql`select ${kind} as kind, count(*) as n from (${one} limit ${MOST_COUNTED})`
  })
  return asQuery(ctx, sql<{ kind: Kind; n: number }>`${sql.join(each, sql` union all `)}`)
}
