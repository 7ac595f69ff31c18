import type { Entry } from './table'
import { MEMBERS } from './world'

const TAKER = ['borrower', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const USED = { act: 'used', quantity: 30 }
const wentOn = ['listing.drafted', 'listing.published', 'stream_end.recorded']
const at = '/:language/:slug'
const page = (path: string) => `/fr/pole-a${path}`

/** The mass balance of streams. */
export const streamRoutes: Record<string, Entry> = {
  'GET /api/v1/offers/:id/balance': { path: '/api/v1/offers/ofr_waste_a/balance', may: PARTIES },
  'GET /api/v1/offers/:id/ledger': { path: '/api/v1/offers/ofr_waste_a/ledger', may: PARTIES },
  'GET /api/v1/offers/:id/reliability': { path: '/api/v1/offers/ofr_waste_a/reliability', may: MEMBERS },
  'POST /api/v1/batches/:id/ends': {
    path: '/api/v1/batches/bch_waste_a/ends',
    ...{ json: USED, may: TAKER, status: 201, events: ['stream_end.recorded'] },
  },
  'POST /api/v1/batches/:id/go-on': {
    path: '/api/v1/batches/bch_waste_a/go-on',
    ...{ json: { quantity: 30 }, may: TAKER, status: 201, events: wentOn },
  },
  'POST /api/v1/ends/:id/correct': {
    path: '/api/v1/ends/end_used_a/correct',
    ...{ json: { quantity: 5, reason: 'Mal compté' }, may: TAKER, status: 201 },
    events: ['stream_end.corrected'],
  },
  'GET /api/v1/clusters/:slug/loose-ends': {
    ...{ path: '/api/v1/clusters/pole-a/loose-ends', may: ['coordinator'] },
  },
  [`GET ${at}/offers/:id/balance`]: { path: page('/offers/ofr_waste_a/balance'), may: PARTIES },
  [`POST ${at}/batches/:id/ends`]: {
    path: page('/batches/bch_waste_a/ends'),
    form: { 'act-bch_waste_a': 'used', 'quantity-bch_waste_a': '30' },
    ...{ may: TAKER, events: ['stream_end.recorded'] },
  },
  [`POST ${at}/batches/:id/go-on`]: {
    path: page('/batches/bch_waste_a/go-on'),
    ...{ form: { 'go-bch_waste_a': '30' }, may: TAKER, events: wentOn },
  },
  [`POST ${at}/ends/:id/correct`]: {
    path: page('/ends/end_used_a/correct'),
    form: { 'q-end_used_a': '5', 'r-end_used_a': 'Mal compté' },
    ...{ may: TAKER, events: ['stream_end.corrected'] },
  },
  [`GET ${at}/coordination/loose-ends`]: { path: page('/coordination/loose-ends'), may: ['coordinator'] },
}
