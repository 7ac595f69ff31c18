import { cursorIn } from '../platform/cursor'
import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { distanceKm, metresOf } from '../core/geo'
import type { Unit } from '../core/kinds'
import type { Listing } from '../listings/queries'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { Taker } from './rules'

/** What is left of one collection, or of a stock, and goes from one to the next. */
export interface Cascade extends Selectable<Schema['cascades']> {
  listingTitle: string
  unit: Unit
  lenderId: string
  lenderName: string
}
/** One offer of it to one taker. */
export interface Remainder extends Selectable<Schema['remainders']> {
  listingTitle: string
  unit: Unit
  lenderId: string
  lenderName: string
  organisationName: string
  needTitle: string
  /** Of the collection; null of a stock. */
  startsAt: string | null
  endsAt: string | null
}

const readCascades = (ctx: Ctx) =>
  ctx.db
    .selectFrom('cascades')
    .innerJoin('listings', 'listings.id', 'cascades.listingId')
    .innerJoin('organisations as lenders', 'lenders.id', 'listings.organisationId')
    .selectAll('cascades')
    .select([
      'listings.title as listingTitle',
      'listings.unit',
      'lenders.id as lenderId',
      'lenders.name as lenderName',
    ])

const readRemainders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('remainders')
    .innerJoin('cascades', 'cascades.id', 'remainders.cascadeId')
    .innerJoin('listings', 'listings.id', 'remainders.listingId')
    .innerJoin('listings as needs', 'needs.id', 'remainders.needId')
    .innerJoin('organisations as lenders', 'lenders.id', 'listings.organisationId')
    .innerJoin('organisations', 'organisations.id', 'remainders.organisationId')
    .selectAll('remainders')
    .select(['cascades.startsAt', 'cascades.endsAt', 'needs.title as needTitle'])
    .select([
      'listings.title as listingTitle',
      'listings.unit',
      'lenders.id as lenderId',
      'lenders.name as lenderName',
    ])
    .select('organisations.name as organisationName')

const of = (ctx: Ctx, organisationId: string): boolean =>
  ctx.actor?.organisations.some((m) => m.organisationId === organisationId) ?? false
const coordinates = (ctx: Ctx, clusterId: string): boolean =>
  ctx.actor?.coordinates.includes(clusterId) ?? false

export async function cascadeById(ctx: Ctx, id: string): Promise<Cascade | null> {
  return (await readCascades(ctx).where('cascades.id', '=', id).executeTakeFirst()) ?? null
}

/** A cascade, for the lender's members and the coordinator: who was asked is nobody else's to know. Throws `not_found`. */
export async function visibleCascade(ctx: Ctx, id: string): Promise<Cascade> {
  const cascade = await cascadeById(ctx, id)
  if (!cascade || !(of(ctx, cascade.lenderId) || coordinates(ctx, cascade.clusterId)))
    throw new AppError('not_found')
  return cascade
}

/** To whom it was offered, in order. */
export const remaindersOf = (ctx: Ctx, cascadeId: string): Promise<Remainder[]> =>
  readRemainders(ctx)
    .where('remainders.cascadeId', '=', cascadeId)
    .orderBy('remainders.position')
    .limit(200)
    .execute()

/** The cascades of an offer, the newest first. */
export const cascadesOf = (ctx: Ctx, listingId: string, limit = 5): Promise<Cascade[]> =>
  readCascades(ctx)
    .where('cascades.listingId', '=', listingId)
    .orderBy('cascades.createdAt', 'desc')
    .orderBy('cascades.id', 'desc')
    .limit(limit)
    .execute()

export async function remainderById(ctx: Ctx, id: string): Promise<Remainder | null> {
  return (await readRemainders(ctx).where('remainders.id', '=', id).executeTakeFirst()) ?? null
}

/** What is offered to an organisation, for its members, the lender's and the coordinator. Throws `not_found`. */
export async function visibleRemainder(ctx: Ctx, id: string): Promise<Remainder> {
  const r = await remainderById(ctx, id)
  const knows = r && (of(ctx, r.organisationId) || of(ctx, r.lenderId) || coordinates(ctx, r.clusterId))
  if (!r || !knows) throw new AppError('not_found')
  return r
}

