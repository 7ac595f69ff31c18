import { type Alternative, alternatives } from '../bookings/alternatives'
import type { Except } from '../bookings/availability'
import type { Offer } from '../bookings/queries'
import { fits } from '../bookings/rulesOfFree'
import type { Hold, Wanted } from '../bookings/rulesOfHolds'
import { holdsTouching } from '../bookings/touching'
import type { Ctx } from '../platform/context'

/** What is about to be held together, in order: what was asked for, and after all of that what goes with it. */
export interface Held {
  offer: Offer
  wanted: Wanted & { organisationId: string }
  holds: readonly Hold[]
  /** The place in the list of what brought it along; null where it was asked for itself. */
  partOf: number | null
}

export interface Conflict {
  /** Its place among what was asked for, from 0. */
  item: number
  offerId: string
  title: string
  /** What of it is missing: itself, or what goes with it. */
  missing: { offerId: string; title: string }[]
  /** Whole: at these times what goes with it is free too. */
  alternatives: Alternative[]
}

/** More than these are not looked for at once: one conflict after the other is put right. */
const MOST_LOOKED_FOR = 4

/** Of what is asked together, what does not fit, in order, with what would. Parts of one basket also take from each other. */
export async function conflictsOf(ctx: Ctx, held: readonly Held[], except?: Except): Promise<Conflict[]> {
  const ids = typeof except === 'string' ? [except] : except
  const busy = await holdsTouching(
    ctx,
    held.flatMap((one) => one.holds),
    ids,
  )
  const own: Hold[] = []
  const missing = new Map<number, Held[]>()
  for (const [i, one] of held.entries()) {
    if (fits(one.offer.capacities, [...busy, ...own], one.holds)) own.push(...one.holds)
    else missing.set(one.partOf ?? i, [...(missing.get(one.partOf ?? i) ?? []), one])
  }
  const found: Conflict[] = []
  for (const [item, lacking] of [...missing].sort(([a], [b]) => a - b)) {
    const { offer, wanted } = held[item] as Held
    const parts = held.filter((one) => one.partOf === item)
    const mine = new Set([held[item], ...parts].flatMap((one) => one?.holds ?? []))
    const beside = {
      holds: own.filter((hold) => !mine.has(hold)),
      parts: parts.map((one) => ({ offer: one.offer, ...one.wanted })),
    }
    found.push({
      ...{ item, offerId: offer.listing.id, title: offer.listing.title },
      missing: lacking.map((one) => ({ offerId: one.offer.listing.id, title: one.offer.listing.title })),
      alternatives:
        found.length < MOST_LOOKED_FOR ? await alternatives(ctx, offer, wanted, except, beside) : [],
    })
  }
  return found
}
