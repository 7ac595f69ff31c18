import { db } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, MEMBERS, SIGNED_IN } from './world'
import { JPEG } from './worldOfBookings'

// A site is its landlord's and the coordinators'; of one that is online others see what its offer shows. Leads are the
// coordinators' alone, and anyone may report.

const INSIDE = ['manager', 'answerer', 'member', 'coordinator'] as const
const COORDINATOR = ['coordinator'] as const
const VERSION = { headers: { 'if-match': '"1"' } }
const PDF = new File(['%PDF-1.7 plan'], 'plan.pdf', { type: 'application/pdf' })
const picture = () => new File([JPEG], 'plan.jpg', { type: 'image/jpeg' })
const online = () =>
  db.updateTable('listings').set({ status: 'published' }).where('id', '=', 'ofr_site_a').execute()
const OPENED = ['listing.drafted', 'site.opened', 'lot.added']
const LOT_CHANGED = ['listing.edited', 'capacity.changed', 'lot.changed']
const SEEN = { words: 'Boutique vide', address: '12 rue du Port' }

const api: Record<string, Entry> = {
  'GET /api/v1/clusters/:slug/sites': { path: '/api/v1/clusters/pole-a/sites', may: MEMBERS },
  'POST /api/v1/clusters/:slug/sites': {
    path: '/api/v1/clusters/pole-a/sites',
    json: { organisationId: 'org_lender_a', name: 'Autre halle', lots: [{ name: 'A', surfaceM2: 40 }] },
    ...{ may: INSIDE, status: 201, events: OPENED },
    by: {
      coordinator: {
        json: {
          ...{ organisationId: 'org_lender_a', name: 'Autre halle', onBehalfOf: 'mbr_member_a' },
          lots: [{ name: 'A', surfaceM2: 40 }],
        },
      },
    },
  },
  'GET /api/v1/clusters/:slug/friches.csv': { path: '/api/v1/clusters/pole-a/friches.csv', may: MEMBERS },
  'GET /api/v1/sites/:id': { path: '/api/v1/sites/sit_draft_a', may: INSIDE },
  'PATCH /api/v1/sites/:id': {
    ...{ path: '/api/v1/sites/sit_draft_a', json: { name: 'La halle' }, ...VERSION, may: INSIDE },
    events: ['site.changed', 'listing.edited'],
  },
  'POST /api/v1/sites/:id/publish': {
    ...{ path: '/api/v1/sites/sit_draft_a/publish', json: {}, may: INSIDE, events: ['listing.published'] },
  },
  'POST /api/v1/sites/:id/pause': {
    ...{
      path: '/api/v1/sites/sit_draft_a/pause',
      json: {},
      may: INSIDE,
      events: ['listing.paused'],
      given: online,
    },
  },
  'POST /api/v1/sites/:id/lots': {
    path: '/api/v1/sites/sit_draft_a/lots',
    json: { name: 'A3', surfaceM2: 20, buildingId: 'bld_hall_a' },
    ...{ may: INSIDE, status: 201, events: ['listing.edited', 'lot.added'] },
  },
  'PATCH /api/v1/lots/:id': {
    ...{
      path: '/api/v1/lots/lot_one_a',
      json: { surfaceM2: 60 },
      ...VERSION,
      may: INSIDE,
      events: LOT_CHANGED,
    },
  },
  'DELETE /api/v1/lots/:id': {
    ...{ path: '/api/v1/lots/lot_two_a', may: INSIDE, status: 204 },
    events: ['listing.edited', 'capacity.changed', 'lot.removed'],
  },
  'PUT /api/v1/sites/:id/buildings': {
    path: '/api/v1/sites/sit_draft_a/buildings',
    json: { buildings: [{ id: 'bld_hall_a', name: 'Grande halle' }] },
    ...{ may: INSIDE, events: ['site.changed'] },
  },
  'PUT /api/v1/sites/:id/charges': {
    path: '/api/v1/sites/sit_draft_a/charges',
    json: { charges: [{ item: 'insurance', centsPerYear: 90_000 }] },
    ...{ may: INSIDE, events: ['site.changed', 'listing.edited'] },
  },
  'POST /api/v1/sites/:id/documents': {
    path: '/api/v1/sites/sit_draft_a/documents?name=Plan&kind=plan',
    ...{ raw: '%PDF-1.7 plan', headers: { 'content-type': 'application/pdf' } },
    ...{ may: INSIDE, status: 201, events: ['site.changed'] },
  },
  'GET /api/v1/documents/:id': { path: '/api/v1/documents/doc_own_a', may: INSIDE },
  'DELETE /api/v1/documents/:id': {
    ...{ path: '/api/v1/documents/doc_own_a', may: INSIDE, status: 204, events: ['site.changed'] },
  },
  'POST /api/v1/sites/:id/plans': {
    path: '/api/v1/sites/sit_draft_a/plans?name=Cave',
    ...{ raw: JPEG, headers: { 'content-type': 'image/jpeg' } },
    ...{ may: INSIDE, status: 201, events: ['site.changed'] },
  },
  'DELETE /api/v1/plans/:id': {
    ...{
      path: '/api/v1/plans/pln_draft_a',
      may: INSIDE,
      status: 204,
      events: ['site.changed', 'lot.changed'],
    },
  },
  'POST /api/v1/clusters/:slug/leads/report': {
    ...{ path: '/api/v1/clusters/pole-a/leads/report', json: SEEN, may: SIGNED_IN, status: 202 },
    ...{ events: ['lead.reported'], elsewhere: /pole-b/ },
  },
  'GET /api/v1/clusters/:slug/leads': { path: '/api/v1/clusters/pole-a/leads', may: COORDINATOR },
  'GET /api/v1/clusters/:slug/leads.csv': { path: '/api/v1/clusters/pole-a/leads.csv', may: COORDINATOR },
  'POST /api/v1/clusters/:slug/leads': {
    path: '/api/v1/clusters/pole-a/leads',
    json: { title: 'Garage', ownerId: 'org_lender_a', nextBy: 'per_coordinator_a' },
    ...{ may: COORDINATOR, status: 201, events: ['lead.opened'] },
  },
  'GET /api/v1/leads/:id': { path: '/api/v1/leads/lea_open_a', may: COORDINATOR },
  'PATCH /api/v1/leads/:id': {
    ...{ path: '/api/v1/leads/lea_open_a', json: { nextAction: 'Appeler' }, ...VERSION, may: COORDINATOR },
    events: ['lead.changed'],
  },
  'POST /api/v1/leads/:id/move': {
    ...{ path: '/api/v1/leads/lea_open_a/move', json: { to: 'contact', note: 'Vu' }, may: COORDINATOR },
    events: ['lead.moved'],
  },
  'POST /api/v1/leads/:id/notes': {
    ...{ path: '/api/v1/leads/lea_open_a/notes', json: { kind: 'call', body: 'Vu' }, may: COORDINATOR },
    ...{ status: 201, events: ['lead.noted'] },
  },
  'POST /api/v1/leads/:id/listing': {
    path: '/api/v1/leads/lea_street_a/listing',
    json: { organisationId: 'org_lender_a', quantity: 40, unit: 'pallet' },
    ...{ may: COORDINATOR, status: 201, events: ['listing.drafted', 'lead.became_listing'] },
  },
  'POST /api/v1/leads/:id/site': {
    ...{ path: '/api/v1/leads/lea_open_a/site', json: { organisationId: 'org_lender_a' }, may: COORDINATOR },
    ...{ status: 201, events: ['listing.drafted', 'site.opened', 'lead.became_site'] },
  },
}

