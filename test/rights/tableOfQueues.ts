import { toMinutes } from '../../worker/core/time'
import type { Entry } from './table'
import { SIGNED_IN } from './world'

const LENDER = ['manager', 'answerer', 'coordinator'] as const
const WAITER = ['borrower', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
/** Taken by a closure. */
const CLOSED = { startsAt: '2026-12-15T09:00:00.000Z', endsAt: '2026-12-15T11:00:00.000Z' }
const LATER = { startsAt: '2027-05-05T13:00:00.000Z', endsAt: '2027-05-05T15:00:00.000Z' }
const TAKEN = ['waitlist.taken', 'booking.requested']
const ENDED = ['outage.ended', 'booking.resumed']

/** Waiting for a place, and things out of order. */
export const queueRoutes: Record<string, Entry> = {
  'POST /api/v1/offers/:id/waitlist': {
    path: '/api/v1/offers/ofr_public_a/waitlist',
    json: { organisationId: 'org_borrower_a', ...CLOSED, quantity: 1, capacityId: 'cap_public_a' },
    ...{ may: ['borrower'], status: 201, events: ['waitlist.joined'] },
  },
  'GET /api/v1/offers/:id/waitlist': { path: '/api/v1/offers/ofr_public_a/waitlist', may: SIGNED_IN },
  'GET /api/v1/waitlist': { path: '/api/v1/waitlist', may: SIGNED_IN },
  'GET /api/v1/waitlist/:id': { path: '/api/v1/waitlist/wtl_waiting_a', may: WAITER },
  'DELETE /api/v1/waitlist/:id': {
    ...{ path: '/api/v1/waitlist/wtl_waiting_a', may: WAITER, events: ['waitlist.left'] },
  },
  'POST /api/v1/waitlist/:id/pass': {
    ...{ path: '/api/v1/waitlist/wtl_offered_a/pass', json: {}, may: WAITER, events: ['waitlist.passed'] },
  },
  'POST /api/v1/waitlist/:id/accept': {
    path: '/api/v1/waitlist/wtl_offered_a/accept',
    ...{ json: { tariff: 'reference', note: 'Merci' }, may: WAITER, status: 201, events: TAKEN },
  },
  'POST /api/v1/capacities/:id/outages': {
    path: '/api/v1/capacities/cap_public_a/outages',
    json: { ...LATER, quantity: 1, reason: 'Chauffage' },
    ...{ may: LENDER, status: 201, events: ['outage.declared'] },
  },
  'GET /api/v1/capacities/:id/outages': { path: '/api/v1/capacities/cap_public_a/outages', may: LENDER },
  'GET /api/v1/outages/:id': {
    path: '/api/v1/outages/out_open_a',
    may: ['manager', 'answerer', 'member', 'coordinator'],
  },
  'PATCH /api/v1/outages/:id': {
    path: '/api/v1/outages/out_open_a',
    json: { endsAt: '2027-04-21T08:00:00.000Z', quantity: null, reason: 'Pièce en retard' },
    ...{ may: LENDER, events: ['outage.changed', 'booking.suspended'] },
  },
  'POST /api/v1/outages/:id/end': {
    ...{ path: '/api/v1/outages/out_open_a/end', json: {}, may: LENDER, events: ENDED },
  },
  'GET /api/v1/bookings/:id/substitutes': {
    path: '/api/v1/bookings/bkg_out_a/substitutes',
    may: PARTIES,
  },
  'POST /api/v1/bookings/:id/replace': {
    path: '/api/v1/bookings/bkg_out_a/replace',
    json: { offerId: 'ofr_public_a', ...LATER, quantity: 1, capacityId: 'cap_public_a', note: 'Merci' },
    ...{ may: WAITER, status: 201, events: ['booking.requested'] },
  },
  ...pageRoutes(),
}

function pageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug'
  const [offer, place, outage] = ['/offers/ofr_public_a', '/waitlist/wtl_offered_a', '/outages/out_open_a']
  const page = (path: string) => `/fr/pole-a${path}`
  const time = { startsOn: '2026-12-15', startsTime: '10:00', endsTime: '12:00' }
  const wish = { ...time, quantity: '1', capacityId: 'cap_public_a' }
  const take = ['cap_public_a', ...[LATER.endsAt, LATER.startsAt].map(toMinutes)]
  return {
    [`GET ${at}/offers/:id/waitlist`]: { path: page(`${offer}/waitlist`), may: SIGNED_IN },
    [`POST ${at}/offers/:id/waitlist`]: {
      path: page(`${offer}/waitlist`),
      form: { ...wish, organisationId: 'org_borrower_a', once: 'once' },
      ...{ may: WAITER, events: ['waitlist.joined'] },
      by: { coordinator: { form: { ...wish, onBehalfOf: 'mbr_hand_a' } } },
    },
    [`GET ${at}/waitlist`]: { path: page('/waitlist'), may: SIGNED_IN },
    [`GET ${at}/waitlist/:id`]: { path: page('/waitlist/wtl_waiting_a'), may: WAITER },
    [`POST ${at}/waitlist/:id/accept`]: {
      ...{ path: page(`${place}/accept`), form: { note: 'Merci' }, may: WAITER, events: TAKEN },
    },
    [`POST ${at}/waitlist/:id/pass`]: {
      ...{ path: page(`${place}/pass`), form: {}, may: WAITER, events: ['waitlist.passed'] },
    },
    [`POST ${at}/waitlist/:id/leave`]: {
      ...{ path: page('/waitlist/wtl_waiting_a/leave'), form: {}, may: WAITER, events: ['waitlist.left'] },
    },
    [`GET ${at}/offers/:id/outages`]: { path: page(`${offer}/outages`), may: LENDER },
    [`POST ${at}/offers/:id/outages`]: {
      path: page(`${offer}/outages`),
      form: {
        ...{ capacityId: 'cap_public_a', quantity: '', startsOn: '2027-05-05', startsTime: '14:00' },
        ...{ endsOn: '2027-05-06', endsTime: '', reason: 'Chauffage', once: 'once' },
      },
      ...{ may: LENDER, events: ['outage.declared'] },
    },
    [`GET ${at}/outages/:id`]: { path: page(outage), may: ['manager', 'answerer', 'member', 'coordinator'] },
    [`POST ${at}/outages/:id`]: {
      path: page(outage),
      form: { endsOn: '2027-04-12', endsTime: '08:00', quantity: '', reason: 'Mieux' },
      ...{ may: LENDER, events: ['outage.changed'] },
    },
    [`POST ${at}/outages/:id/end`]: { path: page(`${outage}/end`), form: {}, may: LENDER, events: ENDED },
    [`POST ${at}/bookings/:id/replace`]: {
      path: page(`/bookings/bkg_out_a/replace?take=ofr_public_a.${take[2]}-${take[1]}-1-${take[0]}`),
      ...{ form: {}, may: WAITER, events: ['booking.requested'] },
    },
  }
}
