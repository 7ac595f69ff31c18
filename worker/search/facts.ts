import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Found } from './found'

/** Adds what only the shown page needs: the name of the organisation, the first photo, how many lots. */
export async function withFacts(ctx: Ctx, items: Found[]): Promise<Found[]> {
  if (items.length === 0) return items
  const rows = await ctx.db
    .selectFrom(sql<{ value: string }>`json_each(${JSON.stringify(items.map((one) => one.id))})`.as('i'))
    .innerJoin('listings as l', (join) => join.onRef('l.id', '=', 'i.value'))
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .select(['l.id', 'o.name'])
    .select([
      sql<
        string | null
      >`(select p.id from photos as p where p.listing_id = l.id order by p.position limit 1)`.as('photoId'),
      sql<number>`case when l.kind = 'premises' then (select count(*) from listing_capacities where listing_id = l.id) else 0 end`.as(
        'lots',
      ),
    ])
    .execute()
  const facts = new Map(rows.map((row) => [row.id, row]))
  return items.map((one) => {
    const fact = facts.get(one.id)
    return fact ? { ...one, organisationName: fact.name, photoId: fact.photoId, lots: fact.lots } : one
  })
}
