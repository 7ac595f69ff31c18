import type { Ctx } from '../platform/context'
import type { Subject } from './describe'

const KNOWN = /^(occ|ivt|fel|fmo|fru)_/

/** What sentences about occupancies, inventories and fees are made of: the lot, both sides, the term. */
export async function subjectsOfOccupancies(ctx: Ctx, ids: readonly string[]): Promise<[string, Subject][]> {
  const own = ids.filter((id) => KNOWN.test(id))
  if (own.length === 0) return []
  const { results } = await ctx.env.DB.prepare(
    `with o as (select o.id, l.name || ', ' || s.name as lot, a.name as lender, b.name as borrower, o.ends_on
        from occupancies o join lots l on l.id = o.lot_id join sites s on s.id = o.site_id
        join organisations a on a.id = o.landlord_id join organisations b on b.id = o.occupant_id),
      j as (select value as id from json_each(?1))
     select j.id, o.lot, o.lender, o.borrower, o.ends_on as term, '/occupancies/' || o.id as path from j join o on o.id = j.id
     union all
     select j.id, o.lot, o.lender, o.borrower, o.ends_on, '/occupancies/' || o.id || '/inventories'
       from j join inventories i on i.id = j.id join o on o.id = i.occupancy_id
     union all
     select j.id, o.lot, o.lender, o.borrower, o.ends_on, '/occupancies/' || o.id || '/statement'
       from j join fee_lines f on f.id = j.id join o on o.id = f.occupancy_id
     union all
     select j.id, s.name, null, null, null, '/premises/' || s.id || '/fees'
       from j join (select id, site_id from fee_months union all select id, site_id from fee_rules) f on f.id = j.id
       join sites s on s.id = f.site_id`,
  )
    .bind(JSON.stringify(own))
    .all<{
      id: string
      lot: string
      lender: string | null
      borrower: string | null
      term: string | null
      path: string
    }>()
  return results.map(({ id, lot, lender, borrower, term, path }) => [
    id,
    {
      ...{ listing: lot, path },
      ...(lender && { lender }),
      ...(borrower && { borrower }),
      // A date as people write it in numbers: sentences have no clock of their own.
      ...(term && { other: term.split('-').reverse().join('/') }),
    },
  ])
}
