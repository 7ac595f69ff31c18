import { AppError } from '../core/errors'
import type { StoredEvent } from '../core/events'
import type { Ctx } from './context'
import type { EventMessage } from './env'
import { eventBySeq } from './relay'

/** What reacts to an event. It may be called twice, and out of order: it re-reads the present state. */
export type Consumer = (ctx: Ctx, event: StoredEvent) => Promise<void>
export interface Subscriptions {
  /** Consumers by name. Names are stored in queues and dead letters: they are never renamed. */
  consumers: Record<string, Consumer>
  /** Which of them react to a type of event. */
  to: Record<StoredEvent['type'], readonly string[]>
}

const RETRIES = 5

/**
 * Runs the consumers of each event. One that fails is sent again alone, later and later, and in the end becomes a dead
 * letter: it holds up neither the others nor the queue. Messages are acknowledged one by one.
 */
export async function consume(
  batch: MessageBatch<EventMessage>,
  ctxFor: () => Ctx,
  subscriptions: Subscriptions,
): Promise<void> {
  for (const message of batch.messages) {
    const { seq, consumer, attempt = 0 } = message.body
    const ctx = ctxFor()
    const event = await eventBySeq(ctx, seq)
    if (event) {
      const names = consumer ? [consumer] : subscriptions.to[event.type]
      for (const name of names) await runOne(ctx, event, name, attempt, subscriptions)
    }
    message.ack()
  }
}

async function runOne(ctx: Ctx, event: StoredEvent, name: string, attempt: number, subs: Subscriptions) {
  try {
    const consumer = subs.consumers[name]
    if (!consumer) throw new AppError('not_found', { consumer: name })
    await consumer(ctx, event)
  } catch (error) {
    if (attempt < RETRIES) {
      const delaySeconds = Math.min(600, 2 ** attempt * 5)
      await ctx.env.EVENTS.send({ seq: event.seq, consumer: name, attempt: attempt + 1 }, { delaySeconds })
    } else {
      await bury(ctx, event.seq, name, error)
    }
  }
}

/** Keeps what could not be done, for the alarm and the operator. */
export const bury = (ctx: Ctx, eventSeq: number, consumer: string, error: unknown) =>
  ctx.db
    .insertInto('deadLetters')
    .values({ eventSeq, consumer, error: String(error).slice(0, 500), failedAt: ctx.now })
    .onConflict((c) => c.doNothing())
    .execute()
