import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

// What is read: the home of a cluster, search, notices, the feed of facts.

/** Members find what is near to the metre; addresses stay with the parties. */
const sees = { bystander: /^place$/ }

export const searchRoutes: Record<string, Entry> = {
  'GET /:language/:slug': { path: '/fr/pole-a', may: EVERYONE },
  'GET /:language/:slug/month': { path: '/fr/pole-a/month', may: EVERYONE },
  'GET /:language/:slug/search': { path: '/fr/pole-a/search', may: EVERYONE, sees },
  'GET /:language/:slug/notices': { path: '/fr/pole-a/notices', may: SIGNED_IN },
  'GET /api/v1/clusters/:slug/listings': { path: '/api/v1/clusters/pole-a/listings', may: EVERYONE, sees },
  'GET /api/v1/clusters/:slug/events': { path: '/api/v1/clusters/pole-a/events', may: SIGNED_IN },
}
