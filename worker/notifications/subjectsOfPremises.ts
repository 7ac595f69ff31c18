import type { Ctx } from '../platform/context'
import type { Subject } from './describe'

/** Names of sites, of the site of a lot, and of leads. */
export async function subjectsOfPremises(ctx: Ctx, ids: readonly string[]): Promise<[string, Subject][]> {
  const given = (prefix: string) => JSON.stringify(ids.filter((id) => id.startsWith(prefix)))
  if (!ids.some((id) => /^(sit|lot|lea)_/.test(id))) return []
  const { results } = await ctx.env.DB.prepare(
    `select s.id, s.name, o.name as organisation, null as lot, s.id as site
       from sites s join organisations o on o.id = s.organisation_id where s.id in (select value from json_each(?1))
     union all
     select l.id, s.name, o.name, l.name, s.id from lots l join sites s on s.id = l.site_id
       join organisations o on o.id = s.organisation_id where l.id in (select value from json_each(?2))
     union all
     select id, title, null, null, null from leads where id in (select value from json_each(?3))`,
  )
    .bind(given('sit_'), given('lot_'), given('lea_'))
    .all<{ id: string; name: string; organisation: string | null; lot: string | null; site: string | null }>()
  return results.map(({ id, name, organisation, lot, site }) => [
    id,
    {
      ...{ listing: name, path: site ? `/premises/${site}` : `/leads/${id}` },
      ...(organisation && { organisation }),
      ...(lot && { other: lot }),
    },
  ])
}
