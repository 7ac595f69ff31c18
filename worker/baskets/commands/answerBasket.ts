import { AppError } from '../../core/errors'
import { type Booking, sidesOf } from '../../bookings/queries'
import { possible, sideFor, type Verb } from '../../bookings/rules'
import { passAll } from '../../bookings/transition'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { visibleBasket } from '../queries'

/**
 * One answer to all that is asked of a lender in a basket (`confirm`, `decline`), or all of it given up (`cancel`, which
 * leaves what has begun or is over): one batch, all or nothing. `lenderId`: only their part, for who
 * answers for several. Throws `not_found`, `forbidden`,
 * `transition_not_allowed` where nothing is left to answer, `stale`, and `capacity_taken` where requests compete.
 */
export async function answerBasket(
  ctx: Ctx,
  id: string,
  verb: Extract<Verb, 'confirm' | 'decline' | 'cancel'>,
  reason = '',
  lenderId?: string,
): Promise<Booking[]> {
  mustBeSignedIn(ctx)
  const { bookings } = await visibleBasket(ctx, id)
  const asked = lenderId === undefined ? bookings : bookings.filter((b) => b.lenderId === lenderId)
  if (asked.length === 0) throw new AppError('not_found')
  const mine = asked.filter((b) => sideFor(verb, sidesOf(ctx, b)) !== null)
  if (mine.length === 0) throw new AppError('forbidden')
  const open = mine.filter((b) => possible(verb, b, ctx.now))
  if (open.length === 0) throw new AppError('transition_not_allowed', { state: mine[0]?.status })
  await passAll(ctx, open, verb, (side) =>
    verb === 'cancel'
      ? { cancelReason: reason, cancelledSide: side === 'clock' ? null : side }
      : { answerBy: null },
  )
  return (await visibleBasket(ctx, id)).bookings
}
