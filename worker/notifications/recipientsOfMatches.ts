import type { StoredEvent } from '../core/events'
import type { Ctx } from '../platform/context'
import { posterOf } from './recipients'
import { MATCHES_TOLD } from './rules'

/** Whom a match is told to, and what the notice is about: the match, or the listing that found several at once. */
export interface ToldOf {
  people: string[]
  subjectId: string
}

/**
 * Each side hears of a match, where it is one of the best of its listing. A listing that finds several at once (it has just
 * been published) tells its own side once, by the first of them, of them all.
 */
export async function toldOfMatch(ctx: Ctx, event: StoredEvent<'match.suggested'>): Promise<ToldOf[]> {
  const told: ToldOf[] = []
  for (const side of ['needId', 'offerId'] as const) {
    const subjectId = await subjectFor(ctx, event, side)
    if (!subjectId) continue
    const people = (await posterOf(ctx, event.payload[side])).filter((id) => id !== event.actorId)
    told.push({ people, subjectId })
  }
  return told
}

/** What one side is told of by this event; null where another of the same moment tells it, or nothing good enough stands. */
async function subjectFor(
  ctx: Ctx,
  event: StoredEvent<'match.suggested'>,
  side: 'offerId' | 'needId',
): Promise<string | null> {
  const listingId = event.payload[side]
  const together = await ctx.db
    .selectFrom('matches as m')
    .innerJoin('events as e', 'e.subjectId', 'm.id')
    .select(['m.id', 'm.score', 'm.status', 'e.seq'])
    .where(`m.${side}`, '=', listingId)
    .where('e.type', '=', event.type)
    .where('e.occurredAt', '=', event.occurredAt)
    .orderBy('e.seq')
    .limit(MOST_AT_ONCE)
    .execute()
  const first = together[0]
  if (first && first.id !== event.subjectId) return null
  const alone = () =>
    ctx.db.selectFrom('matches').select(['id', 'score', 'status']).where('id', '=', event.subjectId).execute()
  const standing = (first ? together : await alone()).filter((match) => match.status !== 'withdrawn')
  const best = standing.reduce((most, match) => Math.max(most, match.score), 0)
  if (standing.length === 0 || !(await isAmongBest(ctx, side, listingId, best))) return null
  return standing.length > 1 ? listingId : (standing[0]?.id ?? null)
}

/** As many as one rematching stores. */
const MOST_AT_ONCE = 20

/** Whether fewer matches of an offer (or need) that stand score better than are told. */
async function isAmongBest(ctx: Ctx, side: 'offerId' | 'needId', listingId: string, score: number) {
  const better = await ctx.db
    .selectFrom('matches')
    .select('id')
    .where(side, '=', listingId)
    .where('score', '>', score)
    .where('status', '!=', 'withdrawn')
    .limit(MATCHES_TOLD)
    .execute()
  return better.length < MATCHES_TOLD
}