const at = '/:language/:slug'
const page = (path: string) => `/fr/pole-a${path}`
const site = '/premises/sit_draft_a'
const inside = (path: string, more: Partial<Entry> = {}): Entry => ({
  path: page(site + path),
  may: INSIDE,
  ...more,
})
const sheet = {
  ...{ name: 'La halle', description: 'Au bord de l’eau', address: '3 rue Puchot', commune: 'Elbeuf' },
  ...{ postcode: '76500', insee: '', lat: '', lng: '', surfaceM2: '900', vacantSince: '', endsOn: '' },
  ...{ endReason: '', visibility: 'public', version: '1' },
}
const lotForm = {
  name: 'A1',
  surfaceM2: '60',
  floor: '',
  state: 'ready',
  comfortPercent: '100',
  version: '1',
}
const leadForm = {
  title: 'Garage',
  nextAction: 'Appeler',
  nextBy: 'per_coordinator_a',
  ownerId: 'org_lender_a',
}

const pages: Record<string, Entry> = {
  'GET /plan-pictures/:id': { path: '/plan-pictures/pln_draft_a', may: INSIDE },
  'GET /site-documents/:id': { path: '/site-documents/doc_own_a', may: INSIDE },
  'GET /lead-photos/:id': { path: '/lead-photos/lea_reported_a', may: COORDINATOR },
  [`GET ${at}/premises`]: { path: page('/premises'), may: EVERYONE },
  [`GET ${at}/premises/friches.csv`]: { path: page('/premises/friches.csv'), may: MEMBERS },
  [`GET ${at}/premises/new`]: { path: page('/premises/new'), may: MEMBERS },
  [`POST ${at}/premises/new`]: {
    path: page('/premises/new'),
    form: {
      ...{ organisationId: 'org_lender_a', name: 'Autre halle', commune: 'Elbeuf', act: 'draft' },
      ...{ 'lots.0.name': 'Lot 1', 'lots.0.surfaceM2': '40' },
    },
    ...{ may: INSIDE, events: OPENED },
  },
  [`GET ${at}/premises/:id`]: inside(''),
  [`POST ${at}/premises/:id/online`]: inside('/online', { form: {}, events: ['listing.published'] }),
  [`POST ${at}/premises/:id/offline`]: inside('/offline', {
    form: {},
    events: ['listing.paused'],
    given: online,
  }),
  [`POST ${at}/premises/:id/photo`]: inside('/photo', {
    ...{ form: { photo: picture(), photoAlt: 'La halle' }, events: ['listing.photos_changed'] },
  }),
  [`POST ${at}/premises/:id/unphoto`]: inside('/unphoto', {
    ...{ form: { photo: 'pho_site_a' }, events: ['listing.photos_changed'] },
  }),
  [`GET ${at}/premises/:id/edit`]: inside('/edit'),
  [`POST ${at}/premises/:id/edit`]: inside('/edit', {
    form: sheet,
    events: ['site.changed', 'listing.edited'],
  }),
  [`GET ${at}/premises/:id/lots/new`]: inside('/lots/new'),
  [`POST ${at}/premises/:id/lots/new`]: inside('/lots/new', {
    ...{ form: { ...lotForm, name: 'A3' }, events: ['listing.edited', 'lot.added'] },
  }),
  [`GET ${at}/premises/:id/lots/:lot`]: inside('/lots/lot_one_a'),
  [`POST ${at}/premises/:id/lots/:lot`]: inside('/lots/lot_one_a', { form: lotForm, events: LOT_CHANGED }),
  [`POST ${at}/premises/:id/lots/:lot/remove`]: inside('/lots/lot_two_a/remove', {
    ...{ form: {}, events: ['listing.edited', 'capacity.changed', 'lot.removed'] },
  }),
  [`GET ${at}/premises/:id/charges`]: inside('/charges'),
  [`POST ${at}/premises/:id/charges`]: inside('/charges', {
    form: { 'charges.0.item': 'insurance', 'charges.0.label': '', 'charges.0.amount': '900,50' },
    events: ['site.changed', 'listing.edited'],
  }),
  [`GET ${at}/premises/:id/buildings`]: inside('/buildings'),
  [`POST ${at}/premises/:id/buildings`]: inside('/buildings', {
    form: { 'buildings.0.id': 'bld_hall_a', 'buildings.0.name': 'Halle', 'buildings.0.kind': 'industrial' },
    events: ['site.changed'],
  }),
  [`GET ${at}/premises/:id/friches`]: inside('/friches'),
  [`POST ${at}/premises/:id/friches`]: inside('/friches', {
    ...{ form: { bati_etat: 'dégradation moyenne', version: '1' }, events: ['site.changed'] },
  }),
  [`GET ${at}/premises/:id/plans`]: inside('/plans'),
  [`POST ${at}/premises/:id/plans`]: inside('/plans', {
    ...{ form: { name: 'Cave', picture: picture() }, events: ['site.changed'] },
  }),
  [`GET ${at}/premises/:id/plans/:plan`]: inside('/plans/pln_draft_a'),
  [`POST ${at}/premises/:id/plans/:plan`]: inside('/plans/pln_draft_a', {
    form: { lot: 'lot_two_a', outline: '', x: '10', y: '10', w: '50', h: '40', act: 'draw' },
    events: ['lot.changed'],
  }),
  [`POST ${at}/premises/:id/plans/:plan/remove`]: inside('/plans/pln_draft_a/remove', {
    ...{ form: {}, events: ['site.changed', 'lot.changed'] },
  }),
  [`GET ${at}/premises/:id/documents`]: inside('/documents'),
  [`POST ${at}/premises/:id/documents`]: inside('/documents', {
    ...{ form: { file: PDF, name: 'Plan', kind: 'plan', audience: 'owner' }, events: ['site.changed'] },
  }),
  [`POST ${at}/premises/:id/documents/remove`]: inside('/documents/remove', {
    ...{ form: { document: 'doc_own_a' }, events: ['site.changed'] },
  }),
  [`GET ${at}/report-place`]: { path: page('/report-place'), may: EVERYONE },
  [`POST ${at}/report-place`]: {
    ...{
      path: page('/report-place'),
      form: SEEN,
      may: EVERYONE,
      events: ['lead.reported'],
      elsewhere: /pole-b/,
    },
  },
  [`GET ${at}/report-place/thanks`]: { path: page('/report-place/thanks'), may: EVERYONE },
  [`GET ${at}/leads`]: { path: page('/leads'), may: COORDINATOR },
  [`GET ${at}/leads/map`]: { path: page('/leads/map'), may: COORDINATOR },
  [`GET ${at}/leads.csv`]: { path: page('/leads.csv'), may: COORDINATOR },
  [`GET ${at}/leads/new`]: { path: page('/leads/new'), may: COORDINATOR },
  [`POST ${at}/leads/new`]: {
    ...{ path: page('/leads/new'), form: leadForm, may: COORDINATOR, events: ['lead.opened'] },
  },
  [`GET ${at}/leads/:id`]: { path: page('/leads/lea_open_a'), may: COORDINATOR },
  [`GET ${at}/leads/:id/edit`]: { path: page('/leads/lea_open_a/edit'), may: COORDINATOR },
  [`POST ${at}/leads/:id/edit`]: {
    ...{ path: page('/leads/lea_open_a/edit'), form: { ...leadForm, version: '1' }, may: COORDINATOR },
    events: ['lead.changed'],
  },
  [`POST ${at}/leads/:id/move`]: {
    ...{
      path: page('/leads/lea_open_a/move'),
      form: { to: 'dropped', reason: 'duplicate' },
      may: COORDINATOR,
    },
    events: ['lead.moved'],
  },
  [`POST ${at}/leads/:id/note`]: {
    ...{ path: page('/leads/lea_open_a/note'), form: { kind: 'visit', body: 'Vu' }, may: COORDINATOR },
    events: ['lead.noted'],
  },
  [`POST ${at}/leads/:id/listing`]: {
    path: page('/leads/lea_street_a/listing'),
    form: { direction: 'offer', organisation: 'org_lender_a', quantity: '40', unit: 'pallet' },
    ...{ may: COORDINATOR, events: ['listing.drafted', 'lead.became_listing'] },
  },
  [`POST ${at}/leads/:id/site`]: {
    ...{ path: page('/leads/lea_open_a/site'), form: { organisationId: 'org_lender_a' }, may: COORDINATOR },
    events: ['listing.drafted', 'site.opened', 'lead.became_site'],
  },
}

export const premisesRoutes: Record<string, Entry> = api
export const premisesPages: Record<string, Entry> = pages
