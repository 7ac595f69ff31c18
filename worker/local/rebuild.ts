import { Hono } from 'hono'
import * as z from 'zod'
import { rebuildStep } from '../dashboards/rebuild'
import { type AppEnv, readJson } from '../platform/http'
import { check } from '../platform/input'

const Rebuild = z.object({ cursor: z.string().max(100).nullish() })

/** `npm run rebuild`: one step, as the operator's API makes it in production. */
export const rebuild = new Hono<AppEnv>().post('/rebuild', async (c) => {
  const { cursor } = check(Rebuild, await readJson(c))
  return c.json(await rebuildStep(c.get('ctx'), cursor ?? null))
})
