import type { Territory } from '../matching/candidates'
import { asSide, candidatesFor } from '../matching/retrieval'
import { capacitiesOver } from '../search/holds'
import type { Listing } from '../listings/queries'
import { isScored, score } from '../matching/rules'
import { spanOf } from '../matching/rulesOfTime'
import type { Ctx } from '../platform/context'
import { conceptsOf } from './concepts'
import { nearMiss, type NearMiss } from './rules'

/** Kept of each need, and looked at for what is taken already. */
const MOST = 5
const LOOKED_AT = 40
/** As far as anything is looked for that is too far. */
export const FURTHEST_KM = 60

export interface Near extends NearMiss {
  offerId: string
}

/** What almost fits a need, the nearest to fitting first: at most 200 candidates, as in the matching, and at most 5 kept. */
export async function nearMisses(ctx: Ctx, need: Listing, cluster: Territory): Promise<Near[]> {
  const side = asSide(need)
  // Found wherever and whenever it is: what is too far or at another time is what the coordinator wants to know.
  const { found } = await candidatesFor(ctx, anyPlaceAndTime(need), FURTHEST_KM)
  const open = { timeZone: cluster.timeZone, radiusKm: cluster.radiusKm }
  const span = spanOf(side, ctx.now)
  // Only what fits but for being taken is looked at against its capacities.
  const fits = found
    .flatMap(({ row, side: offer }) => {
      const result = score(offer, side, ctx.now, open)
      return isScored(result) ? [{ id: row.id, score: result.score }] : []
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, LOOKED_AT)
  const capacities = span
    ? await capacitiesOver(
        ctx,
        fits.map((f) => f.id),
        span,
      )
    : new Map<string, never>()
  return found
    .flatMap(({ row, side: offer }) => {
      const world = capacities.has(row.id) ? { ...open, capacities } : open
      const near = nearMiss(offer, side, ctx.now, world)
      return near ? [{ offerId: row.id, ...near }] : []
    })
    .sort((a, b) => b.score - a.score || (a.offerId < b.offerId ? -1 : 1))
    .slice(0, MOST)
}

export const anyPlaceAndTime = (need: Listing): Listing => ({
  ...need,
  withinKm: null,
  startsAt: null,
  endsAt: null,
})

/** Writes the projection of one need; done twice it is the same. */
export async function weighNeed(ctx: Ctx, need: Listing, cluster: Territory): Promise<void> {
  const kept = {
    ...{ clusterId: need.clusterId, concepts: JSON.stringify(conceptsOf(need)), weighedAt: ctx.now },
    near: JSON.stringify(await nearMisses(ctx, need, cluster)),
  }
  await ctx.db
    .insertInto('unmetNeeds')
    .values({ needId: need.id, ...kept })
    .onConflict((c) => c.column('needId').doUpdateSet(kept))
    .execute()
}
