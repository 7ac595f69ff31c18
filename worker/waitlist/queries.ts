import { cursorIn } from '../platform/cursor'
import { type Selectable, sql } from 'kysely'
import { during, heldOver } from '../bookings/held'
import type { Hold } from '../bookings/rulesOfHolds'
import { AppError } from '../core/errors'
import type { Unit } from '../core/kinds'
import type { Listing } from '../listings/queries'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'

/** A place in a queue, with the names of what it is for. */
export interface Place extends Selectable<Schema['waitlist']> {
  listingTitle: string
  kind: Listing['kind']
  grain: Listing['grain']
  unit: Unit
  lenderId: string
  lenderName: string
  organisationName: string
  capacityLabel: string
}

const readPlaces = (ctx: Ctx) =>
  ctx.db
    .selectFrom('waitlist')
    .innerJoin('listings', 'listings.id', 'waitlist.listingId')
    .innerJoin('organisations as lenders', 'lenders.id', 'listings.organisationId')
    .innerJoin('organisations', 'organisations.id', 'waitlist.organisationId')
    .innerJoin('capacities', 'capacities.id', 'waitlist.capacityId')
    .selectAll('waitlist')
    .select(['listings.title as listingTitle', 'listings.kind', 'listings.grain', 'listings.unit'])
    .select(['lenders.id as lenderId', 'lenders.name as lenderName'])
    .select(['organisations.name as organisationName', 'capacities.label as capacityLabel'])

export async function placeById(ctx: Ctx, id: string): Promise<Place | null> {
  return (await readPlaces(ctx).where('waitlist.id', '=', id).executeTakeFirst()) ?? null
}

/** A place in a queue, for the organisation that waits and the coordinator. Throws `not_found`. */
export async function visiblePlace(ctx: Ctx, id: string): Promise<Place> {
  const place = await placeById(ctx, id)
  const knows =
    place &&
    (ctx.actor?.coordinates.includes(place.clusterId) ||
      ctx.actor?.organisations.some((m) => m.organisationId === place.organisationId))
  if (!place || !knows) throw new AppError('not_found')
  return place
}

interface Asked {
  clusterId?: string
  listingId?: string
  limit?: number
  /** The start and the id after which the page begins. */
  cursor?: string | null | undefined
}

/** The places of the actor's organisations that are open, by their start, paged by key. */
export async function placesOf(
  ctx: Ctx,
  asked: Asked = {},
): Promise<{ items: Place[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const { limit = 20 } = asked
  const mine = JSON.stringify(actor.organisations.slice(0, 30).map((m) => m.organisationId))
  let query = readPlaces(ctx)
    .where('waitlist.organisationId', 'in', sql<string>`(select value from json_each(${mine}))`)
    .where('waitlist.status', 'in', ['waiting', 'offered'])
    .where('waitlist.startsAt', '>', ctx.now)
    .orderBy('waitlist.startsAt')
    .orderBy('waitlist.id')
    .limit(limit + 1)
  if (asked.clusterId) query = query.where('waitlist.clusterId', '=', asked.clusterId)
  if (asked.listingId) query = query.where('waitlist.listingId', '=', asked.listingId)
  const after = cursorIn(asked.cursor, 'wtl')
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('waitlist.startsAt', 'waitlist.id'), '>', tuple(after.at, after.id)),
    )
  const found = await query.execute()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last ? `${last.startsAt}_${last.id}` : null }
}

/** How many wait before this one for any of the same time: 1 is next. */
export async function positionOf(ctx: Ctx, p: Place): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('waitlist')
    .select(sql<number>`count(*)`.as('n'))
    .where('capacityId', '=', p.capacityId)
    .where('status', '=', 'waiting')
    .where('startsAt', '<', p.endsAt)
    .where('endsAt', '>', p.startsAt)
    .where('startsAt', '>', ctx.now)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('createdAt', 'id'), '<', tuple(p.createdAt, p.id)))
    .executeTakeFirstOrThrow()
  return Number(n) + 1
}

