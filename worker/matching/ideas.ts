import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { isInside, listingById } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { type Fit, fitsOf } from './candidates'
import { type Reason, reasons } from './reasons'

/** A weak idea is worth a line, a weaker one is noise. */
export const THRESHOLD = 0.4
export const MOST = 5

export interface Idea extends Fit {
  reasons: Reason[]
}

/**
 * What a listing could be for, or be met by, because the one can become the other: sawdust and bedding. A second list beside
 * the matches, for its organisation and the coordinator (`not_found` for others): it is looked for when it is asked for,
 * stored nowhere, and nobody is told of it. What is a match already is in the first list.
 */
export async function ideasFor(ctx: Ctx, listingId: string): Promise<Idea[]> {
  const l = await listingById(ctx, listingId)
  if (!l || !isInside(ctx, l)) throw new AppError('not_found')
  const live = l.status === 'published' && l.hiddenReason === null && l.standing === 'active'
  const cluster =
    live && !(l.expiresAt && l.expiresAt <= ctx.now) ? await clusterById(ctx, l.clusterId) : null
  if (!cluster) return []
  const [own, other] =
    l.direction === 'offer' ? (['offerId', 'needId'] as const) : (['needId', 'offerId'] as const)
  const [fits, known] = await Promise.all([
    fitsOf(ctx, l, cluster, 2 * MOST, THRESHOLD, { ideas: true }),
    ctx.db.selectFrom('matches').select(other).where(own, '=', l.id).limit(200).execute(),
  ])
  const matched = new Set(known.map((row) => (row as Record<string, string>)[other]))
  return fits
    .filter((fit) => !matched.has(fit.row.id))
    .slice(0, MOST)
    .map((fit) => ({ ...fit, reasons: reasons(fit.parts, l.direction === 'need' ? fit.row : l) }))
}
