import { Hono } from 'hono'
import { rebuildAll } from '../dashboards/rebuild'
import type { AppEnv } from '../platform/http'

/** `npm run rebuild`: every projection again, from the tables; nothing is sent. */
export const rebuild = new Hono<AppEnv>().post('/rebuild', async (c) => c.json(await rebuildAll(c.get('ctx'))))
