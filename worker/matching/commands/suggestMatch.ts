import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
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
  const writes: Query[] = []
  for (const s of some) {
    const before = known.find((k) => k.offerId === s.offerId && k.needId === s.needId)
    const row = before?.id ?? newId('match', Date.parse(ctx.now))
    const about = { clusterId: s.clusterId, table: 'matches' as const, row }
    const content = { offerContent: s.offerContent, needContent: s.needContent }
    const kept = { ...content, score: s.score, parts: JSON.stringify(s.parts) }
    if (!before) {
      const happened = fact(ctx, 'match.suggested', {
        ...about,
        payload: { offerId: s.offerId, needId: s.needId, score: s.score },
      })
      facts.push(happened)
      writes.push(
        ctx.db.insertInto('matches').values({
          ...{
            id: row,
            clusterId: s.clusterId,
            offerId: s.offerId,
            needId: s.needId,
            status: 'suggested',
            ...kept,
          },
          ...{ lastEventId: happened.id, createdAt: ctx.now },
        } as never),
      )
      continue
    }
    const edited = before.offerContent < s.offerContent || before.needContent < s.needContent
    const back = before.status === 'withdrawn'
    if (before.status === 'accepted' || (!edited && !back)) continue
    const payload = { offerId: s.offerId, needId: s.needId }
    const happened = edited
      ? fact(ctx, 'match.suggested', { ...about, payload: { ...payload, score: s.score } })
      : fact(ctx, 'match.restored', { ...about, payload })
    facts.push(happened)
    writes.push(
      ctx.db
        .updateTable('matches')
        .set({ ...kept, status: 'suggested', dismissedReason: null, dismissedBy: null, ...stamp(happened) })
        .where('id', '=', before.id)
        .where('version', '=', before.version),
    )
  }
  if (facts.length > 0) await commit(ctx, facts, writes)
}
