import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { basisPages } from './basis'
import { bookingImpact } from './booking'
import { impactCounted } from './counted'
import { impactDashboard } from './dashboard'
import { openDataPages } from './data'
import { impactFactors } from './factors'
import { impactPortrait } from './portrait'
import { publicReports } from './report'
import { impactReports } from './reports'

/** What the sharing has produced: figures, factors, portrait, reports, open data. */
export const impactPages = new Hono<AppEnv>()
  .route('/', impactDashboard)
  .route('/', impactCounted)
  .route('/', impactFactors)
  .route('/', impactPortrait)
  .route('/', impactReports)
  .route('/', publicReports)
  .route('/', openDataPages)
  .route('/', basisPages)
  .route('/', bookingImpact)
