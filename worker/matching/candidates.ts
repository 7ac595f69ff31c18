import { sql } from 'kysely'
import type { Language } from '../core/kinds'
import type { AnyDetails, Window } from '../listings/input'
import type { Ctx } from '../platform/context'
import type { QueryWord } from '../search/analyse'
import { stemsOf } from '../search/stems'
import { asQuery, byCells, byWords, type Candidate, newest } from '../search/candidates'
import { cellsAround } from '../search/cells'
import { capacitiesOver } from '../search/holds'
import type { Capacity, Span } from '../search/rules'
import { isScored, kindsFor, score, type Scored, type Side, spanOf } from './rules'

/** Half of them by their words, half by their place: an offer that says it in other words is still near. */
const BY_WORDS = 100
const BY_PLACE = 100
/** The words of a listing that are looked for: those of its title first. */
const MOST_STEMS = 16
/** A description is read as far as this. */
const MOST_LETTERS = 800

type Row = Candidate & { description: string }

export interface Territory {
  id: string
  timeZone: string
  radiusKm: number
}

/** What a listing that need not be published yet (the preview of a form) is matched by. */
export type Matchable = Omit<Side, 'title' | 'body'> & {
  direction: 'offer' | 'need'
  clusterId: string
  title: string
  description: string
  language: Language
}

export const asSide = (l: Omit<Matchable, 'clusterId' | 'direction'>): Side => ({
  ...l,
  title: stemsOf(l.title, l.language),
  body: stemsOf(l.description.slice(0, MOST_LETTERS), l.language),
})

export interface Candidates {
  side: Side
  found: { row: Row; side: Side }[]
}

/**
 * The other side of a listing: at most 200 live listings of the opposite direction and a compatible kind, those that share
 * words and those that are nearest, in one query whose cost does not grow with what there is.
 */
export async function candidatesFor(ctx: Ctx, l: Matchable): Promise<Candidates> {
  const side = asSide(l)
  const direction = l.direction === 'offer' ? ('need' as const) : ('offer' as const)
  const more = sql`, substr(l.description, 1, ${MOST_LETTERS}) as description`
  const stems = [...new Set([...side.title, ...side.body])].slice(0, MOST_STEMS)
  const words: QueryWord[] = stems.map((stem) => ({ raw: '', stems: [stem], related: [], phrases: [] }))
  const cells = l.lat === null || l.lng === null ? null : cellsAround({ lat: l.lat, lng: l.lng }, 60)
  const parts = kindsFor(l.kind).flatMap((kind) => {
    const place = { clusterId: l.clusterId, direction, kind, publicOnly: false }
    const nearest = cells
      ? byCells<Row>(ctx, place, cells, BY_PLACE, more)
      : newest<Row>(ctx, place as never, BY_PLACE, undefined, more)
    return words.length > 0 ? [byWords<Row>(ctx, words, place, 'any', BY_WORDS, more), nearest] : [nearest]
  })
  const union = sql.join(
    parts.map((part) => sql`select * from (${part})`),
    sql` union all `,
  )
  const { rows } = await ctx.db.executeQuery(asQuery(ctx, sql<Row>`${union}`).compile())
  const once = new Map((rows as Row[]).map((row) => [row.id, row]))
  return { side, found: [...once.values()].map((row) => ({ row, side: sideOf(row) })) }
}

const sideOf = (row: Row): Side => {
  const { windows, details, ...rest } = row
  return asSide({
    ...rest,
    windows: JSON.parse(windows) as Window[],
    details: JSON.parse(details) as AnyDetails,
  })
}

export interface Fit extends Scored {
  row: Row
}

/** More of the best than this are not looked at for what is taken already. */
const LOOKED_AT = 40

/**
 * The best fits of a listing, at most `most`, best first. What is taken already over the days of the need is left out; an
 * offer is looked at against its capacities where the question is of one need.
 */
export async function fitsOf(
  ctx: Ctx,
  l: Matchable,
  cluster: Territory,
  most: number,
  threshold: number,
): Promise<Fit[]> {
  const { side, found } = await candidatesFor(ctx, l)
  const rank = (list: Candidates['found'], capacities?: Map<string, Capacity[]>): Fit[] => {
    const world = {
      timeZone: cluster.timeZone,
      radiusKm: cluster.radiusKm,
      ...(capacities && { capacities }),
    }
    return list
      .flatMap(({ row, side: other }) => {
        const result =
          l.direction === 'need' ? score(other, side, ctx.now, world) : score(side, other, ctx.now, world)
        return isScored(result) && result.score >= threshold ? [{ ...result, row }] : []
      })
      .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
  }
  const first = rank(found).slice(0, LOOKED_AT)
  const kept = new Set(first.map((fit) => fit.row.id))
  const span = spanOfAll(
    l.direction === 'need' ? [side] : found.filter((f) => kept.has(f.row.id)).map((f) => f.side),
    ctx.now,
  )
  if (!span) return []
  const offers = l.direction === 'need' ? [...kept] : [l.id]
  const capacities = await capacitiesOver(ctx, offers, span)
  return rank(
    found.filter((f) => kept.has(f.row.id)),
    capacities,
  ).slice(0, most)
}

/** From the first to the last day that any of the needs is looked at, at most 60 days. */
function spanOfAll(needs: Side[], now: string): Span | null {
  const spans = needs.flatMap((need) => spanOf(need, now) ?? [])
  if (spans.length === 0) return null
  const from = Math.min(...spans.map((s) => s.from))
  return { from, to: Math.min(Math.max(...spans.map((s) => s.to)), from + 60 * 86_400_000) }
}
