import { invalid } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { SavedSearchPatch } from '../input'
import { mySearch, type SavedSearch } from '../queries'
import { writeSearch } from '../writing'

/** Changes one of the actor's searches: its words, how far, how often one is told, or whether it runs. */
export async function changeSearch(ctx: Ctx, id: string, given: SavedSearchPatch): Promise<SavedSearch> {
  const { found: _, free, wheelchair, ...search } = await mySearch(ctx, id)
  const patch = check(SavedSearchPatch, given)
  const changed = {
    ...search,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
    ...{ free: free ? 1 : 0, wheelchair: wheelchair ? 1 : 0, updatedAt: ctx.now },
  }
  if (changed.radiusKm !== null && changed.lat === null)
    throw invalid({ path: 'radiusKm', code: 'not_place' })
  if (!changed.kind && !changed.q && !changed.radiusKm) throw invalid({ path: 'q', code: 'required' })
  await writeSearch(ctx, changed)
  return mySearch(ctx, id)
}
