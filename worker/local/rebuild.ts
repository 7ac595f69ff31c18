import { Hono } from 'hono'
import * as z from 'zod'
import { rebuildAll, rebuildStep } from '../dashboards/rebuild'
import { type AppEnv, readJson } from '../platform/http'
import { check } from '../platform/input'

const Rebuild = z.object({ cursor: z.string().max(100).nullish() })

/** `npm run rebuild`: one step, as the operator's API makes it in production; or all at once, without a cursor. */
export const rebuild = new Hono<AppEnv>().post('/rebuild', async (c) => {
  const { cursor } = check(Rebuild, await readJson(c))
  const ctx = c.get('ctx')
  return c.json(cursor === undefined ? await rebuildAll(ctx) : await rebuildStep(ctx, cursor))
})
