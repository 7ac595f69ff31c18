import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { wallOf } from '../core/time'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { Side, Terms } from './input'
import { type Status, statusOn } from './rulesOfTerms'

export type OccupancyRow = Selectable<Schema['occupancies']>
export interface Occupancy extends Omit<OccupancyRow, 'terms'> {
  terms: Terms
  /** As it truly is at this moment: see `statusOn`. */
  now: Status
  /** The local date. */
  today: string
  landlordName: string
  occupantName: string
  siteName: string
  siteEndsOn: string | null
  address: string
  lotName: string
  surfaceM2: number
  comfortPercent: number
  availableUntil: string | null
  timeZone: string
  currency: string
  callId: string | null
}

const rows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('occupancies as o')
    .innerJoin('organisations as landlord', 'landlord.id', 'o.landlordId')
    .innerJoin('organisations as occupant', 'occupant.id', 'o.occupantId')
    .innerJoin('sites as s', 's.id', 'o.siteId')
    .innerJoin('lots as l', 'l.id', 'o.lotId')
    .innerJoin('clusters as k', 'k.id', 'o.clusterId')
    .selectAll('o')
    .select(['landlord.name as landlordName', 'occupant.name as occupantName', 's.name as siteName'])
    .select(['s.endsOn as siteEndsOn', 'l.name as lotName', 'l.surfaceM2', 'l.comfortPercent'])
    .select(['l.availableUntil', 'k.timeZone', 'k.currency'])
    .select(
      sql<string>`trim(s.address || iif(s.address = '', '', ', ') || s.postcode || ' ' || s.commune)`.as(
        'address',
      ),
    )
    .select(sql<string | null>`(select call_id from call_offers where id = o.call_offer_id)`.as('callId'))

type Read = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
function asOccupancy(ctx: Ctx, row: Read): Occupancy {
  const today = wallOf(ctx.now, row.timeZone).date
  return { ...row, terms: JSON.parse(row.terms) as Terms, today, now: statusOn(row, today) }
}

/** One occupancy, whoever asks: for commands and consumers, which know why they may. */
export async function occupancyById(ctx: Ctx, id: string): Promise<Occupancy | null> {
  const row = await rows(ctx).where('o.id', '=', id).executeTakeFirst()
  return row ? asOccupancy(ctx, row) : null
}

/** What the actor is to an occupancy. */
export interface Part {
  /** Answers for the landlord, or coordinates the cluster: writes it, proposes it, ends it. */
  runs: boolean
  /** A member of the landlord or the cluster's coordinator. */
  inside: boolean
  /** The sides for which the actor may accept in their own name. */
  sides: Side[]
}
export function partIn(ctx: Ctx, o: Pick<OccupancyRow, 'clusterId' | 'landlordId' | 'occupantId'>): Part {
  const { actor } = ctx
  const coordinates = actor?.coordinates.includes(o.clusterId) ?? false
  const of = (id: string) => actor?.organisations.find((m) => m.organisationId === id)
  const answers = (id: string) => {
    const mine = of(id)
    return mine?.mayAnswer === true && mine.clusters.includes(o.clusterId)
  }
  return {
    runs: coordinates || answers(o.landlordId),
    inside: coordinates || of(o.landlordId) !== undefined,
    sides: [
      ...(answers(o.landlordId) ? (['landlord'] as const) : []),
      ...(answers(o.occupantId) ? (['occupant'] as const) : []),
    ],
  }
}

/** An occupancy as the actor may see it: its two sides and the coordinators; a draft, the landlord's. Throws `not_found`. */
export async function visibleOccupancy(ctx: Ctx, id: string): Promise<{ occupancy: Occupancy; part: Part }> {
  mustBeSignedIn(ctx)
  const occupancy = await occupancyById(ctx, id)
  if (!occupancy) throw new AppError('not_found')
  const part = partIn(ctx, occupancy)
  const isOccupant = ctx.actor?.organisations.some((m) => m.organisationId === occupancy.occupantId) ?? false
  if (!part.inside && !(isOccupant && occupancy.proposedAt !== null)) throw new AppError('not_found')
  return { occupancy, part }
}

/** One that the actor runs; to others who see it, what is missing. */
export async function occupancyToRun(ctx: Ctx, id: string): Promise<Occupancy> {
  const { occupancy, part } = await visibleOccupancy(ctx, id)
  if (part.runs) return occupancy
  if (part.inside) mustAnswerFor(ctx, occupancy.landlordId, occupancy.clusterId)
  throw new AppError('forbidden')
}

