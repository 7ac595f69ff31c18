import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'
import { calendarSecretOf } from './worldOfCalendars'

const LENDER = ['manager', 'answerer', 'coordinator'] as const
const INSIDE = ['manager', 'answerer', 'member', 'coordinator'] as const
const OWNER = ['manager'] as const
const ADDED = ['feed.added', 'capacity.closures_replaced']
const REMOVED = ['feed.removed', 'capacity.closures_replaced']

const offer = '/fr/pole-a/offers/ofr_public_a/calendars'
const lender = '/fr/pole-a/organisations/org_lender_a/calendars'
const ICS = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', 'BEGIN:VEVENT', 'UID:one'],
  ...['DTSTART:20270701T090000Z', 'DTEND:20270701T100000Z', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n')

/** Calendars out, at secret addresses, and in, as closures. */
export const calendarRoutes: Record<string, Entry> = {
  // Who has the address reads: a person without bookings, so that this says nothing of others.
  'GET /calendars/:token': { path: `/calendars/${calendarSecretOf('cal_bystander-a')}.ics`, may: EVERYONE },

  'GET /:language/account/calendars': { path: '/fr/account/calendars', may: SIGNED_IN },
  'POST /:language/account/calendars': {
    path: '/fr/account/calendars',
    form: {},
    may: SIGNED_IN,
    status: 200,
  },
  'POST /:language/account/calendars/revoke': {
    ...{ path: '/fr/account/calendars/revoke', form: {}, may: ['manager', 'bystander', 'memberOfB'] },
  },
  'POST /:language/account/calendars/:id/revoke': {
    ...{ path: '/fr/account/calendars/cal_manager_a/revoke', form: {}, may: OWNER },
  },
  'GET /:language/:slug/organisations/:id/calendars': { path: lender, may: INSIDE },
  'POST /:language/:slug/organisations/:id/calendars': { path: lender, form: {}, may: INSIDE, status: 200 },
  'POST /:language/:slug/organisations/:id/calendars/revoke': {
    path: `${lender}/revoke`,
    form: {},
    may: OWNER,
  },
  'GET /:language/:slug/offers/:id/calendars': { path: offer, may: SIGNED_IN },
  'POST /:language/:slug/offers/:id/calendars': { path: offer, form: {}, may: SIGNED_IN, status: 200 },
  'POST /:language/:slug/offers/:id/calendars/revoke': { path: `${offer}/revoke`, form: {}, may: OWNER },
  'POST /:language/:slug/offers/:id/calendars/feeds': {
    ...{ path: `${offer}/feeds`, may: LENDER, events: ADDED },
    form: { name: 'Accueil', capacityId: 'cap_public_a', file: new File([ICS], 'accueil.ics') },
  },
  'POST /:language/:slug/offers/:id/calendars/feeds/:feed/refresh': {
    ...{ path: `${offer}/feeds/fee_public_a/refresh`, form: {}, may: LENDER },
  },
  'POST /:language/:slug/offers/:id/calendars/feeds/:feed/remove': {
    ...{ path: `${offer}/feeds/fee_public_a/remove`, form: {}, may: LENDER, events: REMOVED },
  },

  'GET /api/v1/calendars': { path: '/api/v1/calendars', may: SIGNED_IN },
  'POST /api/v1/calendars': {
    path: '/api/v1/calendars',
    json: { scope: 'organisation', subjectId: 'org_lender_a', clusterId: 'clu_a' },
    ...{ may: INSIDE, status: 201 },
  },
  'POST /api/v1/calendars/:id/revoke': {
    path: '/api/v1/calendars/cal_manager_a/revoke',
    json: {},
    may: OWNER,
  },
  'GET /api/v1/offers/:id/feeds': { path: '/api/v1/offers/ofr_public_a/feeds', may: LENDER },
  'POST /api/v1/offers/:id/feeds': {
    path: '/api/v1/offers/ofr_public_a/feeds',
    json: { name: 'Accueil', capacityId: 'cap_public_a', file: ICS },
    ...{ may: LENDER, status: 201, events: ADDED },
  },
  'POST /api/v1/feeds/:id/refresh': { path: '/api/v1/feeds/fee_public_a/refresh', json: {}, may: LENDER },
  'POST /api/v1/feeds/:id/remove': {
    ...{ path: '/api/v1/feeds/fee_public_a/remove', json: {}, may: LENDER, events: REMOVED },
  },
}
