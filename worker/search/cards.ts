import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { asQuery, type Candidate, columns } from './candidates'
import { withFacts } from './facts'
import { asFound, type Found } from './found'

/** Some listings as cards, by id, published or not: for those who were shown why they may see them. At most 100. */
export async function cardsOf(
  ctx: Ctx,
  ids: readonly string[],
  member: boolean,
): Promise<Map<string, Found>> {
  const list = JSON.stringify([...new Set(ids)].slice(0, 100))
  const query = sql<Candidate>`select ${columns}, 0 as rank from json_each(${list}) as i cross join listings as l on l.id = i.value`
  const { rows } = await ctx.db.executeQuery(asQuery(ctx, query).compile())
  const found = await withFacts(
    ctx,
    rows.map((row) => asFound(row as Candidate, null, member)),
  )
  return new Map(found.map((one) => [one.id, one]))
}
