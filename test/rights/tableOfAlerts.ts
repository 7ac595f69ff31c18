import type { Entry } from './table'
import { SIGNED_IN } from './world'

const at = '/:language/:slug'
const page = '/fr/pole-a/searches/sch_borrower_a'
const one = '/api/v1/searches/sch_borrower_a'
const mine = ['borrower'] as const
const settings = { topics: ['bookings'], quiet: { from: '22:00', to: '06:00' } }
/** Whoever is signed in may look for what is public in another cluster. */
const elsewhere = /pole-b/

/** Saved searches, and which mails one wants. */
export const alertRoutes: Record<string, Entry> = {
  [`GET ${at}/searches`]: { path: '/fr/pole-a/searches', may: SIGNED_IN },
  [`POST ${at}/searches`]: {
    ...{ path: '/fr/pole-a/searches', form: { q: 'salle', kind: 'space' }, may: SIGNED_IN, elsewhere },
  },
  [`GET ${at}/searches/:id`]: { path: page, may: mine },
  [`POST ${at}/searches/:id`]: {
    path: page,
    form: { q: 'atelier', radius: '5', rhythm: 'digest' },
    may: mine,
  },
  [`POST ${at}/searches/:id/remove`]: { path: `${page}/remove`, form: {}, may: mine },
  'GET /:language/account/mails': { path: '/fr/account/mails', may: SIGNED_IN },
  'POST /:language/account/mails': {
    ...{
      path: '/fr/account/mails',
      form: { topics: 'bookings', from: '22:00', to: '06:00' },
      may: SIGNED_IN,
    },
  },

  'GET /api/v1/clusters/:slug/searches': { path: '/api/v1/clusters/pole-a/searches', may: SIGNED_IN },
  'POST /api/v1/clusters/:slug/searches': {
    ...{ path: '/api/v1/clusters/pole-a/searches', json: { q: 'salle', kind: 'space', rhythm: 'now' } },
    ...{ may: SIGNED_IN, status: 201, elsewhere },
  },
  'GET /api/v1/searches/:id': { path: one, may: mine },
  'GET /api/v1/searches/:id/found': { path: `${one}/found`, may: mine },
  'PATCH /api/v1/searches/:id': {
    path: one,
    json: { q: 'atelier', radiusKm: 5, rhythm: 'now', status: 'paused' },
    may: mine,
  },
  'DELETE /api/v1/searches/:id': { path: one, may: mine, status: 204 },
  'GET /api/v1/me/mails': { path: '/api/v1/me/mails', may: SIGNED_IN },
  'PUT /api/v1/me/mails': { path: '/api/v1/me/mails', json: settings, may: SIGNED_IN },
}
