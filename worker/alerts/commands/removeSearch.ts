import type { Ctx } from '../../platform/context'
import { mySearch } from '../queries'

/** Removes one of the actor's searches, with what it found. */
export async function removeSearch(ctx: Ctx, id: string): Promise<void> {
  const search = await mySearch(ctx, id)
  await ctx.db.deleteFrom('savedSearches').where('id', '=', search.id).execute()
}
