import { cursorIn } from '../platform/cursor'
import { type Selectable, sql } from 'kysely'
import type { Status } from '../bookings/rules'
import { AppError } from '../core/errors'
import type { Unit } from '../core/kinds'
import { isInside, type Listing, listingById, visibleListing } from '../listings/queries'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { prepare, rowsOf, together } from '../platform/db'
import type { Schema } from '../platform/schema'
import {
  type Balance,
  balanceOf,
  type Handed,
  type Held,
  LAST_HANDOVERS,
  NOTHING,
  RELIABLE_FROM,
  reliabilityOf,
} from './rules'

/** One booking of a stream, or what nobody booked of one collection, with where its quantity is. */
export interface Batch extends Omit<Selectable<Schema['streamBatches']>, 'lines'> {
  listingTitle: string
  unit: Unit
  hazardous: number
  lenderId: string
  lenderName: string
  listingStatus: Listing['status']
  grain: string
  endsAt: string | null
  status: Status | null
  borrowerId: string | null
  borrowerName: string | null
  /** What the booking says. */
  said: number | null
  /** An offer of what was left of another: the one it comes from. */
  leftoverOf: string | null
}
export type End = Selectable<Schema['streamEnds']> & { noterName: string; toTitle: string | null }

const readBatches = (ctx: Ctx) =>
  ctx.db
    .selectFrom('streamBatches as s')
    .innerJoin('listings as l', 'l.id', 's.listingId')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .leftJoin('bookings as b', 'b.id', 's.bookingId')
    .leftJoin('organisations as t', 't.id', 'b.borrowerId')
    .leftJoin('streamEnds as e', 'e.toListingId', 's.listingId')
    .select(['s.id', 's.clusterId', 's.listingId', 's.bookingId', 's.slot', 's.closed', 's.createdAt'])
    .select(['s.promised', 's.awaited', 's.inHand', 's.used', 's.passedOn', 's.outlet', 's.refused'])
    .select([
      's.refusedOn',
      's.refusedOutlet',
      's.unfetched',
      's.unfetchedOn',
      's.unfetchedOutlet',
      's.missing',
    ])
    .select(['l.title as listingTitle', 'l.unit', 'l.organisationId as lenderId', 'o.name as lenderName'])
    .select(['l.status as listingStatus', 'l.grain', 'b.endsAt', 'b.status', 'b.borrowerId'])
    .select(['t.name as borrowerName', 'b.quantity as said', 'e.listingId as leftoverOf'])
    .select(sql<number>`coalesce(l.details ->> 'hazardous', 0)`.as('hazardous'))

const of = (ctx: Ctx, organisationId: string | null): boolean =>
  organisationId !== null &&
  (ctx.actor?.organisations.some((m) => m.organisationId === organisationId) ?? false)
const coordinates = (ctx: Ctx, clusterId: string): boolean =>
  ctx.actor?.coordinates.includes(clusterId) ?? false

/** A batch, for its giver's and its taker's members and the coordinator. Throws `not_found`. */
export async function visibleBatch(ctx: Ctx, id: string): Promise<Batch> {
  mustBeSignedIn(ctx)
  const batch = await readBatches(ctx).where('s.id', '=', id).executeTakeFirst()
  const knows =
    batch && (of(ctx, batch.lenderId) || of(ctx, batch.borrowerId) || coordinates(ctx, batch.clusterId))
  if (!batch || !knows) throw new AppError('not_found')
  return batch
}

export interface StreamBalance {
  listing: Listing
  /** All of the stream, or of a taker only what they booked of it. */
  whole: boolean
  balance: Balance
  reliability: number | null
  batches: Batch[]
  ends: End[]
  nextCursor: string | null
}
const BATCHES = 30

/**
 * The balance of a stream with its batches, the newest first: all of it for its giver and the coordinator, for a taker what
 * they booked. Throws `not_found` to others.
 */
