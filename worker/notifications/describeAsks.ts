import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Subject } from './describe'

/** What a coordinator asks organisations for, by the id of the ask: the need, whose it is, and where one answers. */
export async function asksSubjects(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Subject>> {
  const asks = ids.filter((id) => id.startsWith('ask_'))
  if (asks.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('needAsks as k')
    .innerJoin('listings as l', 'l.id', 'k.needId')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .select(['k.id', 'l.id as needId', 'l.title', 'o.name'])
    .where('k.id', 'in', sql<string>`(select value from json_each(${JSON.stringify(asks)}))`)
    .execute()
  return new Map(
    rows.map(({ id, needId, title, name }) => [
      id,
      { listing: title, organisation: name, path: `/needs/${needId}/answer` },
    ]),
  )
}
