import { sql } from 'kysely'
import { newId } from '../../core/ids'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { Parts } from '../rules'

export interface Suggestion {
  clusterId: string
  offerId: string
  offerContent: number
  needId: string
  needContent: number
  score: number
  parts: Parts
}

/**
 * Keeps what fits, one row for each offer and need. Told (`match.suggested`) when it is new, or when one side was edited
 * since; what was withdrawn and fits again unchanged comes back in silence; what was accepted is left alone. Done twice, it
 * changes nothing. At most 20 at once.
 */
export async function suggestMatch(ctx: Ctx, suggestions: Suggestion[]): Promise<void> {
  const some = suggestions.slice(0, 20)
  if (some.length === 0) return
  const known = await ctx.db
    .selectFrom('matches')
    .select(['id', 'offerId', 'needId', 'offerContent', 'needContent', 'status', 'version'])
    .where('offerId', 'in', [...new Set(some.map((s) => s.offerId))])
    .where('needId', 'in', [...new Set(some.map((s) => s.needId))])
    .execute()
  const facts: Fact[] = []
  const fresh: Row[] = []
  const changed: (Row & { version: number })[] = []
  for (const s of some) {
    const before = known.find((k) => k.offerId === s.offerId && k.needId === s.needId)
    const id = before?.id ?? newId('match', Date.parse(ctx.now))
    const about = { clusterId: s.clusterId, table: 'matches' as const, row: id }
    const payload = { offerId: s.offerId, needId: s.needId }
    const edited = !before || before.offerContent < s.offerContent || before.needContent < s.needContent
    if (before && (before.status === 'accepted' || (!edited && before.status !== 'withdrawn'))) continue
    const happened = edited
      ? fact(ctx, 'match.suggested', { ...about, payload: { ...payload, score: s.score } })
      : fact(ctx, 'match.restored', { ...about, payload })
    facts.push(happened)
    const row = { ...s, id, parts: JSON.stringify(s.parts), eventId: happened.id }
    if (before) changed.push({ ...row, version: before.version })
    else fresh.push(row)
  }
  if (facts.length > 0) await commit(ctx, facts, [...inserted(ctx, fresh), ...updated(ctx, changed)])
}

type Row = Omit<Suggestion, 'parts'> & { id: string; parts: string; eventId: string }

/** One statement, however many: the matches of a need are stored in one delivery. */
function inserted(ctx: Ctx, rows: readonly Row[]): Query[] {
  if (rows.length === 0) return []
  const compile = () =>
    sql`insert into matches (id, cluster_id, offer_id, need_id, offer_content, need_content, status, score, parts, last_event_id, created_at)
      select r.value->>'id', r.value->>'clusterId', r.value->>'offerId', r.value->>'needId', r.value->>'offerContent',
        r.value->>'needContent', 'suggested', r.value->>'score', r.value->>'parts', r.value->>'eventId', ${ctx.now}
      from json_each(${JSON.stringify(rows)}) as r`.compile(ctx.db)
  return [{ compile }]
}

/** A row that was changed since it was read keeps its version: its event then finds none, and nothing is written (`stale`). */
function updated(ctx: Ctx, rows: readonly (Row & { version: number })[]): Query[] {
  if (rows.length === 0) return []
  const compile = () =>
    sql`update matches set status = 'suggested', offer_content = r.value->>'offerContent', need_content = r.value->>'needContent',
        score = r.value->>'score', parts = r.value->>'parts', dismissed_reason = null, dismissed_by = null,
        version = version + 1, last_event_id = r.value->>'eventId'
      from json_each(${JSON.stringify(rows)}) as r
      where matches.id = r.value->>'id' and matches.version = r.value->>'version'`.compile(ctx.db)
  return [{ compile }]
}
