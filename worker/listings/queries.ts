import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { belongsTo, type Ctx, mustActFor, mustCoordinate } from '../platform/context'
import { type Query, together } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { AnyDetails, Lot, Window } from './input'
import { blurred } from './rules'

type Row = Selectable<Schema['listings']>
/** A listing as everything reads it: the row, its JSON parsed, whose it is. */
export interface Listing extends Omit<Row, 'details' | 'windows' | 'handEdited'> {
  details: AnyDetails
  windows: Window[]
  handEdited: string[]
  organisationName: string
  /** The organisation's standing in the cluster: what a suspended one posts is not shown. */
  standing: Schema['affiliations']['status'] | null
}

const readListings = (ctx: Ctx) =>
  ctx.db
    .selectFrom('listings')
    .innerJoin('organisations', 'organisations.id', 'listings.organisationId')
    .leftJoin('affiliations', (join) =>
      join
        .onRef('affiliations.organisationId', '=', 'listings.organisationId')
        .onRef('affiliations.clusterId', '=', 'listings.clusterId'),
    )
    .selectAll('listings')
    .select(['organisations.name as organisationName', 'affiliations.status as standing'])

type ReadRow = Row & Pick<Listing, 'organisationName' | 'standing'>
export const asListing = (row: ReadRow): Listing => ({
  ...row,
  details: JSON.parse(row.details) as AnyDetails,
  windows: JSON.parse(row.windows) as Window[],
  handEdited: JSON.parse(row.handEdited) as string[],
})

/** One listing, whoever asks: for commands and consumers, which know why they may. */
export async function listingById(ctx: Ctx, id: string): Promise<Listing | null> {
  const row = await readListings(ctx).where('listings.id', '=', id).executeTakeFirst()
  return row ? asListing(row) : null
}

/** Several at once, in no order; at most 100. */
export async function listingsById(ctx: Ctx, ids: readonly string[]): Promise<Listing[]> {
  if (ids.length === 0) return []
  const rows = await readListings(ctx).where('listings.id', 'in', ids.slice(0, 100)).execute()
  return rows.map(asListing)
}

/** A listing as an actor may see it. */
export interface VisibleListing extends Listing {
  /** Whether address and coordinates are the real ones; else the address is empty and the point within a kilometre. */
  placeIsExact: boolean
}

/**
 * A listing, if the actor may see it: drafts and hidden ones are their organisation's and the coordinator's; public ones
 * everyone's; the others those of the cluster's members. Throws `not_found`. The exact place is for the owner, the
 * coordinator, and whoever holds a confirmed booking of it.
 */
export async function visibleListing(ctx: Ctx, id: string): Promise<VisibleListing> {
  return asVisible(ctx, await listingById(ctx, id))
}

/** The same with what can be booked of it and one more row, in one round trip. */
export async function visibleListingWith<T>(ctx: Ctx, id: string, other: Query<T>) {
  const [rows, capacities, others] = await together(
    ctx.env.DB,
    readListings(ctx).where('listings.id', '=', id),
    capacityRows(ctx, id),
    other,
  )
  const [row] = rows
  const listing = await asVisible(ctx, row ? asListing(row) : null)
  return { listing, capacities: capacities.map(asCapacity), other: others[0] as T }
}

async function asVisible(ctx: Ctx, l: Listing | null): Promise<VisibleListing> {
  if (!l || !maySee(ctx, l)) throw new AppError('not_found')
  const placeIsExact = isInside(ctx, l) || (await holdsConfirmed(ctx, l))
  return placeIsExact ? { ...l, placeIsExact } : { ...l, ...withoutPlace(l), placeIsExact }
}

export const withoutPlace = (l: Pick<Listing, 'lat' | 'lng'>) => ({
  address: '',
  lat: blurred(l.lat),
  lng: blurred(l.lng),
})

/** Its organisation's members, and the cluster's coordinator. */
export const isInside = (ctx: Ctx, l: Pick<Listing, 'organisationId' | 'clusterId'>): boolean =>
  ctx.actor !== null &&
  (ctx.actor.organisations.some((m) => m.organisationId === l.organisationId) ||
    ctx.actor.coordinates.includes(l.clusterId))

