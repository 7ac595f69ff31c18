import { Hono } from 'hono'
import * as z from 'zod'
import { tick as passTime } from '../clock'
import { type AppEnv, readJson } from '../platform/http'
import { check } from '../platform/input'

const Tick = z.object({ now: z.iso.datetime().optional() })

/** What the clock does each minute, at once; or as if it were `now`. */
export const tick = new Hono<AppEnv>().post('/tick', async (c) => {
  const { now } = check(Tick, await readJson(c))
  const ctx = c.get('ctx')
  if (now) ctx.now = new Date(now).toISOString()
  await passTime(ctx)
  return c.json({ now: ctx.now })
})
