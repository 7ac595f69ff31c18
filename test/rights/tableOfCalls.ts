import type { Entry } from './table'
import { EVERYONE, MEMBERS, putPhotos, SIGNED_IN } from './world'

const RUN = ['manager', 'answerer', 'coordinator'] as const
const JURY = ['member', 'answerer'] as const
/** Those who judge or run a call. */
const INSIDE = ['manager', 'answerer', 'member', 'coordinator'] as const
const OWN = ['borrower'] as const

const POINTS = { points: { c1: 8, c2: 4 }, comments: { c1: 'Utile' } }
const PROFILE = {
  sector: 'food',
  activity: 'Nous cuisinons pour le quartier.',
  team: 'Deux',
  history: 'Un an',
}
const PDF = { raw: '%PDF-1.4 essai', headers: { 'content-type': 'application/pdf' } }

/** Calls for applications, from draft to accepted offers. */
export const callRoutes: Record<string, Entry> = {
  'GET /api/v1/clusters/:slug/calls': { path: '/api/v1/clusters/pole-a/calls', may: EVERYONE },
  'POST /api/v1/clusters/:slug/calls': {
    path: '/api/v1/clusters/pole-a/calls',
    json: { siteId: 'sit_called_a', title: 'Un appel', lotIds: ['lot_first_a'], jurors: ['per_member_a'] },
    ...{ may: RUN, status: 201, events: ['call.drafted'] },
  },
  'GET /api/v1/calls/:id': { path: '/api/v1/calls/cll_open_a', may: EVERYONE },
  'PATCH /api/v1/calls/:id': {
    path: '/api/v1/calls/cll_draft_a',
    headers: { 'if-match': '"1"' },
    json: { title: 'Autre titre', description: 'Mieux', quotas: [{ sector: 'food', min: 1 }] },
    ...{ may: RUN, events: ['call.edited'] },
  },
  'POST /api/v1/calls/:id/amendments': {
    path: '/api/v1/calls/cll_open_a/amendments',
    json: { title: 'Autre titre', reason: 'Une faute' },
    ...{ may: RUN, status: 201, events: ['call.amended'] },
  },
  ...steps('/api/v1/calls', { publish: 'publish', names: 'show-names', finish: 'finish-jury' }, {}),
  'POST /api/v1/calls/:id/cancel': {
    path: '/api/v1/calls/cll_open_a/cancel',
    ...{ json: { reason: 'Le site est vendu' }, may: RUN, events: ['call.cancelled'] },
  },
  'GET /api/v1/calls/:id/allocation': { path: '/api/v1/calls/cll_allocated_a/allocation', may: EVERYONE },
  'GET /api/v1/calls/:id/replay': { path: '/api/v1/calls/cll_allocated_a/replay', may: EVERYONE },
  'GET /api/v1/calls/:id/offers': { path: '/api/v1/calls/cll_allocated_a/offers', may: EVERYONE },
  'GET /api/v1/organisations/:id/profile': { path: '/api/v1/organisations/org_borrower_a/profile', may: OWN },
  'PUT /api/v1/organisations/:id/profile': {
    ...{
      path: '/api/v1/organisations/org_borrower_a/profile',
      json: PROFILE,
      may: OWN,
      events: ['profile.saved'],
    },
  },
  'GET /api/v1/applications': { path: '/api/v1/applications', may: SIGNED_IN },
  'POST /api/v1/calls/:id/applications': {
    path: '/api/v1/calls/cll_open_a/applications',
    ...{ json: { organisationId: 'org_borrower_a' }, may: OWN, status: 201 },
  },
  'GET /api/v1/applications/:id': { path: '/api/v1/applications/apl_judging_a', may: [...OWN, ...INSIDE] },
  'PATCH /api/v1/applications/:id': {
    path: '/api/v1/applications/apl_draft_a',
    json: { answers: ['Un', 'Deux', 'Encore'], choices: ['lot_second_a'], needs: { water: true } },
    ...{ may: OWN, events: ['application.saved'] },
  },
  'POST /api/v1/applications/:id/submit': {
    ...{
      path: '/api/v1/applications/apl_draft_a/submit',
      json: {},
      may: OWN,
      events: ['application.submitted'],
    },
  },
  'POST /api/v1/applications/:id/withdraw': {
    path: '/api/v1/applications/apl_sent_a/withdraw',
    ...{ json: {}, may: ['bystander'], events: ['application.withdrawn'] },
  },
  'POST /api/v1/applications/:id/files': {
    path: '/api/v1/applications/apl_draft_a/files?kind=project',
    ...{ ...PDF, may: OWN, status: 201, events: ['application.saved'] },
  },
  'GET /api/v1/applications/:id/files/:fileId': {
    ...{ path: '/api/v1/applications/apl_draft_a/files/apf_draft_a', may: OWN, given: putPhotos },
  },
  'DELETE /api/v1/applications/:id/files/:fileId': {
    path: '/api/v1/applications/apl_draft_a/files/apf_draft_a',
    ...{ may: OWN, events: ['application.saved'] },
  },
  'PUT /api/v1/applications/:id/score': {
    ...{ path: '/api/v1/applications/apl_judging_a/score', json: POINTS, may: JURY, events: ['score.given'] },
  },
  'POST /api/v1/applications/:id/recuse': {
    path: '/api/v1/applications/apl_judging_a/recuse',
    ...{ json: { reason: 'Trop proche' }, may: JURY, events: ['score.recused'] },
  },
  'GET /api/v1/calls/:id/comparison': { path: '/api/v1/calls/cll_judging_a/comparison', may: INSIDE },
  'GET /api/v1/calls/:id/record': { path: '/api/v1/calls/cll_judging_a/record', may: INSIDE },
  'POST /api/v1/call-offers/:id/accept': {
    ...{ path: '/api/v1/call-offers/clo_open_a/accept', json: {}, may: OWN, events: ['call_offer.accepted'] },
  },
  'POST /api/v1/call-offers/:id/decline': {
    ...{
      path: '/api/v1/call-offers/clo_open_a/decline',
      json: {},
      may: OWN,
      events: ['call_offer.declined'],
    },
  },
}

