import { goingWith, moveTogether } from '../../baskets/moving'
import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { commit, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { alternatives } from '../alternatives'
import { BookingPatch } from '../input'
import {
  answersAtOnce,
  type Booking,
  bookingById,
  mustBeOpen,
  offerOf,
  sidesOf,
  visibleBooking,
} from '../queries'
import { withWhatWouldPass } from '../limits'
import { mustStillFit } from '../placing'
import { answerBy, mustBeInTime, type Status, statusAt } from '../rules'
import { planOf } from '../rulesOfHolds'
import { checksOf, mustObey } from '../rulesOfOffers'
import { bookingFact, insertChecks, insertHolds } from '../writes'

/**
 * Changes the time or the quantity (the borrower, before the start) or the note (both parties, until it ends), under the
 * same invariant: the old holds make room for the new ones in the same batch. Where the lender answers requests and more
 * is asked than was granted (other hours, a larger quantity), it becomes a request again, and says so by its state.
 * What the rules of the offer ask is asked of what changes. What always goes with it moves too, or nothing does. Throws as `requestBooking` does, `too_late`, `forbidden`,
 * `transition_not_allowed`, `stale`.
 */
export async function changeBooking(ctx: Ctx, id: string, input: BookingPatch): Promise<Booking> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, id)
  const patch = check(BookingPatch, input)
  const sides = sidesOf(ctx, booking)
  const status = statusAt(booking, ctx.now)
  const { startsAt = booking.startsAt, endsAt = booking.endsAt, note = booking.note } = patch
  const ofPerson = booking.shape === 'person'
  const quantity = ofPerson ? booking.quantity : (patch.quantity ?? booking.quantity)
  const moves = startsAt !== booking.startsAt || endsAt !== booking.endsAt || quantity !== booking.quantity

  if (sides.length === 0) throw new AppError('forbidden')
  if (moves && !sides.includes('borrower') && !sides.includes('coordinator')) throw new AppError('forbidden')
  if (!(moves ? BEFORE_START : UNTIL_END).includes(status))
    throw new AppError('transition_not_allowed', { state: status })
  if (!moves && note === booking.note) return booking
  if (moves) mustBeInTime('change', sides, booking, ctx.now)
  if (startsAt !== booking.startsAt || endsAt !== booking.endsAt) {
    const others = await goingWith(ctx, booking)
    if (others.length > 0) {
      const told = ctx.db.updateTable('bookings').set({ note }).where('id', '=', id)
      const wanted = { startsAt, endsAt, quantities: { [id]: quantity } }
      await moveTogether(ctx, rootFirst([booking, ...others]), wanted, note === booking.note ? [] : [told])
      return (await bookingById(ctx, id)) as Booking
    }
  }

  const found = await listingById(ctx, booking.listingId)
  if (!found) throw new AppError('not_found')
  const offer = await offerOf(ctx, found)
  const { listing, rules, zone } = offer
  const wanted = { startsAt, endsAt, quantity, capacityId: booking.capacityId }
  const grows = startsAt < booking.startsAt || endsAt > booking.endsAt || quantity > booking.quantity
  if (grows) mustBeOpen(offer, ctx.now)
  const bookedAt = booking.createdAt
  const plan = moves ? planOf(listing, offer.capacities, wanted, ctx.now, zone, { ...rules, bookedAt }) : null
  if (plan) mustObey(offer, { ...wanted, organisationId: booking.borrowerId }, ctx.now, booking)

  const asksAgain = grows && !(await answersAtOnce(ctx, listing, booking.borrowerId))
  const next = asksAgain ? ('requested' as const) : booking.status
  const happened = bookingFact(ctx, 'booking.changed', {
    ...booking,
    startsAt,
    endsAt,
    quantity: plan?.quantity ?? quantity,
    priceCents: plan?.priceCents ?? booking.priceCents,
    asksAgain: next === 'requested',
  })
  const change = ctx.db
    .updateTable('bookings')
    .set({
      ...{ startsAt, endsAt, note, status: next, ...stamp(happened) },
      ...(plan && { quantity: plan.quantity, priceCents: plan.priceCents }),
      ...(moves && next === 'requested' && { answerBy: answerBy(ctx.now, startsAt, endsAt) }),
    })
    .where('id', '=', id)
    .where('clusterId', '=', booking.clusterId)
    .where('version', '=', booking.version)
  const live = next === 'requested' && booking.competing ? (0 as const) : (1 as const)
  const row = { ...booking, startsAt, endsAt }
  const checks = plan ? checksOf(rules, row, zone, ctx.now, booking) : []
  const held = (plan?.holds ?? []).map((hold) => ({ ...hold, bookingId: id, live }))
  const freed = ctx.db.deleteFrom('holds').where('bookingId', '=', id)
  try {
    if (plan && live === 0) await mustStillFit(ctx, [{ offer, holds: held }], id)
    const limits = checks.length > 0 ? [insertChecks(ctx, checks)] : []
    await commit(ctx, happened, plan ? [freed, change, insertHolds(ctx, held), ...limits] : [change])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken')
      throw await withWhatWouldPass(ctx, error, [{ offer, row, checks }])
    const asked = { ...wanted, organisationId: booking.borrowerId }
    throw new AppError('capacity_taken', { alternatives: await alternatives(ctx, offer, asked, id) })
  }
  return (await bookingById(ctx, id)) as Booking
}

const BEFORE_START: readonly Status[] = ['requested', 'confirmed']
const UNTIL_END: readonly Status[] = ['requested', 'confirmed', 'in_use']
const rootFirst = (all: readonly Booking[]): Booking[] =>
  [...all].sort((a, b) => Number(a.partOf !== null) - Number(b.partOf !== null))
