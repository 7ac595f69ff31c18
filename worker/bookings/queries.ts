import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { among } from '../platform/db'
import { capacitiesOf, type Capacity, type Listing, visibleListingWith } from '../listings/queries'
import type { Terms } from '../listings/rules'
import type { Schema } from '../platform/schema'
import type { OfferRules } from './inputOfRules'
import { readRules } from './offers'
import { isInstant, type Side } from './rules'

type Row = Selectable<Schema['bookings']>
/** A booking as pages, the API and consumers read it: the row, and the names of what it joins. */
export interface Booking extends Row {
  listingTitle: string
  kind: Listing['kind']
  grain: Listing['grain']
  capacityLabel: string
  shape: Capacity['shape']
  lenderName: string
  borrowerName: string
  /** How long before the start the borrower may still cancel or change what is agreed, in minutes. */
  cancelNotice: number
  changeNotice: number
  /** Of the cluster: in which the offer's rules are meant. */
  zone: string
  /** 1 while what was booked is out of order, in whole or in part: see worker/outages. */
  outOfOrder: number
  /** 1 where it is of hazardous waste: nothing is handed over without `slip`, the number of its slip. */
  hazardous: number
  slip: string | null
}

const noticeOf = (rule: 'cancelNoticeMinutes' | 'changeNoticeMinutes') =>
  sql<number>`coalesce(json_extract(offer_rules.rules, ${sql.lit(`$.${rule}`)}), 0)`

export const readBookings = (ctx: Ctx) =>
  ctx.db
    .selectFrom('bookings')
    .innerJoin('listings', 'listings.id', 'bookings.listingId')
    .innerJoin('capacities', 'capacities.id', 'bookings.capacityId')
    .innerJoin('organisations as lenders', 'lenders.id', 'bookings.lenderId')
    .innerJoin('organisations as borrowers', 'borrowers.id', 'bookings.borrowerId')
    .innerJoin('clusters', 'clusters.id', 'bookings.clusterId')
    .leftJoin('offerRules', 'offerRules.listingId', 'bookings.listingId')
    .selectAll('bookings')
    .select('clusters.timeZone as zone')
    .select(
      sql<number>`exists (select 1 from holds where booking_id = bookings.id and suspended_by is not null)`.as(
        'outOfOrder',
      ),
    )
    .select([
      noticeOf('cancelNoticeMinutes').as('cancelNotice'),
      noticeOf('changeNoticeMinutes').as('changeNotice'),
    ])
    .select(
      sql<number>`listings.kind = 'waste' and coalesce(listings.details ->> 'hazardous', 0) = 1`.as(
        'hazardous',
      ),
    )
    .select(sql<string | null>`(select number from slips where booking_id = bookings.id)`.as('slip'))
    .select(['listings.title as listingTitle', 'listings.kind', 'listings.grain'])
    .select(['capacities.label as capacityLabel', 'capacities.shape'])
    .select(['lenders.name as lenderName', 'borrowers.name as borrowerName'])

export const readBooking = (ctx: Ctx, id: string) => readBookings(ctx).where('bookings.id', '=', id)

/** One booking, whoever asks: for commands and consumers, which know why they may. */
export async function bookingById(ctx: Ctx, id: string): Promise<Booking | null> {
  return (await readBooking(ctx, id).executeTakeFirst()) ?? null
}

/** A booking, if the actor is one of its parties or coordinates its cluster. Throws `not_found`. */
export async function visibleBooking(ctx: Ctx, id: string): Promise<Booking> {
  const booking = await bookingById(ctx, id)
  const party =
    booking &&
    (ctx.actor?.coordinates.includes(booking.clusterId) ||
      ctx.actor?.organisations.some((m) => [booking.borrowerId, booking.lenderId].includes(m.organisationId)))
  if (!booking || !party) throw new AppError('not_found')
  return booking
}

/** Of these needs, those that a booking which was completed has answered. At most 100 are looked at. */
export async function needsMet(
  ctx: Ctx,
  clusterId: string,
  needIds: readonly string[],
): Promise<Set<string>> {
  if (needIds.length === 0) return new Set()
  const rows = await ctx.db
    .selectFrom('bookings')
    .select('needId')
    .distinct()
    .where('needId', 'in', among(needIds.slice(0, 100)))
    .where('status', '=', 'completed')
    .where('clusterId', '=', clusterId)
    .execute()
  return new Set(rows.flatMap((row) => row.needId ?? []))
}

