import { capacityToRule } from '../bookings/closures'
import { BookingInput } from '../bookings/input'
import { type Placing, placingOf } from '../bookings/placing'
import { mustBeOpen, type Offer, visibleOffer } from '../bookings/queries'
import { AppError, invalid } from '../core/errors'
import { addDays, instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { check } from '../platform/input'

/** How the vehicle of a round is had: booked now, booked before, or one's own, closed for the others. */
export interface Vehicle {
  listingId: string
  startsAt: string
  endsAt: string
  placing?: Placing
  bookingId?: string
  capacity?: Awaited<ReturnType<typeof capacityToRule>>
}

interface Asked {
  vehicleId: string
  clusterId: string
  organisationId: string
  day: string
  departs: string
  back: string
  zone: string
  onBehalfOf: string | null
}

/**
 * The vehicle of a round over its hours, or its day where it is lent by the day. Throws `invalid` for what is no vehicle to be
 * had here, and whatever its lender's rules refuse.
 */
export async function vehicleFor(ctx: Ctx, asked: Asked): Promise<Vehicle> {
  const { organisationId, clusterId } = asked
  const offer = await offerOf(ctx, asked.vehicleId)
  const { listing } = offer
  const can = listing.clusterId === clusterId && listing.kind === 'equipment' && listing.grain !== 'month'
  if (!can) throw invalid({ path: 'vehicleId', code: 'not_a_choice' })
  const span = spanOf(offer, asked)
  if (span.endsAt <= span.startsAt) throw invalid({ path: 'back', code: 'end_before_start' })
  const listingId = listing.id
  if (listing.organisationId === organisationId) {
    const [capacity] = offer.capacities
    if (!capacity) throw invalid({ path: 'vehicleId', code: 'not_a_choice' })
    mustBeOpen(offer, ctx.now)
    return { listingId, ...span, capacity: await capacityToRule(ctx, capacity.id) }
  }
  const known = await bookedAlready(ctx, listingId, organisationId, span)
  if (known) return { listingId, ...span, bookingId: known.id }
  if (offer.rules.bundle.length > 0) throw invalid({ path: 'vehicleId', code: 'book_first' })
  const wanted = check(BookingInput, { organisationId, ...span })
  return {
    listingId,
    ...span,
    placing: await placingOf(ctx, offer, wanted, { onBehalfOf: asked.onBehalfOf }),
  }
}

async function offerOf(ctx: Ctx, id: string): Promise<Offer> {
  try {
    return await visibleOffer(ctx, id)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    throw invalid({ path: 'vehicleId', code: 'not_a_choice' })
  }
}

const spanOf = ({ listing }: Offer, { day, departs, back, zone }: Asked) =>
  listing.grain === 'hour'
    ? { startsAt: instantOf(day, departs, zone), endsAt: instantOf(day, back, zone) }
    : { startsAt: instantOf(day, '00:00', zone), endsAt: instantOf(addDays(day, 1), '00:00', zone) }

/** A booking of it that covers the round already. */
const bookedAlready = (
  ctx: Ctx,
  listingId: string,
  borrowerId: string,
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
) =>
  ctx.db
    .selectFrom('bookings')
    .select('id')
    .where('listingId', '=', listingId)
    .where('borrowerId', '=', borrowerId)
    .where('status', 'in', ['requested', 'confirmed', 'in_use'])
    .where('startsAt', '<=', startsAt)
    .where('endsAt', '>=', endsAt)
    .limit(1)
    .executeTakeFirst()
