import { sql } from 'kysely'
import { distanceKm } from '../core/geo'
import { DAY, type Instant, later } from '../core/time'
import { type Capacity, type Listing, listingsById } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { busyOf, type Except, holdsOver } from './availability'
import { NO_RULES, type OfferRules } from './inputOfRules'
import { countedOf, rulesOfMany } from './offers'
import type { Offer } from './queries'
import { planned, proposalsOf, type Why } from './rulesOfAlternatives'
import { type FreeTime, fits, freeTimes } from './rulesOfFree'
import type { Hold, Wanted } from './rulesOfHolds'

/** What could be booked instead, free at the moment of asking. */
export interface Alternative {
  /** `similar`: another offer at the same time; else the same offer. */
  why: Why | 'similar'
  offerId: string
  title: string
  organisationName: string
  commune: string
  kind: Listing['kind']
  capacityId: string
  capacityLabel: string
  startsAt: Instant
  endsAt: Instant
  quantity: number
  unit: string
  priceCents: number
  currency: string
  /** From the offer that was wanted, in km; null where a place is unknown. */
  distanceKm: number | null
}

interface Asked extends Wanted {
  organisationId: string
}

/** How far around the wanted time is looked, in days, by grain. */
const AROUND = { hour: 10, day: 45, month: 400, window: 45, stock: 1 } as const
const MOST_SIMILAR = 3

/** What is asked for in the same breath. */
export interface Beside {
  /** What else of it is about to be taken. */
  holds?: readonly Hold[]
  /** What has to be free at the same time, because it always goes with it. */
  parts?: readonly GoesWith[]
}
export interface GoesWith {
  offer: Offer
  quantity: number
  capacityId?: string | null
}

/**
 * The nearest free times of the same offer, shorter or smaller ones, other lots, and similar offers free at that time.
 * `except`: bookings whose own holds do not count, because they are what moves.
 */
export async function alternatives(
  ctx: Ctx,
  offer: Offer,
  wanted: Asked,
  except?: Except,
  { holds: own = [], parts = [] }: Beside = {},
): Promise<Alternative[]> {
  const { listing, capacities, zone, currency, rules } = offer
  const around = AROUND[listing.grain] * DAY
  const from = [later(wanted.startsAt, -around), ctx.now].sort().at(-1) as Instant
  const to = later(wanted.endsAt, around)
  const { holds, until } = await busyOf(ctx, offer, from, to, except)
  const busy = [...holds, ...own]
  const range = { from, to: until < to ? until : to, now: ctx.now, zone }
  const goesWith: Part[] = []
  for (const part of parts) {
    const { holds } = await busyOf(ctx, part.offer, from, to, except)
    const busy = [...holds, ...own]
    const free = freeTimes(part.offer.listing, part.offer.capacities, busy, range, part.offer.rules)
    goesWith.push({ ...part, busy, free })
  }
  const free = goesWith.reduce(
    (free, part) => within(free, part),
    freeTimes(listing, capacities, busy, range, rules),
  )
  const counted = isLimited(rules)
    ? await countedOf(ctx, [listing.id], wanted.organisationId, yearBefore(from))
    : []
  const booked = counted.filter((b) => (Array.isArray(except) ? !except.includes(b.id) : b.id !== except))
  const place = { listing, capacities, zone, now: ctx.now, rules, booked }
  const together = (time: Time) =>
    goesWith.every((part) => goesAt(part, time, wanted.organisationId, ctx.now))
  const same = proposalsOf(place, wanted, free, busy, together).map(({ why, startsAt, endsAt, plan }) => ({
    ...{ why, startsAt, endsAt, capacityId: plan.capacityId, quantity: plan.quantity, unit: plan.unit },
    ...{
      priceCents: plan.priceCents,
      currency,
      ...told(listing, capacities, plan.capacityId),
      distanceKm: 0,
    },
  }))
  // What goes with one offer does not go with another.
  return [...same, ...(except || parts.length > 0 ? [] : await similar(ctx, offer, wanted, own))]
}

type Time = Pick<Wanted, 'startsAt' | 'endsAt'>
interface Part extends GoesWith {
  busy: Hold[]
  free: FreeTime[]
}

/** What is free of the one while enough of the other is. */
const within = (free: readonly FreeTime[], part: Part): FreeTime[] => {
  const enough = part.free.filter((f) => part.offer.listing.kind === 'staff' || f.free >= part.quantity)
  return free.flatMap((one) =>
    enough.flatMap((other) => {
      const startsAt = one.startsAt > other.startsAt ? one.startsAt : other.startsAt
      const endsAt = one.endsAt < other.endsAt ? one.endsAt : other.endsAt
      return startsAt < endsAt ? [{ ...one, startsAt, endsAt }] : []
    }),
  )
}

/** Whether what goes with an offer can be had at a time too. */
function goesAt(
  { offer, busy, quantity, capacityId }: Part,
  time: Time,
  organisationId: string,
  now: Instant,
) {
  const place = { ...offer, now, booked: [] }
  const plan = planned(place, { ...time, organisationId, quantity, capacityId: capacityId ?? null })
  return plan !== null && fits(offer.capacities, busy, plan.holds)
}

/** Limits look back at most a year before the first time that is proposed. */
const yearBefore = (from: Instant) => later(from, -367 * DAY)
const isLimited = (rules: OfferRules) => rules.quotas.length > 0 || rules.gapMinutes > 0 || rules.oneAtATime

/** What of an offer a proposal names. */
export const told = (l: Listing, capacities: readonly Capacity[], capacityId: string) => ({
  ...{
    offerId: l.id,
    title: l.title,
    organisationName: l.organisationName,
    commune: l.commune,
    kind: l.kind,
  },
  capacityLabel: capacities.find((c) => c.id === capacityId)?.label ?? '',
})

