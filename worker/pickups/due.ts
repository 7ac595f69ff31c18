import { sql } from 'kysely'
import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import type { Unit } from '../core/kinds'
import { addDays, instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { hoursOf } from '../rounds/queries'
import { MOST_STOPS, roundOf } from '../rounds/rules'

/** A booking of waste that is to be fetched on a day, and stands on no round yet. */
export type Due = Awaited<ReturnType<typeof dueOn>>[number]

/** What an organisation has booked of wastes that it fetches itself, and may fetch on a local day. */
export async function dueOn(
  ctx: Ctx,
  {
    clusterId,
    organisationId,
    day,
    zone,
  }: { clusterId: string; organisationId: string; day: string; zone: string },
) {
  const [from, to] = [instantOf(day, '00:00', zone), instantOf(addDays(day, 1), '00:00', zone)]
  const rows = await ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
    .select(['b.id', 'b.quantity', 'b.unit', 'b.startsAt', 'b.endsAt', 'lender.name as lenderName'])
    .select(['l.title', 'l.grain', 'l.windows', 'l.lat', 'l.lng', 'l.commune'])
    .select(['l.startsAt as opensAt', 'l.endsAt as closesAt'])
    .select(
      sql<number>`coalesce(l.details ->> 'hazardous', 0) = 1 and not exists (select 1 from slips where booking_id = b.id)`.as(
        'withoutSlip',
      ),
    )
    .where('b.clusterId', '=', clusterId)
    .where('b.borrowerId', '=', organisationId)
    .where('l.kind', '=', 'waste')
    .where('b.status', 'in', ['confirmed', 'in_use'])
    .where('b.startsAt', '<', to)
    .where('b.endsAt', '>', from)
    .where(sql<boolean>`coalesce(l.details ->> 'carrier', 'taker') <> 'giver'`)
    .where(sql<boolean>`not exists (select 1 from pickup_stops where booking_id = b.id and live = 1)`)
    .where(
      sql<boolean>`not exists (select 1 from holds where booking_id = b.id and suspended_by is not null)`,
    )
    .orderBy('b.startsAt')
    .orderBy('b.id')
    .limit(MOST_STOPS)
    .execute()
  return rows.map((row) => ({ ...row, unit: row.unit as Unit }))
}

type Placed = Pick<
  Due,
  'grain' | 'startsAt' | 'endsAt' | 'windows' | 'opensAt' | 'closesAt' | 'lat' | 'lng'
> & {
  id: string
}
interface From {
  day: string
  departs: string
  zone: string
  lat: number | null
  lng: number | null
}
const AT_A_STOP = 10

/**
 * Ids in the order in which they are best driven from the organisation's own place and back (nearest next, then exchanges,
 * worker/rounds); where nobody knows the place of one, it comes last, and without a place to leave from they stay as they are.
 */
export function suggestedOrder(stops: readonly Placed[], { day, departs, zone, lat, lng }: From): string[] {
  const midnight = instantOf(day, '00:00', zone)
  const placed = stops.flatMap((s) => {
    if (s.lat === null || s.lng === null || lat === null || lng === null) return []
    // What may be fetched since yesterday may be from the morning on.
    const hours = hoursOf({ ...s, startsAt: s.startsAt < midnight ? midnight : s.startsAt }, day, zone)
    return [{ id: s.id, point: { lat: s.lat, lng: s.lng }, minutes: AT_A_STOP, ...hours }]
  })
  const minute = Number(departs.slice(0, 2)) * 60 + Number(departs.slice(3, 5))
  const driven = roundOf({ lat: lat ?? 0, lng: lng ?? 0 }, placed, minute).visits.map((v) => v.stop.id)
  return [...driven, ...stops.map((s) => s.id).filter((id) => !driven.includes(id))]
}

/** Where an organisation of a cluster leaves from. Throws `not_found`. */
export async function homeOf(ctx: Ctx, clusterId: string, organisationId: string) {
  const [cluster, home] = await Promise.all([
    clusterById(ctx, clusterId),
    ctx.db
      .selectFrom('affiliations as a')
      .innerJoin('organisations as o', 'o.id', 'a.organisationId')
      .select(['o.lat', 'o.lng', 'o.name'])
      .where('a.clusterId', '=', clusterId)
      .where('a.organisationId', '=', organisationId)
      .where('a.status', '=', 'active')
      .executeTakeFirst(),
  ])
  if (!cluster || !home) throw new AppError('not_found')
  return { ...home, zone: cluster.timeZone }
}

/** Offers of vehicles of a cluster that can be chosen for a round, one's own first; at most 50. */
export const vehiclesIn = (ctx: Ctx, clusterId: string, organisationId: string) =>
  ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .innerJoin('affiliations as a', (join) =>
      join
        .onRef('a.organisationId', '=', 'o.id')
        .on('a.clusterId', '=', clusterId)
        .on('a.status', '=', 'active'),
    )
    .select(['l.id', 'l.title', 'o.name as lenderName', 'l.organisationId', 'l.commune'])
    .select(sql<number | null>`l.details ->> 'payloadKg'`.as('payloadKg'))
    .where('l.clusterId', '=', clusterId)
    .where('l.direction', '=', 'offer')
    .where('l.kind', '=', 'equipment')
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('l.grain', 'in', ['hour', 'day'])
    .where(sql<boolean>`l.details ->> 'category' = 'vehicle'`)
    .orderBy(sql`l.organisation_id = ${organisationId}`, 'desc')
    .orderBy('l.title')
    .limit(50)
    .execute()

/** Whom to call on the way: up to two of those who answer for each lender. */
export async function contactsFor(ctx: Ctx, lenderIds: readonly string[]) {
  if (lenderIds.length === 0) return new Map<string, { name: string; phone: string | null }[]>()
  const rows = await ctx.db
    .selectFrom('members as m')
    .innerJoin('people as p', 'p.id', 'm.personId')
    .select(['m.organisationId', 'p.name', 'p.phone'])
    .where('m.organisationId', 'in', sql<string>`(select value from json_each(${JSON.stringify(lenderIds)}))`)
    .where('m.status', '=', 'active')
    .where((eb) => eb.or([eb('m.role', '=', 'manager'), eb('m.mayAnswer', '=', 1)]))
    .where('p.erasedAt', 'is', null)
    .orderBy(sql`p.phone is null`)
    .orderBy('m.createdAt')
    .limit(300)
    .execute()
  const found = new Map<string, { name: string; phone: string | null }[]>()
  for (const { organisationId, ...one } of rows) {
    const known = found.get(organisationId) ?? []
    if (known.length < 2) found.set(organisationId, [...known, one])
  }
  return found
}