/**
 * On which sides the actor may act: any member borrows, those who answer requests lend; an organisation that is
 * suspended in the cluster acts no more.
 */
export function sidesOf(ctx: Ctx, b: Pick<Booking, 'clusterId' | 'borrowerId' | 'lenderId'>): Side[] {
  const member = (organisationId: string) =>
    ctx.actor?.organisations.find(
      (m) => m.organisationId === organisationId && m.clusters.includes(b.clusterId),
    )
  return [
    ...(member(b.borrowerId) ? (['borrower'] as const) : []),
    ...(member(b.lenderId)?.mayAnswer ? (['lender'] as const) : []),
    ...(ctx.actor?.coordinates.includes(b.clusterId) ? (['coordinator'] as const) : []),
  ]
}

/** An offer with all that a booking needs to know of it. */
export interface Offer {
  /** With the exceptions to its hours, which are rules of its own. */
  listing: Listing & Pick<Terms, 'exceptions'>
  capacities: Capacity[]
  zone: string
  currency: string
  /** What its lender asks of those who book it. */
  rules: OfferRules
}

/** The offer, if the actor may see it. Throws `not_found`, for a need as well. */
export async function visibleOffer(ctx: Ctx, id: string): Promise<Offer> {
  const { listing, capacities, other } = await visibleListingWith(ctx, id, placeRow(ctx, id))
  if (listing.direction !== 'offer') throw new AppError('not_found')
  return asOffer(listing, capacities, other)
}

export async function offerOf(ctx: Ctx, listing: Listing): Promise<Offer> {
  const [capacities, place] = await Promise.all([
    capacitiesOf(ctx, listing.id),
    placeRow(ctx, listing.id).executeTakeFirstOrThrow(),
  ])
  return asOffer(listing, capacities, place)
}

/** The cluster of a listing, as far as booking reads it, and the rules that the listing has. */
const placeRow = (ctx: Ctx, listingId: string) =>
  ctx.db
    .selectFrom('listings')
    .innerJoin('clusters', 'clusters.id', 'listings.clusterId')
    .leftJoin('offerRules', 'offerRules.listingId', 'listings.id')
    .select(['clusters.timeZone', 'clusters.currency', 'offerRules.rules'])
    .where('listings.id', '=', listingId)

function asOffer(
  listing: Listing,
  capacities: Capacity[],
  place: { timeZone: string; currency: string; rules: string | null },
): Offer {
  const rules = readRules(place.rules)
  const { timeZone: zone, currency } = place
  return { listing: { ...listing, exceptions: rules.exceptions }, capacities, zone, currency, rules }
}

/** Whether the borrower has completed a booking from this lender before. */
export async function isKnown(ctx: Ctx, lenderId: string, borrowerId: string): Promise<boolean> {
  const done = await ctx.db
    .selectFrom('bookings')
    .select('id')
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .where('status', '=', 'completed')
    .limit(1)
    .executeTakeFirst()
  return done !== undefined
}

/** Whether this borrower's booking needs no answer from the lender. */
export const answersAtOnce = async (
  ctx: Ctx,
  { instantFor, organisationId }: Pick<Listing, 'instantFor' | 'organisationId'>,
  borrowerId: string,
): Promise<boolean> =>
  isInstant(instantFor, instantFor === 'known' && (await isKnown(ctx, organisationId, borrowerId)))

/** Refuses an offer that takes no booking now, with what stands against it. */
export function mustBeOpen({ listing }: Offer, now: string): void {
  if (listing.hiddenReason !== null) throw new AppError('listing_hidden')
  const lapsed = listing.expiresAt !== null && listing.expiresAt <= now
  if (listing.status !== 'published' || lapsed || listing.standing !== 'active')
    throw new AppError('listing_not_open')
}

/** Refuses a need that is not the borrower's own, in this cluster. */
export async function mustBeTheirNeed(
  ctx: Ctx,
  needId: string,
  borrowerId: string,
  clusterId: string,
): Promise<void> {
  const need = await ctx.db
    .selectFrom('listings')
    .select('id')
    .where('id', '=', needId)
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', borrowerId)
    .where('direction', '=', 'need')
    .executeTakeFirst()
  if (!need) throw new AppError('invalid', { fields: [{ path: 'needId', code: 'not_a_choice' }] })
}
