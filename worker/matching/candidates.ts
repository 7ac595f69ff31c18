import { DAY } from '../core/time'
import type { Ctx } from '../platform/context'
import { capacitiesOver } from '../search/holds'
import type { Capacity, Span } from '../search/rules'
import { dislikesOf } from './dislikes'
import { candidatesFor, type Candidates, type Matchable, type Row } from './retrieval'
import { isScored, score, type Scored, type Shown, type Side } from './rules'
import { spanOf } from './rulesOfTime'
import { shownBefore } from './shown'

export interface Territory {
  id: string
  timeZone: string
  radiusKm: number
}

export interface Fit extends Scored {
  row: Row
}

/** More of the best than this are not looked at for what is taken already. */
const LOOKED_AT = 40
/** Beside what serves a need best, what serves it a fifth less well is no suggestion. */
const BESIDE_BEST = 0.8

/**
 * The best fits of a listing, at most `most`, best first. What is taken already over the days of the need is left out; an
 * offer is looked at against its capacities where the question is of one need. `ideas`: not what fits, but what could, since
 * the offer can become what is asked for; `several`: what fits less well than the best counts too, as a part of the whole.
 */
export async function fitsOf(
  ctx: Ctx,
  l: Matchable,
  cluster: Territory,
  most: number,
  threshold: number,
  { ideas = false, several = false } = {},
): Promise<Fit[]> {
  const { side, found } = await candidatesFor(ctx, l, cluster.radiusKm)
  const dislikes = await dislikesOf(ctx, l.clusterId, [
    l.organisationId,
    ...found.map(({ row }) => row.organisationId),
  ])
  const rank = (
    list: Candidates['found'],
    more: { capacities?: Map<string, Capacity[]>; shown?: Map<string, Shown> },
  ): Fit[] => {
    const world = { timeZone: cluster.timeZone, radiusKm: cluster.radiusKm, dislikes, ideas, ...more }
    return list
      .flatMap(({ row, side: other }) => {
        const result =
          l.direction === 'need' ? score(other, side, ctx.now, world) : score(side, other, ctx.now, world)
        return isScored(result) && result.score >= threshold ? [{ ...result, row }] : []
      })
      .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
  }
  const first = rank(found, {}).slice(0, LOOKED_AT)
  const kept = new Set(first.map((fit) => fit.row.id))
  const span = spanOfAll(
    l.direction === 'need' ? [side] : found.filter((f) => kept.has(f.row.id)).map((f) => f.side),
    ctx.now,
  )
  if (!span || kept.size === 0) return []
  const offers = l.direction === 'need' ? [...kept] : [l.id]
  const [capacities, shown] = await Promise.all([
    capacitiesOver(ctx, offers, span),
    shownBefore(ctx, [...kept], l),
  ])
  const fits = rank(
    found.filter((f) => kept.has(f.row.id)),
    { capacities, shown },
  )
  const best = fits[0]?.score ?? 0
  const enough = l.direction === 'need' && !ideas && !several ? best * BESIDE_BEST : 0
  return fits.filter((fit) => fit.score >= enough).slice(0, most)
}

/** From the first to the last day that any of the needs is looked at, at most 60 days. */
function spanOfAll(needs: Side[], now: string): Span | null {
  const spans = needs.flatMap((need) => spanOf(need, now) ?? [])
  if (spans.length === 0) return null
  const from = Math.min(...spans.map((s) => s.from))
  return { from, to: Math.min(Math.max(...spans.map((s) => s.to)), from + 60 * DAY) }
}