/** What is offered to the actor's organisations now, and was, the newest first, paged by key. */
export async function remaindersFor(
  ctx: Ctx,
  asked: { clusterId?: string; limit?: number; cursor?: string | null | undefined } = {},
): Promise<{ items: Remainder[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const { limit = 20 } = asked
  const mine = JSON.stringify(actor.organisations.slice(0, 30).map((m) => m.organisationId))
  let query = readRemainders(ctx)
    .where('remainders.organisationId', 'in', sql<string>`(select value from json_each(${mine}))`)
    .orderBy('remainders.createdAt', 'desc')
    .orderBy('remainders.id', 'desc')
    .limit(limit + 1)
  if (asked.clusterId) query = query.where('remainders.clusterId', '=', asked.clusterId)
  const after = cursorIn(asked.cursor, 'rmd')
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('remainders.createdAt', 'remainders.id'), '<', tuple(after.at, after.id)),
    )
  const rows = await query.execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null }
}

/** The cascade of a collection, or of a stock, that is open; else the last one. */
export const cascadeAt = (ctx: Ctx, capacityId: string, startsAt: string | null) =>
  ctx.db
    .selectFrom('cascades')
    .selectAll()
    .where('capacityId', '=', capacityId)
    .where('startsAt', startsAt === null ? 'is' : '=', startsAt)
    .orderBy(sql`status = 'open'`, 'desc')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** How many of a cascade were asked, and how many are still to answer. */
export async function askedIn(ctx: Ctx, cascadeId: string): Promise<{ all: number; open: number }> {
  const row = await ctx.db
    .selectFrom('remainders')
    .select([sql<number>`count(*)`.as('all'), sql<number>`coalesce(sum(status = 'offered'), 0)`.as('open')])
    .where('cascadeId', '=', cascadeId)
    .executeTakeFirstOrThrow()
  return { all: Number(row.all), open: Number(row.open) }
}

/** Those who still have to answer, and were offered less of a collection (of a stock: '') than they look for. */
export async function offeredLess(
  ctx: Ctx,
  capacityId: string,
  slot: string,
): Promise<(Remainder & { wanted: number })[]> {
  const rows = await ctx.db
    .selectFrom('remainders as r')
    .innerJoin('listings as n', 'n.id', 'r.needId')
    .select([
      'r.id',
      sql<number>`min(n.quantity, coalesce(n.details ->> '$.recipe.max', n.quantity))`.as('wanted'),
    ])
    .where('r.capacityId', '=', capacityId)
    .where('r.slot', '=', slot)
    .where('r.status', '=', 'offered')
    .where('r.offeredUntil', '>', ctx.now)
    .where('n.status', '=', 'published')
    .where('n.hiddenReason', 'is', null)
    .whereRef('n.quantity', '>', 'r.quantity')
    .orderBy('r.position')
    .limit(MOST_TAKERS)
    .execute()
  const all = await Promise.all(rows.map((row) => remainderById(ctx, row.id)))
  return all.flatMap((r, i) => {
    const wanted = rows[i]?.wanted ?? 0
    return r && wanted > r.quantity ? [{ ...r, wanted }] : []
  })
}

const MOST_TAKERS = 100

/**
 * Who could take what is left of an offer: those whose needs fit it (a match nobody has dismissed), in the same unit, at
 * that time and within the way they would go; without those who were asked for it before, or have had a booking of it.
 */
