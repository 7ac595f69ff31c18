import { sql } from 'kysely'
import { fromMinutes, type Instant } from '../core/time'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { during, heldOver } from './held'
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

/** As it is read. */
export interface EntryRow {
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
 * it, to a borrower what is theirs, to anyone else nothing. `rows`: what `readEntries` has read for it.
 */
export function entriesOf(
  ctx: Ctx,
  offers: readonly Offer[],
  rows: readonly EntryRow[],
  from: number,
  to: number,
): Entry[] {
  const { actor } = ctx
  if (!actor) return []
  const listingOf = listingsByCapacity(offers)
  const inside = offers.filter(({ listing }) => isIn(actor, listing.organisationId, listing.clusterId))
  const start = (row: EntryRow) => row.startsAt ?? fromMinutes(row.busyFrom)
  const own = new Set(actor.organisations.map((m) => m.organisationId))
  const told = new Set(inside.flatMap(({ capacities }) => capacities.map((c) => c.id)))
  return (
    [...rows]
      .sort((a, b) => (start(a) < start(b) ? -1 : 1))
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

function listingsByCapacity(offers: readonly Offer[]): Map<string, string> {
  return new Map(
    offers.flatMap(({ listing, capacities }) =>
      choices(capacities).map((c): [string, string] => [c.id, listing.id]),
    ),
  )
}

/** The questions to ask, none where the actor may be told nothing. The history outside is never read. */
export function readEntries(ctx: Ctx, offers: readonly Offer[], from: number, to: number): Query<EntryRow>[] {
  const { actor } = ctx
  if (!actor || offers.length === 0) return []
  const inside = offers.some(({ listing }) => isIn(actor, listing.organisationId, listing.clusterId))
  if (!inside && actor.organisations.length === 0) return []
  const capacityIds = [...listingsByCapacity(offers).keys()]
  const booking = sql`b.listing_id, b.status, b.starts_at, b.ends_at, b.quantity, b.competing, b.borrower_id,
    b.lender_id, b.cluster_id`
  const known = sql<EntryRow>`select h.*, ${booking}, coalesce(o.name, t.name) as borrower_name
      from (select h.capacity_id, h.reason, h.busy_from, h.busy_to, h.quantity as held, h.booking_id, h.source_id
        from ${heldOver(during(capacityIds, from, to))} order by h.busy_from limit ${sql.lit(MOST)}) h
      left join bookings b on b.id = h.booking_id left join organisations o on o.id = b.borrower_id
      left join occupancies y on y.id = h.source_id left join organisations t on t.id = y.occupant_id`
  const waiting = sql<EntryRow>`select b.capacity_id, 'booking' as reason, 0 as busy_from, 0 as busy_to, b.quantity as held,
      b.id as booking_id, null as source_id, ${booking}, o.name as borrower_name
      from json_each(${JSON.stringify(offers.map((o) => o.listing.id))}) l
      cross join bookings b indexed by bookings_competing on b.listing_id = l.value and b.status = 'requested'
       and b.competing = 1 and b.starts_at < ${fromMinutes(to)}
      left join organisations o on o.id = b.borrower_id
      where b.ends_at > ${fromMinutes(from)} limit ${sql.lit(MOST)}`
  return [known, waiting].map((raw) => ({ compile: () => raw.compile(ctx.db) }))
}
