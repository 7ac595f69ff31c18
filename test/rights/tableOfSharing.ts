import type { Entry } from './table'
import { MEMBERS, SIGNED_IN } from './world'

const LENDER = ['manager', 'answerer'] as const
const LEADS = [...LENDER, 'coordinator'] as const
const OWNERS = ['manager', 'answerer', 'member', 'coordinator'] as const
const TAKER = ['borrower', 'coordinator'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const HAND = 'mbr_hand_a'
const booked = ['basket.requested', 'booking.requested', 'booking.requested']
const taken = ['remainder.taken', 'booking.requested']
const jobBooked = ['series.requested', 'job.booked', 'booking.requested', 'booking.requested']
const JOB = {
  ...{ needIds: ['ned_part_a', 'ned_parttwo_a'], carrierId: 'org_lender_a', hourCents: 2400 },
  ...{ startsOn: '2027-02-01', weeks: 4, answerDays: 10, note: 'Merci' },
}
const PARTS = [
  { offerId: 'ofr_some_a', quantity: 30 },
  { offerId: 'ofr_someother_a', quantity: 30 },
]

/** Several at once: shared jobs, offers together, what is left, rounds. */
export const sharingRoutes: Record<string, Entry> = {
  'GET /api/v1/clusters/:slug/jobs': { path: '/api/v1/clusters/pole-a/jobs', may: MEMBERS },
  'GET /api/v1/clusters/:slug/jobs/possible': {
    path: '/api/v1/clusters/pole-a/jobs/possible',
    may: ['coordinator'],
  },
  'POST /api/v1/clusters/:slug/jobs': {
    path: '/api/v1/clusters/pole-a/jobs',
    ...{ json: JOB, may: ['coordinator'], status: 201, events: ['job.proposed'] },
  },
  'GET /api/v1/jobs/:id': { path: '/api/v1/jobs/job_open_a', may: PARTIES },
  'POST /api/v1/jobs/:id/accept': {
    path: '/api/v1/jobs/job_open_a/accept',
    ...{ json: { organisationId: 'org_lender_a' }, may: LEADS, events: ['job.answered'] },
    by: { coordinator: { json: { organisationId: 'org_borrower_a', onBehalfOf: HAND } } },
  },
  'POST /api/v1/jobs/:id/refuse': {
    path: '/api/v1/jobs/job_open_a/refuse',
    ...{ json: { organisationId: 'org_lender_a' }, may: LEADS, events: ['job.refused'] },
    by: { coordinator: { json: { organisationId: 'org_borrower_a', onBehalfOf: HAND } } },
  },
  'POST /api/v1/jobs/:id/withdraw': {
    ...{
      path: '/api/v1/jobs/job_open_a/withdraw',
      json: {},
      may: ['coordinator'],
      events: ['job.withdrawn'],
    },
  },
  'POST /api/v1/jobs/:id/prepare': {
    ...{ path: '/api/v1/jobs/job_agreed_a/prepare', json: {}, may: LENDER },
    events: ['listing.drafted', 'offer_rules.changed', 'job.prepared'],
  },
  'POST /api/v1/jobs/:id/book': {
    path: '/api/v1/jobs/job_agreed_a/book',
    ...{ json: { offerId: 'ofr_staff_a' }, may: LEADS, events: jobBooked },
  },
  'GET /api/v1/needs/:id/together': { path: '/api/v1/needs/ned_many_a/together', may: TAKER },
  'POST /api/v1/needs/:id/together': {
    path: '/api/v1/needs/ned_many_a/together',
    ...{ json: { parts: PARTS, note: 'Merci' }, may: TAKER, status: 201, events: booked },
    by: { coordinator: { json: { parts: PARTS, onBehalfOf: HAND } } },
  },
  'POST /api/v1/offers/:id/share': {
    path: '/api/v1/offers/ofr_waste_a/share',
    json: { startsAt: '2026-11-27T08:00:00.000Z' },
    ...{ may: LEADS, status: 201, events: ['cascade.opened', 'remainder.offered'] },
  },
  'GET /api/v1/offers/:id/cascades': { path: '/api/v1/offers/ofr_waste_a/cascades', may: OWNERS },
  'GET /api/v1/cascades/:id': { path: '/api/v1/cascades/csc_open_a', may: OWNERS },
  'POST /api/v1/cascades/:id/stop': {
    ...{ path: '/api/v1/cascades/csc_open_a/stop', json: {}, may: LEADS },
    events: ['cascade.ended', 'remainder.withdrawn'],
  },
  'GET /api/v1/remainders': { path: '/api/v1/remainders', may: SIGNED_IN },
  'GET /api/v1/remainders/:id': { path: '/api/v1/remainders/rmd_offered_a', may: PARTIES },
  'POST /api/v1/remainders/:id/take': {
    path: '/api/v1/remainders/rmd_offered_a/take',
    ...{ json: { quantity: 100, note: 'Merci' }, may: TAKER, status: 201, events: taken },
    by: { coordinator: { json: { quantity: 100, onBehalfOf: HAND } } },
  },
  'POST /api/v1/remainders/:id/refuse': {
    path: '/api/v1/remainders/rmd_offered_a/refuse',
    ...{ json: {}, may: TAKER, events: ['remainder.refused'] },
    by: { coordinator: { json: { onBehalfOf: HAND } } },
  },
  'GET /api/v1/clusters/:slug/round': {
    path: '/api/v1/clusters/pole-a/round?organisationId=org_borrower_a&day=2026-12-04',
    may: TAKER,
  },
  ...pageRoutes(),
}

function pageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug'
  const page = (path: string) => `/fr/pole-a${path}`
  const [open, agreed] = ['/jobs/job_open_a', '/jobs/job_agreed_a']

  return {
    [`GET ${at}/jobs`]: { path: page('/jobs'), may: MEMBERS },
    [`GET ${at}/jobs/new`]: {
      path: page('/jobs/new?need=ned_part_a&need=ned_parttwo_a'),
      may: ['coordinator'],
    },
    [`POST ${at}/jobs`]: {
      path: page('/jobs'),
      form: {
        ...{ need: ['ned_part_a', 'ned_parttwo_a'], carrierId: 'org_lender_a', hour: '24,50', once: 'once' },
        ...{ startsOn: '2027-02-01', weeks: '4', answerDays: '10', note: 'Merci' },
      } as never,
      ...{ may: ['coordinator'], events: ['job.proposed'] },
    },
    [`GET ${at}/jobs/:id`]: { path: page(open), may: PARTIES },
    [`POST ${at}/jobs/:id/accept`]: {
      ...{ path: page(`${open}/accept`), form: { organisationId: 'org_lender_a' }, may: LEADS },
      events: ['job.answered'],
      by: { coordinator: { form: { onBehalfOf: HAND } } },
    },
    [`POST ${at}/jobs/:id/refuse`]: {
      ...{ path: page(`${open}/refuse`), form: { organisationId: 'org_lender_a' }, may: LEADS },
      events: ['job.refused'],
      by: { coordinator: { form: { onBehalfOf: HAND } } },
    },
    [`POST ${at}/jobs/:id/withdraw`]: {
      ...{ path: page(`${open}/withdraw`), form: {}, may: ['coordinator'], events: ['job.withdrawn'] },
    },
    [`POST ${at}/jobs/:id/prepare`]: {
      ...{ path: page(`${agreed}/prepare`), form: {}, may: LENDER },
      events: ['listing.drafted', 'offer_rules.changed', 'job.prepared'],
    },
    [`POST ${at}/jobs/:id/book`]: {
      ...{ path: page(`${agreed}/book`), form: { offerId: 'ofr_staff_a' }, may: LEADS, events: jobBooked },
    },
    [`GET ${at}/needs/:id/together`]: { path: page('/needs/ned_many_a/together'), may: TAKER },
    [`POST ${at}/needs/:id/together`]: {
      path: page('/needs/ned_many_a/together'),
      ...{ form: { once: 'once', note: 'Merci' }, may: TAKER, events: booked },
      by: { coordinator: { form: { onBehalfOf: HAND } } },
    },
    [`GET ${at}/offers/:id/share`]: { path: page('/offers/ofr_waste_a/share'), may: LEADS },
    [`POST ${at}/offers/:id/share`]: {
      path: page('/offers/ofr_waste_a/share'),
      form: { startsAt: '2026-11-27T08:00:00.000Z' },
      ...{ may: LEADS, events: ['cascade.opened', 'remainder.offered'] },
    },
    [`GET ${at}/cascades/:id`]: { path: page('/cascades/csc_open_a'), may: OWNERS },
    [`POST ${at}/cascades/:id/stop`]: {
      ...{ path: page('/cascades/csc_open_a/stop'), form: {}, may: LEADS },
      events: ['cascade.ended', 'remainder.withdrawn'],
    },
    [`GET ${at}/remainders`]: { path: page('/remainders'), may: SIGNED_IN },
    [`GET ${at}/remainders/:id`]: { path: page('/remainders/rmd_offered_a'), may: PARTIES },
    [`POST ${at}/remainders/:id/take`]: {
      ...{ path: page('/remainders/rmd_offered_a/take'), form: { quantity: '100', once: 'once' } },
      ...{ may: TAKER, events: taken },
      by: { coordinator: { form: { quantity: '100', onBehalfOf: HAND } } },
    },
    [`POST ${at}/remainders/:id/refuse`]: {
      ...{
        path: page('/remainders/rmd_offered_a/refuse'),
        form: {},
        may: TAKER,
        events: ['remainder.refused'],
      },
      by: { coordinator: { form: { onBehalfOf: HAND } } },
    },
    [`GET ${at}/me/round`]: {
      path: page('/me/round?organisation=org_borrower_a&date=2026-12-04'),
      may: TAKER,
    },
  }
}
