import { forgetSearches } from '../../alerts/queries'
import { forgetAddresses } from '../../calendars/addresses'
import { rolesOf, resignations } from '../../clusters/departures'
import { AppError } from '../../core/errors'
import { forgetNotices } from '../../notifications/forget'
import { departures, placesOf } from '../../organisations/departures'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import type { Query } from '../../platform/db'
import { personById } from '../queries'

/**
 * Erases the actor: name, address and telephone go, every session and token ends, memberships and roles are left, all or
 * nothing. Bookings, listings and messages of the organisations remain, by an id without a name. Throws `last_manager` or
 * `last_coordinator`, with the names of what would be left without anyone.
 */
export async function erasePerson(ctx: Ctx): Promise<void> {
  const { personId } = mustBeSignedIn(ctx)
  const [before, places, roles] = await Promise.all([
    personById(ctx, personId),
    placesOf(ctx, personId),
    rolesOf(ctx, personId),
  ])
  if (!before) throw new AppError('not_found')
  const needed = places.filter((place) => place.isNeeded)
  if (needed.length > 0) throw new AppError('last_manager', { names: needed.map((n) => n.name) })
  const alone = roles.filter((role) => role.isNeeded)
  if (alone.length > 0) throw new AppError('last_coordinator', { names: alone.map((a) => a.name) })

  const erased = fact(ctx, 'person.erased', { clusterId: null, table: 'people', row: personId, payload: {} })
  const left = departures(ctx, personId, places)
  const ended = resignations(ctx, personId, roles)
  await commit(
    ctx,
    [...left.facts, ...ended.facts, erased],
    [
      ...left.writes,
      ...ended.writes,
      ctx.db
        .updateTable('people')
        .set({ name: '', email: null, phone: null, mailRhythm: 'never', isOperator: 0, erasedAt: ctx.now })
        .set(stamp(erased))
        .where('id', '=', personId)
        .where('version', '=', before.version),
      ...forgotten(ctx, personId, before.email),
    ],
  )
}

/** What is no fact and was kept for this person alone. */
function forgotten(ctx: Ctx, personId: string, email: string | null): Query[] {
  const { db } = ctx
  return [
    db.deleteFrom('authSessions').where('personId', '=', personId),
    db.deleteFrom('authChallenges').where('email', '=', email ?? ''),
    db.deleteFrom('apiTokens').where('personId', '=', personId),
    db.deleteFrom('drafts').where('personId', '=', personId),
    db.deleteFrom('readMarks').where('personId', '=', personId),
    db.deleteFrom('idempotencyKeys').where('personId', '=', personId),
    forgetNotices(ctx, personId),
    forgetAddresses(ctx, personId),
    ...forgetSearches(ctx, personId),
  ]
}
