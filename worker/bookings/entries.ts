import { sql } from 'kysely'
import { fromMinutes, type Instant } from '../core/time'
import type { Ctx } from '../platform/context'
import { type Query, together } from '../platform/db'
import type { Offer } from './queries'
import type { Status } from './rules'
import { choices } from './rulesOfHolds'

/** What takes a thing, or asks for it, as those concerned may read it. */
export interface Entry {
  listingId: string
  capacityId: string
  reason: 'booking' | 'closure' | 'maintenance' | 'waitlist'
  /** Of a booking as it was booked, without what is kept free around it. */
  startsAt: Instant
  endsAt: Instant
  quantity: number
  /** Of bookings only; a closure has none. */
  bookingId: string | null
  status: Status | null
  borrowerId: string | null
  borrowerName: string | null
  /** A request that waits among others and holds nothing. */
  competing: boolean
}

/** More than these are counted in the views, and not named. */
const MOST = 400
const LONGEST = [240, 1440, 44_640, null]

interface Row {
  capacityId: string
  reason: Entry['reason']
  busyFrom: number
  busyTo: number
  held: number
  bookingId: string | null
  listingId: string | null
  status: Status | null
  startsAt: Instant | null
  endsAt: Instant | null
  quantity: number | null
  competing: number | null
  borrowerId: string | null
  lenderId: string | null
  clusterId: string | null
  borrowerName: string | null
}

/**
 * What takes some offers in [from, to), in UTC minutes, in order of its start: to its lender and to the coordinator all of
 * it, to a borrower what is theirs, to anyone else nothing. The history outside is never read.
 */
export async function entriesOver(
  ctx: Ctx,
  offers: readonly Offer[],
  from: number,
  to: number,
): Promise<Entry[]> {
  const { actor } = ctx
  if (!actor || offers.length === 0) return []
  const listingOf = new Map<string, string>()
  for (const { listing, capacities } of offers)
    for (const c of choices(capacities)) listingOf.set(c.id, listing.id)
  const inside = offers.filter(({ listing }) => isIn(actor, listing.organisationId, listing.clusterId))
  if (inside.length === 0 && actor.organisations.length === 0) return []
  const rows = await rowsOver(
    ctx,
    [...listingOf.keys()],
    offers.map((o) => o.listing.id),
    from,
    to,
  )
  const own = new Set(actor.organisations.map((m) => m.organisationId))
  const told = new Set(inside.flatMap(({ capacities }) => capacities.map((c) => c.id)))
  return (
    rows
      .filter((row) =>
        row.bookingId === null
          ? told.has(row.capacityId)
          : own.has(row.borrowerId ?? '') || isIn(actor, row.lenderId ?? '', row.clusterId ?? ''),
      )
      .map((row) => ({
        listingId: listingOf.get(row.capacityId) ?? row.listingId ?? '',
        ...{ capacityId: row.capacityId, reason: row.reason },
        startsAt: row.startsAt ?? fromMinutes(row.busyFrom),
        endsAt: row.endsAt ?? fromMinutes(Math.min(row.busyTo, FAR)),
        quantity: row.quantity ?? row.held,
        ...{ bookingId: row.bookingId, status: row.status },
        ...{ borrowerId: row.borrowerId, borrowerName: row.borrowerName, competing: row.competing === 1 },
      }))
      // A booking holds more than its time: what is kept free around it, and of a stock all that comes after.
      .filter((e) => e.endsAt > fromMinutes(from) && e.startsAt < fromMinutes(to))
  )
}

/** The year 2400: a closure without an end still has a date. */
const FAR = 226_000_000

/** Whether the actor lends in the name of this organisation, or coordinates this cluster. */
const isIn = (actor: NonNullable<Ctx['actor']>, organisationId: string, clusterId: string): boolean =>
  actor.coordinates.includes(clusterId) ||
  actor.organisations.some((m) => m.organisationId === organisationId)

async function rowsOver(
  ctx: Ctx,
  capacityIds: readonly string[],
  listingIds: readonly string[],
  from: number,
  to: number,
): Promise<Row[]> {
  const ids = JSON.stringify(capacityIds)
  const held = LONGEST.map(
    (
      most,
      i,
    ) => sql`select h.capacity_id, h.reason, h.busy_from, h.busy_to, h.quantity as held, h.booking_id, h.source_id
      from json_each(${ids}) c
      cross join holds h on h.capacity_id = c.value and h.live = 1 and h.length_class = ${sql.lit(i + 1)}
      and h.busy_to > ${from} ${most === null ? sql`` : sql`and h.busy_to < ${to + most}`}
      where h.busy_from < ${to}`,
  )
  const booking = sql`b.listing_id, b.status, b.starts_at, b.ends_at, b.quantity, b.competing, b.borrower_id,
    b.lender_id, b.cluster_id`
  const known = sql<Row>`select h.*, ${booking}, coalesce(o.name, t.name) as borrower_name
      from (${sql.join(held, sql` union all `)} order by 3 limit ${sql.lit(MOST)}) h
      left join bookings b on b.id = h.booking_id left join organisations o on o.id = b.borrower_id
      left join occupancies y on y.id = h.source_id left join organisations t on t.id = y.occupant_id`
  const waiting = sql<Row>`select b.capacity_id, 'booking' as reason, 0 as busy_from, 0 as busy_to, b.quantity as held,
      b.id as booking_id, null as source_id, ${booking}, o.name as borrower_name from json_each(${JSON.stringify(listingIds)}) l
      cross join bookings b indexed by bookings_competing on b.listing_id = l.value and b.status = 'requested'
       and b.competing = 1 and b.starts_at < ${fromMinutes(to)}
      left join organisations o on o.id = b.borrower_id
      where b.ends_at > ${fromMinutes(from)} limit ${sql.lit(MOST)}`
  const asQuery = (raw: typeof known): Query<Row> => ({ compile: () => raw.compile(ctx.db) })
  const found = await together(ctx.env.DB, asQuery(known), asQuery(waiting))
  const start = (row: Row) => row.startsAt ?? fromMinutes(row.busyFrom)
  return found.flat().sort((a, b) => (start(a) < start(b) ? -1 : 1))
}
