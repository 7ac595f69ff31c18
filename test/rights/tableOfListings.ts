import { db } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, type Role, SIGNED_IN } from './world'
import { JPEG } from './worldOfBookings'

// An offer is the lender's, a need the borrower's; a coordinator acts on behalf of one of their members.

interface Place {
  direction: 'offer' | 'need'
  holders: readonly Role[]
  organisationId: string
  /** A member on whose behalf a coordinator acts. */
  memberId: string
  draft: string
  quiet: string
}
const PLACES: Place[] = [
  {
    ...{ direction: 'offer', holders: ['manager', 'answerer', 'member'], organisationId: 'org_lender_a' },
    ...{ memberId: 'mbr_member_a', draft: 'ofr_draft_a', quiet: 'ofr_quiet_a' },
  },
  {
    ...{ direction: 'need', holders: ['borrower'], organisationId: 'org_borrower_a' },
    ...{ memberId: 'mbr_hand_a', draft: 'ned_draft_a', quiet: 'ned_quiet_a' },
  },
]
const photo = () => new File([JPEG], 'salle.jpg', { type: 'image/jpeg' })
const paused = (id: string) => () =>
  db.updateTable('listings').set({ status: 'paused' }).where('id', '=', id).execute()
const WEEK = { startsAt: '2026-12-07T08:00:00.000Z', endsAt: '2026-12-11T17:00:00.000Z' }
const WINDOWS = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]

function apiRoutes({
  direction,
  holders,
  organisationId,
  memberId,
  draft,
  quiet,
}: Place): Record<string, Entry> {
  const at = `/api/v1/${direction}s`
  const may = [...holders, 'coordinator'] as const
  const act = (verb: string, id: string, past: string, more: Partial<Entry> = {}): Entry => ({
    ...{ path: `${at}/${id}/${verb}`, json: {}, may, events: [`listing.${past}`] },
    by: { coordinator: { json: { onBehalfOf: memberId } } },
    ...more,
  })
  const creation = {
    ...{
      organisationId,
      kind: 'space',
      title: 'Grande salle',
      description: 'Au calme',
      quantity: 1,
      publish: true,
    },
    ...{
      commune: 'Rouen',
      postcode: '76000',
      address: '1 quai',
      lat: 49.44,
      lng: 1.09,
      tariffMode: 'free',
      visibility: 'cluster',
    },
    ...(direction === 'offer' ? { windows: WINDOWS, details: { seats: 20 } } : WEEK),
  }
  return {
    [`POST /api/v1/clusters/:slug/${direction}s`]: {
      ...{ path: `/api/v1/clusters/pole-a/${direction}s`, json: creation, may, status: 201 },
      ...{ events: ['listing.drafted', 'listing.published'] },
      by: { coordinator: { json: { ...creation, onBehalfOf: memberId } } },
    },
    [`GET /api/v1/${direction}s/:id`]: { path: `${at}/${quiet}`, may: EVERYONE },
    [`PATCH /api/v1/${direction}s/:id`]: {
      ...{
        path: `${at}/${quiet}`,
        json: { title: 'Petite salle' },
        headers: { 'if-match': '"1"' },
        may,
        events: ['listing.edited'],
      },
      by: { coordinator: { json: { title: 'Petite salle', onBehalfOf: memberId } } },
    },
    [`POST /api/v1/${direction}s/:id/publish`]: act('publish', draft, 'published'),
    [`POST /api/v1/${direction}s/:id/pause`]: act('pause', quiet, 'paused'),
    [`POST /api/v1/${direction}s/:id/resume`]: act('resume', quiet, 'resumed', { given: paused(quiet) }),
    [`POST /api/v1/${direction}s/:id/renew`]: act('renew', quiet, 'renewed'),
    [`POST /api/v1/${direction}s/:id/close`]: act('close', quiet, 'closed', {
      json: { outcome: 'no_longer_needed' },
      by: { coordinator: { json: { outcome: 'no_longer_needed', onBehalfOf: memberId } } },
    }),
  }
}

function pageRoutes({ direction, quiet }: Place): Record<string, Entry> {
  const at = `/:language/:slug/${direction}s/:id`
  const path = `/fr/pole-a/${direction}s/${quiet}`
  return {
    [`GET ${at}`]: { path, may: EVERYONE },
    [`GET ${at}/report`]: { path: `${path}/report`, may: EVERYONE },
    [`POST ${at}/report`]: {
      ...{
        path: `${path}/report`,
        form: { reason: 'wrong', note: 'La salle a fermé' },
        may: EVERYONE,
        events: ['report.opened'],
      },
    },
    [`POST ${at}/hide`]: {
      ...{
        path: `${path}/hide`,
        form: { reason: 'La salle a fermé' },
        may: ['coordinator'],
        events: ['listing.hidden'],
      },
    },
    [`POST ${at}/restore`]: {
      ...{ path: `${path}/restore`, form: {}, may: ['coordinator'], events: ['listing.restored'] },
      given: () =>
        db.updateTable('listings').set({ hiddenReason: 'ZEBRE-reason' }).where('id', '=', quiet).execute(),
    },
  }
}

