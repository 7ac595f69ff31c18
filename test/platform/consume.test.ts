import { expect, test } from 'vitest'
import type { StoredEvent } from '../../worker/core/events'
import { commit, fact } from '../../worker/platform/commit'
import { consume, type Subscriptions } from '../../worker/platform/consume'
import type { Ctx } from '../../worker/platform/context'
import type { EventMessage } from '../../worker/platform/env'
import { relay } from '../../worker/platform/relay'
import { subscriptions } from '../../worker/subscriptions'
import { as, db, eventsOf, givenCluster, NOW } from '../support/given'

/** A queue that keeps what it is sent, so that a test decides when and how often it is delivered. */
function recordingQueue() {
  const sent: { body: EventMessage; delaySeconds: number | undefined }[] = []
  const queue = {
    send: async (body: EventMessage, o?: { delaySeconds?: number }) =>
      void sent.push({ body, delaySeconds: o?.delaySeconds }),
    sendBatch: async (all: Iterable<{ body: EventMessage }>) => {
      for (const { body } of all) sent.push({ body, delaySeconds: undefined })
    },
  }
  return { sent, queue: queue as unknown as Queue<EventMessage> }
}

async function someFacts(count: number, ctx: Ctx) {
  for (let i = 0; i < count; i++) {
    const cluster = await givenCluster()
    const happened = fact(ctx, 'cluster.updated', {
      clusterId: cluster.id,
      table: 'clusters',
      row: cluster.id,
      payload: {},
    })
    await commit(ctx, happened, [
      db.updateTable('clusters').set({ lastEventId: happened.id, version: 2 }).where('id', '=', cluster.id),
    ])
  }
}

function delivered(bodies: EventMessage[]): { batch: MessageBatch<EventMessage>; acked: () => number } {
  let acked = 0
  const messages = bodies.map((body, i) => ({
    id: String(i),
    body,
    attempts: 1,
    timestamp: new Date(),
    ack: () => void acked++,
    retry: () => {},
  }))
  return {
    batch: { queue: 'maillage-events', messages } as unknown as MessageBatch<EventMessage>,
    acked: () => acked,
  }
}

const listening = (consumers: Subscriptions['consumers']): Subscriptions => ({
  consumers,
  to: { ...subscriptions.to, 'cluster.updated': Object.keys(consumers) },
})

test('the relay sends each event once, in order, and marks it', async () => {
  const { sent, queue } = recordingQueue()
  const ctx = await as(null)
  ctx.env = { ...ctx.env, EVENTS: queue }
  await someFacts(3, ctx)

  expect(await relay(ctx)).toBe(3)
  expect(await relay(ctx)).toBe(0)
  expect(sent.map((m) => m.body)).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
})

test('a consumer that fails is sent again alone; the others run once and the message is acknowledged', async () => {
  const { sent, queue } = recordingQueue()
  const ctx = await as(null)
  ctx.env = { ...ctx.env, EVENTS: queue }
  await someFacts(1, ctx)
  const seen: StoredEvent[] = []
  const { batch, acked } = delivered([{ seq: 1 }])
  const subs = listening({
    good: async (_, event) => void seen.push(event),
    bad: async () => {
      throw new Error('no')
    },
  })
  await consume(batch, () => ctx, subs)

  expect(acked()).toBe(1)
  expect(seen.map((e) => e.type)).toEqual(['cluster.updated'])
  expect(sent).toEqual([{ body: { seq: 1, consumer: 'bad', attempt: 1 }, delaySeconds: 5 }])
})

test('after its last retry a consumer leaves a dead letter, once, and nothing is sent', async () => {
  const { sent, queue } = recordingQueue()
  const ctx = await as(null)
  ctx.env = { ...ctx.env, EVENTS: queue }
  await someFacts(1, ctx)
  const subs = listening({
    bad: async () => {
      throw new Error('still no')
    },
  })
  for (let i = 0; i < 2; i++)
    await consume(delivered([{ seq: 1, consumer: 'bad', attempt: 5 }]).batch, () => ctx, subs)

  expect(sent).toEqual([])
  expect(await db.selectFrom('deadLetters').selectAll().execute()).toEqual([
    { eventSeq: 1, consumer: 'bad', error: 'Error: still no', failedAt: NOW },
  ])
})

test('an event that is not there is acknowledged and forgotten', async () => {
  const ctx = await as(null)
  const { batch, acked } = delivered([{ seq: 99 }])
  await consume(batch, () => ctx, subscriptions)
  expect(acked()).toBe(1)
  expect(await eventsOf()).toEqual([])
})