export async function balanceOfOffer(
  ctx: Ctx,
  offerId: string,
  asked: { cursor?: string | null | undefined; limit?: number } = {},
): Promise<StreamBalance> {
  const actor = mustBeSignedIn(ctx)
  const { limit = BATCHES } = asked
  const listing = await listingById(ctx, offerId)
  if (listing?.kind !== 'waste' || listing.direction !== 'offer') throw new AppError('not_found')
  const whole = isInside(ctx, listing)
  const mine = JSON.stringify(actor.organisations.slice(0, 30).map((m) => m.organisationId))
  const own = sql<boolean>`(${whole ? 1 : 0} = 1 or b.borrower_id in (select value from json_each(${mine})))`
  let page = readBatches(ctx)
    .where('s.listingId', '=', offerId)
    .where(own)
    .orderBy('s.slot', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit + 1)
  const after = cursorIn(asked.cursor, 'bch')
  if (after)
    page = page.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('s.slot', 's.id'), '<', tuple(after.at, after.id)),
    )
  const [rows, sums, handed] = await together(
    ctx.env.DB,
    page,
    ctx.db
      .selectFrom('streamBatches as s')
      .leftJoin('bookings as b', 'b.id', 's.bookingId')
      .select(sums_)
      .select(sql<number>`count(*)`.as('batches'))
      .where('s.listingId', '=', offerId)
      .where(own),
    handedOf(ctx, offerId),
  )
  const [sum] = sums
  if (!whole && Number(sum?.batches ?? 0) === 0) throw new AppError('not_found')
  const batches = rows.slice(0, limit)
  const last = batches.at(-1)
  return {
    ...{ listing, whole, batches, balance: balanceOf(heldIn(sum)) },
    reliability: reliabilityOf(handed.map(asHanded)),
    ends: await endsOf(
      ctx,
      batches.map((b) => b.id),
    ),
    nextCursor: rows.length > limit && last ? `${last.slot}_${last.id}` : null,
  }
}

const NAMES = Object.keys(NOTHING) as (keyof Held)[]
const sums_ = NAMES.map((name) => sql<number>`coalesce(sum(${sql.ref(`s.${name}`)}), 0)`.as(name))
const heldIn = (row: object | undefined): Held =>
  Object.fromEntries(NAMES.map((name) => [name, Number((row as Held | undefined)?.[name] ?? 0)])) as never

/** What became of some batches, oldest first. */
async function endsOf(ctx: Ctx, batchIds: readonly string[]): Promise<End[]> {
  if (batchIds.length === 0) return []
  return ctx.db
    .selectFrom('streamEnds as e')
    .leftJoin('people as p', 'p.id', 'e.notedBy')
    .leftJoin('listings as c', 'c.id', 'e.toListingId')
    .selectAll('e')
    .select([sql<string>`coalesce(p.name, '')`.as('noterName'), 'c.title as toTitle'])
    .where('e.batchId', 'in', sql<string>`(select value from json_each(${JSON.stringify(batchIds)}))`)
    .orderBy('e.createdAt')
    .orderBy('e.id')
    .limit(500)
    .execute()
}

/** One act on a batch, with the batch: for who may see it. */
export async function visibleEnd(ctx: Ctx, id: string): Promise<{ end: End; batch: Batch }> {
  mustBeSignedIn(ctx)
  const row = await ctx.db.selectFrom('streamEnds').select('batchId').where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  const batch = await visibleBatch(ctx, row.batchId)
  const end = (await endsOf(ctx, [batch.id])).find((e) => e.id === id)
  if (!end) throw new AppError('not_found')
  return { end, batch }
}

/** The last hand-overs of an offer that were noted, the newest first: what was promised, and what came. */
const handedOf = (ctx: Ctx, offerId: string) =>
  ctx.db
    .selectFrom('bookings as b')
    .innerJoin('handovers as h', (join) =>
      join.on(
        'h.id',
        '=',
        sql`(select x.id from handovers x where x.booking_id = b.id and x.step = 'pick_up' and x.happened = 1
          and not exists (select 1 from handovers c where c.corrects = x.id)
          order by case x.side when 'lender' then 0 when 'coordinator' then 1 else 2 end limit 1)`,
      ),
    )
    .select(['b.quantity as promised', 'h.quantity as taken', 'h.refusedQuantity', 'h.refusedReason'])
    .where('b.listingId', '=', offerId)
    .where('b.status', 'in', ['confirmed', 'in_use', 'completed'])
    .orderBy('b.startsAt', 'desc')
    .orderBy('b.id', 'desc')
    .limit(LAST_HANDOVERS)