/** The same by page. */
export const callPageRoutes: Record<string, Entry> = pageRoutes()

/** The steps of a call, each of one that is ready for it. */
function steps(at: string, names: Record<string, string>, form: { form?: object }): Record<string, Entry> {
  const all: [string, string, string[]][] = [
    [names.publish ?? '', 'cll_draft_a', ['call.published']],
    [names.names ?? '', 'cll_judging_a', ['call.names_shown']],
    [names.finish ?? '', 'cll_named_a', ['call.judged']],
    ['allocate', 'cll_judged_a', ['call.allocated', 'call_offer.made']],
    ['end', 'cll_done_a', ['call.ended']],
  ]
  const page = at.startsWith('/:language')
  const base = page ? '/fr/pole-a/calls' : at
  return Object.fromEntries(
    all.map(([step, id, events]): [string, Entry] => [
      `POST ${at}/:id/${step}`,
      {
        path: `${base}/${id}/${step}`,
        may: RUN,
        events,
        ...(page ? { form: {} } : { json: {} }),
        ...(form as object),
      },
    ]),
  )
}

function pageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug'
  const page = (path: string) => `/fr/pole-a${path}`
  const own = '/applications/apl_draft_a'
  const step = (name: string, form: Record<string, string>, events: string[]): Record<string, Entry> => ({
    [`GET ${at}/applications/:id/${name}`]: { path: page(`${own}/${name}`), may: OWN },
    [`POST ${at}/applications/:id/${name}`]: { path: page(`${own}/${name}`), form, may: OWN, events },
  })
  const saved = ['application.saved']
  const get = (path: string, to: string, may: Entry['may']): Record<string, Entry> => ({
    [`GET ${at}${path}`]: { path: page(to), may },
  })
  return {
    ...get('/calls', '/calls', EVERYONE),
    ...get('/applications', '/applications', SIGNED_IN),
    ...get('/calls/new', '/calls/new', [...RUN, 'bystander']),
    [`POST ${at}/calls/new`]: {
      ...{ path: page('/calls/new'), form: { siteId: 'sit_called_a', title: 'Un appel' } },
      ...{ may: RUN, events: ['call.drafted'] },
    },
    ...get('/calls/:id', '/calls/cll_open_a', EVERYONE),
    ...get('/calls/:id/edit', '/calls/cll_draft_a/edit', RUN),
    [`POST ${at}/calls/:id/edit`]: {
      path: page('/calls/cll_draft_a/edit'),
      form: {
        ...{
          title: 'Autre titre',
          description: 'Mieux',
          form: 'Précaire',
          startsOn: '2027-02-01',
          endsOn: '2028-07-31',
        },
        ...{
          deadlineOn: '2026-12-18',
          deadlineAt: '18:00',
          answerOn: '2027-01-08',
          answerDays: '10',
          visitPlaces: '5',
        },
        ...{
          'questions.0': 'Un ?',
          'questions.1': 'Deux ?',
          'questions.2': 'Trois ?',
          lotIds: 'lot_first_a',
        },
        ...{
          'criteria.0.label': 'Utile',
          'criteria.0.weight': '100',
          'quotas.0.sector': 'food',
          'quotas.0.min': '1',
        },
        ...{
          'visits.0.date': '2026-12-05',
          'visits.0.from': '10:00',
          'visits.0.to': '11:00',
          jurors: 'per_member_a',
        },
      },
      ...{ may: RUN, events: ['call.edited'] },
    },
    ...get('/calls/:id/visits', '/calls/cll_open_a/visits', EVERYONE),
    [`POST ${at}/calls/:id/visits`]: {
      path: page('/calls/cll_open_a/visits'),
      form: { startsAt: '2026-12-16T09:00:00.000Z', organisationId: 'org_borrower_a' },
      ...{ may: ['borrower', 'coordinator'], events: ['booking.requested'] },
    },
    ...get('/calls/:id/apply', '/calls/cll_open_a/apply', MEMBERS),
    [`POST ${at}/calls/:id/apply`]: {
      ...{ path: page('/calls/cll_open_a/apply'), form: { organisationId: 'org_borrower_a' }, may: OWN },
    },
    ...step('profile', PROFILE, ['profile.saved']),
    ...step('lots', { 'choices.0': 'lot_second_a', 'choices.1': 'lot_first_a', 'choices.2': '' }, saved),
    ...step('needs', { surfaceMinM2: '20', must: 'water', use: 'office' }, saved),
    ...step('q1', { answer: 'Autre' }, saved),
    ...step('q2', { answer: 'Autre' }, saved),
    ...step('q3', { answer: 'Autre' }, saved),
    ...step('check', {}, ['application.submitted']),
    ...get('/applications/:id/files', `${own}/files`, OWN),
    [`POST ${at}/applications/:id/files`]: {
      path: page(`${own}/files`),
      form: { kind: 'project', file: new File(['%PDF-1.4 essai'], 'Chez Zoé.pdf') } as never,
      ...{ may: OWN, events: saved },
    },
    [`GET ${at}/applications/:id/files/:file`]: {
      ...{ path: page(`${own}/files/apf_draft_a`), may: OWN, given: putPhotos },
    },
    [`POST ${at}/applications/:id/files/:file/remove`]: {
      ...{ path: page(`${own}/files/apf_draft_a/remove`), form: {}, may: OWN, events: saved },
    },
    [`POST ${at}/applications/:id/withdraw`]: {
      path: page('/applications/apl_sent_a/withdraw'),
      ...{ form: {}, may: ['bystander'], events: ['application.withdrawn'] },
    },
    ...get('/organisations/:id/profile', '/organisations/org_borrower_a/profile', OWN),
    [`POST ${at}/organisations/:id/profile`]: {
      ...{
        path: page('/organisations/org_borrower_a/profile'),
        form: PROFILE,
        may: OWN,
        events: ['profile.saved'],
      },
    },
    ...get('/applications/:id', '/applications/apl_judging_a', [...OWN, ...INSIDE]),
    [`POST ${at}/applications/:id/score`]: {
      path: page('/applications/apl_judging_a/score'),
      form: { 'points.c1': '8', 'points.c2': '4', 'comments.c1': 'Utile' },
      ...{ may: JURY, events: ['score.given'] },
    },
    [`POST ${at}/applications/:id/recuse`]: {
      path: page('/applications/apl_judging_a/recuse'),
      ...{ form: { reason: 'Trop proche' }, may: JURY, events: ['score.recused'] },
    },
    ...get('/calls/:id/jury', '/calls/cll_judging_a/jury', INSIDE),
    ...get('/calls/:id/record', '/calls/cll_judging_a/record', INSIDE),
    ...get('/calls/:id/allocation', '/calls/cll_allocated_a/allocation', EVERYONE),
    ...get('/calls/:id/replay', '/calls/cll_allocated_a/replay', EVERYONE),
    ...get('/calls/:id/export.json', '/calls/cll_allocated_a/export.json', EVERYONE),
    ...steps(`${at}/calls`, { publish: 'publish', names: 'names', finish: 'finish' }, {}),
    [`POST ${at}/calls/:id/cancel`]: {
      path: page('/calls/cll_open_a/cancel'),
      ...{ form: { reason: 'Le site est vendu' }, may: RUN, events: ['call.cancelled'] },
    },
    [`POST ${at}/call-offers/:id/accept`]: {
      ...{
        path: page('/call-offers/clo_open_a/accept'),
        form: {},
        may: OWN,
        events: ['call_offer.accepted'],
      },
    },
    [`POST ${at}/call-offers/:id/decline`]: {
      ...{
        path: page('/call-offers/clo_open_a/decline'),
        form: {},
        may: OWN,
        events: ['call_offer.declined'],
      },
    },
  }
}
