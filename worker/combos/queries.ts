import { availabilityOfMany, offersOfMany } from '../bookings/offersOfMany'
import { mustBeOpen, type Offer } from '../bookings/queries'
import { type Bookable, bookableOver, type Dates } from '../bookings/rulesOfBookable'
import { type Cluster, clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { distanceKm, metresOf } from '../core/geo'
import { addDays, instantOf } from '../core/time'
import { isInside, type Listing, listingById, listingsById, maySee } from '../listings/queries'
import { fitsOf } from '../matching/candidates'
import { THRESHOLD } from '../matching/rules'
import type { Ctx } from '../platform/context'
import { type Candidate, type Combo, combine, MOST_CANDIDATES } from './rules'
import { datesOf } from './rulesOfDates'

/** One offer of a combination, as it would be booked. */
export interface ComboPart {
  listing: Listing
  bookable: Bookable
  km: number | null
}
export interface NeedCombo {
  parts: ComboPart[]
  /** The ways to all of them, in km; a place that is not known counts nothing. */
  km: number
  cents: number
}
export interface Combos {
  need: Listing
  dates: Omit<Dates, 'quantity'> | null
  /** Why there are none: one offer has enough, or it does not say when or how many. */
  why: 'alone' | 'no_dates' | 'one_is_enough' | null
  combos: NeedCombo[]
}

const KINDS: readonly string[] = ['space', 'equipment', 'waste']
/** Of the likeness of the best fit. */
const ALIKE = 0.7

interface Known {
  offer: Offer
  busy: Parameters<typeof bookableOver>[2]
}

/**
 * The offers that together give what a need asks for and none gives alone: fewest first, then nearest, then cheapest; at
 * most three combinations. Of the offers that fit the need, those that are free at its dates. Throws `not_found` for whom the
 * need is not.
 */
export async function combosFor(ctx: Ctx, needId: string): Promise<Combos> {
  const need = await listingById(ctx, needId)
  if (need?.direction !== 'need' || !isInside(ctx, need)) throw new AppError('not_found')
  const cluster = await clusterById(ctx, need.clusterId)
  const dates = cluster && datesOf(need, ctx.now, cluster.timeZone)
  const none = { need, dates, combos: [] }
  if (!KINDS.includes(need.kind) || need.status !== 'published' || need.quantity < 2)
    return { ...none, why: 'one_is_enough' }
  if (!cluster || !dates) return { ...none, why: 'no_dates' }
  const known = await knownOffers(ctx, need, cluster, dates)
  const candidates = known.map((one) => candidateOf(ctx, one, need, dates))
  if (candidates.some((c) => c.free >= need.quantity)) return { ...none, why: 'alone' }
  const { combos } = combine(candidates, need.quantity)
  return { ...none, why: null, combos: combos.flatMap((c) => asNeedCombo(ctx, c, known, need, dates) ?? []) }
}

/**
 * The offers that fit a need as if it asked for one: each may give a part. Without those that were dismissed for it; open to
 * its organisation, with what holds them then.
 */
async function knownOffers(
  ctx: Ctx,
  need: Listing,
  cluster: Cluster,
  dates: Omit<Dates, 'quantity'>,
): Promise<Known[]> {
  const one = { ...need, quantity: 1 }
  const fits = await fitsOf(ctx, one, cluster, MOST_CANDIDATES, THRESHOLD, { several: true })
  const dismissed = await ctx.db
    .selectFrom('matches')
    .select('offerId')
    .where('needId', '=', need.id)
    .where('clusterId', '=', need.clusterId)
    .where('status', '=', 'dismissed')
    .limit(500)
    .execute()
  const refused = new Set(dismissed.map((m) => m.offerId))
  // Half chairs and half tables are not sixty chairs: what is much less what was asked for stands back.
  const alike = ALIKE * Math.max(0, ...fits.map((fit) => fit.parts.text.share))
  const rows = fits
    .filter((fit) => !refused.has(fit.row.id) && fit.parts.text.share >= alike)
    .map((fit) => ({ offerId: fit.row.id }))
  const listings = await listingsById(
    ctx,
    rows.map((r) => r.offerId),
  )
  const able = listings.filter(
    (l) =>
      l.kind === need.kind &&
      l.unit === need.unit &&
      l.organisationId !== need.organisationId &&
      maySee(ctx, l),
  )
  const zone = cluster.timeZone
  const offers = (await offersOfMany(ctx, cluster, able)).filter(
    (o) => o.rules.bundle.length === 0 && isOpen(ctx, o),
  )
  const [from, to] = [instantOf(dates.from, '00:00', zone), instantOf(addDays(dates.to, 1), '00:00', zone)]
  const many = await availabilityOfMany(ctx, offers, from, to)
  return offers.map((offer) => ({ offer, busy: many.get(offer.listing.id)?.busy ?? [] }))
}

function isOpen(ctx: Ctx, offer: Offer): boolean {
  try {
    mustBeOpen(offer, ctx.now)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

const kmTo = (l: Pick<Listing, 'lat' | 'lng'>, need: Pick<Listing, 'lat' | 'lng'>): number | null =>
  l.lat !== null && l.lng !== null && need.lat !== null && need.lng !== null
    ? distanceKm({ lat: l.lat, lng: l.lng }, { lat: need.lat, lng: need.lng })
    : null

/** As combining reads it: the most that can be booked over the dates, found by halves. */
function candidateOf(
  ctx: Ctx,
  { offer, busy }: Known,
  need: Listing,
  dates: Omit<Dates, 'quantity'>,
): Candidate {
  const at = (quantity: number) => bookableOver(offer, { ...dates, quantity }, busy, ctx.now)
  const all = Math.min(need.quantity, Math.max(0, ...offer.capacities.map((c) => c.quantity)))
  let [low, high] = [0, all]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (at(middle)) low = middle
    else high = middle - 1
  }
  const [one, two] = [low > 0 ? (at(1)?.priceCents ?? 0) : 0, low > 1 ? (at(2)?.priceCents ?? 0) : null]
  const centsEach = two === null ? one : two - one
  const km = kmTo(offer.listing, need)
  const tooFar = km !== null && need.withinKm !== null && km > need.withinKm
  return {
    ...{ id: offer.listing.id, free: tooFar ? 0 : low, centsEach, centsOnce: one - centsEach },
    metres: metresOf(km),
  }
}

function asNeedCombo(
  ctx: Ctx,
  combo: Combo,
  known: readonly Known[],
  need: Listing,
  dates: Omit<Dates, 'quantity'>,
): NeedCombo | null {
  const parts = combo.parts.flatMap(({ id, quantity }): ComboPart[] => {
    const one = known.find((k) => k.offer.listing.id === id)
    const bookable = one && bookableOver(one.offer, { ...dates, quantity }, one.busy, ctx.now)
    return one && bookable
      ? [{ listing: one.offer.listing, bookable, km: kmTo(one.offer.listing, need) }]
      : []
  })
  if (parts.length < combo.parts.length) return null
  return {
    parts,
    km: parts.reduce((sum, p) => sum + (p.km ?? 0), 0),
    cents: parts.reduce((sum, p) => sum + p.bookable.priceCents, 0),
  }
}
