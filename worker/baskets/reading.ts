import { offersOfMany } from '../bookings/offersOfMany'
import { mustBeOpen, type Offer } from '../bookings/queries'
import { type Plan, planOf } from '../bookings/rulesOfHolds'
import { mustObey } from '../bookings/rulesOfOffers'
import { AppError } from '../core/errors'
import { listingsById, maySee } from '../listings/queries'
import type { Ctx } from '../platform/context'
import { type Whole, withBundles, withoutOwn } from './bundles'
import { type Conflict, conflictsOf, type Held } from './conflicts'
import type { Draft, Kept } from './draft'

/** One thing in a basket as it stands now. */
export interface ReadItem {
  item: Kept
  /** Null where it can not be seen any more. */
  offer: Offer | null
  plan: Plan | null
  /** What always goes with it. */
  parts: { offer: Offer; plan: Plan }[]
  /** Why it can not be booked, apart from what is taken. */
  refusal: AppError | null
  /** What of it is taken, and what is free instead. */
  conflict: Conflict | null
}

export interface ReadBasket {
  items: ReadItem[]
  /** Of all that can be booked, at the reference price. */
  totalCents: number
  currency: string
}

/** A basket as it is now: what each thing costs, what comes with it, what can not be had and what is free instead. */
export async function readBasket(
  ctx: Ctx,
  cluster: { id: string; timeZone: string; currency: string },
  draft: Draft,
  organisationId: string,
): Promise<ReadBasket> {
  const ids = [...new Set(draft.items.map((item) => item.offerId))]
  const listings = (await listingsById(ctx, ids)).filter((l) => l.clusterId === cluster.id && maySee(ctx, l))
  const offers = new Map((await offersOfMany(ctx, cluster, listings)).map((o) => [o.listing.id, o]))
  const items = draft.items.map((item): ReadItem => {
    const offer = offers.get(item.offerId) ?? null
    const refusal = offer ? null : new AppError('not_found')
    return { item, offer, plan: null, parts: [], refusal, conflict: null }
  })

  const here = items.filter((one): one is ReadItem & { offer: Offer } => one.offer !== null)
  const whole = await withBundles(ctx, here, (error, i) => {
    ;(here[i] as ReadItem).refusal = error
  })
  const all = withoutOwn(whole, organisationId)
  const held: Held[] = []
  // Its place in the list, by the place in the basket: what is refused is not held.
  const places = new Map<number, number>()
  for (const [i, one] of all.entries()) {
    const root = here[one.partOf ?? i] as ReadItem
    if (root.refusal) continue
    const plan = planned(ctx, one, organisationId, (error) => {
      root.refusal = error
    })
    if (!plan) continue
    if (one.partOf === null) {
      root.plan = plan
      places.set(i, held.length)
    } else root.parts.push({ offer: one.offer, plan })
    const partOf = one.partOf === null ? null : (places.get(one.partOf) ?? null)
    held.push({ offer: one.offer, wanted: { ...one.item, organisationId }, holds: plan.holds, partOf })
  }
  const conflicts = await conflictsOf(ctx, held)
  for (const [i, place] of places)
    (here[i] as ReadItem).conflict = conflicts.find((one) => one.item === place) ?? null
  const plans = here
    .filter((one) => !one.refusal)
    .flatMap((one) => [one.plan, ...one.parts.map((p) => p.plan)])
  return {
    ...{ items, currency: cluster.currency },
    totalCents: plans.reduce((sum, plan) => sum + (plan?.priceCents ?? 0), 0),
  }
}

function planned(
  ctx: Ctx,
  { offer, item }: Whole,
  organisationId: string,
  refuse: (error: AppError) => void,
): Plan | null {
  const { listing, capacities, zone, rules } = offer
  try {
    mustBeOpen(offer, ctx.now)
    if (organisationId === listing.organisationId) throw new AppError('own_offer')
    const plan = planOf(listing, capacities, item, ctx.now, zone, rules)
    mustObey(offer, { ...item, organisationId, quantity: plan.quantity }, ctx.now)
    return plan
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    refuse(error)
    return null
  }
}

/** Refuses what could not be booked whatever is free, as `requestBooking` does: before it is put in a basket. */
export function mustBeBookable(ctx: Ctx, offer: Offer, item: Whole['item'], organisationId: string): void {
  planned(ctx, { offer, item, partOf: null }, organisationId, (error) => {
    throw error
  })
}
