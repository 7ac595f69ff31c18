import { quantityAt } from '../bookings/rulesOfCollections'
import { holdsOver } from '../bookings/availability'
import { again } from '../bookings/racing'
import { mustBeOpen, type Offer, offerOf } from '../bookings/queries'
import { leastFree } from '../bookings/rulesOfSteps'
import { AppError } from '../core/errors'
import type { Events } from '../core/events'
import { newId } from '../core/ids'
import { NEVER, toMinutes } from '../core/time'
import type { Capacity, Listing } from '../listings/queries'
import { commit, type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { cascadeAt, askedIn, offeredLess, type Remainder, takersFor } from './queries'
import { growing, keptUntil, type Outcome, type Portion, type RemainderStatus, shareOut } from './rules'

/** One collection of a stream; null: the whole stock. */
export type Slot = { startsAt: string; endsAt: string } | null

type Told = Pick<
  Remainder,
  'id' | 'clusterId' | 'cascadeId' | 'listingId' | 'organisationId' | 'needId' | 'quantity'
> & { lenderId: string }
export const remainderFact = <T extends keyof Events & `remainder.${string}`>(
  ctx: Ctx,
  type: T,
  r: Told,
  more: Record<string, string | number> = {},
  onBehalfOf: string | null = null,
): Fact => {
  const { cascadeId, listingId, lenderId, organisationId, needId, quantity } = r
  const payload = { cascadeId, listingId, lenderId, organisationId, needId, quantity, ...more } as Events[T]
  return fact(ctx, type, {
    ...{ clusterId: r.clusterId, table: 'remainders', row: r.id, payload },
    onBehalfOf,
  }) as Fact
}

/** Another state of a remainder, if nobody was faster; what was held for it goes with it (0038). */
export const setRemainder = (
  ctx: Ctx,
  r: Pick<Remainder, 'id' | 'clusterId' | 'version'>,
  happened: Fact,
  set: { status: RemainderStatus; takenQuantity?: number; bookingId?: string },
): Query =>
  ctx.db
    .updateTable('remainders')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', r.id)
    .where('clusterId', '=', r.clusterId)
    .where('status', '=', 'offered')
    .where('version', '=', r.version)
    .where(({ eb, exists, selectFrom }) =>
      set.bookingId
        ? exists(selectFrom('bookings').select('id').where('id', '=', set.bookingId))
        : eb('id', '=', r.id),
    )

interface Left {
  offer: Offer
  capacity: Capacity
  /** Of which nothing is booked, offered or closed. */
  quantity: number
}

/** What is left of an offer of waste over a collection, or from now on of its stock; null where it takes no bookings. */
export async function leftOf(ctx: Ctx, listing: Listing, slot: Slot): Promise<Left | null> {
  const offer = await offerOf(ctx, listing)
  const [capacity] = offer.capacities
  if (!capacity || (capacity.shape === 'stock') !== (slot === null) || !isOpen(ctx, offer)) return null
  const [from, to] = slot
    ? [toMinutes(slot.startsAt), Math.ceil(Date.parse(slot.endsAt) / 60_000)]
    : [toMinutes(ctx.now), NEVER]
  const { holds } = await holdsOver(ctx, [capacity.id], from, to)
  const there = slot && quantityAt(offer.listing, slot.startsAt, slot.endsAt, offer.zone)
  return { offer, capacity, quantity: Math.max(0, leastFree(there ?? capacity.quantity, holds, from, to)) }
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

/**
 * Offers what is left to the next who can take it, by price then distance; ends the cascade where nothing is left, nobody is,
 * or there is no time. Nothing to do: nothing is written. `restart`: also where the lender had stopped it. Returns how
 * many were asked.
 */
export const offerOn = (ctx: Ctx, listing: Listing, slot: Slot, restart = false): Promise<number> =>
  again(async () => {
    const left = await leftOf(ctx, listing, slot)
    const capacityId = left?.capacity.id ?? ''
    const known = left ? await cascadeAt(ctx, capacityId, slot?.startsAt ?? null) : undefined
    if (!left || (known?.outcome === 'stopped' && !restart)) return 0
    const open = known?.status === 'open' ? known : null
    const asked = open ? await askedIn(ctx, open.id) : { all: 0, open: 0 }
    const until = keptUntil(ctx.now, slot?.startsAt ?? null)
    const [takers, less] =
      left.quantity > 0 && until
        ? await Promise.all([
            takersFor(ctx, listing, capacityId, slot),
            open ? offeredLess(ctx, capacityId, slot?.startsAt ?? '') : [],
          ])
        : [[], []]
    const grown = growing(left.quantity, less)
    const rest = left.quantity - grown.reduce((sum, one) => sum + one.more, 0)
    const portions = shareOut(rest, takers)
    const about = { listingId: listing.id, lenderId: listing.organisationId, quantity: left.quantity }
    if ((portions.length === 0 && grown.length === 0) || !until) {
      if (!open || asked.open > 0) return 0
      const outcome: Outcome = left.quantity === 0 ? 'taken' : until ? 'nobody' : 'past'
      const happened = cascadeFact(ctx, 'cascade.ended', open, { ...about, outcome })
      await commit(ctx, happened, [ended(ctx, open, happened, outcome, left.quantity)])
      return 0
    }
    const id = open?.id ?? newId('cascade', Date.parse(ctx.now))
    const of = { id, clusterId: listing.clusterId }
    const facts: Fact[] = []
    const writes: Query[] = []
    for (const { remainder, more } of grown) {
      const [happened, row] = offeredMore(ctx, remainder, more)
      facts.push(happened)
      writes.push(row)
    }
    if (!open) {
      const happened = cascadeFact(ctx, 'cascade.opened', of, {
        ...about,
        ...(slot && { startsAt: slot.startsAt }),
      })
      facts.push(happened)
      writes.push(
        ctx.db.insertInto('cascades').values({
          ...{ ...of, listingId: listing.id, capacityId, status: 'open', outcome: null, quantityLeft: null },
          ...{ startsAt: slot?.startsAt ?? null, endsAt: slot?.endsAt ?? null },
          ...{ createdAt: ctx.now, lastEventId: happened.id },
        }),
      )
    }
    for (const [i, portion] of portions.entries()) {
      const [happened, row] = offered(
        ctx,
        { ...of, capacityId, listing, slot, until, position: asked.all + i + 1 },
        portion,
      )
      facts.push(happened)
      writes.push(row)
    }
    await commit(ctx, facts, writes).catch((error: unknown) => {
      // Another message of the same moment was faster: it is looked at again.
      const raced = error instanceof AppError && error.code === 'already_exists'
      throw raced ? new AppError('stale') : error
    })
    return portions.length
  })

/** More of it for who was offered less than they look for and has not answered yet, with the deadline they have. */
function offeredMore(ctx: Ctx, r: Remainder, more: number): [Fact, Query] {
  const quantity = r.quantity + more
  const happened = remainderFact(ctx, 'remainder.offered', { ...r, quantity }, { until: r.offeredUntil })
  const row = ctx.db
    .updateTable('remainders')
    .set({ quantity, ...stamp(happened) })
    .where('id', '=', r.id)
    .where('clusterId', '=', r.clusterId)
    .where('status', '=', 'offered')
    .where('version', '=', r.version)
  return [happened, row]
}

interface Offering {
  id: string
  clusterId: string
  capacityId: string
  listing: Listing
  slot: Slot
  until: string
  position: number
}
function offered(ctx: Ctx, of: Offering, { needId, organisationId, quantity }: Portion): [Fact, Query] {
  const { listing, slot, until, capacityId, clusterId, position } = of
  const r = {
    ...{ id: newId('remainder', Date.parse(ctx.now)), clusterId, cascadeId: of.id, listingId: listing.id },
    ...{ organisationId, needId, quantity },
  }
  const happened = remainderFact(
    ctx,
    'remainder.offered',
    { ...r, lenderId: listing.organisationId },
    { until },
  )
  const row = ctx.db.insertInto('remainders').values({
    ...{ ...r, capacityId, slot: slot?.startsAt ?? '', position, status: 'offered', offeredUntil: until },
    ...{ takenQuantity: null, bookingId: null, createdAt: ctx.now, lastEventId: happened.id },
  })
  return [happened, row]
}

export const cascadeFact = <T extends 'cascade.opened' | 'cascade.ended'>(
  ctx: Ctx,
  type: T,
  cascade: { id: string; clusterId: string },
  payload: Events[T],
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: cascade.clusterId, table: 'cascades', row: cascade.id, payload },
  }) as Fact

/** The end of a cascade, if nobody was faster, with what was left. */
export const ended = (
  ctx: Ctx,
  cascade: { id: string; clusterId: string; version: number },
  happened: Fact,
  outcome: Outcome,
  quantityLeft: number,
): Query =>
  ctx.db
    .updateTable('cascades')
    .set({ status: 'ended', outcome, quantityLeft, ...stamp(happened) })
    .where('id', '=', cascade.id)
    .where('clusterId', '=', cascade.clusterId)
    .where('status', '=', 'open')
    .where('version', '=', cascade.version)
