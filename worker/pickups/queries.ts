import { cursorIn } from '../platform/cursor'
import { type Selectable, sql } from 'kysely'
import type { Status } from '../bookings/rules'
import { AppError } from '../core/errors'
import type { Grain, Unit } from '../core/kinds'
import type { AnyDetails } from '../listings/input'
import { type Ctx, mustBeMember, mustBeSignedIn, mustCoordinate } from '../platform/context'
import type { Schema } from '../platform/schema'
import { inOrder } from './rules'

export interface PickupRound extends Selectable<Schema['pickupRounds']> {
  organisationName: string
  vehicleTitle: string | null
  /** In kg, where its offer says. */
  payloadKg: number | null
  vehicleStatus: Status | null
  zone: string
  /** From where one leaves. */
  lat: number | null
  lng: number | null
}

/** A stop: one booking, what is to be loaded there, and what was recorded of it last. */
export interface Stop extends Selectable<Schema['pickupStops']> {
  listingId: string
  title: string
  /** As it was booked. */
  promised: number
  unit: Unit
  grain: Grain
  startsAt: string
  endsAt: string
  bookedAt: string
  bookingStatus: Status
  lenderId: string
  lenderName: string
  borrowerId: string
  address: string
  postcode: string
  commune: string
  lat: number | null
  lng: number | null
  windows: string
  opensAt: string | null
  closesAt: string | null
  note: string
  /** How it is packed. */
  hint: string
  hazardous: number
  /** Its status is waste: what is none has no threshold of transport. */
  isWaste: number
  slip: string | null
}

const readRounds = (ctx: Ctx) =>
  ctx.db
    .selectFrom('pickupRounds')
    .innerJoin('organisations as o', 'o.id', 'pickupRounds.organisationId')
    .innerJoin('clusters as c', 'c.id', 'pickupRounds.clusterId')
    .leftJoin('listings as v', 'v.id', 'pickupRounds.vehicleId')
    .leftJoin('bookings as b', 'b.id', 'pickupRounds.vehicleBookingId')
    .selectAll('pickupRounds')
    .select(['o.name as organisationName', 'o.lat', 'o.lng', 'c.timeZone as zone'])
    .select(['v.title as vehicleTitle', 'b.status as vehicleStatus'])
    .select(sql<number | null>`v.details ->> 'payloadKg'`.as('payloadKg'))

const readStops = (ctx: Ctx) =>
  ctx.db
    .selectFrom('pickupStops')
    .innerJoin('bookings as b', 'b.id', 'pickupStops.bookingId')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
    .selectAll('pickupStops')
    .select(['b.listingId', 'b.quantity as promised', 'b.unit', 'b.startsAt', 'b.endsAt', 'b.note'])
    .select(['b.createdAt as bookedAt', 'b.status as bookingStatus', 'b.lenderId', 'b.borrowerId'])
    .select(['l.title', 'l.grain', 'l.address', 'l.postcode', 'l.commune', 'l.lat', 'l.lng', 'l.details'])
    .select(['l.windows', 'l.startsAt as opensAt', 'l.endsAt as closesAt'])
    .select('lender.name as lenderName')
    .select(sql<number>`coalesce(l.details ->> 'hazardous', 0) = 1`.as('hazardous'))
    .select(sql<number>`coalesce(l.details ->> 'materialStatus', '') = 'waste'`.as('isWaste'))
    .select(sql<string | null>`(select number from slips where booking_id = b.id)`.as('slip'))

type StopRow = Awaited<ReturnType<ReturnType<typeof readStops>['execute']>>[number]
const asStop = ({ details, unit, ...row }: StopRow): Stop => {
  const { packaging, state } = JSON.parse(details) as AnyDetails
  return { ...row, unit: unit as Unit, hint: [packaging, state].filter(Boolean).join(', ') }
}

/** Who drives, and the coordinator: nobody else may know of a round. */
const knows = (ctx: Ctx, r: { clusterId: string; organisationId: string }): boolean =>
  ctx.actor?.coordinates.includes(r.clusterId) ||
  (ctx.actor?.organisations.some((m) => m.organisationId === r.organisationId) ?? false)

