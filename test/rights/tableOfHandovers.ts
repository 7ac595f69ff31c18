import { sign } from '../../worker/platform/crypto'
import { bindings } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'
import { HASH } from './worldOfHandovers'

const LENDER = ['manager', 'answerer'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const NOTERS = [...LENDER, 'borrower', 'coordinator'] as const
const noted = { step: 'pick_up', condition: 'ok', note: 'Merci' }

export const handoverRoutes: Record<string, Entry> = {
  'GET /api/v1/bookings/:id/handovers': { path: '/api/v1/bookings/bkg_begun_a/handovers', may: PARTIES },
  'POST /api/v1/bookings/:id/handovers': {
    ...{ path: '/api/v1/bookings/bkg_confirmed_a/handovers', json: { ...noted, quantity: 1 } },
    ...{ may: NOTERS, status: 201, events: ['handover.noted'] },
  },
  'GET /api/v1/bookings/:id/handovers/:handoverId/photo': {
    path: '/api/v1/bookings/bkg_begun_a/handovers/hnd_begun_a/photo',
    may: PARTIES,
  },
  'GET /api/v1/bookings/:id/agreement': { path: '/api/v1/bookings/bkg_confirmed_a/agreement', may: PARTIES },
  'POST /api/v1/bookings/:id/agreement/accept': {
    ...{ path: '/api/v1/bookings/bkg_confirmed_a/agreement/accept', json: { hash: HASH } },
    ...{ may: NOTERS, events: ['agreement.accepted'] },
    by: { coordinator: { json: { hash: HASH, onBehalfOf: 'mbr_hand_a' } } },
  },
  'GET /api/v1/organisations/:id/day': {
    path: '/api/v1/organisations/org_lender_a/day?cluster=pole-a&date=2026-11-21',
    may: [...LENDER, 'member', 'coordinator'],
  },
  'POST /api/v1/organisations/:id/day/mail': {
    ...{ path: '/api/v1/organisations/org_lender_a/day/mail?cluster=pole-a', json: { wanted: false } },
    may: [...LENDER, 'member'],
  },
  'GET /:language/:slug/bookings/:id/handovers': {
    path: '/fr/pole-a/bookings/bkg_begun_a/handovers',
    may: PARTIES,
  },
  'POST /:language/:slug/bookings/:id/handovers': {
    ...{ path: '/fr/pole-a/bookings/bkg_confirmed_a/handovers', form: { ...noted, quantity: '1' } },
    ...{ may: NOTERS, events: ['handover.noted'] },
  },
  'GET /:language/:slug/bookings/:id/agreement': {
    path: '/fr/pole-a/bookings/bkg_confirmed_a/agreement',
    may: PARTIES,
  },
  'POST /:language/:slug/bookings/:id/agreement': {
    ...{ path: '/fr/pole-a/bookings/bkg_confirmed_a/agreement', form: { hash: HASH } },
    ...{ may: NOTERS, events: ['agreement.accepted'] },
    by: { coordinator: { form: { hash: HASH, onBehalfOf: 'mbr_hand_a' } } },
  },
  'GET /:language/:slug/me/day': { path: '/fr/pole-a/me/day', may: SIGNED_IN },
  'POST /:language/:slug/me/day': {
    ...{ path: '/fr/pole-a/me/day', form: { organisation: 'org_lender_a', wanted: '0' } },
    may: [...LENDER, 'member'],
  },
  'GET /handover-photos/:id': { path: '/handover-photos/pho_handover_a', may: PARTIES },
  'GET /:language/unsubscribe/day/:token': { path: unsubscribe, may: EVERYONE },
  'POST /:language/unsubscribe/day/:token': { path: unsubscribe, form: {}, may: EVERYONE, status: 200 },
}

async function unsubscribe() {
  return `/fr/unsubscribe/day/${await sign(bindings.AUTH_SECRET, 'day:mbr_answerer_a')}`
}
