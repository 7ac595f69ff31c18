import { sha256 } from '../../worker/platform/crypto'
import { db, NOW } from '../support/given'
import { made } from './rows'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

const at = '/:language/:slug/organisations/:id'
const path = '/fr/pole-a/organisations/org_lender_a'
const RUN = ['manager', 'coordinator'] as const
const ORGANISATION = {
  ...{
    name: 'Les Ateliers du Pont',
    legalForm: 'association',
    commune: 'Rouen',
    postcode: '76000',
    address: '2 rue du Pont',
  },
  ...{ website: 'ateliers.example', description: 'Des ateliers', lat: '49,44', lng: '1,09' },
}
const OTHERS = EVERYONE.filter((role) => !['stranger', 'manager', 'answerer', 'member'].includes(role))

export const organisationRoutes: Record<string, Entry> = {
  'GET /:language/:slug/me': { path: '/fr/pole-a/me', may: SIGNED_IN },
  [`GET ${at}`]: { path, may: EVERYONE },
  [`GET ${at}/edit`]: { path: `${path}/edit`, may: RUN },
  [`POST ${at}/edit`]: {
    path: `${path}/edit`,
    form: { ...ORGANISATION, version: '1' },
    may: RUN,
    events: ['organisation.updated'],
  },
  [`POST ${at}/members/:member`]: {
    ...{ path: `${path}/members/mbr_asking_a`, form: { act: 'accept' }, may: RUN, events: ['member.joined'] },
  },
  [`POST ${at}/invitations`]: {
    ...{
      path: `${path}/invitations`,
      form: { role: 'member' },
      may: RUN,
      status: 200,
      events: ['invitation.created'],
    },
  },
  [`POST ${at}/invitations/:invitation/revoke`]: {
    ...{ path: `${path}/invitations/inv_open_a/revoke`, form: {}, may: RUN, events: ['invitation.revoked'] },
  },
  [`POST ${at}/leave`]: {
    ...{ path: `${path}/leave`, form: {}, may: ['answerer', 'member'], events: ['member.left'] },
    otherwise: { manager: 409 }, // the last one
  },

  'GET /:language/:slug/join': { path: '/fr/pole-a/join?q=Structure', may: EVERYONE },
  'POST /:language/:slug/join': {
    path: '/fr/pole-a/join',
    elsewhere: /with pole-b/, // whoever wants to may ask any cluster
    form: { ...ORGANISATION, siret: '732 829 320 00074' },
    ...{ may: SIGNED_IN, events: ['organisation.registered', 'affiliation.requested', 'member.requested'] },
    by: { coordinator: { events: ['organisation.registered', 'affiliation.accepted', 'member.joined'] } },
  },
  'POST /:language/:slug/join/ask': {
    ...{
      path: '/fr/pole-a/join/ask',
      form: { organisation: 'org_lender_a' },
      may: OTHERS,
      events: ['member.requested'],
    },
    otherwise: { manager: 409, answerer: 409, member: 409 }, // they belong to it
  },
  'POST /:language/:slug/join/place': {
    ...{
      path: '/fr/pole-a/join/place',
      form: { organisation: 'org_lender_b' },
      may: ['memberOfB'],
      events: ['affiliation.requested'],
    },
  },
  'GET /:language/invitations/:token': { path: '/fr/invitations/an-invitation-of-its-own_a', may: EVERYONE },
  'POST /:language/invitations/:token': {
    ...{
      path: '/fr/invitations/brought',
      form: { ...ORGANISATION, siret: '732 829 320 00074' },
      may: SIGNED_IN,
      given: invited,
    },
    events: ['invitation.used', 'organisation.registered', 'affiliation.accepted', 'member.joined'],
  },
}

/** A link for somebody who brings an organisation of their own. */
async function invited() {
  const row = {
    id: 'inv_brought_a',
    clusterId: 'clu_a',
    organisationId: null,
    role: 'manager' as const,
    createdAt: NOW,
    ...made,
  }
  const tokenHash = await sha256('brought')
  await db
    .insertInto('invitations')
    .values({ ...row, tokenHash, expiresAt: '2026-12-20T08:00:00.000Z' })
    .execute()
}
