import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { HOUR, later } from '../core/time'
import { visibleListing } from '../listings/queries'
import { type Actor, actorOf, type Ctx, mustBeSignedIn } from '../platform/context'
import { randomToken, sha256 } from '../platform/crypto'
import type { Query } from '../platform/db'
import { check } from '../platform/input'
import { limit } from '../platform/limits'
import type { Schema } from '../platform/schema'
import { AddressInput, type Scope } from './input'

// Secret addresses are no facts, as tokens are none: they carry no event. What they show is what their person may see now.

export type CalendarAddress = Omit<Selectable<Schema['calendarAddresses']>, 'tokenHash'>

/** Reads an address may be used for, an hour: each of somebody's programs asks a few times. */
const READS_PER_HOUR = 120
const GUESSES_PER_HOUR = 60

/**
 * A new secret for a calendar of the actor's, told once, here; the one before stops working. Throws `not_found` for what
 * they may not see, `not_member` for an organisation that is not theirs.
 */
export async function createAddress(ctx: Ctx, input: AddressInput): Promise<{ id: string; address: string }> {
  const actor = mustBeSignedIn(ctx)
  const about = await subjectOf(ctx, actor, input)
  await limit(ctx, `calendar-make:${actor.personId}`, 60, 3600)
  const token = randomToken(32)
  const made = {
    id: newId('calendar', Date.parse(ctx.now)),
    ...{ tokenHash: await sha256(token), language: ctx.language, createdAt: ctx.now, lastReadAt: null },
  }
  await ctx.db
    .insertInto('calendarAddresses')
    .values({ ...made, ...about, personId: actor.personId })
    .onConflict((c) =>
      c.expression(sql`person_id, scope, subject_id, coalesce(cluster_id, '')`).doUpdateSet(({ ref }) => ({
        ...{ id: ref('excluded.id'), tokenHash: ref('excluded.tokenHash') },
        ...{ language: ref('excluded.language'), createdAt: ref('excluded.createdAt'), lastReadAt: null },
      })),
    )
    .execute()
  return { id: made.id, address: `${ctx.env.PUBLIC_URL}/calendars/${token}.ics` }
}

async function subjectOf(ctx: Ctx, actor: Actor, input: AddressInput) {
  const { scope, subjectId, clusterId } = check(AddressInput, input)
  if (scope === 'person') return { scope, subjectId: actor.personId, clusterId: null }
  if (scope === 'offer') {
    const offer = await visibleListing(ctx, subjectId ?? '')
    if (offer.direction !== 'offer') throw new AppError('not_found')
    return { scope, subjectId: offer.id, clusterId: offer.clusterId }
  }
  const about = { scope, subjectId: subjectId ?? '', clusterId: clusterId ?? '' }
  if (!(await mayReadOrganisation(ctx, actor, about))) throw new AppError('not_member')
  return about
}

/** Its members, also while it is suspended, and the coordinator of the cluster it is in. */
export async function mayReadOrganisation(
  ctx: Ctx,
  actor: Actor,
  { subjectId, clusterId }: { subjectId: string; clusterId: string },
): Promise<boolean> {
  const member = actor.organisations.find((m) => m.organisationId === subjectId)
  if (member) return [...member.clusters, ...member.suspendedIn].includes(clusterId)
  if (!actor.coordinates.includes(clusterId)) return false
  const place = await ctx.db
    .selectFrom('affiliations')
    .select('status')
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', subjectId)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst()
  return place !== undefined
}

/** Ends an address of the actor's. Throws `not_found` for anybody else's. */
export async function revokeAddress(ctx: Ctx, id: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const row = await ctx.db
    .deleteFrom('calendarAddresses')
    .where('id', '=', id)
    .where('personId', '=', actor.personId)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
}

const addresses = (ctx: Ctx) =>
  ctx.db
    .selectFrom('calendarAddresses')
    .select(['id', 'personId', 'scope', 'subjectId', 'clusterId', 'language', 'createdAt', 'lastReadAt'])

/** The actor's address of one calendar, if there is one. */
export async function addressOf(ctx: Ctx, scope: Scope, subjectId: string, clusterId: string | null) {
  const { personId } = mustBeSignedIn(ctx)
  return addresses(ctx)
    .where('personId', '=', personId)
    .where('scope', '=', scope)
    .where('subjectId', '=', subjectId)
    .where(sql<string>`coalesce(cluster_id, '')`, '=', clusterId ?? '')
    .executeTakeFirst()
}

/** All addresses of a person with what they are of, newest first: never the secrets. At most 100. */
export async function addressesOf(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('calendarAddresses as a')
    .leftJoin('organisations as o', (join) =>
      join.onRef('o.id', '=', 'a.subjectId').on('a.scope', '=', 'organisation'),
    )
    .leftJoin('listings as l', (join) => join.onRef('l.id', '=', 'a.subjectId').on('a.scope', '=', 'offer'))
    .leftJoin('clusters as c', 'c.id', 'a.clusterId')
    .select(['a.id', 'a.scope', 'a.subjectId', 'a.clusterId', 'a.createdAt', 'a.lastReadAt'])
    .select(['o.name as organisation', 'l.title', 'c.slug'])
    .where('a.personId', '=', personId)
    .orderBy('a.id', 'desc')
    .limit(100)
    .execute()
}

/** To be written with the erasure of an account. */
export const forgetAddresses = (ctx: Ctx, personId: string): Query =>
  ctx.db.deleteFrom('calendarAddresses').where('personId', '=', personId)

/**
 * The address of a secret, with its person as the actor of `ctx`. Throws `not_found` for one that is unknown, revoked or
 * whose person has gone, `too_many_requests`.
 */
export async function addressBySecret(ctx: Ctx, secret: string, sender: string): Promise<CalendarAddress> {
  const found = /^[\w-]{43}$/.test(secret)
    ? await addresses(ctx)
        .where('tokenHash', '=', await sha256(secret))
        .executeTakeFirst()
    : undefined
  const actor = found && (await actorOf(ctx, found.personId, 'token'))
  if (!found || !actor) {
    await limit(ctx, `calendar-guess:${sender}`, GUESSES_PER_HOUR, 3600)
    throw new AppError('not_found')
  }
  await limit(ctx, `calendar:${found.id}`, READS_PER_HOUR, 3600)
  ctx.actor = actor
  ctx.language = found.language
  // Once an hour is enough to tell which are in use.
  if (!found.lastReadAt || found.lastReadAt < later(ctx.now, -HOUR))
    ctx.after(() =>
      ctx.db
        .updateTable('calendarAddresses')
        .set({ lastReadAt: ctx.now })
        .where('id', '=', found.id)
        .execute(),
    )
  return found
}