/** A round, for the members of who drives it and the coordinator. Throws `not_found`. */
export async function visibleRound(ctx: Ctx, id: string): Promise<PickupRound> {
  mustBeSignedIn(ctx)
  const round = await readRounds(ctx).where('pickupRounds.id', '=', id).executeTakeFirst()
  if (!round || !knows(ctx, round)) throw new AppError('not_found')
  return round
}

/** Whoever works on a round: an active member of who drives it, or the coordinator. */
export function mustDrive(ctx: Ctx, round: Pick<PickupRound, 'organisationId' | 'clusterId'>): void {
  if (ctx.actor?.coordinates.includes(round.clusterId)) mustCoordinate(ctx, round.clusterId)
  else mustBeMember(ctx, round.organisationId, round.clusterId)
}

export const orderOf = (round: Pick<PickupRound, 'stopOrder'>): string[] =>
  JSON.parse(round.stopOrder) as string[]

/** The stops of a round that are driven, in their order. */
export async function stopsOf(ctx: Ctx, round: Pick<PickupRound, 'id' | 'stopOrder'>): Promise<Stop[]> {
  const rows = await readStops(ctx)
    .where('pickupStops.roundId', '=', round.id)
    .where('pickupStops.live', '=', 1)
    .limit(100)
    .execute()
  return inOrder(rows.map(asStop), orderOf(round))
}

/** A stop with its round, for the same people. Throws `not_found`. */
export async function visibleStop(ctx: Ctx, id: string): Promise<{ stop: Stop; round: PickupRound }> {
  mustBeSignedIn(ctx)
  const row = await readStops(ctx).where('pickupStops.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return { stop: asStop(row), round: await visibleRound(ctx, row.roundId) }
}

/** All that was said of a stop, oldest first. */
export async function recordsOf(ctx: Ctx, stopId: string) {
  const rows = await ctx.db
    .selectFrom('pickupRecords')
    .selectAll()
    .where('stopId', '=', stopId)
    .orderBy('number')
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, replaces: JSON.parse(row.replaces) as string[] }))
}

export interface RoundLine extends PickupRound {
  stops: number
  recorded: number
}

/** The rounds of the actor's organisations, or of one; the coordinator's of the whole cluster. Latest day first, paged by key. */
export async function roundsOf(
  ctx: Ctx,
  clusterId: string,
  asked: { organisationId?: string | undefined; from?: string | undefined; to?: string | undefined } = {},
  { limit = 20, after }: { limit?: number; after?: string | undefined } = {},
): Promise<{ items: RoundLine[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const mine = actor.organisations.filter((m) => m.clusters.includes(clusterId)).map((m) => m.organisationId)
  const all = actor.coordinates.includes(clusterId)
  if (!all && asked.organisationId) mustBeMember(ctx, asked.organisationId, clusterId)
  let query = readRounds(ctx)
    .select([
      sql<number>`(select count(*) from pickup_stops where round_id = pickup_rounds.id and live = 1)`.as(
        'stops',
      ),
      sql<number>`(select count(*) from pickup_stops where round_id = pickup_rounds.id and outcome is not null)`.as(
        'recorded',
      ),
    ])
    .where('pickupRounds.clusterId', '=', clusterId)
    .orderBy('pickupRounds.day', 'desc')
    .orderBy('pickupRounds.id', 'desc')
    .limit(limit + 1)
  if (asked.organisationId) query = query.where('pickupRounds.organisationId', '=', asked.organisationId)
  else if (!all)
    query = query.where(
      'pickupRounds.organisationId',
      'in',
      sql<string>`(select value from json_each(${JSON.stringify(mine)}))`,
    )
  if (asked.from) query = query.where('pickupRounds.day', '>=', asked.from)
  if (asked.to) query = query.where('pickupRounds.day', '<=', asked.to)
  const from = cursorIn(after, 'rnd')
  if (from)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('pickupRounds.day', 'pickupRounds.id'), '<', tuple(from.at, from.id)),
    )
  const rows = await query.execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? `${last.day}_${last.id}` : null }
}
