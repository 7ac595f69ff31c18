import type { Entry } from './table'
import { EVERYONE } from './world'

// What is free is for whoever may see the offer; who has it is held back by name, see leaks.test.ts.

const page = '/fr/pole-a'
export const viewRoutes: Record<string, Entry> = {
  'GET /:language/:slug/offers/:id/calendar': {
    path: `${page}/offers/ofr_public_a/calendar?view=week&date=2026-12-08`,
    may: EVERYONE,
  },
  'GET /:language/:slug/organisations/:id/calendar': {
    path: `${page}/organisations/org_lender_a/calendar?date=2026-12-08`,
    may: EVERYONE,
  },
  'GET /:language/:slug/free': { path: `${page}/free?from=2026-12-14`, may: EVERYONE },
  'GET /api/v1/offers/:id/calendar': {
    path: '/api/v1/offers/ofr_public_a/calendar?view=day&date=2026-12-08',
    may: EVERYONE,
  },
  'GET /api/v1/clusters/:slug/organisations/:id/calendar': {
    path: '/api/v1/clusters/pole-a/organisations/org_lender_a/calendar?date=2026-12-08',
    may: EVERYONE,
  },
  'GET /api/v1/clusters/:slug/free': {
    path: '/api/v1/clusters/pole-a/free?from=2026-12-14',
    may: EVERYONE,
  },
}
