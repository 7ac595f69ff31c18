import type { Ctx } from '../platform/context'
import { together } from '../platform/db'

/** What the operator must know: the oldest event that was not passed on, and what consumers gave up, newest first. */
export async function health(ctx: Ctx) {
  const [waiting, dead] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('events')
      .select(['seq', 'occurredAt'])
      .where('relayedAt', 'is', null)
      .orderBy('seq')
      .limit(1),
    ctx.db
      .selectFrom('deadLetters')
      .innerJoin('events', 'events.seq', 'deadLetters.eventSeq')
      .select(['eventSeq', 'consumer', 'error', 'failedAt', 'events.type'])
      .orderBy('failedAt', 'desc')
      .limit(50),
  )
  return { oldest: waiting[0] ?? null, dead }
}
