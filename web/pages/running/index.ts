import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { importPages } from './import'
import { membersPages } from './members'
import { pagesPages } from './pages'
import { reportsPages } from './reports'
import { settingsPages } from './settings'

/** What a coordinator sets and decides; the day, the figures and the journal are beside, in coordination/. */
export const runningPages = new Hono<AppEnv>()
  .route('/', membersPages)
  .route('/', reportsPages)
  .route('/', importPages)
  .route('/', pagesPages)
  .route('/', settingsPages)
