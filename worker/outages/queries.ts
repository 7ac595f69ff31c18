import { type Selectable, sql } from 'kysely'
import { during, heldOver } from '../bookings/held'
import { type Booking, readBookings } from '../bookings/queries'
import { AppError } from '../core/errors'
import type { Kind } from '../core/kinds'
import type { Instant } from '../core/time'
import type { Ctx } from '../platform/context'
import { among } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { Held } from './rules'

/** An outage, and what it is of. */
export interface Outage extends Selectable<Schema['outages']> {
  organisationId: string
  capacityLabel: string
  /** The offer that has the thing, the oldest of several. */
  listingId: string
  listingTitle: string
  kind: Kind
  /** How many there are in all. */
  all: number
  unit: string
}

const readOutages = (ctx: Ctx) =>
  ctx.db
    .selectFrom('outages')
    .innerJoin('capacities', 'capacities.id', 'outages.capacityId')
    .innerJoin('listings', (join) =>
      join.on(
        'listings.id',
        '=',
        sql<string>`(select min(listing_id) from listing_capacities where capacity_id = outages.capacity_id)`,
      ),
    )
    .selectAll('outages')
    .select(['listings.id as listingId', 'listings.title as listingTitle', 'listings.kind'])
    .select(['capacities.organisationId', 'capacities.label as capacityLabel'])
    .select(['capacities.quantity as all', 'capacities.unit'])

export async function outageById(ctx: Ctx, id: string): Promise<Outage | null> {
  return (await readOutages(ctx).where('outages.id', '=', id).executeTakeFirst()) ?? null
}

/** An outage, for the members of the organisation whose thing it is, and the coordinator. Throws `not_found`. */
export async function visibleOutage(ctx: Ctx, id: string): Promise<Outage> {
  const outage = await outageById(ctx, id)
  const knows =
    outage &&
    (ctx.actor?.coordinates.includes(outage.clusterId) ||
      ctx.actor?.organisations.some((m) => m.organisationId === outage.organisationId))
  if (!outage || !knows) throw new AppError('not_found')
  return outage
}

/** What of some capacities is out of order, or will be, the first to begin first; at most 20. */
export const openOutages = (ctx: Ctx, capacityIds: readonly string[]): Promise<Outage[]> =>
  readOutages(ctx)
    .where('outages.capacityId', 'in', capacityIds.length ? capacityIds.slice(0, 90) : [''])
    .where('outages.status', '=', 'open')
    .orderBy('outages.startsAt')
    .limit(20)
    .execute()

/** Those of a capacity, the latest first; at most 50. */
export const outagesOf = (ctx: Ctx, capacityId: string): Promise<Outage[]> =>
  readOutages(ctx)
    .where('outages.capacityId', '=', capacityId)
    .orderBy('outages.startsAt', 'desc')
    .limit(50)
    .execute()

/** The outage because of which a booking can not take place, or not whole. */
export async function outageOf(ctx: Ctx, bookingId: string): Promise<Outage | null> {
  const found = await readOutages(ctx)
    .innerJoin('holds', 'holds.suspendedBy', 'outages.id')
    .where('holds.bookingId', '=', bookingId)
    .orderBy('outages.startsAt')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

export const MOST_HELD = 2000

/** The bookings that an outage has suspended, by their start; at most 100. */
export const suspendedBy = (ctx: Ctx, outageId: string): Promise<Booking[]> =>
  readBookings(ctx)
    .where('bookings.id', 'in', sql<string>`(select booking_id from holds where suspended_by = ${outageId})`)
    .orderBy('bookings.startsAt')
    .limit(100)
    .execute()

/** A hold that an outage meets, with what is said of its booking where it is one. */
export interface Met extends Held {
  suspended: 0 | 1
}

/** Live holds of a capacity that overlap [from, to), save those of the outage itself; and those that it has suspended. */
export async function metBy(
  ctx: Ctx,
  { id, capacityId }: { id: string; capacityId: string },
  from: number,
  to: number,
): Promise<Met[]> {
  const columns = sql`h.id, h.reason, h.booking_id, coalesce(b.created_at, '') as made_at, h.busy_from, h.busy_to, h.quantity`
  const { rows } = await sql<Met>`
    select ${columns}, 0 as suspended from ${heldOver(during([capacityId], from, to))}
      left join bookings b on b.id = h.booking_id where h.source_id is not ${id}
    union all
    select ${columns}, 1 as suspended from holds h left join bookings b on b.id = h.booking_id
     where h.suspended_by = ${id} limit ${MOST_HELD}`.execute(ctx.db)
  if (rows.length === MOST_HELD)
    throw new AppError('invalid', { fields: [{ path: 'endsAt', code: 'too_far_ahead' }] })
  return rows
}

/** Bookings that are told of an outage, whatever their number. */
export async function bookingsAmong(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .selectFrom('bookings')
    .selectAll()
    .where('id', 'in', among(ids))
    .where('status', 'in', ['requested', 'confirmed', 'in_use'])
    .execute()
}

/** Outages whose expected end has come, oldest first. */
export const overdue = (ctx: Ctx, limit: number): Promise<Outage[]> =>
  readOutages(ctx)
    .where('outages.status', '=', 'open')
    .where('outages.endsAt', '<=', ctx.now as Instant)
    .orderBy('outages.endsAt')
    .limit(limit)
    .execute()
