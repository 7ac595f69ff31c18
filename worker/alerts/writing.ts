import type { Insertable } from 'kysely'
import type { Ctx } from '../platform/context'
import { prepare, type Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { termsOfSearch } from './words'

/** Writes a search with the terms it is found by: not a fact, so written directly, all or nothing. */
export async function writeSearch(ctx: Ctx, search: Insertable<Schema['savedSearches']>): Promise<void> {
  const { db } = ctx
  const { id, clusterId, direction, kind, createdAt: _, personId: __, ...changed } = search
  const terms = termsOfSearch(search.q ?? '').map((term) => ({
    ...{ clusterId, direction, kind: kind ?? '', term, searchId: id },
  }))
  const writes: Query[] = [
    db
      .insertInto('savedSearches')
      .values(search)
      .onConflict((c) => c.column('id').doUpdateSet({ ...changed, direction, kind })),
    db.deleteFrom('savedSearchTerms').where('searchId', '=', id),
    // Five columns each, and a statement takes a hundred values.
    ...[terms.slice(0, 15), terms.slice(15)].flatMap((some) =>
      some.length > 0 ? [db.insertInto('savedSearchTerms').values(some)] : [],
    ),
  ]
  await ctx.env.DB.batch(writes.map((q) => prepare(ctx.env.DB, q.compile())))
}
