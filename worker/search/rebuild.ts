import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { sources } from './document'
import { writeDocuments } from './reactTo'

const STEP = 50

/** Empties the index, before it is made again. */
export async function emptySearch(ctx: Ctx): Promise<void> {
  const statements = [
    sql`insert into search_index (search_index) values ('delete-all')`,
    sql`insert into meaning_index (meaning_index) values ('delete-all')`,
    sql`delete from search_docs`,
    sql`delete from listing_meanings`,
  ]
  await ctx.env.DB.batch(statements.map((s) => ctx.env.DB.prepare(s.compile(ctx.db).sql)))
}

/**
 * Makes the documents of the next 50 listings after `after`, in order of id. Returns the id to go on from, or null at the
 * end. Nothing is sent and no event is written.
 */
export async function rebuildSearch(ctx: Ctx, after = ''): Promise<string | null> {
  const found = await sources(ctx)
    .where('l.id', '>', after)
    .where('l.status', '=', 'published')
    .orderBy('l.id')
    .limit(STEP)
    .execute()
  await writeDocuments(ctx, found)
  return found.length < STEP ? null : (found.at(-1)?.id ?? null)
}
