import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Language } from '../core/kinds'
import { type Instant, toInstant } from '../core/time'
import { type Db, openDb, type Query, type Rows, together } from './db'
import type { Env } from './env'

/** Who acts: a person, with what they may do. Read once per request. */
export interface Actor {
  personId: string
  name: string
  email: string | null
  language: Language
  isOperator: boolean
  organisations: Membership[]
  /** Clusters this person coordinates today. */
  coordinates: string[]
  via: 'session' | 'token'
}

export interface Membership {
  memberId: string
  organisationId: string
  organisationName: string
  role: 'manager' | 'member'
  mayAnswer: boolean
  /** Clusters in which the organisation is active. */
  clusters: string[]
  /** Clusters in which it is suspended: it sees, and may no longer write. */
  suspendedIn: string[]
}

/** What a request, a queue message and a tick of the clock all become. */
export interface Ctx {
  env: Env
  db: Db
  /** One instant for the whole command. */
  now: Instant
  actor: Actor | null
  language: Language
  /** Set where a POST carried an Idempotency-Key, or a form its own: the first write of the first commit. */
  once?: { key: string; bodyHash: string }
  /** Runs after the answer has gone. */
  after: (work: () => Promise<unknown>) => void
}

export function newCtx(env: Env, given: Partial<Omit<Ctx, 'env' | 'db'>> = {}): Ctx {
  return {
    env,
    db: openDb(env.DB),
    now: toInstant(Date.now()),
    actor: null,
    language: 'fr',
    after: (work) => void work(),
    ...given,
  }
}

/** Reads a person with their rights, or null where there is none (or an erased one), in one round trip. */
export async function actorOf(ctx: Ctx, personId: string, via: Actor['via']): Promise<Actor | null> {
  return asActor(await together(ctx.env.DB, ...readActor(ctx, sql`${personId}`)), via)
}

/** The same of whoever holds a key, and the row of that key, still in one round trip. `personId`: SQL that finds them by it. */
export async function actorBy<R>(ctx: Ctx, key: Query<R>, personId: RawBuilder<string>, via: Actor['via']) {
  const [found, ...rows] = await together(ctx.env.DB, key, ...readActor(ctx, personId))
  return { key: found[0], actor: asActor(rows, via) }
}

const readActor = ({ db, now }: Ctx, personId: RawBuilder<string>) =>
  [
    db.selectFrom('people').selectAll().where('id', '=', personId).where('erasedAt', 'is', null),
    db
      .selectFrom('members')
      .innerJoin('organisations', 'organisations.id', 'members.organisationId')
      .leftJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
      .select([
        'members.id as memberId',
        'members.organisationId',
        'organisations.name',
        'members.role',
        'members.mayAnswer',
        'affiliations.clusterId',
        'affiliations.status as standing',
      ])
      .where('members.personId', '=', personId)
      .where('members.status', '=', 'active')
      .orderBy('members.createdAt')
      .limit(200),
    db
      .selectFrom('coordinators')
      .select('clusterId')
      .where('personId', '=', personId)
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
      .limit(100),
  ] as const

function asActor(
  [people, memberships, roles]: Rows<ReturnType<typeof readActor>>,
  via: Actor['via'],
): Actor | null {
  const person = people[0]
  if (!person) return null
  const organisations = new Map<string, Membership>()
  for (const row of memberships) {
    const known = organisations.get(row.organisationId) ?? {
      memberId: row.memberId,
      organisationId: row.organisationId,
      organisationName: row.name,
      role: row.role,
      mayAnswer: row.role === 'manager' || row.mayAnswer === 1,
      clusters: [],
      suspendedIn: [],
    }
    if (row.clusterId && row.standing === 'active') known.clusters.push(row.clusterId)
    if (row.clusterId && row.standing === 'suspended') known.suspendedIn.push(row.clusterId)
    organisations.set(row.organisationId, known)
  }
  return {
    personId: person.id,
    name: person.name,
    email: person.email,
    language: person.language,
    isOperator: person.isOperator === 1,
    organisations: [...organisations.values()],
    coordinates: roles.map((r) => r.clusterId),
    via,
  }
}

// Rights: the first lines of every command.

export function mustBeSignedIn(ctx: Ctx): Actor {
  if (!ctx.actor) throw new AppError('not_signed_in')
  return ctx.actor
}

/** The actor is an active member of this organisation (suspended in the cluster: refused, with the reason known). */
export function mustBeMember(ctx: Ctx, organisationId: string, clusterId: string): Membership {
  const actor = mustBeSignedIn(ctx)
  const membership = actor.organisations.find((m) => m.organisationId === organisationId)
  if (membership?.suspendedIn.includes(clusterId)) throw new AppError('organisation_suspended')
  if (!membership?.clusters.includes(clusterId)) throw new AppError('not_member')
  return membership
}

/** Whether the actor is a manager of the organisation, or a member its managers named to answer requests. */
export const answersFor = (actor: Actor | null, organisationId: string): boolean =>
  actor?.organisations.some((m) => m.organisationId === organisationId && m.mayAnswer) ?? false

/** The actor answers for this organisation, and is not suspended in the cluster. */
export function mustAnswerFor(ctx: Ctx, organisationId: string, clusterId: string): Membership {
  const membership = mustBeMember(ctx, organisationId, clusterId)
  if (!membership.mayAnswer) throw new AppError('not_manager')
  return membership
}

export function mustManage(ctx: Ctx, organisationId: string): Membership {
  const actor = mustBeSignedIn(ctx)
  const membership = actor.organisations.find((m) => m.organisationId === organisationId)
  if (membership?.role !== 'manager') throw new AppError('not_manager')
  return membership
}

export function mustCoordinate(ctx: Ctx, clusterId: string): Actor {
  const actor = mustBeSignedIn(ctx)
  if (!actor.coordinates.includes(clusterId)) throw new AppError('not_coordinator')
  return actor
}

export function mustOperate(ctx: Ctx): Actor {
  const actor = mustBeSignedIn(ctx)
  if (!actor.isOperator) throw new AppError('not_operator')
  return actor
}

/** Whether the actor belongs to the cluster: member of an organisation in it, or its coordinator. */
export const belongsTo = (actor: Actor | null, clusterId: string): boolean =>
  actor !== null &&
  (actor.coordinates.includes(clusterId) || actor.organisations.some((m) => m.clusters.includes(clusterId)))

/**
 * Who may act for an organisation: one of its members, or the coordinator on behalf of a member who does not use
 * computers. Returns the id of that member's person to be written beside the actor, or null.
 */
export async function mustActFor(
  ctx: Ctx,
  organisationId: string,
  clusterId: string,
  onBehalfOf?: string | null,
): Promise<string | null> {
  if (!onBehalfOf) {
    mustBeMember(ctx, organisationId, clusterId)
    return null
  }
  mustCoordinate(ctx, clusterId)
  const member = await ctx.db
    .selectFrom('members')
    .innerJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
    .select(['members.personId', 'affiliations.status'])
    .where('members.id', '=', onBehalfOf)
    .where('members.organisationId', '=', organisationId)
    .where('members.status', '=', 'active')
    .where('affiliations.clusterId', '=', clusterId)
    .executeTakeFirst()
  if (member?.status === 'suspended') throw new AppError('organisation_suspended')
  if (member?.status !== 'active') throw new AppError('not_member')
  return member.personId
}
