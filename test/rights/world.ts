import { sha256 } from '../../worker/platform/crypto'
import { prepare } from '../../worker/platform/db'
import { rebuildSearch } from '../../worker/search/rebuild'
import { as, bindings, db, NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'
import { bookingRows, JPEG } from './worldOfBookings'
import { calendarRows } from './worldOfCalendars'
import { CALL_FILES, callRows } from './worldOfCalls'
import { handoverRows } from './worldOfHandovers'
import { impactRows } from './worldOfImpact'
import { registerRows } from './worldOfRegister'
import { seriesRows } from './worldOfSeries'
import { sharingRows } from './worldOfSharing'
import { streamRows } from './worldOfStreams'
import { queueRows } from './worldOfQueues'
import { alertRows } from './worldOfAlerts'
import { listingRows } from './worldOfListings'
import { OCCUPANCY_FILES, occupancyRows } from './worldOfOccupancies'
import { pickupRows } from './worldOfPickups'
import { PREMISES_FILES, premisesRows } from './worldOfPremises'

// Two clusters, A and B, with the same people and things in each: the id of a thing of B is its twin's of A with `_b`
// for `_a`. Whatever of A only some may read holds the word ZEBRE, and what it is: ZEBRE-note, ZEBRE-address.

/** Who asks. Those without a side are of A. `stranger` has not signed in. */
export const ROLES = {
  stranger: null,
  manager: 'per_manager_a', // of the lender
  answerer: 'per_answerer_a', // a member of the lender, named to answer requests
  member: 'per_member_a', // a plain member of the lender
  borrower: 'per_borrower_a', // a plain member of the borrower
  bystander: 'per_bystander_a', // manager of another organisation of the cluster
  coordinator: 'per_coordinator_a',
  suspended: 'per_suspended_a', // manager of an organisation suspended in the cluster
  newcomer: 'per_newcomer_a', // signed in, of an organisation that asks to join
  operator: 'per_operator',
  memberOfB: 'per_manager_b',
  coordinatorOfB: 'per_coordinator_b',
} as const
export type Role = keyof typeof ROLES
export const EVERYONE = Object.keys(ROLES) as Role[]
export const SIGNED_IN = EVERYONE.filter((role) => role !== 'stranger')
/** Who belongs to cluster A today. */
export const MEMBERS = [
  'manager',
  'answerer',
  'member',
  'borrower',
  'bystander',
  'coordinator',
] as const satisfies readonly Role[]

export const sessionOf = (personId: string) => `session-of-${personId}`
export const tokenOf = (personId: string) => `mlg_token-of-${personId}`

/** People with a session and a token, in each cluster. */
const names = [
  'manager',
  'answerer',
  'member',
  'borrower',
  'bystander',
  'coordinator',
  'suspended',
  'newcomer',
] as const

function peopleRows(side: Side): Row[] {
  const person = (name: string, more: object = {}) =>
    row('people', {
      ...{ id: `per_${name}_${side}`, name: secret(side, `name-${name}`, `Camille ${name}`) },
      ...{ email: `${secret(side, `email-${name}`, name)}@${side}.example`, language: 'fr' },
      ...{ phone: secret(side, 'phone', '02 35 00 00 00'), createdAt: NOW, ...made, ...more },
    })
  const organisation = (name: string, status: string, more: object = {}) => [
    row('organisations', {
      ...{
        id: `org_${name}_${side}`,
        name: `Structure ${name} ${side}`,
        commune: 'Rouen',
        postcode: '76000',
      },
      ...{ legalForm: 'association', lat: 49.44, lng: 1.09, createdAt: NOW, ...made, ...more },
    }),
    row('affiliations', {
      ...{ clusterId: `clu_${side}`, organisationId: `org_${name}_${side}`, status: status as 'active' },
      ...{ reason: status === 'active' ? null : secret(side, 'reason', 'Une raison'), since: NOW, ...made },
    }),
  ]
  const member = (name: string, organisationName: string, more: object = {}) =>
    row('members', {
      ...{
        id: `mbr_${name}_${side}`,
        personId: `per_${name}_${side}`,
        organisationId: `org_${organisationName}_${side}`,
      },
      ...{ role: 'member', status: 'active', createdAt: NOW, ...made, ...more },
    })
  return [
    row('clusters', {
      ...{ id: `clu_${side}`, slug: `pole-${side}`, name: `Pôle ${side}`, territory: 'autour de Rouen' },
      ...{
        lat: 49.4431,
        lng: 1.0993,
        radiusKm: 40,
        timeZone: 'Europe/Paris',
        currency: 'EUR',
        createdAt: NOW,
        ...made,
      },
    }),
    ...names.map((name) =>
      person(
        name,
        name === 'bystander' ? { name: 'Sacha Voisin', email: `voisin@${side}.example`, phone: null } : {},
      ),
    ),
    person('hand', { email: null }), // does not use computers: the coordinator acts for them
    person('asking'),
    row('coordinators', {
      clusterId: `clu_${side}`,
      personId: `per_coordinator_${side}`,
      since: NOW,
      until: null,
      ...made,
    }),
    row('coordinators', {
      clusterId: `clu_${side}`,
      personId: `per_answerer_${side}`,
      since: NOW,
      until: NOW,
      ...made,
    }), // no longer
    ...organisation('lender', 'active'),
    ...organisation('borrower', 'active'),
    ...organisation('bystander', 'active'),
    ...organisation('suspended', 'suspended'),
    ...organisation('newcomer', 'requested', { name: secret(side, 'asking', 'Structure qui demande') }),
    member('manager', 'lender', { role: 'manager' }),
    member('answerer', 'lender', { mayAnswer: 1 }),
    member('member', 'lender'),
    member('asking', 'lender', { status: 'requested' }),
    member('borrower', 'borrower'),
    member('hand', 'borrower', { role: 'manager' }),
    member('bystander', 'bystander', { role: 'manager' }),
    member('suspended', 'suspended', { role: 'manager' }),
    member('newcomer', 'newcomer', { role: 'manager' }),
    row('clusterPages', {
      clusterId: `clu_${side}`,
      page: 'help',
      language: 'fr',
      body: 'Comment faire ici.',
      ...made,
    }),
  ]
}

async function doorRows(): Promise<Row[]> {
  const people = [...names.flatMap((name) => [`per_${name}_a`, `per_${name}_b`]), 'per_operator']
  const later = '2026-12-20T08:00:00.000Z'
  const doors = people.map(async (id) => [
    row('authSessions', {
      ...{
        tokenHash: await sha256(sessionOf(id)),
        id: id.replace('per_', 'ses_'),
        personId: id,
        email: null,
      },
      ...{ device: secret('a', 'device', ''), createdAt: NOW, lastUsedAt: NOW, expiresAt: later },
    }),
    row('apiTokens', {
      ...{
        id: id.replace('per_', 'tok_'),
        personId: id,
        name: secret('a', 'token', ''),
        tokenHash: await sha256(tokenOf(id)),
      },
      ...{ createdAt: NOW, lastUsedAt: NOW, revokedAt: null },
    }),
  ])
  const invitation = async (side: Side) =>
    row('invitations', {
      ...{
        id: `inv_open_${side}`,
        clusterId: `clu_${side}`,
        organisationId: `org_lender_${side}`,
        role: 'member',
      },
      ...{
        tokenHash: await sha256(`an-invitation-of-its-own_${side}`),
        expiresAt: later,
        createdAt: NOW,
        ...made,
      },
    })
  return [...(await Promise.all(doors)).flat(), await invitation('a'), await invitation('b')]
}

let statements: D1PreparedStatement[] | undefined

/** Two clusters written into the empty database, their listings in the search index. */
export async function givenWorld(): Promise<void> {
  statements ??= await worldStatements()
  await bindings.DB.batch(statements)
  await putPhotos()
  await rebuildSearch(await as(null))
}

export const putPhotos = () =>
  Promise.all(
    ['pho_public', 'pho_draft', 'pho_handover', ...PREMISES_FILES, ...OCCUPANCY_FILES, ...CALL_FILES]
      .flatMap((id) => [`${id}_a`, `${id}_b`])
      .map((id) => bindings.PHOTOS.put(id, JPEG)),
  )

async function worldStatements() {
  const operator = row('people', {
    ...{
      id: 'per_operator',
      name: 'ZEBRE-name-operator',
      email: 'zebre-operator@example.org',
      isOperator: 1,
    },
    ...{ language: 'fr', createdAt: NOW, ...made },
  })
  const sides = (['a', 'b'] as const).flatMap((side) => [
    ...peopleRows(side),
    ...listingRows(side),
    ...bookingRows(side),
    ...queueRows(side),
    ...alertRows(side),
    ...handoverRows(side),
    ...seriesRows(side),
    ...sharingRows(side),
    ...streamRows(side),
    ...premisesRows(side),
    ...callRows(side),
    ...occupancyRows(side),
    ...impactRows(side),
    ...registerRows(side),
    ...pickupRows(side),
  ])
  const calendars = [...(await calendarRows('a')), ...(await calendarRows('b'))]
  const rows = [operator, ...sides, ...calendars, ...(await doorRows())]
  return rows.map((one) =>
    prepare(
      bindings.DB,
      db
        .insertInto(one.table)
        .values(one.row as never)
        .compile(),
    ),
  )
}
