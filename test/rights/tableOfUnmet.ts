import type { Entry } from './table'
import { SIGNED_IN } from './world'

const at = '/:language/:slug'
const board = '/fr/pole-a/coordination/unmet'
const may = ['coordinator'] as const
const asks = { organisations: 'org_bystander_a' }

/** What nobody meets: the coordinator’s, but for the page on which those who are asked answer. */
export const unmetRoutes: Record<string, Entry> = {
  [`GET ${at}/coordination/unmet`]: { path: board, may },
  [`GET ${at}/coordination/unmet.csv`]: { path: `${board}.csv`, may },
  [`GET ${at}/coordination/unmet/:id`]: { path: `${board}/ned_public_a`, may },
  [`POST ${at}/coordination/unmet/:id`]: {
    ...{ path: `${board}/ned_public_a`, form: asks, may, events: ['need.asked'] },
  },
  [`GET ${at}/needs/:id/answer`]: { path: '/fr/pole-a/needs/ned_public_a/answer', may: SIGNED_IN },
  'GET /api/v1/clusters/:slug/unmet-needs': { path: '/api/v1/clusters/pole-a/unmet-needs', may },
  'GET /api/v1/needs/:id/likely': { path: '/api/v1/needs/ned_public_a/likely', may },
  'POST /api/v1/needs/:id/asks': {
    ...{ path: '/api/v1/needs/ned_public_a/asks', json: { organisations: ['org_bystander_a'] } },
    ...{ may, status: 201, events: ['need.asked'] },
  },
}