const asHanded = (h: {
  promised: number
  taken: number
  refusedQuantity: number
  refusedReason: string | null
}): Handed => ({
  ...{ promised: h.promised, taken: h.taken },
  tooMuch: h.refusedReason === 'too_much' ? h.refusedQuantity : 0,
})

/** How far an offer of waste keeps its word, in percent, and over how many hand-overs; null: too few to say. */
export async function reliability(
  ctx: Ctx,
  offerId: string,
): Promise<{ percent: number | null; handovers: number; from: number }> {
  const listing = await visibleListing(ctx, offerId)
  if (listing.kind !== 'waste' || listing.direction !== 'offer') throw new AppError('not_found')
  const handed = (await handedOf(ctx, offerId).execute()).map(asHanded)
  return { percent: reliabilityOf(handed), handovers: handed.length, from: RELIABLE_FROM }
}

/** A line of the ledger: so much went from one account to another. */
export type Entry = Selectable<Schema['streamEntries']> & { bookingId: string | null; slot: string }

/** The ledger of a stream, the newest line first, paged by number; of a taker the lines of what they booked. */
export async function ledgerOf(
  ctx: Ctx,
  offerId: string,
  asked: { cursor?: string | null | undefined; limit?: number },
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const { whole } = await balanceOfOffer(ctx, offerId, { limit: 1 })
  const { limit = 50 } = asked
  if (asked.cursor && !/^\d{1,15}$/.test(asked.cursor))
    throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
  const mine = JSON.stringify(ctx.actor?.organisations.slice(0, 30).map((m) => m.organisationId) ?? [])
  let query = ctx.db
    .selectFrom('streamEntries as e')
    .innerJoin('streamBatches as s', 's.id', 'e.batchId')
    .leftJoin('bookings as b', 'b.id', 's.bookingId')
    .selectAll('e')
    .select(['s.bookingId', 's.slot'])
    .where('e.listingId', '=', offerId)
    .where(sql<boolean>`(${whole ? 1 : 0} = 1 or b.borrower_id in (select value from json_each(${mine})))`)
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
  if (asked.cursor) query = query.where('e.id', '<', Number(asked.cursor))
  const rows = await query.execute()
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null }
}

/**
 * What has no end yet in a cluster, for its coordinator, the oldest first: in hand of a taker; refused or left and not gone
 * on; gone on as an offer that nobody has taken. Paged by key.
 */
export async function looseEnds(
  ctx: Ctx,
  clusterId: string,
  asked: { cursor?: string | null | undefined; limit?: number } = {},
): Promise<{ items: Batch[]; nextCursor: string | null }> {
  mustCoordinate(ctx, clusterId)
  const { limit = 30 } = asked
  let query = readBatches(ctx)
    .where('s.clusterId', '=', clusterId)
    .where(
      sql<boolean>`(s.in_hand > 0 or s.refused > 0 or s.unfetched > 0 or (s.awaited > 0 and s.slot = '' and e.id is not null))`,
    )
    .orderBy('s.createdAt')
    .orderBy('s.id')
    .limit(limit + 1)
  const after = cursorIn(asked.cursor, 'bch')
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('s.createdAt', 's.id'), '>', tuple(after.at, after.id)),
    )
  const rows = await query.execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null }
}

/** How much of each unit has no end yet in a cluster. */
export async function looseTotals(ctx: Ctx, clusterId: string) {
  mustCoordinate(ctx, clusterId)
  const statement = sql<{
    unit: Unit
    inHand: number
    loose: number
  }>`select l.unit, sum(s.in_hand) as in_hand,
    sum(s.refused + s.unfetched) as loose from stream_batches s join listings l on l.id = s.listing_id
    where s.cluster_id = ${clusterId} and (s.in_hand > 0 or s.refused > 0 or s.unfetched > 0) group by l.unit order by l.unit`
  const [found] = await ctx.env.DB.batch<Record<string, unknown>>([
    prepare(ctx.env.DB, statement.compile(ctx.db)),
  ])
  return (found ? await rowsOf(found) : []) as unknown as { unit: Unit; inHand: number; loose: number }[]
}
