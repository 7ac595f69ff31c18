import { toMinutes } from '../../worker/core/time'
import { db } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

const SLOT = { startsAt: '2026-12-11T13:00:00.000Z', endsAt: '2026-12-11T15:00:00.000Z' }
const LENDER = ['manager', 'answerer'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const

export const bookingRoutes: Record<string, Entry> = {
  ...pageRoutes(),
  'GET /api/v1/offers/:id/availability': {
    path: `/api/v1/offers/ofr_public_a/availability?from=${SLOT.startsAt}&to=${SLOT.endsAt}`,
    may: EVERYONE,
  },
  'POST /api/v1/offers/:id/bookings': {
    path: '/api/v1/offers/ofr_public_a/bookings',
    json: {
      organisationId: 'org_borrower_a',
      ...SLOT,
      quantity: 1,
      needId: 'ned_public_a',
      capacityId: 'cap_public_a',
      note: 'Merci',
    },
    ...{ may: ['borrower'], status: 201, events: ['booking.requested'] },
  },
  'GET /api/v1/bookings': { path: '/api/v1/bookings?role=lender', may: SIGNED_IN },
  'GET /api/v1/bookings/:id': { path: '/api/v1/bookings/bkg_requested_a', may: PARTIES },
  'PATCH /api/v1/bookings/:id': {
    ...{
      path: '/api/v1/bookings/bkg_requested_a',
      json: { note: 'Avec un projecteur', ...SLOT, quantity: 1 },
    },
    ...{ may: ['borrower', 'coordinator'], events: ['booking.changed'] },
  },
  'POST /api/v1/bookings/:id/confirm': {
    ...{
      path: '/api/v1/bookings/bkg_requested_a/confirm',
      json: {},
      may: [...LENDER, 'coordinator'],
      events: ['booking.confirmed'],
    },
  },
  'POST /api/v1/bookings/:id/decline': {
    ...{
      path: '/api/v1/bookings/bkg_requested_a/decline',
      json: {},
      may: [...LENDER, 'coordinator'],
      events: ['booking.declined'],
    },
  },
  'POST /api/v1/bookings/:id/complete': {
    ...{
      path: '/api/v1/bookings/bkg_begun_a/complete',
      json: {},
      may: [...LENDER, 'borrower', 'coordinator'],
      events: ['booking.completed'],
    },
  },
  'POST /api/v1/bookings/:id/no-show': {
    ...{
      path: '/api/v1/bookings/bkg_begun_a/no-show',
      json: {},
      may: [...LENDER, 'coordinator'],
      events: ['booking.no_show'],
    },
  },
  'POST /api/v1/bookings/:id/slip': {
    path: '/api/v1/bookings/bkg_requested_a/slip',
    json: { number: 'BSD-20261121-ABC123XYZ' },
    given: () => ofWaste(),
    ...{ may: [...LENDER, 'borrower', 'coordinator'], events: ['slip.entered'] },
  },
  'GET /api/v1/offers/:id/rules': { path: '/api/v1/offers/ofr_public_a/rules', may: EVERYONE },
  'PUT /api/v1/offers/:id/rules': {
    path: '/api/v1/offers/ofr_public_a/rules',
    json: {
      ...{
        shortestMinutes: 60,
        onlyFor: ['org_borrower_a'],
        bundle: [{ offerId: 'ofr_quiet_a', quantity: 1 }],
      },
    },
    headers: { 'if-match': '"0"' },
    ...{ may: [...LENDER, 'coordinator'], events: ['offer_rules.changed'] },
  },
  'GET /api/v1/bookings/:id/competing': {
    ...{ path: '/api/v1/bookings/bkg_requested_a/competing', may: [...LENDER, 'coordinator'] },
  },
  'POST /api/v1/bookings/:id/decline-impossible': {
    path: '/api/v1/bookings/bkg_requested_a/decline-impossible',
    ...{ json: {}, may: [...LENDER, 'coordinator'] },
  },
  'POST /api/v1/bookings/:id/cancel': {
    ...{ path: '/api/v1/bookings/bkg_confirmed_a/cancel', json: { reason: 'Réunion reportée' } },
    ...{ may: [...LENDER, 'borrower', 'coordinator'], events: ['booking.cancelled'] },
  },
}

function pageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug/bookings/:id'
  const path = (id: string, verb = '') => `/fr/pole-a/bookings/${id}${verb}`
  const act = (verb: string, id: string, past: string, more: Partial<Entry> = {}): Entry => ({
    ...{ path: path(id, `/${verb}`), form: {}, may: [...LENDER, 'coordinator'], events: [`booking.${past}`] },
    ...more,
  })
  const offer = '/fr/pole-a/offers/ofr_public_a'
  const ticked = `${toMinutes(SLOT.startsAt)}-${toMinutes(SLOT.endsAt)}`
  const day = { startsOn: '2026-12-14', startsTime: '09:00', endsOn: '2026-12-14', endsTime: '12:00' }
  return {
    'GET /:language/:slug/agenda': { path: '/fr/pole-a/agenda', may: SIGNED_IN },
    [`GET ${at}`]: { path: path('bkg_requested_a'), may: PARTIES },
    [`GET ${at}/cancel`]: { path: path('bkg_confirmed_a', '/cancel'), may: PARTIES },
    [`POST ${at}/cancel`]: act('cancel', 'bkg_confirmed_a', 'cancelled', {
      ...{ form: { reason: 'Réunion reportée' }, may: [...LENDER, 'borrower', 'coordinator'] },
    }),
    [`POST ${at}/decline-impossible`]: act('decline-impossible', 'bkg_requested_a', '', { events: [] }),
    [`POST ${at}/confirm`]: act('confirm', 'bkg_requested_a', 'confirmed'),
    [`POST ${at}/decline`]: act('decline', 'bkg_requested_a', 'declined'),
    [`POST ${at}/complete`]: act('complete', 'bkg_begun_a', 'completed', {
      may: [...LENDER, 'borrower', 'coordinator'],
    }),
    [`POST ${at}/no-show`]: act('no-show', 'bkg_begun_a', 'no_show'),
    [`POST ${at}/correct`]: act('correct', 'bkg_completed_a', 'no_show', {
      may: [...LENDER, 'borrower', 'coordinator'],
    }),
    [`POST ${at}/change`]: act('change', 'bkg_requested_a', 'changed', {
      form: {
        startsOn: '2026-12-11',
        startsTime: '10:00',
        endsTime: '12:00',
        quantity: '1',
        note: 'Plus tôt',
      },
      may: ['borrower', 'coordinator'],
    }),
    'GET /:language/:slug/me/listings/:id/rules': {
      path: '/fr/pole-a/me/listings/ofr_public_a/rules',
      may: [...LENDER, 'coordinator'],
    },
    'POST /:language/:slug/me/listings/:id/rules': {
      path: '/fr/pole-a/me/listings/ofr_public_a/rules',
      form: { version: '0', shortestMinutes: '1', shortestMinutesUnit: 'hours', bundle: ['ofr_quiet_a'] },
      ...{ may: [...LENDER, 'coordinator'], events: ['offer_rules.changed'] },
    },
    'GET /:language/:slug/offers/:id/book': { path: `${offer}/book`, may: EVERYONE },
    'POST /:language/:slug/offers/:id/book': {
      path: `${offer}/book`,
      form: {
        h: ticked,
        organisationId: 'org_borrower_a',
        quantity: '1',
        note: 'Merci',
        needId: 'ned_public_a',
        once: 'once',
      },
      ...{ may: ['borrower', 'coordinator'], events: ['booking.requested'] },
      by: { coordinator: { form: { h: ticked, onBehalfOf: 'mbr_hand_a', quantity: '1' } } },
    },
    'POST /:language/:slug/offers/:id/close': {
      ...{
        path: `${offer}/close`,
        form: { ...day, capacityId: 'cap_public_a', once: 'once' },
        may: [...LENDER, 'coordinator'],
      },
      events: ['capacity.closed'],
    },
    'POST /:language/:slug/offers/:id/reopen': {
      path: async () => `${offer}/reopen`,
      ...{
        form: { capacityId: 'cap_public_a', holdId: '6' },
        may: [...LENDER, 'coordinator'],
        events: ['capacity.reopened'],
      },
      given: () => db.updateTable('holds').set({ bookingId: null }).where('id', '=', 6).execute(),
    },
  }
}

/** The booking that waits is one of waste: only such a one has a slip. */
const ofWaste = () =>
  db
    .updateTable('bookings')
    .set({ listingId: 'ofr_waste_a', capacityId: 'cap_waste_a' })
    .where('id', '=', 'bkg_requested_a')
    .execute()
