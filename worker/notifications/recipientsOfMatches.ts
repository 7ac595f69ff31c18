import type { StoredEvent } from '../core/events'
import type { Ctx } from '../platform/context'
import { posterOf } from './recipients'
import { MATCHES_TOLD } from './rules'

/**
 * Whom a match is told to, and what the notice is about: the match, the listing that found several at once, or, as
 * `listing~organisation`, the listing for which several of an organisation were found.
 */
export interface ToldOf {
  people: string[]
  subjectId: string
}

/**
 * Each side hears of a match, where it is one of the best of its listing. What is found at one moment for a listing, or for
 * several that one member posted, is told to them once, by the first of these events.
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
  const mine = event.payload[side]
  const theirs = side === 'offerId' ? event.payload.needId : event.payload.offerId
  const at = await foundAtOnce(ctx, event, side)
  const first = at[0]
  if (!first) return (await isAmongBest(ctx, event.subjectId, side)) ? event.subjectId : null
  if (first.id !== event.subjectId) return null
  const good: typeof at = []
  for (const match of at) if (await isAmongBest(ctx, match.id, side)) good.push(match)
  if (good.length <= 1) return good[0]?.id ?? null
  return good.every((match) => match.mine === mine) ? mine : `${theirs}~${first.organisationId}`
}

/** As many as one rematching stores. */
const MOST_AT_ONCE = 20

/**
 * The matches suggested at the moment of an event, of the same listing or with the same other one, posted by one member.
 * Cross joins keep the order that is cheap: few matches first, then each by its key, however much an organisation posts.
 */
const foundAtOnce = (ctx: Ctx, event: StoredEvent<'match.suggested'>, side: 'offerId' | 'needId') =>
  ctx.db
    .selectFrom('matches as m')
    .crossJoin('events as e')
    .crossJoin('listings as mine')
    .crossJoin('listings as l')
    .select(['m.id', 'mine.id as mine', 'mine.organisationId', 'e.seq'])
    .where((eb) =>
      eb.or([eb('m.needId', '=', event.payload.needId), eb('m.offerId', '=', event.payload.offerId)]),
    )
    .whereRef('e.subjectId', '=', 'm.id')
    .where('e.type', '=', event.type)
    .where('e.occurredAt', '=', event.occurredAt)
    .whereRef('mine.id', '=', `m.${side}`)
    .where('l.id', '=', event.payload[side])
    .whereRef('mine.organisationId', '=', 'l.organisationId')
    .whereRef('mine.createdBy', '=', 'l.createdBy')
    .orderBy('e.seq')
    .limit(MOST_AT_ONCE)
    .execute()

/** Whether a match is one of the best of its offer (or need), and still stands. */
async function isAmongBest(ctx: Ctx, matchId: string, side: 'offerId' | 'needId'): Promise<boolean> {
  const match = await ctx.db
    .selectFrom('matches')
    .select(['offerId', 'needId', 'score'])
    .where('id', '=', matchId)
    .where('status', '!=', 'withdrawn')
    .executeTakeFirst()
  if (!match) return false
  const better = await ctx.db
    .selectFrom('matches')
    .select('id')
    .where(side, '=', match[side])
    .where('score', '>', match.score)
    .where('status', '!=', 'withdrawn')
    .limit(MATCHES_TOLD)
    .execute()
  return better.length < MATCHES_TOLD
}
