import { availabilityOfMany, offersOfMany } from '../bookings/offersOfMany'
import { type Bookable, bookableOver, type Dates, type Time, waysOver } from '../bookings/rulesOfBookable'
import { AppError } from '../core/errors'
import { KINDS } from '../core/kinds'
import { addDays, instantOf, wallOf } from '../core/time'
import { listingsById } from '../listings/queries'
import { belongsTo, type Ctx } from '../platform/context'
import { together } from '../platform/db'
import { asQuery, byCells, type Candidate, newest } from './candidates'
import { cellsAround } from './cells'
import { readCursor, writeCursor } from './cursor'
import { withFacts } from './facts'
import { asFound, type Found } from './found'
import type { FreeFilters } from './inputOfFree'
import * as rules from './rules'

/** However many offers there are, no more than these are looked at: the nearest, or the newest of each kind. */
export const MOST_LOOKED_AT = 200
const AT_ONCE = 100

/** An offer that can be had over all the dates asked for, as it would be booked. */
export interface FreeOffer {
  one: Found
  bookable: Bookable
}
export interface FreeResult {
  items: FreeOffer[]
  nextCursor: string | null
  total: number
  /** Whether there may be more than were looked at. */
  more: boolean
}

interface Here {
  id: string
  timeZone: string
  currency: string
}

/**
 * Every offer of a cluster that is free over all of some dates, the nearest first, with what it would cost: free means that
 * a booking of it would be accepted now, but for what one organisation may have of it. Throws `invalid`.
 */
export async function freeOffers(ctx: Ctx, cluster: Here, f: FreeFilters): Promise<FreeResult> {
  const zone = cluster.timeZone
  if (f.from < wallOf(ctx.now, zone).date)
    throw new AppError('invalid', { fields: [{ path: 'from', code: 'in_the_past' }] })
  const member = belongsTo(ctx.actor, cluster.id)
  const mine = (ctx.actor?.organisations ?? []).filter((m) => m.clusters.includes(cluster.id))
  const own = new Set(mine.map((m) => m.organisationId))
  const candidates = await looked(ctx, cluster, f, member)
  const known = candidates
    .map((c) => asFound(c, f.near ?? null, member))
    .filter((one) => !own.has(one.organisationId) && (!f.free || one.tariffMode !== 'price'))
    .filter((one) => !f.radiusKm || (one.km !== null && one.km <= f.radiusKm))
  const dates: Dates = { ...f, organisationIds: [...own] }
  const found = await had(ctx, cluster, known, dates)
  const keyed = found
    .map((one) => ({ one, key: keyOf(one.one) }))
    .sort((a, b) => rules.compareKeys(a.key, b.key))
  const after = f.cursor ? readCursor(f.cursor) : null
  const rest = after ? keyed.filter(({ key }) => rules.compareKeys(key, after) > 0) : keyed
  const page = rest.slice(0, f.limit)
  const last = page.at(-1)
  const named = new Map(
    (
      await withFacts(
        ctx,
        page.map(({ one }) => one.one),
      )
    ).map((one) => [one.id, one]),
  )
  return {
    items: page.map(({ one }) => ({ ...one, one: stated(named.get(one.one.id) ?? one.one, one.bookable) })),
    nextCursor: rest.length > page.length && last ? writeCursor(last.key) : null,
    total: keyed.length,
    more: candidates.length >= MOST_LOOKED_AT,
  }
}

const keyOf = (one: Found): rules.Key => [
  one.km === null ? 100_000 : Math.round(one.km * 10) / 10,
  -Date.parse(one.publishedAt ?? ''),
  one.id,
]

async function looked(ctx: Ctx, cluster: Here, f: FreeFilters, member: boolean): Promise<Candidate[]> {
  const place = { clusterId: cluster.id, direction: 'offer' as const, publicOnly: !member }
  const cells = f.near && f.radiusKm ? cellsAround(f.near, f.radiusKm) : null
  if (cells) {
    const query = byCells(ctx, { ...place, kind: f.kind, cells }, cells, MOST_LOOKED_AT)
    return (await together(ctx.env.DB, asQuery(ctx, query)))[0]
  }
  const kinds = f.kind ? [f.kind] : [...KINDS]
  const most = Math.floor(MOST_LOOKED_AT / kinds.length)
  const each = await together(
    ctx.env.DB,
    ...kinds.map((kind) => asQuery(ctx, newest(ctx, { ...place, kind }, most))),
  )
  return each.flat()
}

/** Those that can be had, with all that booking them needs to know. */
async function had(ctx: Ctx, cluster: Here, known: readonly Found[], dates: Dates): Promise<FreeOffer[]> {
  const zone = cluster.timeZone
  const [from, to] = [instantOf(dates.from, '00:00', zone), instantOf(addDays(dates.to, 1), '00:00', zone)]
  const found: FreeOffer[] = []
  for (let i = 0; i < known.length; i += AT_ONCE) {
    const some = known.slice(i, i + AT_ONCE)
    const listings = await listingsById(
      ctx,
      some.map((one) => one.id),
    )
    const able = listings.filter((l) => !(l.kind === 'waste' && l.details.hazardous))
    const offers = (await offersOfMany(ctx, cluster, able)).filter(
      (offer) => waysOver(offer, dates, ctx.now).length > 0,
    )
    const many = await availabilityOfMany(ctx, offers, from, to)
    for (const offer of offers) {
      const one = some.find((x) => x.id === offer.listing.id)
      const bookable = bookableOver(offer, dates, many.get(offer.listing.id)?.busy ?? [], ctx.now)
      if (one && bookable) found.push({ one, bookable })
    }
  }
  return found
}

/** As a card says it: free then, or to be asked for. */
const stated = (one: Found, { times }: Bookable): Found => ({
  ...one,
  availability: {
    state: one.instantFor === 'everyone' ? 'free' : 'ask',
    free: times.map(({ startsAt, endsAt }: Time) => ({
      from: Date.parse(startsAt),
      to: Date.parse(endsAt),
    })),
  },
})
