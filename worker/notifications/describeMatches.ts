import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { MATCHES_TOLD } from './rules'
import type { Subject, Told } from './describe'

/** No listing has more suggestions that are read. */
const MOST = 20

/**
 * What went with a listing when several were found at once (`listing`), or which of an organisation went with it
 * (`listing~organisation`): how many still do, the best by name. What was paused, hidden or closed since is not named.
 */
export async function severalMatches(ctx: Ctx, told: readonly Told[]): Promise<Map<string, Subject>> {
  const ids = told.flatMap(({ type, subjectId }) =>
    type === 'match.suggested' && !subjectId.startsWith('mat_') ? [subjectId] : [],
  )
  const found = new Map<string, Subject>()
  if (ids.length === 0) return found
  const asked = [...new Set(ids)].map((id) => [id, ...id.split('~')])
  const { rows } = await sql<{
    id: string
    of: string
    title: string
    direction: string
    other: string | null
  }>`
    select i.value ->> 0 as id, l.id as "of", l.title, l.direction, x.title as other
      from json_each(${JSON.stringify(asked)}) as i
      join listings as l on l.id = i.value ->> 1
      left join matches as m on m.id in (select id from matches where (need_id = l.id or offer_id = l.id)
        and status in ('suggested', 'seen', 'accepted') order by score desc limit ${MOST})
      left join listings as x on x.id = iif(m.need_id = l.id, m.offer_id, m.need_id)
        and x.status = 'published' and x.hidden_reason is null
        and l.status = 'published' and l.hidden_reason is null
        and (i.value ->> 2 is null or x.organisation_id = i.value ->> 2)
      order by m.score desc`.execute(ctx.db)
  for (const row of rows) {
    const known = found.get(row.id)
    const subject = known ?? { listing: row.title, found: 0, best: [], path: `/${row.direction}s/${row.of}` }
    if (row.other !== null) {
      subject.found = (subject.found ?? 0) + 1
      if (subject.best && subject.best.length < MATCHES_TOLD) subject.best.push(row.other)
    }
    found.set(row.id, subject)
  }
  return found
}
