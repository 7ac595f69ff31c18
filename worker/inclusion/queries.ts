import { type Selectable, sql } from 'kysely'
import { visibleBooking } from '../bookings/queries'
import { AppError } from '../core/errors'
import { addDays, wallOf } from '../core/time'
import { belongsTo, type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { Family, Purpose } from './rules'

export interface Hours extends Selectable<Schema['inclusionHours']> {
  organisationName: string
  family: Family
}

const readHours = (ctx: Ctx) =>
  ctx.db
    .selectFrom('inclusionHours')
    .innerJoin('organisations as o', 'o.id', 'inclusionHours.organisationId')
    .selectAll('inclusionHours')
    .select('o.name as organisationName')

/** What is counted with an exchange, for its parties and the coordinator. Throws `not_found`. */
export async function hoursOfBooking(ctx: Ctx, bookingId: string): Promise<Hours[]> {
  mustBeSignedIn(ctx)
  const { id } = await visibleBooking(ctx, bookingId)
  const rows = await readHours(ctx)
    .where('bookingId', '=', id)
    .where('withdrawn', '=', 0)
    .orderBy('inclusionHours.id')
    .limit(50)
    .execute()
  return rows as Hours[]
}

/** One entry with its booking, for the same people. Throws `not_found`. */
export async function hoursInside(ctx: Ctx, id: string) {
  mustBeSignedIn(ctx)
  const row = await readHours(ctx).where('inclusionHours.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return { hours: row as Hours, booking: await visibleBooking(ctx, row.bookingId) }
}

export interface Sum {
  organisationId: string
  organisationName: string
  family: Family
  purpose: Purpose
  /** As they were counted: somebody in two exchanges counts twice. */
  people: number
  minutes: number
}
export interface Period {
  from: string
  to: string
}

/** Local days that are meant, in order; absent: the year that ends today. */
export function periodOf(
  ctx: Ctx,
  zone: string,
  given: { from?: string | undefined; to?: string | undefined },
): Period {
  const to = given.to ?? wallOf(ctx.now, zone).date
  const from = given.from ?? addDays(to, -364)
  return from <= to ? { from, to } : { from: to, to: from }
}

/** Sums by organisation, family and purpose over local days; of one organisation where it is named. */
export async function sumsOf(
  ctx: Ctx,
  clusterId: string,
  { from, to }: Period,
  organisationId?: string,
): Promise<Sum[]> {
  let query = ctx.db
    .selectFrom('inclusionHours as h')
    .innerJoin('organisations as o', 'o.id', 'h.organisationId')
    .select(['h.organisationId', 'o.name as organisationName', 'h.family', 'h.purpose'])
    .select([
      sql<number>`cast(sum(h.people) as integer)`.as('people'),
      sql<number>`cast(sum(h.minutes) as integer)`.as('minutes'),
    ])
    .where('h.clusterId', '=', clusterId)
    .where('h.withdrawn', '=', 0)
    .where('h.day', '>=', from)
    .where('h.day', '<=', to)
    .groupBy(['h.organisationId', 'h.family', 'h.purpose'])
    .orderBy(sql`o.name collate nocase`)
    .orderBy('h.family')
    .orderBy('h.purpose')
    .limit(5000)
  if (organisationId) query = query.where('h.organisationId', '=', organisationId)
  return (await query.execute()) as Sum[]
}

/** The same of the whole cluster, for its coordinator. */
export function sumsOfCluster(ctx: Ctx, clusterId: string, period: Period): Promise<Sum[]> {
  mustCoordinate(ctx, clusterId)
  return sumsOf(ctx, clusterId, period)
}

/** The same of one organisation, for whoever belongs to the cluster. */
export function sumsOfOrganisation(ctx: Ctx, clusterId: string, organisationId: string, period: Period) {
  if (!belongsTo(ctx.actor, clusterId)) throw new AppError('not_found')
  return sumsOf(ctx, clusterId, period, organisationId)
}

export const totalOf = (sums: readonly Pick<Sum, 'people' | 'minutes'>[]) => ({
  people: sums.reduce((n, s) => n + s.people, 0),
  minutes: sums.reduce((n, s) => n + s.minutes, 0),
})
