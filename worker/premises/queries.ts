import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { toMinutes } from '../core/time'
import { isInside, type Listing, listingById, maySee, type Photo, photosOf } from '../listings/queries'
import { type Ctx, mustCoordinate, mustActFor, mustBeSignedIn } from '../platform/context'
import { together } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { Friches } from './rulesOfFriches'
import type { At } from './rulesOfPlan'

export type SiteRow = Selectable<Schema['sites']>
export interface Site extends Omit<SiteRow, 'friches'> {
  friches: Friches
  organisationName: string
  /** Of the offer it is shown by. */
  status: Listing['status']
  visibility: Listing['visibility']
}
export type Building = Selectable<Schema['buildings']>
export type Plan = Selectable<Schema['plans']>
export type Charge = Selectable<Schema['siteCharges']>
export type SiteDocument = Selectable<Schema['siteDocuments']>

/** What a lot is today: nobody's, closed, kept for a call or for somebody who is offered it, or somebody's. */
export type Occupation = 'free' | 'closed' | 'kept' | 'occupied'
export interface Lot extends Omit<Selectable<Schema['lots']>, 'uses' | 'outline'> {
  uses: string[]
  outline: At[] | null
  occupation: Occupation
}

const siteRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sites')
    .innerJoin('organisations', 'organisations.id', 'sites.organisationId')
    .innerJoin('listings', 'listings.id', 'sites.listingId')
    .selectAll('sites')
    .select(['organisations.name as organisationName', 'listings.status', 'listings.visibility'])

const asSite = (row: SiteRow & Pick<Site, 'organisationName' | 'status' | 'visibility'>): Site => ({
  ...row,
  friches: JSON.parse(row.friches) as Friches,
})

/** One site, whoever asks: for commands and consumers, which know why they may. */
export async function siteById(ctx: Ctx, id: string): Promise<Site | null> {
  const row = await siteRows(ctx).where('sites.id', '=', id).executeTakeFirst()
  return row ? asSite(row) : null
}
export async function siteOfListing(ctx: Ctx, listingId: string): Promise<Site | null> {
  const row = await siteRows(ctx).where('sites.listingId', '=', listingId).executeTakeFirst()
  return row ? asSite(row) : null
}

