import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../../platform/http'
import { readJson } from '../../platform/http'
import { check } from '../../platform/input'
import { countRace } from './count'
import { seedRace } from './seed'

const Prepare = z.object({ lowered: z.int().min(1).max(500) })
const Count = z.object({ clusterId: z.string(), quotaOffer: z.string(), most: z.int() })

/** `npm run race`: a cluster of its own beside the others, and what the race left in it. */
export const race = new Hono<AppEnv>()
  .post('/race/prepare', async (c) => {
    const { lowered } = check(Prepare, await readJson(c))
    return c.json(await seedRace(c.get('ctx'), lowered))
  })
  .post('/race/count', async (c) => {
    const { clusterId, quotaOffer, most } = check(Count, await readJson(c))
    return c.json(await countRace(c.get('ctx'), clusterId, quotaOffer, most))
  })
