import { sql } from 'kysely'
import { heldOver } from '../bookings/held'
import type { Hold } from '../bookings/rulesOfHolds'
import { later, toMinutes } from '../core/time'
import type { Ctx } from '../platform/context'
import { among, together } from '../platform/db'

const DAY = 86_400_000
/** What a calendar holds: so long back, so long ahead, and so much of it. */
export const WINDOW = { back: 90 * DAY, ahead: 549 * DAY, most: 2_000 }

export type Row = Awaited<ReturnType<typeof bookingRows>>[number]

/** What a calendar says of a booking; `changedAt`: when its last fact happened, as far as it is known. */
const readRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('capacities as k', 'k.id', 'b.capacityId')
    .innerJoin('clusters as c', 'c.id', 'b.clusterId')
    .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
    .innerJoin('organisations as borrower', 'borrower.id', 'b.borrowerId')
    .leftJoin('events as e', 'e.id', 'b.lastEventId')
    .select(['b.id', 'b.clusterId', 'b.lenderId', 'b.borrowerId', 'b.status', 'b.startsAt', 'b.endsAt'])
    .select(['b.quantity', 'b.unit', 'b.note', 'b.version', 'b.createdAt', 'b.listingId', 'b.capacityId'])
    .select(['l.title', 'l.grain', 'l.address', 'l.commune', 'l.postcode', 'k.label', 'k.shape'])
    .select(['lender.name as lenderName', 'borrower.name as borrowerName'])
    .select(['c.slug', 'c.timeZone', 'c.currency'])
    .select(sql<string>`coalesce(e.occurred_at, b.created_at)`.as('changedAt'))

const bookingRows = (ctx: Ctx) => readRows(ctx).execute()
type Reading = ReturnType<typeof readRows>

/**
 * Bookings by a condition that one index serves: those that begin in the window, and those that still run, whenever they
 * began. What was called off stays for 90 days. The past is never read.
 */
async function within(ctx: Ctx, by: (query: Reading) => Reading): Promise<Row[]> {
  const from = later(ctx.now, -WINDOW.back)
  const to = later(ctx.now, WINDOW.ahead)
  const begun = by(readRows(ctx))
    .where('b.startsAt', '>=', from)
    .where('b.startsAt', '<', to)
    .orderBy('b.startsAt')
    .limit(WINDOW.most)
  const running = by(readRows(ctx))
    .where('b.status', '=', 'in_use')
    .where('b.endsAt', '>', ctx.now)
    .where('b.startsAt', '<', from)
    .limit(WINDOW.most)
  const rows = (await together(ctx.env.DB, running, begun)).flat() as Row[]
  return rows.filter((row) => !isGone(row.status) || row.changedAt >= from)
}

export const isGone = (status: Row['status']): boolean =>
  ['cancelled', 'declined', 'expired'].includes(status)

/** What organisations borrow and lend, in one cluster or all, the first to begin first. */
export async function bookingsOfOrganisations(
  ctx: Ctx,
  organisationIds: readonly string[],
  clusterId: string | null,
): Promise<Row[]> {
  if (organisationIds.length === 0) return []
  const here = (query: Reading) => (clusterId ? query.where('b.clusterId', '=', clusterId) : query)
  const [borrowed, lent] = await Promise.all([
    within(ctx, (q) => here(q).where('b.borrowerId', 'in', among(organisationIds.slice(0, 100)))),
    within(ctx, (q) => here(q).where('b.lenderId', 'in', among(organisationIds.slice(0, 100)))),
  ])
  const all = new Map([...borrowed, ...lent].map((row) => [row.id, row]))
  return [...all.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)).slice(0, WINDOW.most)
}

/** Bookings of one offer. */
export const bookingsOfOffer = (ctx: Ctx, listingId: string, lenderId: string): Promise<Row[]> =>
  within(ctx, (q) => q.where('b.listingId', '=', listingId).where('b.lenderId', '=', lenderId))

/** Bookings by their ids, or those of series, whatever their time: for mails about them. At most `most` in all. */
export async function bookingsToTell(
  ctx: Ctx,
  ids: readonly string[],
  seriesIds: readonly string[],
  most: number,
) {
  const [single, ofSeries] = await together(
    ctx.env.DB,
    readRows(ctx)
      .where('b.id', 'in', among(ids.slice(0, 100)))
      .limit(most),
    readRows(ctx)
      .where('b.seriesId', 'in', among(seriesIds.slice(0, 100)))
      .orderBy('b.startsAt')
      .limit(most)
      .select('b.seriesId'),
  )
  return { single: single as Row[], ofSeries: ofSeries as (Row & { seriesId: string })[] }
}

/** What is taken of an offer's things, whoever by, from now; of people, not the hours of their week. */
export const holdsOfOffer = async (ctx: Ctx, listingId: string): Promise<HeldOfOffer[]> =>
  (
    await sql<HeldOfOffer>`select h.capacity_id, h.busy_from, h.busy_to, h.quantity, h.booking_id, k.quantity as whole,
        k.version, k.label, e.occurred_at
      from ${heldOver(sql`(select k.id as capacity_id, ${toMinutes(ctx.now)} as since,
          ${toMinutes(later(ctx.now, WINDOW.ahead))} as until
        from listing_capacities lc cross join capacities k on k.id = lc.capacity_id
        where lc.listing_id = ${listingId} and k.shape not in ('week', 'stock'))`)}
      join capacities k on k.id = h.capacity_id left join events e on e.id = k.last_event_id
      order by h.busy_from limit ${WINDOW.most}`.execute(ctx.db)
  ).rows

export interface HeldOfOffer extends Hold {
  bookingId: string | null
  whole: number
  /** Of the capacity, and when it last changed. */
  version: number
  label: string
  occurredAt: string | null
}