export async function siteIdOf(ctx: Ctx, listingId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('sites')
    .select('id')
    .where('listingId', '=', listingId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether the actor sees all of a site: its organisation's members and the cluster's coordinators. */
export const seesAll = (ctx: Ctx, site: Pick<Site, 'organisationId' | 'clusterId'>): boolean =>
  isInside(ctx, site)

/** A site with all of its sheet, for those inside. Throws `not_signed_in`, `not_found` to everyone else. */
export async function siteInside(ctx: Ctx, id: string): Promise<Site> {
  mustBeSignedIn(ctx)
  const site = await siteById(ctx, id)
  if (!site || !seesAll(ctx, site)) throw new AppError('not_found')
  return site
}

/** A site as the actor may see it: inside, or where its offer is shown to them. Throws `not_found`. */
export async function visibleSite(
  ctx: Ctx,
  id: string,
): Promise<{ site: Site; listing: Listing; inside: boolean }> {
  const site = await siteById(ctx, id)
  const listing = site && (await listingById(ctx, site.listingId))
  if (!listing || !maySee(ctx, listing)) throw new AppError('not_found')
  return { site, listing, inside: seesAll(ctx, site) }
}

/**
 * A site that the actor may change, and how: a member of its organisation, or a coordinator of the cluster, for one of its
 * members or in their own name.
 */
export async function siteToChange(ctx: Ctx, id: string, onBehalfOf?: string | null) {
  const site = await siteInside(ctx, id)
  const isMember = ctx.actor?.organisations.some((m) => m.organisationId === site.organisationId) ?? false
  if (onBehalfOf || isMember) {
    const by = { onBehalfOf: await mustActFor(ctx, site.organisationId, site.clusterId, onBehalfOf) }
    return { site, onBehalfOf: by.onBehalfOf, by: { onBehalfOf: onBehalfOf ?? null } }
  }
  mustCoordinate(ctx, site.clusterId)
  return { site, onBehalfOf: null, by: { asCoordinator: true as const } }
}

/** 0: nothing, 1: closed or out of order, 2: kept, 3: booked. What a lot's capacity is at this minute. */
const occupation = (
  ctx: Ctx,
) => sql<number>`coalesce((select max(case reason when 'booking' then 3 when 'waitlist' then 2
  else 1 end) from holds where holds.capacity_id = lots.capacity_id and live = 1
  and busy_from <= ${sql.lit(toMinutes(ctx.now))} and busy_to > ${sql.lit(toMinutes(ctx.now))}), 0)`
export const OCCUPATIONS = ['free', 'closed', 'kept', 'occupied'] as const

const lotRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('lots')
    .selectAll('lots')
    .select(occupation(ctx).as('taken'))
    .where('removedAt', 'is', null)

const asLot = ({ taken, ...row }: Selectable<Schema['lots']> & { taken: number }): Lot => ({
  ...row,
  uses: JSON.parse(row.uses) as string[],
  outline: row.outline ? (JSON.parse(row.outline) as At[]) : null,
  occupation: OCCUPATIONS[taken] ?? 'free',
})

/** The lots of a site that are there, in their order; at most 200. */
export async function lotsOf(ctx: Ctx, siteId: string): Promise<Lot[]> {
  const rows = await lotRows(ctx)
    .where('siteId', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(asLot)
}
export async function lotById(ctx: Ctx, id: string): Promise<Lot | null> {
  const row = await lotRows(ctx).where('lots.id', '=', id).executeTakeFirst()
  return row ? asLot(row) : null
}

const buildingRows = (ctx: Ctx, siteId: string) =>
  ctx.db.selectFrom('buildings').selectAll().where('siteId', '=', siteId).orderBy('position').limit(60)
const planRows = (ctx: Ctx, siteId: string) =>
  ctx.db.selectFrom('plans').selectAll().where('siteId', '=', siteId).orderBy('position').limit(20)
const chargeRows = (ctx: Ctx, siteId: string) =>
  ctx.db.selectFrom('siteCharges').selectAll().where('siteId', '=', siteId).orderBy('position').limit(60)
const documentRows = (ctx: Ctx, siteId: string) =>
  ctx.db.selectFrom('siteDocuments').selectAll().where('siteId', '=', siteId).orderBy('createdAt').limit(60)

export const buildingsOf = (ctx: Ctx, siteId: string): Promise<Building[]> =>
  buildingRows(ctx, siteId).execute()
export const plansOf = (ctx: Ctx, siteId: string): Promise<Plan[]> => planRows(ctx, siteId).execute()
export const chargesOf = (ctx: Ctx, siteId: string): Promise<Charge[]> => chargeRows(ctx, siteId).execute()
export const documentsOf = (ctx: Ctx, siteId: string): Promise<SiteDocument[]> =>
  documentRows(ctx, siteId).execute()

export interface Parts {
  lots: Lot[]
  buildings: Building[]
  plans: Plan[]
  charges: Charge[]
  documents: SiteDocument[]
  photos: Photo[]
}

/** All that belongs to a site, in one round trip and its photos in another. */
export async function partsOfSite(ctx: Ctx, site: Pick<Site, 'id' | 'listingId'>): Promise<Parts> {
  const [[lots, buildings, plans, charges, documents], photos] = await Promise.all([
    together(
      ctx.env.DB,
      lotRows(ctx).where('siteId', '=', site.id).orderBy('position').orderBy('id').limit(200),
      buildingRows(ctx, site.id),
      planRows(ctx, site.id),
      chargeRows(ctx, site.id),
      documentRows(ctx, site.id),
    ),
    photosOf(ctx, site.listingId),
  ])
  return { lots: lots.map(asLot), buildings, plans, charges, documents, photos }
}

export const planById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
export const documentById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('siteDocuments').selectAll().where('id', '=', id).executeTakeFirst()

export interface SiteInList extends Site {
  lots: number
  floorM2: number
  vacantM2: number
}

/** Sites of some organisations, or of a whole cluster for its coordinators (null), newest first, after an id. */
export async function sitesOf(
  ctx: Ctx,
  clusterId: string,
  organisationIds: readonly string[] | null,
  { limit = 30, after }: { limit?: number; after?: string | undefined } = {},
): Promise<{ items: SiteInList[]; next: string | null }> {
  if (organisationIds === null) mustCoordinate(ctx, clusterId)
  if (organisationIds?.length === 0) return { items: [], next: null }
  let query = siteRows(ctx)
    .select([
      sql<number>`(select count(*) from lots where site_id = sites.id and removed_at is null)`.as('lots'),
      sql<number>`coalesce((select sum(surface_m2) from lots where site_id = sites.id and removed_at is null), 0)`.as(
        'floorM2',
      ),
      sql<number>`coalesce((select sum(surface_m2) from lots where site_id = sites.id and removed_at is null
        and ${occupation(ctx)} < 3), 0)`.as('vacantM2'),
    ])
    .where('sites.clusterId', '=', clusterId)
    .orderBy('sites.id', 'desc')
    .limit(limit + 1)
  if (organisationIds) query = query.where('sites.organisationId', 'in', organisationIds.slice(0, 50))
  if (after) query = query.where('sites.id', '<', after)
  const rows = await query.execute()
  const items = rows.slice(0, limit).map((row) => ({ ...row, ...asSite(row) }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
