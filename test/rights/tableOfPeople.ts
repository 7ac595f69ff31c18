import { keyedHash, sha256, sign } from '../../worker/platform/crypto'
import { bindings, db, NOW } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

// Sign-in, the account, what concerns a person alone.

const SOON = '2026-11-21T08:10:00.000Z'

/** A mail of sign-in that waits for its code, or its link. */
const challenge = async () =>
  db
    .insertInto('authChallenges')
    .values({
      ...{
        id: 'challenge',
        email: 'voisin@a.example',
        tries: 0,
        next: null,
        codeExpiresAt: SOON,
        linkExpiresAt: SOON,
      },
      ...{ codeHash: await keyedHash(bindings, 'challenge:123456'), linkHash: await sha256('link') },
    })
    .execute()

/** Somebody who has proved an address and has not told their name yet. */
const proved = async () =>
  db
    .insertInto('authSessions')
    .values({
      ...{ tokenHash: await sha256('proved'), id: 'ses_proved', personId: null, email: 'nouvelle@a.example' },
      ...{ device: '', createdAt: NOW, lastUsedAt: NOW, expiresAt: SOON },
    })
    .execute()
const asProved = { cookie: 'session=proved' }

export const peopleRoutes: Record<string, Entry> = {
  'GET /': { path: '/', may: EVERYONE, status: 302 },
  'GET /api/v1/openapi.json': { path: '/api/v1/openapi.json', may: EVERYONE },
  'GET /api/v1/me': { path: '/api/v1/me', may: SIGNED_IN },

  'GET /:language/sign-in': { path: '/fr/sign-in?next=/fr', may: EVERYONE },
  'POST /:language/sign-in': {
    given: () => db.deleteFrom('rateLimits').execute(),
    ...{ path: '/fr/sign-in', form: { email: 'someone@example.org', next: '/fr' }, may: EVERYONE },
  },
  'GET /:language/sign-in/code/:id': { path: '/fr/sign-in/code/challenge', may: EVERYONE, given: challenge },
  'POST /:language/sign-in/code/:id': {
    ...{ path: '/fr/sign-in/code/challenge', form: { code: '123 456' }, may: EVERYONE, given: challenge },
  },
  'GET /:language/sign-in/link/:link': { path: '/fr/sign-in/link/link', may: EVERYONE, given: challenge },
  'POST /:language/sign-in/link/:link': {
    path: '/fr/sign-in/link/link',
    form: {},
    may: EVERYONE,
    given: challenge,
  },
  'GET /:language/sign-in/welcome': {
    path: '/fr/sign-in/welcome',
    may: EVERYONE,
    given: proved,
    headers: asProved,
  },
  'POST /:language/sign-in/welcome': {
    ...{
      path: '/fr/sign-in/welcome',
      form: { name: 'Nouvelle Venue', language: 'fr', next: '/fr' },
      headers: asProved,
    },
    ...{ may: EVERYONE, given: proved, events: ['person.registered'] },
  },
  'POST /:language/sign-out': { path: '/fr/sign-out', form: {}, may: EVERYONE },
  'GET /:language/unsubscribe/:token': { path: unsubscribe, may: EVERYONE },
  'POST /:language/unsubscribe/:token': {
    path: unsubscribe,
    form: {},
    may: EVERYONE,
    status: 200,
    events: ['person.updated'],
  },

  'GET /:language/account': { path: '/fr/account', may: SIGNED_IN },
  'POST /:language/account': {
    path: '/fr/account',
    form: { name: 'Un Autre Nom', language: 'en', phone: '02 35 00 00 01', mailRhythm: 'daily' },
    ...{ may: SIGNED_IN, events: ['person.updated'] },
  },
  'POST /:language/account/sessions/end-all': {
    path: '/fr/account/sessions/end-all',
    form: {},
    may: SIGNED_IN,
  },
  'POST /:language/account/sessions/:id/end': {
    ...{ path: '/fr/account/sessions/ses_manager_a/end', form: {}, may: SIGNED_IN },
    elsewhere: /with ses_manager_b: 303/, // nobody learns whether it is somebody's; nothing changes
  },
  'GET /:language/account/tokens': { path: '/fr/account/tokens', may: SIGNED_IN, status: 303 },
  'POST /:language/account/tokens': {
    path: '/fr/account/tokens',
    form: { tokenName: 'Agenda' },
    may: SIGNED_IN,
    status: 200,
  },
  'POST /:language/account/tokens/:id/revoke': {
    path: '/fr/account/tokens/tok_manager_a/revoke',
    form: {},
    may: ['manager'],
  },
  'GET /:language/account/organisations/:id/leave': {
    ...{ path: '/fr/account/organisations/org_lender_a/leave', may: ['manager', 'answerer', 'member'] },
  },
  'POST /:language/account/organisations/:id/leave': {
    ...{
      path: '/fr/account/organisations/org_lender_a/leave',
      form: {},
      may: ['answerer', 'member'],
      events: ['member.left'],
    },
    otherwise: { manager: 409 }, // the last one
  },
  'GET /:language/account/export': { path: '/fr/account/export', may: SIGNED_IN },
  'GET /:language/account/erase': { path: '/fr/account/erase', may: SIGNED_IN },
  // Nobody leaves colleagues without a manager, or a cluster without a coordinator.
  'POST /:language/account/erase': {
    ...{ path: '/fr/account/erase', form: { sure: 'yes' }, events: ['member.left', 'person.erased'] },
    may: ['answerer', 'member', 'borrower', 'bystander', 'suspended', 'newcomer', 'operator'],
    by: { operator: { events: ['person.erased'] } },
    otherwise: { manager: 409, coordinator: 409, memberOfB: 409, coordinatorOfB: 409 },
  },
}

async function unsubscribe() {
  return `/fr/unsubscribe/${await sign(bindings.AUTH_SECRET, 'per_borrower_a')}`
}
