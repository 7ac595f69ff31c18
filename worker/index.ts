import { createApp } from './app'
import { tick } from './clock'
import { AppError } from './core/errors'
import { newCtx } from './platform/context'
import type { Env, EventMessage } from './platform/env'
import { bury, consume } from './platform/consume'
import { subscriptions } from './subscriptions'

const app = createApp()

/** Dead letters are what the queue itself gave up (the Worker crashed on them each time). */
const DEAD = 'maillage-events-dead'

export default {
  fetch: app.fetch,
  async queue(batch, env, execution) {
    const ctxFor = () => newCtx(env, { after: (work) => execution.waitUntil(work()) })
    if (batch.queue !== DEAD) return consume(batch, ctxFor, subscriptions)
    for (const message of batch.messages) {
      await bury(ctxFor(), message.body.seq, message.body.consumer ?? 'all', new AppError('unavailable'))
      message.ack()
    }
  },
  async scheduled(controller, env, execution) {
    const ctx = newCtx(env, {
      now: new Date(controller.scheduledTime).toISOString(),
      after: (work) => execution.waitUntil(work()),
    })
    await tick(ctx)
  },
} satisfies ExportedHandler<Env, EventMessage>
