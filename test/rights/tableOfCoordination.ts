import type { Entry } from './table'
import { EVERYONE, MEMBERS } from './world'

const COORDINATOR = ['coordinator'] as const
const at = '/fr/pole-a/coordination'

export const coordinationRoutes: Record<string, Entry> = {
  'GET /:language/:slug/coordination': { path: at, may: COORDINATOR },
  'GET /:language/:slug/coordination/dashboard': { path: `${at}/dashboard`, may: COORDINATOR },
  'GET /:language/:slug/coordination/dashboard/:chart': {
    path: `${at}/dashboard/weeks.csv`,
    may: COORDINATOR,
  },
  'GET /:language/:slug/coordination/counted': { path: `${at}/counted?what=bookings`, may: COORDINATOR },
  'GET /:language/:slug/coordination/journal': { path: `${at}/journal`, may: COORDINATOR },
  'POST /:language/:slug/coordination/renew': {
    ...{
      path: `${at}/renew`,
      form: { listing: 'ofr_quiet_a' },
      may: COORDINATOR,
      events: ['listing.renewed'],
    },
  },
  'GET /:language/:slug/coordination/members': { path: `${at}/members`, may: COORDINATOR },
  'GET /:language/:slug/coordination/members.csv': { path: `${at}/members.csv`, may: COORDINATOR },
  'POST /:language/:slug/coordination/members': {
    ...{ path: `${at}/members`, form: { act: 'accept', organisation: 'org_newcomer_a' }, may: COORDINATOR },
    events: ['affiliation.accepted'],
  },
  'GET /:language/:slug/coordination/reports': { path: `${at}/reports`, may: COORDINATOR },
  'POST /:language/:slug/coordination/reports': {
    ...{
      path: `${at}/reports`,
      form: { act: 'hide', listing: 'ofr_public_a', reason: 'La salle a fermé' },
      may: COORDINATOR,
    },
    events: ['listing.hidden', 'report.upheld'],
  },
  'GET /:language/:slug/coordination/import': { path: `${at}/import`, may: COORDINATOR },
  'POST /:language/:slug/coordination/import': {
    ...{ path: `${at}/import`, form: { kind: 'organisations', file: csv() }, may: COORDINATOR },
  },
  'GET /:language/:slug/coordination/import/:id': { path: `${at}/import/imp_preview_a`, may: COORDINATOR },
  'POST /:language/:slug/coordination/import/:id': {
    ...{
      path: `${at}/import/imp_preview_a`,
      form: { act: 'accept', 'c.name': 'name', 'c.siret': 'siret' },
      may: COORDINATOR,
    },
    events: ['import.accepted'],
  },
  'GET /:language/:slug/coordination/import/:id/remarks.csv': {
    path: `${at}/import/imp_preview_a/remarks.csv`,
    may: COORDINATOR,
  },
  'GET /:language/:slug/coordination/pages': { path: `${at}/pages`, may: COORDINATOR },
  'GET /:language/:slug/coordination/pages/:page/:language': {
    path: `${at}/pages/help/fr`,
    may: COORDINATOR,
  },
  'POST /:language/:slug/coordination/pages/:page/:language': {
    ...{
      path: `${at}/pages/help/fr`,
      form: { body: 'Comment faire, mieux dit.' },
      may: COORDINATOR,
      events: ['cluster_page.edited'],
    },
  },
  'GET /:language/:slug/coordination/settings': { path: `${at}/settings`, may: COORDINATOR },
  'POST /:language/:slug/coordination/settings': {
    path: `${at}/settings`,
    form: {
      ...{
        name: 'Pôle A',
        territory: 'autour de Rouen',
        lat: '49,44',
        lng: '1,09',
        radiusKm: '30',
        timeZone: 'Europe/Paris',
      },
      ...{
        currency: 'EUR',
        languages: ['fr', 'ar'],
        first: 'ar',
        charter: 'Nous prêtons.',
        helperName: '',
        helperPhone: '',
        version: '1',
      },
    },
    ...{ may: COORDINATOR, events: ['cluster.updated'] },
  },
  'GET /:language/:slug/pages/:name': { path: '/fr/pole-a/pages/help', may: EVERYONE },

  'GET /:language': { path: '/fr', may: EVERYONE },
  'GET /:language/operator': { path: '/fr/operator', may: ['operator'] },
  'POST /:language/operator': {
    path: '/fr/operator',
    form: {
      ...{
        slug: 'pole-neuf',
        name: 'Pôle neuf',
        territory: 'autour du Havre',
        lat: '49,49',
        lng: '0,11',
        radiusKm: '20',
      },
      ...{ timeZone: 'Europe/Paris', currency: 'EUR', coordinatorEmail: 'animation@neuf.example' },
    },
    ...{ may: ['operator'], status: 200, events: ['cluster.created', 'invitation.created'] },
  },
  'POST /:language/operator/:cluster/invite': {
    ...{
      path: '/fr/operator/clu_a/invite',
      form: { coordinatorEmail: 'animation@neuf.example' },
      may: ['operator'],
      status: 200,
    },
    events: ['invitation.created'],
  },

  'GET /api/v1/clusters/:slug/usage': { path: '/api/v1/clusters/pole-a/usage', may: MEMBERS },
  'POST /api/v1/operator/rebuild': { path: '/api/v1/operator/rebuild', json: {}, may: ['operator'] },
}

function csv() {
  return new File(['name,siret\nLes Ateliers du Pont,73282932000074\n'], 'structures.csv', {
    type: 'text/csv',
  })
}
