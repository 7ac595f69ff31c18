import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { basketPages } from './basket'
import { sentPages } from './sent'

/** Several offers asked for at once: before, and afterwards. */
export const basketsPages = new Hono<AppEnv>()
basketsPages.route('/', basketPages)
basketsPages.route('/', sentPages)
