import { Hono } from 'hono'
import { createApp } from '../app'
import type { AppEnv } from '../platform/http'

/** Every route of the application, so that a command that goes through all pages forgets none. */
export const routes = new Hono<AppEnv>().post('/routes', (c) =>
  c.json({ routes: createApp().routes.map(({ method, path }) => ({ method, path })) }),
)