/** Offers of the same kind and sort, nearest first, that can be booked at that very time. */
export async function similar(
  ctx: Ctx,
  offer: Offer,
  wanted: Asked,
  own: readonly Hold[] = [],
): Promise<Alternative[]> {
  const listings = await candidates(ctx, offer, wanted.organisationId)
  const byListing = await capacitiesOfMany(
    ctx,
    listings.map((l) => l.id),
  )
  const rulesOf = await rulesOfMany(
    ctx,
    listings.map((l) => l.id),
  )
  const limited = [...rulesOf].filter(([, rules]) => isLimited(rules)).map(([id]) => id)
  const booked = limited.length
    ? await countedOf(ctx, limited, wanted.organisationId, yearBefore(wanted.startsAt))
    : []
  const plans = listings.flatMap((found) => {
    const rules = rulesOf.get(found.id) ?? NO_RULES
    // What goes with an offer may be taken: it is not proposed with one click.
    if (rules.bundle.length > 0) return []
    const listing = { ...found, exceptions: rules.exceptions }
    const capacities = byListing.get(found.id) ?? []
    const place = { listing, capacities, zone: offer.zone, now: ctx.now, rules, booked }
    const plan = planned(place, { ...wanted, capacityId: null })
    return plan ? [{ listing, capacities, plan }] : []
  })
  const holds = plans.flatMap((p) => p.plan.holds)
  if (holds.length === 0) return []
  const ids = [...new Set(holds.map((h) => h.capacityId))]
  const first = Math.min(...holds.map((h) => h.busyFrom))
  const last = Math.max(...holds.map((h) => h.busyTo))
  const { holds: busy } = await holdsOver(ctx, ids, first, last)
  const found: Alternative[] = []
  const taken = [...busy, ...own]
  for (const { listing, capacities, plan } of plans) {
    if (found.length >= MOST_SIMILAR) break
    if (!fits(capacities, taken, plan.holds)) continue
    taken.push(...plan.holds)
    found.push({
      ...{ why: 'similar', startsAt: wanted.startsAt, endsAt: wanted.endsAt, capacityId: plan.capacityId },
      ...{ quantity: plan.quantity, unit: plan.unit, priceCents: plan.priceCents, currency: offer.currency },
      ...{ ...told(listing, capacities, plan.capacityId), distanceKm: kmBetween(offer.listing, listing) },
    })
  }
  return found
}

const MOST_CANDIDATES = 40
/** What two things of a kind must share to stand for each other: a van is no marquee. */
const SORT = {
  equipment: 'category',
  staff: 'romeCode',
  waste: 'lowCode',
  space: null,
  premises: null,
} as const

/** The latest of the same kind, sort and grain; those of suspended organisations and of the borrower left out. */
async function candidates(ctx: Ctx, { listing }: Offer, borrowerId: string): Promise<Listing[]> {
  const sort = SORT[listing.kind]
  let query = ctx.db
    .selectFrom('listings')
    .select('id')
    .where('clusterId', '=', listing.clusterId)
    .where('direction', '=', 'offer')
    .where('kind', '=', listing.kind)
    .where('status', '=', 'published')
    .where('hiddenReason', 'is', null)
    .where('grain', '=', listing.grain)
    .where('unit', '=', listing.unit)
    .where('id', '<>', listing.id)
    .where('organisationId', '<>', borrowerId)
    .where('expiresAt', '>', ctx.now)
    .orderBy('publishedAt', 'desc')
    .limit(MOST_CANDIDATES)
  const own = sort && listing.details[sort]
  if (sort) query = query.where(sql`json_extract(details, ${`$.${sort}`})`, 'is', own ?? null)
  const ids = (await query.execute()).map((row) => row.id)
  const found = await listingsById(ctx, ids)
  const far = (l: Listing) => kmBetween(listing, l) ?? Number.MAX_VALUE
  return found
    .filter((l) => l.standing === 'active' && !(l.kind === 'waste' && l.details.hazardous))
    .sort((a, b) => far(a) - far(b))
}

/** Offers that could stand for this one, nearest first, with how far they are from it. */
export const similarOffers = async (ctx: Ctx, offer: Offer, borrowerId: string) =>
  (await candidates(ctx, offer, borrowerId)).map((listing) => ({
    ...{ listing, distanceKm: kmBetween(offer.listing, listing) },
  }))

async function capacitiesOfMany(ctx: Ctx, listingIds: readonly string[]): Promise<Map<string, Capacity[]>> {
  const rows = await ctx.db
    .selectFrom('listingCapacities')
    .innerJoin('capacities', 'capacities.id', 'listingCapacities.capacityId')
    .select(['listingId', 'capacities.id', 'shape', 'label', 'quantity', 'unit', 'version', 'details'])
    .where('listingId', 'in', listingIds.length ? listingIds : [''])
    .orderBy('position')
    .limit(MOST_CANDIDATES * 10)
    .execute()
  const found = new Map<string, Capacity[]>()
  for (const { listingId, ...row } of rows) {
    const known = found.get(listingId) ?? []
    known.push({ ...row, details: JSON.parse(row.details) as Capacity['details'] })
    found.set(listingId, known)
  }
  return found
}

function kmBetween(a: Listing, b: Listing): number | null {
  if (a.lat === null || a.lng === null || b.lat === null || b.lng === null) return null
  return Math.round(distanceKm({ lat: a.lat, lng: a.lng }, { lat: b.lat, lng: b.lng }) * 10) / 10
}
