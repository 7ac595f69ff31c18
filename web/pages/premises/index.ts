import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { documentPages } from './documents'
import { frichesPages } from './friches'
import { landingPages } from './landing'
import { lotPages } from './lots'
import { sheetPages } from './new'
import { partsPages } from './parts'
import { planPages } from './plans'
import { sitePages } from './site'

/** Vacant premises of landlords: sites, their lots, plans and papers. */
export const premisesPages = new Hono<AppEnv>()
  .route('/', landingPages)
  .route('/', sheetPages)
  .route('/', lotPages)
  .route('/', partsPages)
  .route('/', planPages)
  .route('/', documentPages)
  .route('/', frichesPages)
  .route('/', sitePages)