/** Whether the actor may see it at all: see `visibleListing`. */
export function maySee(ctx: Ctx, l: Listing): boolean {
  if (isInside(ctx, l)) return true
  if (l.status === 'draft' || l.hiddenReason !== null || l.standing !== 'active') return false
  if (l.visibility === 'public') return true
  return ctx.actor?.organisations.some((m) => m.clusters.includes(l.clusterId)) ?? false
}

async function holdsConfirmed(ctx: Ctx, l: Listing): Promise<boolean> {
  const mine = ctx.actor?.organisations.map((m) => m.organisationId).slice(0, 50) ?? []
  if (mine.length === 0) return false
  const booking = await ctx.db
    .selectFrom('bookings')
    .select('id')
    .where('listingId', '=', l.id)
    .where('borrowerId', 'in', mine)
    .where('status', 'in', ['confirmed', 'in_use', 'completed'])
    .limit(1)
    .executeTakeFirst()
  return booking !== undefined
}

/** Who writes: a member; a coordinator for a member (a member's id); or a coordinator's import. */
export interface By {
  onBehalfOf?: string | null
  imported?: boolean
  /** It follows from an event, or from what somebody may do already: nobody is asked. */
  itself?: boolean
  /** The coordinator themself, where nobody is there to act for: a site whose landlord is still to be found. */
  asCoordinator?: boolean
}

/**
 * A listing that the actor may change, and for whom they act. A coordinator reaches a listing of the cluster on behalf of a
 * member of its organisation, or by an import. Throws `not_found` where they may not even see it.
 */
export async function listingToChange(ctx: Ctx, id: string, by: By = {}) {
  const listing = await listingById(ctx, id)
  if (!listing || !maySee(ctx, listing)) throw new AppError('not_found')
  return { listing, onBehalfOf: await mustWriteFor(ctx, listing.organisationId, listing.clusterId, by) }
}

export async function mustWriteFor(
  ctx: Ctx,
  organisationId: string,
  clusterId: string,
  by: By,
): Promise<string | null> {
  if (!by.imported && !by.asCoordinator && !by.itself)
    return mustActFor(ctx, organisationId, clusterId, by.onBehalfOf)
  if (!by.itself) mustCoordinate(ctx, clusterId)
  const place = await ctx.db
    .selectFrom('affiliations')
    .select('status')
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  if (place?.status === 'suspended') throw new AppError('organisation_suspended')
  if (place?.status !== 'active') throw new AppError('not_member')
  return null
}

export interface Capacity
  extends Pick<Selectable<Schema['capacities']>, 'id' | 'shape' | 'label' | 'quantity' | 'unit' | 'version'> {
  details: Partial<Omit<Lot, 'capacityId' | 'label'>>
}

/** What can be booked of an offer, in its order: one thing, the lots of premises, the person and the week of staff. */
export async function capacitiesOf(ctx: Ctx, listingId: string): Promise<Capacity[]> {
  const rows = await capacityRows(ctx, listingId).execute()
  return rows.map(asCapacity)
}

const capacityRows = (ctx: Ctx, listingId: string) =>
  ctx.db
    .selectFrom('listingCapacities')
    .innerJoin('capacities', 'capacities.id', 'listingCapacities.capacityId')
    .select(['capacities.id', 'shape', 'label', 'quantity', 'unit', 'version', 'details'])
    .where('listingCapacities.listingId', '=', listingId)
    .orderBy('position')
    .limit(300)

const asCapacity = (row: Omit<Capacity, 'details'> & { details: string }): Capacity => ({
  ...row,
  details: JSON.parse(row.details) as Capacity['details'],
})

/** Whether an offer of premises shows the lots of a site: whether it is the site's own, or points at the same lots. */
export async function isOfSite(ctx: Ctx, listingId: string): Promise<boolean> {
  const [site, lot] = await together(
    ctx.env.DB,
    ctx.db.selectFrom('sites').select('id').where('listingId', '=', listingId),
    ctx.db
      .selectFrom('listingCapacities')
      .innerJoin('lots', 'lots.capacityId', 'listingCapacities.capacityId')
      .select('lots.id')
      .where('listingId', '=', listingId)
      .limit(1),
  )
  return site.length > 0 || lot.length > 0
}