export async function takersFor(
  ctx: Ctx,
  listing: Listing,
  capacityId: string,
  slot: { startsAt: string; endsAt: string } | null,
): Promise<Taker[]> {
  const start = slot?.startsAt ?? ''
  const rows = await ctx.db
    .selectFrom('matches as m')
    .innerJoin('listings as n', 'n.id', 'm.needId')
    .innerJoin('affiliations as a', (join) =>
      join.onRef('a.organisationId', '=', 'n.organisationId').onRef('a.clusterId', '=', 'n.clusterId'),
    )
    .select(['n.id', 'n.organisationId', 'n.quantity', 'n.lat', 'n.lng', 'n.withinKm'])
    .select(['n.tariffMode', 'n.referenceCents', 'n.priceUnit'])
    .select([
      sql<number | null>`n.details ->> '$.recipe.min'`.as('least'),
      sql<number | null>`n.details ->> '$.recipe.max'`.as('most'),
    ])
    .where('m.offerId', '=', listing.id)
    .where('m.status', 'in', ['suggested', 'seen', 'accepted'])
    .where('n.clusterId', '=', listing.clusterId)
    .where('n.kind', '=', 'waste')
    .where('n.unit', '=', listing.unit)
    .where('n.status', '=', 'published')
    .where('n.hiddenReason', 'is', null)
    .where('a.status', '=', 'active')
    .where('n.organisationId', '<>', listing.organisationId)
    .where(({ eb, or }) => or([eb('n.expiresAt', 'is', null), eb('n.expiresAt', '>', ctx.now)]))
    .where(({ eb, or }) => or([eb('n.endsAt', 'is', null), eb('n.endsAt', '>', slot?.startsAt ?? ctx.now)]))
    .where(({ eb, or }) =>
      slot === null
        ? eb('n.id', '=', eb.ref('n.id'))
        : or([eb('n.startsAt', 'is', null), eb('n.startsAt', '<', slot.endsAt)]),
    )
    .where(
      sql<boolean>`not exists (select 1 from remainders r where r.capacity_id = ${capacityId} and r.slot = ${start}
        and r.organisation_id = n.organisation_id)`,
    )
    .where(
      sql<boolean>`not exists (select 1 from bookings b where b.listing_id = ${listing.id}
        and b.borrower_id = n.organisation_id and (${start} = '' or b.starts_at = ${start}))`,
    )
    // What was left of another offer goes neither to who refused or passed it on, nor back to who gave it.
    .where(
      sql<boolean>`not exists (with recursive up (listing_id, batch_id) as (
          select listing_id, batch_id from stream_ends where to_listing_id = ${listing.id}
          union select e.listing_id, e.batch_id from stream_ends e join up on e.to_listing_id = up.listing_id)
        select 1 from up join stream_batches s on s.id = up.batch_id join bookings b on b.id = s.booking_id
        where n.organisation_id in (b.borrower_id, b.lender_id))`,
    )
    .orderBy('m.score', 'desc')
    .limit(MOST_TAKERS)
    .execute()
  return rows.flatMap((n) => {
    const known = n.lat !== null && n.lng !== null && listing.lat !== null && listing.lng !== null
    const km = known
      ? distanceKm({ lat: n.lat ?? 0, lng: n.lng ?? 0 }, { lat: listing.lat ?? 0, lng: listing.lng ?? 0 })
      : null
    if (km !== null && n.withinKm !== null && km > n.withinKm) return []
    const each = n.tariffMode === 'price' && (n.priceUnit === 'kg' || n.priceUnit === 'piece')
    return {
      ...{ needId: n.id, organisationId: n.organisationId, least: n.least ?? 1 },
      // A workshop takes no more at once than its recipe says.
      quantity: n.most === null ? n.quantity : Math.min(n.most, Math.max(n.quantity, n.least ?? 1)),
      ...{
        centsEach: each ? (n.referenceCents ?? 0) : 0,
        metres: metresOf(km),
      },
    }
  })
}

/** Remainders whose time to answer is over, and cascades whose collection has come; at most 50 of each. */
export async function cascadesDue(ctx: Ctx): Promise<{ remainders: string[]; cascades: string[] }> {
  const [remainders, cascades] = await Promise.all([
    ctx.db
      .selectFrom('remainders')
      .select('id')
      .where('status', '=', 'offered')
      .where('offeredUntil', '<=', ctx.now)
      .orderBy('offeredUntil')
      .limit(50)
      .execute(),
    ctx.db
      .selectFrom('cascades')
      .select('id')
      .where('status', '=', 'open')
      .where('startsAt', '<=', ctx.now)
      .orderBy('startsAt')
      .limit(50)
      .execute(),
  ])
  return { remainders: remainders.map((r) => r.id), cascades: cascades.map((c) => c.id) }
}
