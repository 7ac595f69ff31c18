import { db } from '../support/given'
import type { Entry } from './table'
import { MEMBERS, SIGNED_IN } from './world'

const DRIVES = ['borrower', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
/** Who acts on a booking: those who answer for the lender, any member of the borrower. */
const ACT = ['manager', 'answerer', 'borrower', 'coordinator'] as const
const COORDINATOR = ['coordinator'] as const
const VERSION = { headers: { 'if-match': '"1"' } }
const ROUND = { organisationId: 'org_borrower_a', day: '2026-11-21', bookingIds: ['bkg_due_a'] }
const HELPED = { ...ROUND, onBehalfOf: 'mbr_hand_a' }
const LOADED = { key: 'a-key-of-a-phone', outcome: 'collected', quantity: 90 }
const HOURS = {
  organisationId: 'org_borrower_a',
  purpose: 'training',
  family: 'wood',
  people: 2,
  minutes: 90,
}
const recorded = ['pickup_stop.recorded', 'handover.noted']

/** Rounds of pick-ups are who drives and the coordinator's; hours of inclusion both parties'. */
const api: Record<string, Entry> = {
  'GET /api/v1/clusters/:slug/pickup-rounds': { path: '/api/v1/clusters/pole-a/pickup-rounds', may: MEMBERS },
  'POST /api/v1/clusters/:slug/pickup-rounds': {
    path: '/api/v1/clusters/pole-a/pickup-rounds',
    ...{ json: { ...ROUND, vehicleId: null }, may: DRIVES, status: 201, events: ['pickup_round.opened'] },
    by: { coordinator: { json: HELPED } },
    given: cancelled,
  },
  'GET /api/v1/pickup-rounds/:id': { path: '/api/v1/pickup-rounds/rnd_open_a', may: DRIVES },
  'PATCH /api/v1/pickup-rounds/:id': {
    ...{ path: '/api/v1/pickup-rounds/rnd_open_a', json: { add: ['bkg_due_a'] }, ...VERSION },
    ...{ may: DRIVES, events: ['pickup_round.changed'] },
  },
  'POST /api/v1/pickup-rounds/:id/cancel': {
    ...{ path: '/api/v1/pickup-rounds/rnd_open_a/cancel', json: {} },
    ...{ may: DRIVES, events: ['pickup_round.cancelled'] },
  },
  'POST /api/v1/pickup-stops/:id/record': {
    ...{ path: '/api/v1/pickup-stops/stp_open_a/record', json: LOADED, may: DRIVES, events: recorded },
  },
  'GET /api/v1/bookings/:id/inclusion': { path: '/api/v1/bookings/bkg_fetched_a/inclusion', may: PARTIES },
  'POST /api/v1/bookings/:id/inclusion': {
    path: '/api/v1/bookings/bkg_fetched_a/inclusion',
    ...{ json: HOURS, may: ACT, status: 201, events: ['inclusion.recorded'] },
  },
  'GET /api/v1/inclusion-hours/:id': { path: '/api/v1/inclusion-hours/inc_one_a', may: PARTIES },
  'PUT /api/v1/inclusion-hours/:id': {
    ...{ path: '/api/v1/inclusion-hours/inc_one_a', json: HOURS, ...VERSION },
    ...{ may: ACT, events: ['inclusion.corrected'] },
  },
  'POST /api/v1/inclusion-hours/:id/withdraw': {
    ...{ path: '/api/v1/inclusion-hours/inc_one_a/withdraw', json: {}, may: ACT },
    events: ['inclusion.withdrawn'],
  },
  'GET /api/v1/clusters/:slug/inclusion': { path: '/api/v1/clusters/pole-a/inclusion', may: COORDINATOR },
  'GET /api/v1/clusters/:slug/inclusion.csv': {
    path: '/api/v1/clusters/pole-a/inclusion.csv',
    may: COORDINATOR,
  },
  'GET /api/v1/organisations/:id/inclusion': {
    path: '/api/v1/organisations/org_borrower_a/inclusion?cluster=pole-a',
    may: MEMBERS,
  },
}

/** One round a day without a vehicle: the one of the world goes first. */
async function cancelled() {
  await db.updateTable('pickupStops').set({ live: 0 }).where('id', '=', 'stp_open_a').execute()
  await db.updateTable('pickupRounds').set({ status: 'cancelled' }).where('id', '=', 'rnd_open_a').execute()
}

const at = '/:language/:slug'
const page = (path: string) => `/fr/pole-a${path}`
const FORM = { ...{ organisationId: 'org_borrower_a', day: '2026-11-21', bookingIds: 'bkg_due_a' } }
const ROUND_FORM = { ...FORM, departs: '08:00', back: '12:00', vehicleId: '', once: 'once' }
const HOURS_FORM = { ...{ organisationId: 'org_borrower_a', purpose: 'training', family: 'wood' } }

const pages: Record<string, Entry> = {
  [`GET ${at}/me/pickups`]: { path: page('/me/pickups'), may: SIGNED_IN },
  [`GET ${at}/me/pickups/new`]: { path: page('/me/pickups/new?organisation=org_borrower_a'), may: DRIVES },
  [`POST ${at}/me/pickups`]: {
    ...{ path: page('/me/pickups'), form: ROUND_FORM, may: DRIVES, events: ['pickup_round.opened'] },
    by: { coordinator: { form: { ...ROUND_FORM, onBehalfOf: 'mbr_hand_a' } } },
    given: cancelled,
  },
  [`GET ${at}/pickups/:id`]: { path: page('/pickups/rnd_open_a'), may: DRIVES },
  [`POST ${at}/pickups/:id/order`]: {
    ...{ path: page('/pickups/rnd_open_a/order'), form: {}, may: DRIVES },
  },
  [`POST ${at}/pickups/:id/stops`]: {
    ...{ path: page('/pickups/rnd_open_a/stops'), form: { add: 'bkg_due_a' }, may: DRIVES },
    events: ['pickup_round.changed'],
  },
  [`POST ${at}/pickups/:id/cancel`]: {
    ...{
      path: page('/pickups/rnd_open_a/cancel'),
      form: {},
      may: DRIVES,
      events: ['pickup_round.cancelled'],
    },
  },
  [`POST ${at}/pickups/:id/stops/:stop`]: {
    path: page('/pickups/rnd_open_a/stops/stp_open_a'),
    ...{
      form: { key: 'a-key-of-a-phone', outcome: 'collected', quantity: '90' },
      may: DRIVES,
      events: recorded,
    },
  },
  [`GET ${at}/bookings/:id/inclusion`]: { path: page('/bookings/bkg_fetched_a/inclusion'), may: PARTIES },
  [`POST ${at}/bookings/:id/inclusion`]: {
    path: page('/bookings/bkg_fetched_a/inclusion'),
    form: { ...HOURS_FORM, people: '2', hours: '1,5' },
    ...{ may: ACT, events: ['inclusion.recorded'] },
  },
  [`GET ${at}/coordination/inclusion`]: { path: page('/coordination/inclusion'), may: COORDINATOR },
  [`GET ${at}/coordination/inclusion.csv`]: { path: page('/coordination/inclusion.csv'), may: COORDINATOR },
}
export const pickupRoutes: Record<string, Entry> = { ...api, ...pages }