/** How many wait for something of an offer that is to come. */
export async function waitingFor(ctx: Ctx, listingId: string, organisationId?: string): Promise<number> {
  let query = ctx.db
    .selectFrom('waitlist')
    .innerJoin('listingCapacities', 'listingCapacities.capacityId', 'waitlist.capacityId')
    .select(sql<number>`count(*)`.as('n'))
    .where('listingCapacities.listingId', '=', listingId)
    .where('waitlist.listingId', '=', listingId)
    .where('waitlist.status', 'in', organisationId ? ['waiting', 'offered'] : ['waiting'])
    .where('waitlist.startsAt', '>', ctx.now)
  if (organisationId) query = query.where('waitlist.organisationId', '=', organisationId)
  return Number((await query.executeTakeFirstOrThrow()).n)
}

const MOST_LOOKED_AT = 100
/** Those who wait for a capacity and whose organisation may still book, in order; at most 100. */
export const waitingInOrder = (ctx: Ctx, capacityId: string): Promise<Place[]> =>
  readPlaces(ctx)
    .innerJoin('affiliations', (join) =>
      join
        .onRef('affiliations.organisationId', '=', 'waitlist.organisationId')
        .onRef('affiliations.clusterId', '=', 'waitlist.clusterId')
        .on('affiliations.status', '=', 'active'),
    )
    .where('waitlist.capacityId', '=', capacityId)
    .where('waitlist.status', '=', 'waiting')
    .where('waitlist.startsAt', '>', ctx.now)
    .orderBy('waitlist.createdAt')
    .orderBy('waitlist.id')
    .limit(MOST_LOOKED_AT)
    .execute()

/** Holds of a capacity that are kept for its queue, since something was given up; also where an outage took them. */
export const keptFor = async (ctx: Ctx, capacityId: string): Promise<number[]> =>
  (
    await ctx.db
      .selectFrom('holds')
      .select('id')
      .where('capacityId', '=', capacityId)
      .where('reason', '=', 'waitlist')
      .where('sourceId', 'like', 'bkg%')
      .limit(200)
      .execute()
  ).map((row) => row.id)

/** Capacities of which something is kept for a queue: the clock sees to what a lost message left. */
export const capacitiesKept = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('holds')
      .select('capacityId')
      .distinct()
      .where('reason', '=', 'waitlist')
      .where('sourceId', 'like', 'bkg%')
      .limit(50)
      .execute()
  ).map((row) => row.capacityId)

/** What holds some capacities over [from, to), save some holds that are about to go. */
export async function busyBeside(
  ctx: Ctx,
  capacityIds: readonly string[],
  from: number,
  to: number,
  going: { holdIds: readonly number[]; sourceId: string | null },
): Promise<Hold[]> {
  const { rows } = await sql<Hold>`select h.capacity_id, h.busy_from, h.busy_to, h.quantity
    from ${heldOver(during(capacityIds, from, to))}
    where h.id not in (select value from json_each(${JSON.stringify(going.holdIds)}))
      and h.source_id is not ${going.sourceId ?? ''}
    order by h.busy_from limit 10000`.execute(ctx.db)
  return rows
}

/** Offers of a place which an outage has taken since. */
export const offersSuspended = (ctx: Ctx, capacityId: string): Promise<Place[]> =>
  readPlaces(ctx)
    .where('waitlist.capacityId', '=', capacityId)
    .where('waitlist.status', '=', 'offered')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('holds')
          .select('holds.id')
          .whereRef('holds.sourceId', '=', 'waitlist.id')
          .where('holds.suspendedBy', 'is not', null),
      ),
    )
    .limit(50)
    .execute()

/** Places whose time to answer is over, or the time that was waited for. */
export async function placesDue(ctx: Ctx, what: 'offered' | 'waiting', limit: number): Promise<Place[]> {
  const due = what === 'offered' ? ('waitlist.offeredUntil' as const) : ('waitlist.startsAt' as const)
  return readPlaces(ctx)
    .where('waitlist.status', '=', what)
    .where(due, '<=', ctx.now)
    .orderBy(due)
    .limit(limit)
    .execute()
}
