import type * as z from 'zod'
import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { commit, type Fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { BookingInput } from './input'
import { holdsOver } from './availability'
import { withWhatWouldPass } from './limits'
import { answersAtOnce, mustBeOpen, type Offer } from './queries'
import { answerBy } from './rules'
import { fits } from './rulesOfFree'
import { planOf } from './rulesOfHolds'
import { keepSlip } from './slips'
import { isHazardous } from './rulesOfSlips'
import { type Check, checksOf, isReleased, mustObey } from './rulesOfOffers'
import {
  bookingFact,
  insertBookings,
  insertChecks,
  insertHolds,
  type NewBooking,
  type WrittenHold,
} from './writes'

/** A booking that is about to be written: its row, what it holds, what the offer's rules ask, and the fact of it. */
export interface Placing {
  offer: Offer
  row: NewBooking
  holds: WrittenHold[]
  checks: Check[]
  /** The number of the slip that goes with hazardous waste. */
  slip: string | null
  happened: Fact
}

type Wanted = Omit<z.output<typeof BookingInput>, 'onBehalfOf'>
/** What a booking belongs to, and for whom a coordinator acts. */
interface Place {
  onBehalfOf: string | null
  seriesId?: string
  basketId?: string
  /** The booking that brings this one along: see worker/baskets/bundles.ts. */
  partOf?: string | undefined
  /** Where several are placed of one offer, it is asked once whether they need an answer. */
  instant?: boolean
  /** Something of the whole needs an answer: what needs none is agreed, and stays a request until all have said yes. */
  waits?: boolean
}

/**
 * Plans one booking of an offer, without writing: everything that can be refused before the database is asked is refused
 * here. Throws as `requestBooking` does, save what only the moment of writing can tell (`capacity_taken`, quotas).
 */
export async function placingOf(ctx: Ctx, offer: Offer, wanted: Wanted, place: Place): Promise<Placing> {
  const { listing } = offer
  mustBeOpen(offer, ctx.now)
  if (wanted.organisationId === listing.organisationId) throw new AppError('own_offer')
  mustHaveTariff(offer, wanted.tariff)
  const { holds, ...taken } = planOf(listing, offer.capacities, wanted, ctx.now, offer.zone, offer.rules)
  mustObey(offer, { ...wanted, quantity: taken.quantity }, ctx.now)
  const instant = place.instant ?? (await answersAtOnce(ctx, listing, wanted.organisationId))
  const competing = !instant && offer.rules.requests === 'compete' ? 1 : 0
  const sure = instant && !place.waits
  // What is only asked for may wait for its slip; what is agreed has it.
  if (sure && isHazardous(listing) && !wanted.slipNumber) throw new AppError('hazardous_needs_slip')
  const row: NewBooking = {
    id: newId('booking', Date.parse(ctx.now)),
    ...{ clusterId: listing.clusterId, listingId: listing.id, needId: wanted.needId ?? null },
    ...{ lenderId: listing.organisationId, borrowerId: wanted.organisationId },
    ...{ startsAt: wanted.startsAt, endsAt: wanted.endsAt, ...taken, currency: offer.currency },
    tariff: isReleased(listing, offer.rules, wanted.startsAt, ctx.now) ? 'solidarity' : wanted.tariff,
    note: wanted.note,
    ...{ requestedBy: ctx.actor?.personId ?? '', onBehalfOf: place.onBehalfOf },
    ...{ seriesId: place.seriesId ?? null, basketId: place.basketId ?? null },
    ...{ partOf: place.partOf ?? null, competing },
    status: sure ? ('confirmed' as const) : ('requested' as const),
    answerBy: sure ? null : answerBy(ctx.now, wanted.startsAt, wanted.endsAt),
    agreedAt: instant && !sure ? ctx.now : null,
    createdAt: ctx.now,
  }
  const type = sure ? ('booking.confirmed' as const) : ('booking.requested' as const)
  return {
    slip: isHazardous(listing) ? (wanted.slipNumber ?? null) : null,
    ...{ offer, row, holds: holds.map((h) => ({ ...h, bookingId: row.id, live: competing ? 0 : 1 })) },
    checks: checksOf(offer.rules, row, offer.zone, ctx.now),
    happened: bookingFact(ctx, type, { ...row, ...surfaceOf(offer, row.capacityId) }, place.onBehalfOf),
  }
}

/** The floor area of a lot, by which its occupation is counted. */
function surfaceOf({ capacities }: Offer, capacityId: string): { surfaceM2?: number } {
  const { surfaceM2 } = capacities.find((c) => c.id === capacityId)?.details ?? {}
  return surfaceM2 ? { surfaceM2 } : {}
}

type OfWhole = { offer: Offer; wanted: Wanted; instant?: boolean }

/**
 * Plans an offer, the first, and what always goes with it: where one of them needs an answer, all are requests until the last has
 * said yes. Throws as `placingOf`.
 */
export async function placingsOfWhole(
  ctx: Ctx,
  whole: readonly OfWhole[],
  place: Omit<Place, 'partOf' | 'instant' | 'waits'>,
): Promise<Placing[]> {
  const instants: boolean[] = []
  for (const { offer, wanted, instant } of whole)
    instants.push(instant ?? (await answersAtOnce(ctx, offer.listing, wanted.organisationId)))
  const waits = instants.includes(false)
  const placings: Placing[] = []
  for (const [i, { offer, wanted }] of whole.entries()) {
    const of = { ...place, instant: instants[i] as boolean, waits, partOf: placings[0]?.row.id }
    placings.push(await placingOf(ctx, offer, wanted, of))
  }
  return placings
}

/**
 * Writes bookings, all or none, in one batch whose number of statements does not grow with theirs; `others` go with them
 * (the row of a series, a place in a queue that is given up); `read` is asked in the same round trip, and its rows returned.
 * Throws `capacity_taken`, `quota_reached`, `too_close`, `one_at_a_time`, `stale` where an offer was closed in the meantime.
 */
export async function place<R = unknown>(
  ctx: Ctx,
  placings: readonly Placing[],
  others: {
    facts?: readonly Fact[]
    before?: readonly Query[]
    after?: readonly Query[]
    read?: Query<R>
  } = {},
): Promise<R[]> {
  const rows = placings.map(({ row, happened }) => ({ ...row, lastEventId: happened.id }))
  const checks = placings.flatMap((p) => p.checks)
  // What goes before may make the room that is asked for: then only the lender's answer tells.
  if (!others.before?.length)
    await mustStillFit(
      ctx,
      placings.filter((p) => p.row.competing),
    )
  try {
    return await commit(
      ctx,
      [...(others.facts ?? []), ...placings.map((p) => p.happened)],
      [
        ...(others.before ?? []),
        insertBookings(ctx, rows),
        insertHolds(
          ctx,
          placings.flatMap((p) => p.holds),
        ),
        ...placings.flatMap(({ row, slip, happened }) => (slip ? keepSlip(ctx, row, slip, happened) : [])),
        ...(checks.length > 0 ? [insertChecks(ctx, checks)] : []),
        ...(others.after ?? []),
      ],
      others.read,
    )
  } catch (error) {
    throw await withWhatWouldPass(ctx, error, placings)
  }
}

/** Requests that compete hold nothing, so that the database does not refuse what is taken already: this does. */
export async function mustStillFit(
  ctx: Ctx,
  competing: readonly Pick<Placing, 'offer' | 'holds'>[],
  except?: string,
): Promise<void> {
  const holds = competing.flatMap((p) => p.holds)
  if (holds.length === 0) return
  const from = Math.min(...holds.map((h) => h.busyFrom))
  const to = Math.max(...holds.map((h) => h.busyTo))
  const { holds: busy } = await holdsOver(ctx, [...new Set(holds.map((h) => h.capacityId))], from, to, except)
  for (const { offer, holds } of competing)
    if (!fits(offer.capacities, busy, holds)) throw new AppError('capacity_taken')
}

function mustHaveTariff({ listing }: Offer, tariff: 'solidarity' | 'reference' | 'support') {
  if (tariff === 'reference') return
  if (listing.tariffMode !== 'price' || listing[`${tariff}Cents`] === null)
    throw new AppError('invalid', { fields: [{ path: 'tariff', code: 'not_a_choice' }] })
}
