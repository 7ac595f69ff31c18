import type { Ctx } from '../platform/context'
import { weighAgain } from './reactTo'

const STEP = 10

/** Weighs the next ten needs after `after`, in order of id. Returns the id to go on from, or null at the end. */
export async function rebuildUnmet(ctx: Ctx, after = ''): Promise<string | null> {
  const rows = await ctx.db
    .selectFrom('unmetNeeds')
    .select('needId')
    .where('needId', '>', after)
    .orderBy('needId')
    .limit(STEP)
    .execute()
  for (const { needId } of rows) await weighAgain(ctx, needId)
  return rows.length < STEP ? null : (rows.at(-1)?.needId ?? null)
}
