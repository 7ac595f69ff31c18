import { toMinutes } from '../../worker/core/time'
import type { Entry } from './table'
import { EVERYONE } from './world'

const LENDER = ['manager', 'answerer'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const
const BORROWER = ['borrower', 'coordinator'] as const

const offer = 'offers/ofr_public_a'
const series = 'series/srs_asked_a'
const PLAN = {
  ...{ organisationId: 'org_borrower_a', rrule: 'FREQ=WEEKLY;COUNT=2', startsOn: '2027-02-02' },
  ...{ startsTime: '14:00', endsTime: '16:00', days: 0, quantity: 1, capacityId: 'cap_public_a' },
  ...{ needId: 'ned_public_a', note: 'Merci', exdates: ['2027-03-02'] },
}
const CHANGE = { scope: 'following', date: '2027-01-19', startsTime: '09:00', endsTime: '11:00', quantity: 1 }
const changed = ['series.changed', 'booking.changed']
const twice = (type: string) => [`series.${type}`, `booking.${type}`, `booking.${type}`]

export const seriesRoutes: Record<string, Entry> = {
  ...pageRoutes(),
  'POST /api/v1/offers/:id/series/preview': {
    path: `/api/v1/${offer}/series/preview`,
    json: PLAN,
    may: ['borrower'],
  },
  'POST /api/v1/offers/:id/series': {
    path: `/api/v1/${offer}/series`,
    json: { ...PLAN, skipBusy: true, choices: [{ date: '2027-02-09', skip: true }] },
    ...{ may: ['borrower'], status: 201, events: ['series.requested', 'booking.requested'] },
  },
  'GET /api/v1/series/:id': { path: `/api/v1/${series}`, may: PARTIES },
  'PATCH /api/v1/series/:id': { path: `/api/v1/${series}`, json: CHANGE, may: BORROWER, events: changed },
  'POST /api/v1/series/:id/cancel': {
    path: `/api/v1/${series}/cancel`,
    json: { scope: 'all', date: '2027-01-12', reason: 'Réunion reportée' },
    ...{ may: [...LENDER, ...BORROWER], events: twice('cancelled') },
  },
  'POST /api/v1/series/:id/confirm': {
    ...{
      path: `/api/v1/${series}/confirm`,
      json: {},
      may: [...LENDER, 'coordinator'],
      events: twice('confirmed'),
    },
  },
  'POST /api/v1/series/:id/decline': {
    path: `/api/v1/${series}/decline`,
    json: { dates: ['2027-01-19'] },
    ...{ may: [...LENDER, 'coordinator'], events: ['series.declined', 'booking.declined'] },
  },
  'POST /api/v1/series/:id/dates': {
    path: `/api/v1/${series}/dates`,
    json: { date: '2027-01-26' },
    ...{ may: BORROWER, events: ['series.changed', 'booking.requested'] },
  },
}

function pageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug'
  const here = '/fr/pole-a'
  const ticked = `${toMinutes('2027-02-02T13:00:00.000Z')}-${toMinutes('2027-02-02T15:00:00.000Z')}`
  const form = {
    h: ticked,
    organisationId: 'org_borrower_a',
    quantity: '1',
    note: 'Merci',
    repeat: 'weekly',
    times: '2',
  }
  const act = (verb: string, more: Partial<Entry>): Entry => ({
    ...{ path: `${here}/${series}/${verb}`, may: [...LENDER, 'coordinator'] },
    ...more,
  })
  const { exdates: _, ...carried } = PLAN
  const texts = Object.fromEntries(Object.entries(carried).map(([name, value]) => [name, String(value)]))
  return {
    [`GET ${at}/offers/:id/series`]: { path: `${here}/${offer}/series`, may: EVERYONE, status: 303 },
    [`GET ${at}/offers/:id/series/preview`]: {
      path: `${here}/${offer}/series/preview`,
      may: EVERYONE,
      status: 303,
    },
    [`POST ${at}/offers/:id/series/preview`]: {
      ...{ path: `${here}/${offer}/series/preview`, form, may: BORROWER, status: 200 },
      by: { coordinator: { form: { ...form, organisationId: '', onBehalfOf: 'mbr_hand_a' } } },
    },
    [`POST ${at}/offers/:id/series`]: {
      path: `${here}/${offer}/series`,
      form: { ...texts, 'do.2027-02-09': 'skip', once: 'once' },
      ...{ may: BORROWER, events: ['series.requested', 'booking.requested'] },
      by: {
        coordinator: {
          form: { ...texts, organisationId: '', onBehalfOf: 'mbr_hand_a', 'do.2027-02-09': 'skip' },
        },
      },
    },
    [`GET ${at}/series/:id`]: { path: `${here}/${series}`, may: PARTIES },
    [`POST ${at}/series/:id/confirm`]: act('confirm', { form: { all: '1' }, events: twice('confirmed') }),
    [`POST ${at}/series/:id/decline`]: act('decline', {
      ...{ form: { dates: '2027-01-19' }, events: ['series.declined', 'booking.declined'] },
    }),
    [`POST ${at}/series/:id/dates`]: act('dates', {
      ...{ form: { date: '2027-01-26' }, may: BORROWER, events: ['series.changed', 'booking.requested'] },
    }),
    [`POST ${at}/series/:id/cancel`]: act('cancel', {
      form: { scope: 'this', date: '2027-01-12', reason: 'Réunion reportée' },
      ...{ may: [...LENDER, ...BORROWER], events: ['series.cancelled', 'booking.cancelled'] },
    }),
    [`POST ${at}/series/:id/change`]: act('change', {
      form: { scope: 'following', date: '2027-01-19', startsTime: '09:00', endsTime: '11:00', quantity: '1' },
      ...{ may: BORROWER, events: changed },
    }),
  }
}