/** Other short leases of the same occupant on the same lot that count: what was accepted, as long as it lasted. */
export async function earlierLeases(
  ctx: Ctx,
  o: Pick<OccupancyRow, 'id' | 'lotId' | 'occupantId'>,
): Promise<{ startsOn: string; endsOn: string }[]> {
  const found = await ctx.db
    .selectFrom('occupancies')
    .select(['startsOn', sql<string>`min(ends_on, coalesce(left_on, ends_on))`.as('endsOn')])
    .where('lotId', '=', o.lotId)
    .where('occupantId', '=', o.occupantId)
    .where('form', '=', 'short_lease')
    .where('status', 'in', ['proposed', 'accepted', 'in_force', 'ended'])
    .where('id', '<>', o.id)
    .limit(50)
    .execute()
  return found.filter((one) => one.endsOn >= one.startsOn)
}

export interface Whose {
  siteId?: string | undefined
  lotId?: string | undefined
  limit?: number
  cursor?: string | null | undefined
}

/** Occupancies of a cluster that the actor may see, newest first. Paged by id. */
export async function occupanciesOf(
  ctx: Ctx,
  clusterId: string,
  { siteId, lotId, limit = 30, cursor }: Whose = {},
): Promise<{ items: Occupancy[]; nextCursor: string | null }> {
  const actor = mustBeSignedIn(ctx)
  const mine = JSON.stringify(actor.organisations.slice(0, 50).map((m) => m.organisationId))
  const among = sql<string>`(select value from json_each(${mine}))`
  let query = rows(ctx)
    .where('o.clusterId', '=', clusterId)
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
  if (!actor.coordinates.includes(clusterId))
    query = query.where((eb) =>
      eb.or([
        eb('o.landlordId', 'in', among),
        eb.and([eb('o.occupantId', 'in', among), eb('o.proposedAt', 'is not', null)]),
      ]),
    )
  if (siteId) query = query.where('o.siteId', '=', siteId)
  if (lotId) query = query.where('o.lotId', '=', lotId)
  if (cursor) query = query.where('o.id', '<', cursor)
  const found = await query.execute()
  const items = found.slice(0, limit).map((row) => asOccupancy(ctx, row))
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Those of some sites that take their lots at some time of [from, to], both local dates: for fees and figures. */
export async function occupanciesDuring(
  ctx: Ctx,
  siteIds: readonly string[],
  from: string,
  to: string,
): Promise<Occupancy[]> {
  const found = await rows(ctx)
    .where('o.siteId', 'in', sql<string>`(select value from json_each(${JSON.stringify(siteIds)}))`)
    .where('o.status', 'in', ['accepted', 'in_force', 'ended'])
    .where('o.startsOn', '<=', to)
    .where(sql<string>`min(o.ends_on, coalesce(o.left_on, o.ends_on))`, '>=', from)
    .orderBy('o.lotId')
    .orderBy('o.startsOn')
    .limit(5000)
    .execute()
  return found.map((row) => asOccupancy(ctx, row))
}

/** The last day of the lot being theirs: its term, or when they left before. */
export const lastDayOf = (o: Pick<OccupancyRow, 'endsOn' | 'leftOn'>): string =>
  o.leftOn !== null && o.leftOn < o.endsOn ? o.leftOn : o.endsOn

export interface ReminderRow {
  days: number
  dueOn: string
  toldAt: string | null
  droppedAt: string | null
}
export const remindersFor = (ctx: Ctx, occupancyId: string): Promise<ReminderRow[]> =>
  ctx.db
    .selectFrom('occupancyReminders')
    .select(['days', 'dueOn', 'toldAt', 'droppedAt'])
    .where('occupancyId', '=', occupancyId)
    .orderBy('days')
    .execute()

/** Names of who accepted, by id of person. Empty where that account is erased. */
export async function namesOf(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((one) => one !== null))]
  if (known.length === 0) return new Map()
  const found = await ctx.db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', 'in', known)
    .where('erasedAt', 'is', null)
    .execute()
  return new Map(found.map((row) => [row.id, row.name]))
}

/** Lots that the actor may give: of the sites of organisations they answer for, or of the whole cluster for its coordinators. */
export async function lotsToGive(ctx: Ctx, clusterId: string) {
  const actor = mustBeSignedIn(ctx)
  const mine = actor.organisations.filter((m) => m.mayAnswer && m.clusters.includes(clusterId))
  let query = ctx.db
    .selectFrom('lots as l')
    .innerJoin('sites as s', 's.id', 'l.siteId')
    .select(['l.id', 'l.name', 'l.surfaceM2', 's.id as siteId', 's.name as siteName', 's.organisationId'])
    .where('s.clusterId', '=', clusterId)
    .where('l.removedAt', 'is', null)
    .orderBy('s.name')
    .orderBy('l.position')
    .limit(500)
  if (!actor.coordinates.includes(clusterId)) {
    if (mine.length === 0) return []
    query = query.where(
      's.organisationId',
      'in',
      mine.slice(0, 50).map((m) => m.organisationId),
    )
  }
  return query.execute()
}
