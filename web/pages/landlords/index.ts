import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { clusterFigurePages } from './cluster'
import { dashboardPages } from './dashboard'
import { termsPages } from './terms'

/** Figures of premises: the landlord's, the calendar of terms, the coordinator's. */
export const landlordPages = new Hono<AppEnv>()
  .route('/', dashboardPages)
  .route('/', termsPages)
  .route('/', clusterFigurePages)
