import { AppError } from '../../core/errors'
import { type Booking, sidesOf } from '../../bookings/queries'
import { statusAt } from '../../bookings/rules'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { BasketPatch } from '../input'
import { isMovable, moveTogether } from '../moving'
import { visibleBasket } from '../queries'

/**
 * Moves what of a basket shares one time to another, all of it or nothing; what has begun, or no longer stands, stays.
 * Where its bookings have several times, `bookingId` says which of them is meant. Throws `not_found`, `forbidden`,
 * `transition_not_allowed` where nothing can be moved any more, and as `changeBooking` does; `capacity_taken` comes with
 * what does not fit and when all of it would.
 */
export async function changeBasket(ctx: Ctx, id: string, input: BasketPatch): Promise<Booking[]> {
  mustBeSignedIn(ctx)
  const { basket, bookings } = await visibleBasket(ctx, id)
  const { startsAt, endsAt, bookingId } = check(BasketPatch, input)
  const mine = bookings.filter((b) => {
    const sides = sidesOf(ctx, b)
    return sides.includes('borrower') || sides.includes('coordinator')
  })
  if (mine.length === 0) {
    if (ctx.actor?.organisations.some((m) => m.organisationId === basket.borrowerId))
      mustBeMember(ctx, basket.borrowerId, basket.clusterId)
    throw new AppError('forbidden')
  }
  const open = mine.filter((b) => isMovable(b, ctx.now))
  const one = bookingId ? mine.find((b) => b.id === bookingId) : open[0]
  if (bookingId && !one)
    throw new AppError('invalid', { fields: [{ path: 'bookingId', code: 'not_a_choice' }] })
  if (!one || !open.includes(one))
    throw new AppError('transition_not_allowed', {
      state: statusAt((one ?? mine[0]) as Booking, ctx.now),
    })
  const together = open.filter((b) => b.startsAt === one.startsAt && b.endsAt === one.endsAt)
  if (!bookingId && together.length < open.length)
    throw new AppError('invalid', { fields: [{ path: 'bookingId', code: 'required' }] })
  await moveTogether(ctx, together, { startsAt, endsAt })
  return (await visibleBasket(ctx, id)).bookings
}
