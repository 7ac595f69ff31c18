import { sql } from 'kysely'
import { addDays, type Instant, instantOf, MINUTE, mondayOf, NEVER, toMinutes, wallOf } from '../core/time'
import type { Capacity, Listing } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { type Query, together } from '../platform/db'
import { type Entry, type EntryRow, entriesOf, readEntries } from './entries'
import { rulesOfMany } from './offers'
import { NO_RULES } from './inputOfRules'
import type { Offer } from './queries'
import { type Known, spansOf } from './rulesOfDays'
import { freeTimes } from './rulesOfFree'
import { buffersOf, type Hold } from './rulesOfHolds'
import { holdsTouching, readTouching } from './touching'

/** As many offers as are looked at together. */
export const MOST_OFFERS = 100
const MOST_CAPACITIES = 3000

/** Offers of one cluster with all that a booking needs to know of them, whatever their number: two statements. */
export async function offersOfMany(
  ctx: Ctx,
  cluster: { timeZone: string; currency: string },
  listings: readonly Listing[],
): Promise<Offer[]> {
  const asked = listings.slice(0, MOST_OFFERS)
  const ids = asked.map((l) => l.id)
  if (ids.length === 0) return []
  const [capacities, rules] = await Promise.all([capacitiesOfMany(ctx, ids), rulesOfMany(ctx, ids)])
  return asked.map((listing) => {
    const own = rules.get(listing.id) ?? NO_RULES
    return {
      listing: { ...listing, exceptions: own.exceptions },
      ...{ capacities: capacities.get(listing.id) ?? [], rules: own },
      ...{ zone: cluster.timeZone, currency: cluster.currency },
    }
  })
}

async function capacitiesOfMany(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Capacity[]>> {
  const { rows } = await sql<Capacity & { listingId: string; details: string }>`
    select lc.listing_id, c.id, c.shape, c.label, c.quantity, c.unit, c.version, c.details
      from json_each(${JSON.stringify(ids)}) i
      cross join listing_capacities lc on lc.listing_id = i.value
      cross join capacities c on c.id = lc.capacity_id
     order by lc.listing_id, lc.position limit ${sql.lit(MOST_CAPACITIES)}`.execute(ctx.db)
  const found = new Map<string, Capacity[]>()
  for (const { listingId, ...row } of rows) {
    const known = found.get(listingId) ?? []
    known.push({
      ...row,
      details: row.details === '{}' ? {} : (JSON.parse(row.details) as Capacity['details']),
    })
    found.set(listingId, known)
  }
  return found
}

/**
 * What is free and what is held of many offers of one zone in [from, to): one statement, which reads what lies in those days
 * and none of what has been.
 */
export async function availabilityOfMany(
  ctx: Ctx,
  offers: readonly Offer[],
  from: Instant,
  to: Instant,
): Promise<Map<string, Known>> {
  return knownOf(ctx, offers, await holdsTouching(ctx, touchedBy(offers, from, to)), from, to)
}

/** The same, and who has it as far as the actor may know: see `Entry`. One round trip. */
export async function seenOfMany(
  ctx: Ctx,
  offers: readonly Offer[],
  from: Instant,
  to: Instant,
): Promise<{ known: Map<string, Known>; entries: Entry[] }> {
  const [start, end] = [toMinutes(from), toMinutes(to)]
  const [held, ...told] = await together<[Query<Hold>, ...Query<EntryRow>[]]>(
    ctx.env.DB,
    readTouching(ctx, touchedBy(offers, from, to)),
    ...readEntries(ctx, offers, start, end),
  )
  return {
    known: knownOf(ctx, offers, held, from, to),
    entries: entriesOf(ctx, offers, told.flat(), start, end),
  }
}

function knownOf(ctx: Ctx, offers: readonly Offer[], holds: readonly Hold[], from: Instant, to: Instant) {
  const busy = new Map<string, Hold[]>()
  for (const hold of holds) {
    const known = busy.get(hold.capacityId) ?? []
    known.push(hold)
    busy.set(hold.capacityId, known)
  }
  const now = toMinutes(ctx.now)
  return new Map(
    offers.map(({ listing, capacities, zone, rules }): [string, Known] => {
      const own = capacities.flatMap((c) => busy.get(c.id) ?? [])
      const free = freeTimes(listing, capacities, own, { from, to, now: ctx.now, zone }, rules)
      return [listing.id, { free: spansOf(free), busy: own, now }]
    }),
  )
}

/** What has to be known of each capacity: the buffers around, of hours of the week the whole week, of a stock all to come. */
const touchedBy = (offers: readonly Offer[], from: Instant, to: Instant) =>
  offers.flatMap((offer) => touchedByOne(offer, from, to))

function touchedByOne({ capacities, zone, rules }: Offer, from: Instant, to: Instant) {
  const [start, end] = [toMinutes(from), Math.ceil(Date.parse(to) / MINUTE)]
  return capacities.map((c) => {
    const { before, after } = buffersOf(c, rules)
    if (c.shape === 'stock') return { capacityId: c.id, busyFrom: start, busyTo: NEVER }
    if (c.shape !== 'week') return { capacityId: c.id, busyFrom: start - before, busyTo: end + after }
    const monday = mondayOf(wallOf(from, zone).date)
    const last = addDays(mondayOf(wallOf(to, zone).date), 7)
    return {
      capacityId: c.id,
      busyFrom: toMinutes(instantOf(monday, '00:00', zone)),
      busyTo: toMinutes(instantOf(last, '00:00', zone)),
    }
  })
}
