import { db } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

// Clusters, organisations, members, invitations and imports, by the API.

const cluster = '/api/v1/clusters/pole-a'
const lender = `${cluster}/organisations/org_lender_a`
const newcomer = `${cluster}/organisations/org_newcomer_a`
const COORDINATOR = ['coordinator'] as const
const RUN = ['manager', 'coordinator'] as const
const ATELIERS = {
  name: 'Les Ateliers du Pont',
  siret: '73282932000074',
  legalForm: 'association',
  commune: 'Rouen',
  lat: 49.44,
  lng: 1.09,
}
const of = (path: string) => path.replace(cluster, '/api/v1/clusters/:slug').replace(/org_\w+/, ':id')

const act = (
  verb: string,
  path: string,
  may: Entry['may'],
  event: string,
  json: object = {},
): Record<string, Entry> => ({
  [`POST ${of(path)}/${verb}`]: { path: `${path}/${verb}`, json, may, events: [event] },
})

const onMember = (verb: string, id: string, event: string): Record<string, Entry> => ({
  [`POST /api/v1/clusters/:slug/members/:memberId/${verb}`]: {
    ...{ path: `${cluster}/members/${id}/${verb}`, json: {}, may: RUN, events: [event] },
  },
})

export const runningRoutes: Record<string, Entry> = {
  'GET /api/v1/clusters': { path: '/api/v1/clusters', may: EVERYONE },
  'POST /api/v1/clusters': {
    path: '/api/v1/clusters',
    json: {
      slug: 'pole-neuf',
      name: 'Pôle neuf',
      territory: 'autour du Havre',
      lat: 49.49,
      lng: 0.11,
      coordinatorEmail: 'a@neuf.example',
    },
    ...{ may: ['operator'], status: 201, events: ['cluster.created', 'invitation.created'] },
  },
  'GET /api/v1/clusters/:slug': { path: cluster, may: EVERYONE },
  'PATCH /api/v1/clusters/:slug': {
    ...{
      path: cluster,
      json: { charter: 'Nous prêtons.' },
      headers: { 'if-match': '"1"' },
      may: ['coordinator', 'operator'],
    },
    events: ['cluster.updated'],
  },
  'GET /api/v1/clusters/:slug/coordinators': { path: `${cluster}/coordinators`, may: COORDINATOR },
  'POST /api/v1/clusters/:slug/coordinators': {
    ...{
      path: `${cluster}/coordinators`,
      json: { days: 7 },
      may: ['coordinator', 'operator'],
      status: 201,
      events: ['invitation.created'],
    },
  },
  'GET /api/v1/clusters/:slug/pages/:page/:language': { path: `${cluster}/pages/help/fr`, may: EVERYONE },
  'PUT /api/v1/clusters/:slug/pages/:page/:language': {
    ...{
      path: `${cluster}/pages/help/fr`,
      json: { body: 'Comment faire, mieux dit.' },
      may: COORDINATOR,
      events: ['cluster_page.edited'],
    },
  },

  'GET /api/v1/clusters/:slug/organisations': { path: `${cluster}/organisations`, may: EVERYONE },
  'POST /api/v1/clusters/:slug/organisations': {
    elsewhere: /with pole-b/, // whoever wants to may ask any cluster
    ...{ path: `${cluster}/organisations`, json: ATELIERS, may: SIGNED_IN, status: 201 },
    events: ['organisation.registered', 'affiliation.requested', 'member.requested'],
    by: { coordinator: { events: ['organisation.registered', 'affiliation.accepted'] } },
  },
  'GET /api/v1/clusters/:slug/organisations/:id': { path: lender, may: EVERYONE },
  'PATCH /api/v1/clusters/:slug/organisations/:id': {
    ...{
      path: lender,
      json: { description: 'Des salles' },
      headers: { 'if-match': '"1"' },
      may: RUN,
      events: ['organisation.updated'],
    },
  },
  ...act('request', `${cluster}/organisations/org_lender_b`, ['memberOfB'], 'affiliation.requested'),
  ...act('accept', newcomer, COORDINATOR, 'affiliation.accepted'),
  ...act('refuse', newcomer, COORDINATOR, 'affiliation.refused', { reason: 'Hors du territoire' }),
  ...act('suspend', lender, COORDINATOR, 'affiliation.suspended', { reason: 'Le temps d’en parler' }),
  ...act('reinstate', `${cluster}/organisations/org_suspended_a`, COORDINATOR, 'affiliation.reinstated'),
  ...act('leave', `${cluster}/organisations/org_bystander_a`, ['bystander'], 'affiliation.left'),

  'GET /api/v1/clusters/:slug/organisations/:id/members': {
    ...{ path: `${lender}/members`, may: ['manager', 'answerer', 'member', 'coordinator'] },
  },
  'POST /api/v1/clusters/:slug/organisations/:id/members': {
    ...{ path: `${lender}/members`, json: {}, status: 201, events: ['member.requested'] },
    may: EVERYONE.filter((role) => !['stranger', 'manager', 'answerer', 'member'].includes(role)),
    otherwise: { manager: 409, answerer: 409, member: 409 },
    by: {
      coordinator: {
        json: { person: { name: 'Jeanne', language: 'fr' } },
        events: ['person.registered', 'member.joined'],
      },
    },
  },
  ...onMember('accept', 'mbr_asking_a', 'member.joined'),
  ...onMember('remove', 'mbr_member_a', 'member.left'),
  'PATCH /api/v1/clusters/:slug/members/:memberId': {
    ...{
      path: `${cluster}/members/mbr_member_a`,
      json: { mayAnswer: true, role: 'member' },
      may: RUN,
      events: ['member.changed'],
    },
  },

  'POST /api/v1/clusters/:slug/invitations': {
    ...{
      path: `${cluster}/invitations`,
      json: { organisationId: 'org_lender_a', role: 'member', days: 7 },
      may: RUN,
      status: 201,
    },
    events: ['invitation.created'],
  },
  'POST /api/v1/invitations/:id/revoke': {
    path: '/api/v1/invitations/inv_open_a/revoke',
    json: {},
    may: RUN,
    events: ['invitation.revoked'],
  },
  'POST /api/v1/invitations/use': {
    ...{ path: '/api/v1/invitations/use', json: { token: 'an-invitation-of-its-own_a' }, may: SIGNED_IN },
    events: ['invitation.used', 'member.joined'],
  },

  'POST /api/v1/clusters/:slug/imports': {
    ...{
      path: `${cluster}/imports?kind=organisations`,
      raw: 'name,siret\nLes Ateliers du Pont,73282932000074\n',
    },
    ...{ headers: { 'content-type': 'text/csv' }, may: COORDINATOR, status: 201 },
    events: ['organisation.registered', 'affiliation.accepted', 'import.accepted'],
  },
  'GET /api/v1/imports/:id': { path: '/api/v1/imports/imp_preview_a', may: COORDINATOR },
  'POST /api/v1/imports/:id/continue': {
    ...{
      path: '/api/v1/imports/imp_preview_a/continue',
      json: {},
      may: COORDINATOR,
      events: ['import.accepted'],
    },
    given: () =>
      db.updateTable('imports').set({ status: 'running' }).where('id', '=', 'imp_preview_a').execute(),
  },
}
