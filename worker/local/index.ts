import entry from '../index'
import type { EventMessage } from '../platform/env'
import { doors } from './doors'
import { type LocalEnv, withMailbox } from './env'

const dev = doors()

/** The entry of a local run: the whole application, and what only a machine of one's own may have, under /dev. */
export default {
  fetch(request, env, execution) {
    const isOurs = /^\/dev(\/|$)/.test(new URL(request.url).pathname)
    return (isOurs ? dev : entry).fetch(request, withMailbox(env), execution)
  },
  queue: (batch, env, execution) => entry.queue(batch, withMailbox(env), execution),
  scheduled: (controller, env, execution) => entry.scheduled(controller, withMailbox(env), execution),
} satisfies ExportedHandler<LocalEnv, EventMessage>
