import type { Entry } from './table'
import { SIGNED_IN } from './world'

const OFFER_SIDE = ['manager', 'answerer', 'member'] as const
const at = '/api/v1/matches/mat_open_a'

const PARTIES = [...OFFER_SIDE, 'borrower'] as const
const page = '/fr/pole-a/matches/mat_open_a'
const talk = '/fr/pole-a/messages/bkg_confirmed_a'

export const matchingRoutes: Record<string, Entry> = {
  'GET /:language/:slug/matches': {
    path: '/fr/pole-a/matches?listing=ofr_public_a',
    may: [...OFFER_SIDE, 'coordinator'],
  },
  'GET /:language/:slug/matches/:id': { path: page, may: PARTIES },
  'POST /:language/:slug/matches/:id/accept': {
    path: `${page}/accept`,
    form: {},
    may: PARTIES,
    events: ['match.accepted'],
  },
  'POST /:language/:slug/matches/:id/dismiss': {
    ...{ path: `${page}/dismiss`, form: { reason: 'too_far' }, may: PARTIES, events: ['match.dismissed'] },
  },
  'POST /:language/:slug/matches/:id/propose': {
    ...{ path: `${page}/propose`, form: { on: '2026-12-11', from: '10:00', to: '12:00' }, may: OFFER_SIDE },
    events: ['match.time_proposed'],
  },
  'GET /:language/:slug/matching/preview': {
    path: '/fr/pole-a/matching/preview?need=ned_draft_a&title=salle&fragment=1',
    may: ['borrower', 'coordinator'],
  },
  'GET /:language/:slug/messages': { path: '/fr/pole-a/messages', may: SIGNED_IN },
  'GET /:language/:slug/messages/:aboutId': { path: talk, may: PARTIES },
  'POST /:language/:slug/messages/:aboutId': {
    ...{ path: talk, form: { body: 'À mardi', once: 'once' }, may: PARTIES, events: ['message.sent'] },
  },
  ...Object.fromEntries(
    (['bookings/:id', 'matches/:id'] as const).flatMap((of) => {
      const path = `/api/v1/${of.replace(':id', of.startsWith('b') ? 'bkg_confirmed_a' : 'mat_open_a')}/messages`
      return [
        [`GET /api/v1/${of}/messages`, { path, may: PARTIES }],
        [
          `POST /api/v1/${of}/messages`,
          { path, json: { body: 'À mardi' }, may: PARTIES, status: 201, events: ['message.sent'] },
        ],
      ]
    }),
  ),

  'GET /api/v1/offers/:id/matches': {
    path: '/api/v1/offers/ofr_public_a/matches',
    may: [...OFFER_SIDE, 'coordinator'],
  },
  'GET /api/v1/needs/:id/matches': {
    path: '/api/v1/needs/ned_public_a/matches',
    may: ['borrower', 'coordinator'],
  },
  'GET /api/v1/clusters/:slug/suggestions': {
    path: '/api/v1/clusters/pole-a/suggestions?kind=waste&title=sciure',
    may: SIGNED_IN,
  },
  'GET /api/v1/offers/:id/ideas': {
    path: '/api/v1/offers/ofr_public_a/ideas',
    may: [...OFFER_SIDE, 'coordinator'],
  },
  'GET /api/v1/needs/:id/ideas': {
    path: '/api/v1/needs/ned_public_a/ideas',
    may: ['borrower', 'coordinator'],
  },
  'GET /api/v1/matches/:id': { path: at, may: [...OFFER_SIDE, 'borrower'] },
  'POST /api/v1/matches/:id/accept': {
    ...{ path: `${at}/accept`, json: {}, may: [...OFFER_SIDE, 'borrower'], events: ['match.accepted'] },
  },
  'POST /api/v1/matches/:id/dismiss': {
    ...{
      path: `${at}/dismiss`,
      json: { reason: 'too_far' },
      may: [...OFFER_SIDE, 'borrower'],
      events: ['match.dismissed'],
    },
  },
  'POST /api/v1/matches/:id/propose': {
    path: `${at}/propose`,
    json: { startsAt: '2026-12-11T13:00:00.000Z', endsAt: '2026-12-11T15:00:00.000Z' },
    ...{ may: OFFER_SIDE, events: ['match.time_proposed'] },
  },
}
