import { Hono } from 'hono'
import * as z from 'zod'
import { AppError } from '../../core/errors'
import type { Env, EventMessage } from '../../platform/env'
import { type AppEnv, readJson } from '../../platform/http'
import { check } from '../../platform/input'
import type { LocalEnv } from '../env'
import { ACTIONS, ACTIONS_OF_ONE, type Bench, consequences } from './actions'
import { counted } from './count'
import { needMatched, needScored } from './needs'
import { ACTIONS_OF_A_CALL, seedCalls } from './oneCall'
import { seedBase, seedMore } from './seed'
import { seedBookings, seedOffers } from './seedOne'

const Seed = z.object({ from: z.int().min(0), to: z.int().max(2_000_000) })
const Measure = z.object({ action: z.string(), turn: z.int().min(0) })
const Repeat = Measure.extend({ times: z.int().min(1).max(500) })

/** `npm run bench`: fills a scratch database, and runs one action with every statement counted. */
export const bench = new Hono<AppEnv>()
  .use('/bench/*', async (c, next) => {
    // Never over data that anyone wants to keep.
    if ((c.env as LocalEnv).SCRATCH !== 'yes') throw new AppError('not_found')
    await next()
  })
  .post('/bench/actions', (c) => c.json(Object.keys(ACTIONS)))
  .post('/bench/seed', async (c) => {
    const { from, to } = check(Seed, await readJson(c))
    if (from === 0) await seedBase(c.get('ctx'))
    await seedMore(c.get('ctx'), from, to)
    return c.json({ to })
  })
  .post('/bench/actions-of-one', (c) => c.json(Object.keys(ACTIONS_OF_ONE)))
  .post('/bench/seed-one', async (c) => {
    const { from, to } = check(Seed, await readJson(c))
    if (from === 0) await seedOffers(c.get('ctx'))
    await seedBookings(c.get('ctx'), from, to)
    return c.json({ to })
  })
  /** One need and its matches: what its delivery costs, and over how many candidates. */
  .post('/bench/need', async (c) => {
    const { turn } = check(Measure.pick({ turn: true }), await readJson(c))
    return c.json(await needMatched({ ...c.env, EVENTS: recording([]) }, turn))
  })
  .post('/bench/need-scored', async (c) => {
    const { times } = check(Repeat.pick({ times: true }), await readJson(c))
    await needScored({ ...c.env, EVENTS: recording([]) }, times)
    return c.json({ times })
  })
  .post('/bench/actions-of-a-call', (c) => c.json(Object.keys(ACTIONS_OF_A_CALL)))
  .post('/bench/seed-call', async (c) => {
    await seedCalls(c.get('ctx'))
    return c.json({})
  })
  /** The same many times without counting: what the process spends is read from outside. */
  .post('/bench/repeat', async (c) => {
    const { action, turn, times } = check(Repeat, await readJson(c))
    const run = actionOf(action)
    const env: Env = { ...c.env, EVENTS: recording([]) }
    const execution = c.executionCtx as ExecutionContext
    for (let i = 0; i < times; i++) await run({ env, plain: env, execution, queue: [], turn: turn + i })
    return c.json({ times })
  })
  .post('/bench/measure', async (c) => {
    const { action, turn } = check(Measure, await readJson(c))
    const run = actionOf(action)
    const { db, cost } = counted(c.env.DB)
    const queue: EventMessage[] = []
    const plain: Env = { ...c.env, EVENTS: recording(queue) }
    const env: Env = { ...plain, DB: db }
    await run({ env, plain, execution: c.executionCtx as ExecutionContext, queue, turn })
    const result = { ...cost }
    await consequences(plain, queue)
    return c.json(result)
  })

function actionOf(name: string): (bench: Bench) => Promise<void> {
  const run = ACTIONS[name] ?? ACTIONS_OF_ONE[name] ?? ACTIONS_OF_A_CALL[name]
  if (!run) throw new AppError('not_found', { detail: `There is no action "${name}"` })
  return run
}

const recording = (queue: EventMessage[]) =>
  ({
    send: async (body: EventMessage) => void queue.push(body),
    sendBatch: async (all: Iterable<{ body: EventMessage }>) => {
      for (const { body } of all) queue.push(body)
    },
  }) as unknown as Queue<EventMessage>
