import { sql } from 'kysely'
import { DAY, later } from '../../core/time'
import type { Ctx } from '../../platform/context'
import { withdrawMatches } from './withdrawMatches'

/** So many listings at once; the next minute goes on. */
const AT_ONCE = 10
/** What ended longer ago was passed when it did, or has expired since. */
const LOOKED_BACK = 2 * DAY

/**
 * What was suggested goes stale with its dates: the suggestions of listings whose period has ended are taken back. For the
 * clock; done again, it changes nothing. Returns how many were taken back.
 */
export async function passMatches(ctx: Ctx): Promise<number> {
  const waiting = (side: 'offer_id' | 'need_id') =>
    sql`exists (select 1 from matches as m where m.${sql.ref(side)} = l.id and m.status in ('suggested', 'seen'))`
  const { rows } = await sql<{ id: string }>`select l.id from listings as l
    where l.status = 'published' and l.ends_at is not null and l.ends_at <= ${ctx.now} and l.ends_at > ${later(ctx.now, -LOOKED_BACK)}
      and case l.direction when 'offer' then ${waiting('offer_id')} else ${waiting('need_id')} end
    order by l.ends_at limit ${AT_ONCE}`.execute(ctx.db)
  let passed = 0
  for (const { id } of rows) passed += await withdrawMatches(ctx, id)
  return passed
}
