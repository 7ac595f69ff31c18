import { DAY, later } from '../../core/time'
import type { Ctx } from '../../platform/context'
import { weighAgain } from '../reactTo'

/** Needs one tick of the clock looks at again. */
const MOST = 3

/** The clock: offers come and go, so each need that stands is weighed again after a day. Returns how many were. */
export async function weighUnmet(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom('unmetNeeds')
    .select('needId')
    .where('weighedAt', '<', later(ctx.now, -DAY))
    .orderBy('weighedAt')
    .limit(MOST)
    .execute()
  for (const { needId } of rows) await weighAgain(ctx, needId)
  return rows.length
}
