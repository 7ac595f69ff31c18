import { addDays, type Instant, later, DAY, wallOf } from '../../core/time'
import { type Listing, listingsById } from '../../listings/queries'
import { type Interval, windowsOn } from '../../listings/rules'
import { quantityOfCollection } from '../../listings/rulesOfCollections'
import type { Ctx } from '../../platform/context'
import { keepRests, type Rest } from '../keeping'
import { passOn } from '../passingOn'

const BATCH = 50
/** So far back collections are made up for, should the clock have stood still; so far ahead the next one is looked for. */
const DAYS_BACK = 62
const DAYS_AHEAD = 62

/**
 * The clock: of each collection of a recurring stream that is over, what nobody booked is written down as promised and left,
 * and goes on to who looks for it.
 * What is not offered at that time (paused, hidden) promises nothing. Returns how many collections were closed.
 */
export async function closeCollections(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .selectFrom('streamLooks as s')
    .innerJoin('listings as l', 'l.id', 's.listingId')
    .innerJoin('clusters as c', 'c.id', 'l.clusterId')
    .select(['s.listingId', 's.lookedUntil', 'c.timeZone'])
    .where('s.nextAt', '<=', ctx.now)
    .orderBy('s.nextAt')
    .limit(BATCH)
    .execute()
  if (due.length === 0) return 0
  const listings = new Map(
    (
      await listingsById(
        ctx,
        due.map((d) => d.listingId),
      )
    ).map((l) => [l.id, l]),
  )
  const rests: Rest[] = []
  const looks: { listingId: string; nextAt: Instant | null }[] = []
  for (const { listingId, lookedUntil, timeZone } of due) {
    const listing = listings.get(listingId)
    const isOpen =
      listing?.status === 'published' && listing.hiddenReason === null && listing.grain === 'window'
    if (isOpen)
      for (const w of collectionsEnding(listing, lookedUntil, ctx.now, timeZone))
        rests.push({ listingId, slot: w.from, most: quantityOfCollection(listing, w) })
    looks.push({ listingId, nextAt: isOpen ? nextEnd(listing, ctx.now, timeZone) : null })
  }
  await keepRests(ctx, rests)
  await passOn(ctx, rests)
  for (const { listingId, nextAt } of looks) {
    const mine = ctx.db.updateTable('streamLooks').where('listingId', '=', listingId)
    if (nextAt) await mine.set({ lookedUntil: ctx.now, nextAt }).execute()
    else await ctx.db.deleteFrom('streamLooks').where('listingId', '=', listingId).execute()
  }
  return rests.length
}

/** The collections that ended after one instant and until another. */
export function collectionsEnding(listing: Listing, after: Instant, until: Instant, zone: string) {
  const earliest = later(until, -DAYS_BACK * DAY)
  const first = after > earliest ? after : earliest
  const last = wallOf(until, zone).date
  const found: Interval[] = []
  for (let date = addDays(wallOf(first, zone).date, -1); date <= last; date = addDays(date, 1))
    for (const w of windowsOn(listing, date, zone)) if (w.to > first && w.to <= until) found.push(w)
  return found
}

function nextEnd(listing: Listing, now: Instant, zone: string): Instant {
  const today = wallOf(now, zone).date
  for (let i = -1; i < DAYS_AHEAD; i++)
    for (const w of windowsOn(listing, addDays(today, i), zone)) if (w.to > now) return w.to
  return later(now, DAYS_AHEAD * DAY)
}