export type Photo = Selectable<Schema['photos']>
const photoRows = (ctx: Ctx, listingId: string) =>
  ctx.db
    .selectFrom('photos')
    .selectAll()
    .where('listingId', '=', listingId)
    .orderBy('position')
    .orderBy('id')
    .limit(20)

export const photosOf = (ctx: Ctx, listingId: string): Promise<Photo[]> => photoRows(ctx, listingId).execute()

export const photoById = (ctx: Ctx, id: string): Promise<Photo | undefined> =>
  ctx.db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst()

/** What a listing's page shows beside the listing itself, in one round trip. */
export async function partsOf(
  ctx: Ctx,
  listingId: string,
): Promise<{ capacities: Capacity[]; photos: Photo[] }> {
  const [capacities, photos] = await together(
    ctx.env.DB,
    capacityRows(ctx, listingId),
    photoRows(ctx, listingId),
  )
  return { capacities: capacities.map(asCapacity), photos }
}

/** Public listings of all clusters in the order of their ids, for search engines: at most `most`, after an id. */
export async function publicListings(ctx: Ctx, after: string | undefined, most: number) {
  const rows = await ctx.db
    .selectFrom('listings')
    .innerJoin('clusters', 'clusters.id', 'listings.clusterId')
    .innerJoin('affiliations', (join) =>
      join
        .onRef('affiliations.organisationId', '=', 'listings.organisationId')
        .onRef('affiliations.clusterId', '=', 'listings.clusterId'),
    )
    .select([
      'listings.id',
      'listings.direction',
      'listings.language',
      'listings.publishedAt',
      'clusters.slug',
    ])
    .where('listings.id', '>', after ?? '')
    .where('listings.status', '=', 'published')
    .where('hiddenReason', 'is', null)
    .where('visibility', '=', 'public')
    .where('affiliations.status', '=', 'active')
    .orderBy('listings.id')
    .limit(most + 1)
    .execute()
  const items = rows.slice(0, most)
  return { items, next: rows.length > most ? (items.at(-1)?.id ?? null) : null }
}

export type Group = 'draft' | 'published' | 'paused' | 'closed'
/** The listings of organisations, newest first: one state, at most 30, after an id. */
export async function listingsOfOrganisations(
  ctx: Ctx,
  clusterId: string,
  organisationIds: readonly string[],
  status: Group,
  after?: string,
): Promise<{ items: Listing[]; next: string | null }> {
  if (organisationIds.length === 0) return { items: [], next: null }
  const query = readListings(ctx)
    .where('listings.organisationId', 'in', organisationIds.slice(0, 50))
    .where('listings.clusterId', '=', clusterId)
    .where('listings.status', '=', status)
  return pageByAge(query, after)
}

/** Newest first, 30 at a time; a cursor is the instant and the id of the last one. */
async function pageByAge(query: ReturnType<typeof readListings>, after: string | undefined) {
  const [at, id] = after?.split('~') ?? []
  const from =
    at && id ? query.where(sql<boolean>`(listings.created_at, listings.id) < (${at}, ${id})`) : query
  const rows = await from
    .orderBy('listings.createdAt', 'desc')
    .orderBy('listings.id', 'desc')
    .limit(31)
    .execute()
  const items = rows.slice(0, 30).map(asListing)
  const last = items.at(-1)
  return { items, next: rows.length > 30 && last ? `${last.createdAt}~${last.id}` : null }
}

/** What an organisation shows to this reader in a cluster, newest first; 30 at a time. */
export function listingsOfOrganisation(ctx: Ctx, clusterId: string, organisationId: string, after?: string) {
  let query = readListings(ctx)
    .where('listings.organisationId', '=', organisationId)
    .where('listings.clusterId', '=', clusterId)
    .where('listings.status', '=', 'published')
    .where('hiddenReason', 'is', null)
    .where('affiliations.status', '=', 'active')
  if (!belongsTo(ctx.actor, clusterId)) query = query.where('visibility', '=', 'public')
  return pageByAge(query, after)
}
