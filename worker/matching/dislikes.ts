import { sql } from 'kysely'
import type { Language } from '../core/kinds'
import { DAY, later } from '../core/time'
import type { Window } from '../listings/input'
import type { Ctx } from '../platform/context'
import { stemsOf } from '../search/stems'
import { lexicon } from '../lexicon/lexicon'
import { meaningOf } from '../lexicon/meaning'
import { DISMISS_REASONS } from './input'
import type { Dislike } from './rulesOfFeedback'

/** Tastes change: what was said longer ago than this is forgotten. */
const REMEMBERED = 180 * DAY
/** Of all the organisations that are asked for together, the newest. */
const MOST = 300

/** What these organisations dismissed in a cluster lately, in one bounded query. */
export async function dislikesOf(
  ctx: Ctx,
  clusterId: string,
  organisations: Iterable<string>,
): Promise<Map<string, Dislike[]>> {
  const ids = JSON.stringify([...new Set(organisations)])
  const rows = await ctx.db
    .selectFrom('dislikes as d')
    .innerJoin('listings as l', 'l.id', 'd.listingId')
    .innerJoin('matches as m', 'm.id', 'd.matchId')
    .select(['d.organisationId', 'd.reason', 'd.kind', 'd.listingId', 'd.km', 'd.cents', 'd.priceUnit'])
    .select(['l.title', 'l.language', 'l.windows'])
    .select([
      sql<number>`iif(m.offer_id = d.listing_id, m.offer_content, m.need_content)`.as('content'),
      sql<string>`iif(m.offer_id = d.listing_id, m.need_id, m.offer_id)`.as('ownId'),
    ])
    .where('d.clusterId', '=', clusterId)
    .where('d.organisationId', 'in', sql<string>`(select value from json_each(${ids}))`)
    .where('d.createdAt', '>=', later(ctx.now, -REMEMBERED))
    .orderBy('d.createdAt', 'desc')
    .limit(MOST)
    .execute()
  const by = new Map<string, Dislike[]>()
  for (const { organisationId, title, language, windows, ...row } of rows) {
    const days = (JSON.parse(windows) as Window[]).flatMap((w) => w.days)
    const said = {
      ...row,
      title: stemsOf(title, language),
      concepts: conceptsIn(row.reason, title, language),
      days: [...new Set(days)],
    }
    by.set(organisationId, [...(by.get(organisationId) ?? []), said])
  }
  return by
}

/** What it was about, where that is what was wrong. */
function conceptsIn(reason: string, title: string, language: Language): string[] {
  if (reason !== 'wrong_thing') return []
  const { concepts } = lexicon()
  return [...meaningOf(title, language).named.keys()].flatMap((one) => concepts[one]?.id ?? [])
}

/** How often each reason was given in a cluster over the last 90 days. */
export async function reasonsGiven(
  ctx: Ctx,
  clusterId: string,
): Promise<Record<(typeof DISMISS_REASONS)[number], number>> {
  const rows = await ctx.db
    .selectFrom('dislikes')
    .select(['reason', (eb) => eb.fn.countAll<number>().as('n')])
    .where('clusterId', '=', clusterId)
    .where('createdAt', '>=', later(ctx.now, -90 * DAY))
    .groupBy('reason')
    .execute()
  const by = new Map(rows.map((row) => [row.reason, row.n]))
  return Object.fromEntries(DISMISS_REASONS.map((reason) => [reason, by.get(reason) ?? 0])) as never
}
