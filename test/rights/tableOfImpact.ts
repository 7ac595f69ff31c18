import type { Entry } from './table'
import { EVERYONE, MEMBERS } from './world'

// What the sharing has produced: figures for members, lists and reports for coordinators, what is published for everyone.

const COORDINATOR = ['coordinator'] as const
const HOLDER = ['manager', 'answerer', 'member', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const at = '/fr/pole-a/coordination/impact'
const page = '/:language/:slug/coordination/impact'
const api = '/api/v1/clusters/pole-a'
const ofCluster = '/api/v1/clusters/:slug'
const months = { fromMonth: '2026-07', toMonth: '2026-09' }
const factor = {
  ...{ key: 'recyclerie', measure: 'disposal', labelFr: 'Meubles détournés', labelEn: 'Furniture diverted' },
  ...{
    unit: 'EUR/tonne',
    basis: 'par tonne',
    source: 'Grand Poitiers',
    sourceRef: 'France 3',
    licence: 'citation',
  },
  confidence: 'medium',
}

export const impactRoutes: Record<string, Entry> = {
  [`GET ${page}`]: { path: at, may: COORDINATOR },
  [`GET ${page}/figures.csv`]: { path: `${at}/figures.csv`, may: COORDINATOR },
  [`GET ${page}/counted`]: { path: `${at}/counted?figure=exchanges`, may: COORDINATOR },
  [`GET ${page}/portrait`]: { path: `${at}/portrait`, may: COORDINATOR },
  [`GET ${page}/factors`]: { path: `${at}/factors`, may: COORDINATOR },
  [`POST ${page}/factors`]: {
    ...{ path: `${at}/factors`, form: { ...factor, value: '80' }, may: COORDINATOR },
    events: ['impact_factor.added'],
  },
  [`GET ${page}/reports`]: { path: `${at}/reports`, may: COORDINATOR },
  [`POST ${page}/reports`]: {
    ...{ path: `${at}/reports`, form: { title: 'L’été', ...months }, may: COORDINATOR },
    events: ['funder_report.drafted'],
  },
  [`GET ${page}/reports/:id`]: { path: `${at}/reports/fnd_draft_a`, may: COORDINATOR },
  [`POST ${page}/reports/:id`]: {
    ...{ path: `${at}/reports/fnd_draft_a`, form: { title: 'L’été', ...months }, may: COORDINATOR },
    events: ['funder_report.changed'],
  },
  'GET /:language/:slug/impact/:id': { path: '/fr/pole-a/impact/fnd_public_a', may: EVERYONE },
  'GET /:language/:slug/impact/:id/figures.csv': {
    path: '/fr/pole-a/impact/fnd_public_a/figures.csv',
    may: EVERYONE,
  },
  'GET /:language/:slug/data': { path: '/fr/pole-a/data', may: EVERYONE },
  'GET /:language/:slug/data/:file': { path: '/fr/pole-a/data/impact.csv', may: EVERYONE },
  'GET /:language/:slug/me/listings/:id/impact': {
    path: '/fr/pole-a/me/listings/ofr_public_a/impact',
    may: HOLDER,
  },
  'POST /:language/:slug/me/listings/:id/impact': {
    ...{ path: '/fr/pole-a/me/listings/ofr_public_a/impact', form: { thingFactor: '' }, may: HOLDER },
    events: ['impact_basis.chosen'],
  },
  'GET /:language/:slug/bookings/:id/impact': {
    path: '/fr/pole-a/bookings/bkg_completed_a/impact',
    may: PARTIES,
  },

  [`GET ${ofCluster}/impact`]: { path: `${api}/impact`, may: MEMBERS },
  [`GET ${ofCluster}/impact/counted`]: { path: `${api}/impact/counted?figure=exchanges`, may: COORDINATOR },
  [`GET ${ofCluster}/impact/portrait`]: { path: `${api}/impact/portrait`, may: MEMBERS },
  [`GET ${ofCluster}/impact/factors`]: { path: `${api}/impact/factors`, may: EVERYONE },
  [`POST ${ofCluster}/impact/factors`]: {
    ...{ path: `${api}/impact/factors`, json: { ...factor, value: 80 }, may: COORDINATOR, status: 201 },
    events: ['impact_factor.added'],
  },
  'GET /api/v1/offers/:id/impact': { path: '/api/v1/offers/ofr_public_a/impact', may: HOLDER },
  'POST /api/v1/offers/:id/impact': {
    ...{ path: '/api/v1/offers/ofr_public_a/impact', json: {}, may: HOLDER, status: 201 },
    events: ['impact_basis.chosen'],
  },
  'GET /api/v1/bookings/:id/impact': { path: '/api/v1/bookings/bkg_completed_a/impact', may: PARTIES },
  [`GET ${ofCluster}/funder-reports`]: { path: `${api}/funder-reports`, may: EVERYONE },
  [`POST ${ofCluster}/funder-reports`]: {
    ...{ path: `${api}/funder-reports`, json: { title: 'L’été', ...months }, may: COORDINATOR, status: 201 },
    events: ['funder_report.drafted'],
  },
  'GET /api/v1/funder-reports/:id': {
    elsewhere: /fnd_public_b/, // what is published is for everyone
    ...{ path: '/api/v1/funder-reports/fnd_public_a', may: EVERYONE },
  },
  'GET /api/v1/funder-reports/:id/figures.csv': {
    elsewhere: /fnd_public_b/,
    ...{ path: '/api/v1/funder-reports/fnd_public_a/figures.csv', may: EVERYONE },
  },
  'PATCH /api/v1/funder-reports/:id': {
    ...{ path: '/api/v1/funder-reports/fnd_draft_a', json: { title: 'L’été' }, may: COORDINATOR },
    events: ['funder_report.changed'],
  },
  'POST /api/v1/funder-reports/:id/publish': {
    ...{ path: '/api/v1/funder-reports/fnd_draft_a/publish', json: {}, may: COORDINATOR },
    events: ['funder_report.published'],
  },
  [`GET ${ofCluster}/open-data`]: { path: `${api}/open-data`, may: EVERYONE },
}
