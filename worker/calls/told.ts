import type { Ctx } from '../platform/context'

/** What sentences about calls, applications and offers of lots are made of. No name of an applicant. */
export interface ToldOfCall {
  id: string
  listing: string
  other?: string
  reason: string | null
  until: string | null
  path: string
}

/** Those of some ids that are of calls, applications (also with a juror behind a colon), offers of lots. */
export async function toldOfCalls(ctx: Ctx, all: readonly string[]): Promise<ToldOfCall[]> {
  const ids = all.filter((id) => /^(cll|apl|clo)_/.test(id))
  if (ids.length === 0) return []
  const { results } = await ctx.env.DB.prepare(
    `select j.value as id, c.title as listing, null as other,
        case when c.status = 'cancelled' then c.end_reason else (select reason from call_amendments m where m.call_id = c.id
          order by number desc limit 1) end as reason, c.deadline as until, '/calls/' || c.id as path
       from json_each(?1) j join calls c on c.id = j.value
     union all
     select j.value, c.title, cast(a.number as text), a.hash, c.deadline, '/applications/' || a.id
       from json_each(?1) j join applications a on a.id = iif(instr(j.value, ':') > 0, substr(j.value, 1, instr(j.value, ':') - 1), j.value)
       join calls c on c.id = a.call_id
     union all
     select j.value, c.title, l.name, cast(a.number as text), f.answer_by, '/applications/' || a.id
       from json_each(?1) j join call_offers f on f.id = j.value join calls c on c.id = f.call_id
       join applications a on a.id = f.application_id join lots l on l.id = f.lot_id`,
  )
    .bind(JSON.stringify(ids))
    .all<Omit<ToldOfCall, 'other'> & { other: string | null }>()
  return results.map(({ other, ...row }) => ({ ...row, ...(other !== null && { other }) }))
}

/** Whose facts these are: by application and by offer of a lot, the organisations that may read them. */
export async function partiesOfCalls(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const { results } = await ctx.env.DB.prepare(
    `select j.value as id, a.organisation_id as applicant, null as landlord from json_each(?1) j
       join applications a on a.id = j.value
     union all
     select j.value, a.organisation_id, c.organisation_id from json_each(?1) j join call_offers f on f.id = j.value
       join applications a on a.id = f.application_id join calls c on c.id = f.call_id`,
  )
    .bind(JSON.stringify(ids))
    .all<{ id: string; applicant: string; landlord: string | null }>()
  return new Map(results.map((r) => [r.id, [r.applicant, ...(r.landlord ? [r.landlord] : [])]]))
}
