import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { siteFeesPages } from './site'
import { statementPages } from './statement'

/** Fees of a site, and the statement of each occupant. */
export const feesPages = new Hono<AppEnv>().route('/', siteFeesPages).route('/', statementPages)
