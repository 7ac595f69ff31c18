import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { MATCHES_TOLD } from './rules'
import type { Subject, Told } from './describe'

/**
 * What listings found that found several at once, by the id of the listing: how many now stand, the best by name. What was
 * paused, hidden or closed since is not named.
 */
export async function severalMatches(ctx: Ctx, told: readonly Told[]): Promise<Map<string, Subject>> {
  const ids = told.flatMap(({ type, subjectId }) =>
    type === 'match.suggested' && !subjectId.startsWith('mat_') ? [subjectId] : [],
  )
  const found = new Map<string, Subject>()
  if (ids.length === 0) return found
  const { rows } = await sql<{ id: string; title: string; direction: string; other: string | null }>`
    select l.id, l.title, l.direction, x.title as other from json_each(${JSON.stringify([...new Set(ids)])}) as i
      join listings as l on l.id = i.value
      left join matches as m on m.id in (select id from matches where (need_id = l.id or offer_id = l.id)
        and status in ('suggested', 'seen', 'accepted') order by score desc limit ${MOST})
      left join listings as x on x.id = iif(m.need_id = l.id, m.offer_id, m.need_id)
        and x.status = 'published' and x.hidden_reason is null
      order by m.score desc`.execute(ctx.db)
  for (const { id, title, direction, other } of rows) {
    const subject = found.get(id) ?? { listing: title, found: 0, best: [], path: `/${direction}s/${id}` }
    if (other !== null) {
      subject.found = (subject.found ?? 0) + 1
      if (subject.best && subject.best.length < MATCHES_TOLD) subject.best.push(other)
    }
    found.set(id, subject)
  }
  return found
}

const MOST = 20
