import { env } from 'cloudflare:workers'
import type { Insertable } from 'kysely'
import type { EventType } from '../../worker/core/events'
import { newId, type Thing } from '../../worker/core/ids'
import type { Language } from '../../worker/core/kinds'
import { actorOf, type Ctx, newCtx } from '../../worker/platform/context'
import { openDb } from '../../worker/platform/db'
import type { Env } from '../../worker/platform/env'
import { asEvent } from '../../worker/platform/relay'
import type { Schema } from '../../worker/platform/schema'

// Rows that a test makes for itself, on the real database. Each takes only what the test is about.

export const bindings = env as unknown as Env
export const NOW = '2026-11-21T08:00:00.000Z' // a Saturday, 09:00 in Paris
export const db = openDb(bindings.DB)
const id = (thing: Thing) => newId(thing, Date.parse(NOW))
const made = { lastEventId: 'evt_given', createdAt: NOW }

type Row<T extends keyof Schema> = Partial<Insertable<Schema[T]>>

export async function givenCluster(given: Row<'clusters'> = {}) {
  const row = {
    ...{
      id: id('cluster'),
      slug: `pole-${newId('cluster').slice(-8)}`,
      name: 'Pôle Essai',
      territory: 'autour de Rouen',
    },
    ...{ lat: 49.4431, lng: 1.0993, radiusKm: 40, timeZone: 'Europe/Paris', currency: 'EUR' },
    languages: '["fr","en","ar"]',
    ...made,
    ...given,
  }
  await db
    .insertInto('clusters')
    .values(row as never)
    .execute()
  return row
}
export type GivenCluster = Awaited<ReturnType<typeof givenCluster>>

/** An organisation active in a cluster. */
export async function givenOrganisation(cluster: { id: string }, given: Row<'organisations'> = {}) {
  const row = {
    ...{ id: id('organisation'), name: 'Les Jardins des Aulnes', commune: 'Rouen', postcode: '76000' },
    ...{ legalForm: 'association' as const, lat: 49.44, lng: 1.09 },
    ...made,
    ...given,
  }
  await db
    .insertInto('organisations')
    .values(row as never)
    .execute()
  await givenAffiliation(cluster, row)
  return row
}

export async function givenAffiliation(
  cluster: { id: string },
  organisation: { id: string },
  given: Row<'affiliations'> = {},
) {
  const row = {
    clusterId: cluster.id,
    organisationId: organisation.id,
    status: 'active' as const,
    since: NOW,
    lastEventId: 'evt_given',
    ...given,
  }
  await db
    .insertInto('affiliations')
    .values(row as never)
    .execute()
  return row
}

export async function givenPerson(given: Row<'people'> = {}) {
  const row = { id: id('person'), name: 'Camille Essai', language: 'fr' as Language, ...made, ...given }
  const email = given.email === undefined ? `${row.id}@example.org` : given.email
  await db
    .insertInto('people')
    .values({ ...row, email } as never)
    .execute()
  return { ...row, email }
}

/** A person who is an active member of an organisation. */
export async function givenMember(
  organisation: { id: string },
  given: Row<'members'> = {},
  person: Row<'people'> = {},
) {
  const someone = await givenPerson(person)
  const row = {
    ...{
      id: id('member'),
      organisationId: organisation.id,
      personId: someone.id,
      role: 'member' as const,
      status: 'active' as const,
    },
    ...made,
    ...given,
  }
  await db
    .insertInto('members')
    .values(row as never)
    .execute()
  return { ...someone, memberId: row.id }
}

export async function givenCoordinator(cluster: { id: string }, person: Row<'people'> = {}) {
  const someone = await givenPerson(person)
  await db
    .insertInto('coordinators')
    .values({
      clusterId: cluster.id,
      personId: someone.id,
      since: NOW,
      until: null,
      lastEventId: 'evt_given',
    })
    .execute()
  return someone
}

/** A context in which this person acts now; null: nobody is signed in. Nothing is relayed unless the test says so. */
export async function as(person: { id: string } | null, given: Partial<Ctx> = {}): Promise<Ctx> {
  const ctx = newCtx(bindings, { now: NOW, after: () => {}, ...given })
  if (person) ctx.actor = await actorOf(ctx, person.id, 'session')
  return ctx
}

/** The facts recorded so far, oldest first: all, or those of one subject. */
export async function eventsOf(subjectId?: string) {
  let query = db.selectFrom('events').selectAll().orderBy('seq')
  if (subjectId) query = query.where('subjectId', '=', subjectId)
  return (await query.execute()).map(asEvent)
}
export const eventTypes = async (subjectId?: string): Promise<EventType[]> =>
  (await eventsOf(subjectId)).map((e) => e.type)

/** A listing that is published, written as a command would leave it; an offer has one capacity of its quantity. */
export async function givenListing(
  cluster: { id: string },
  organisation: { id: string },
  given: Omit<Row<'listings'>, 'details' | 'windows'> & { details?: object; windows?: object[] } = {},
) {
  const direction = given.direction ?? 'offer'
  const { details = {}, windows = [], ...rest } = given
  const row = {
    ...{
      id: id(direction),
      clusterId: cluster.id,
      organisationId: organisation.id,
      direction,
      kind: 'space' as const,
    },
    ...{
      status: 'published' as const,
      title: 'Salle des Aulnes',
      description: '',
      language: 'fr' as Language,
    },
    ...{ address: '12 rue du Port', commune: 'Rouen', postcode: '76000', lat: 49.44321, lng: 1.09987 },
    ...{ quantity: 1, unit: 'piece' as const, grain: 'hour' as const, tariffMode: 'free' as const },
    ...{
      visibility: 'public' as const,
      publishedAt: NOW,
      expiresAt: '2027-05-20T08:00:00.000Z',
      createdBy: 'per_given',
    },
    ...made,
    ...rest,
    ...{ details: JSON.stringify(details), windows: JSON.stringify(windows) },
  }
  await db
    .insertInto('listings')
    .values(row as never)
    .execute()
  if (direction === 'offer') await givenCapacity(cluster, organisation, row)
  return row
}

/** A capacity of a listing: one thing unless told. */
export async function givenCapacity(
  cluster: { id: string },
  organisation: { id: string },
  listing: { id: string; quantity: number; unit: string },
  given: Row<'capacities'> & { position?: number } = {},
) {
  const { position = 1, ...rest } = given
  const row = {
    ...{
      id: id('capacity'),
      clusterId: cluster.id,
      organisationId: organisation.id,
      shape: 'thing' as const,
    },
    ...{ quantity: listing.quantity, unit: listing.unit, lastEventId: 'evt_given' },
    ...rest,
  }
  await db
    .insertInto('capacities')
    .values(row as never)
    .execute()
  await db
    .insertInto('listingCapacities')
    .values({ listingId: listing.id, capacityId: row.id, position })
    .execute()
  return row
}