const HOLDERS = ['manager', 'answerer', 'member', 'coordinator'] as const
const mine = '/fr/pole-a/me/listings'
const own = (verb: string, id: string, more: Partial<Entry>): Entry => ({
  path: `${mine}/${id}/${verb}`,
  form: {},
  may: HOLDERS,
  ...more,
})

export const listingRoutes: Record<string, Entry> = {
  ...Object.assign({}, ...PLACES.map(apiRoutes)),
  ...Object.assign({}, ...PLACES.map(pageRoutes)),

  'GET /photos/:id': { path: '/photos/pho_public_a', may: EVERYONE },
  'GET /robots.txt': { path: '/robots.txt', may: EVERYONE },
  'GET /sitemap.xml': { path: '/sitemap.xml', may: EVERYONE },

  'GET /:language/:slug/post': { path: '/fr/pole-a/post', may: SIGNED_IN },
  'GET /:language/:slug/post/:direction': { path: '/fr/pole-a/post/offer', may: SIGNED_IN },
  'GET /:language/:slug/post/:direction/:kind': { path: '/fr/pole-a/post/offer/space', may: SIGNED_IN },
  'POST /:language/:slug/post/:direction/:kind': {
    path: '/fr/pole-a/post/offer/space',
    form: {
      title: 'Grande salle',
      description: 'Au calme',
      'details.seats': '20',
      organisation: 'org_lender_a',
      once: 'once',
      photo: photo(),
    },
    ...{ may: HOLDERS, events: ['listing.drafted', 'listing.photos_changed'], keeps: true },
    by: {
      coordinator: {
        form: { title: 'Grande salle', organisation: 'org_lender_a~mbr_member_a' },
        events: ['listing.drafted'],
      },
    },
  },
  'GET /:language/:slug/low-codes': { path: '/fr/pole-a/low-codes?q=bois', may: EVERYONE },
  'GET /:language/:slug/rome': { path: '/fr/pole-a/rome?q=compta', may: EVERYONE },
  'GET /:language/:slug/geocode': { path: '/fr/pole-a/geocode?q=Rouen', may: SIGNED_IN },

  'GET /:language/:slug/me/listings': { path: mine, may: SIGNED_IN },
  'GET /:language/:slug/me/listings/:id': { path: `${mine}/ofr_draft_a`, may: HOLDERS },
  'GET /:language/:slug/me/listings/:id/:step': { path: `${mine}/ofr_draft_a/what`, may: HOLDERS },
  'POST /:language/:slug/me/listings/:id/:step': own('what', 'ofr_quiet_a', {
    form: { title: 'Petite salle', description: 'Claire', 'details.seats': '12', version: '1' },
    events: ['listing.edited'],
  }),
  'POST /:language/:slug/me/listings/:id/publish': own('publish', 'ofr_draft_a', {
    events: ['listing.published'],
  }),
  'POST /:language/:slug/me/listings/:id/pause': own('pause', 'ofr_quiet_a', { events: ['listing.paused'] }),
  'POST /:language/:slug/me/listings/:id/resume': own('resume', 'ofr_paused_a', {
    events: ['listing.resumed'],
  }),
  'POST /:language/:slug/me/listings/:id/renew': own('renew', 'ofr_quiet_a', { events: ['listing.renewed'] }),
  'POST /:language/:slug/me/listings/:id/close': own('close', 'ofr_quiet_a', {
    ...{ form: { outcome: 'no_longer_needed' }, events: ['listing.closed'] },
  }),
  'POST /:language/:slug/me/listings/:id/duplicate': own('duplicate', 'ofr_quiet_a', {
    events: ['listing.drafted'],
  }),
  'POST /:language/:slug/me/listings/:id/photo': own('photo', 'ofr_quiet_a', {
    ...{ form: { photo: photo(), photoAlt: 'Une salle' }, events: ['listing.photos_changed'] },
  }),
  'POST /:language/:slug/me/listings/:id/unphoto': own('unphoto', 'ofr_public_a', {
    ...{ form: { photo: 'pho_public_a' }, events: ['listing.photos_changed'] },
  }),
}
