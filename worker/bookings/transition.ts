import { AppError } from '../core/errors'
import { commit, stamp } from '../platform/commit'
import { type Ctx, mustAnswerFor, mustBeMember, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import { type Booking, bookingById, sidesOf, visibleBooking } from './queries'
import { mustBePossible, type Side, sideFor, TRANSITIONS, type Verb } from './rules'
import { bookingFact } from './writes'

type Columns = Partial<Pick<Schema['bookings'], 'cancelReason' | 'cancelledSide' | 'endedAt' | 'answerBy'>>

/**
 * Passes a booking through one line of the table of transitions, for the actor. Throws `not_found` to strangers,
 * `forbidden` (or what is missing) to the wrong side, `transition_not_allowed` in the wrong state, `stale` when somebody
 * else was first.
 */
export async function pass(
  ctx: Ctx,
  id: string,
  verb: Verb,
  set: (side: Side) => Columns = () => ({}),
): Promise<Booking> {
  mustBeSignedIn(ctx)
  await passAll(ctx, [await visibleBooking(ctx, id)], verb, set)
  return (await bookingById(ctx, id)) as Booking
}

/** The same for several bookings that the actor may see, in one batch: all or none. */
export async function passAll(
  ctx: Ctx,
  bookings: readonly Booking[],
  verb: Verb,
  set: (side: Side) => Columns = () => ({}),
): Promise<void> {
  const { to, event } = TRANSITIONS[verb]
  const passed = bookings.map((booking) => {
    const side = mustBeOn(ctx, verb, booking)
    mustBePossible(verb, booking, ctx.now)
    const told = event === 'booking.cancelled' ? side : undefined
    const happened = bookingFact(ctx, event, booking, null, told)
    const write = ctx.db
      .updateTable('bookings')
      .set({ status: to, ...set(side), ...stamp(happened) })
      .where('id', '=', booking.id)
      .where('clusterId', '=', booking.clusterId)
      .where('version', '=', booking.version)
    return { happened, write }
  })
  await commit(
    ctx,
    passed.map((p) => p.happened),
    passed.map((p) => p.write),
  )
}

/** The side on which the actor does the verb, or the reason why they may not. */
function mustBeOn(ctx: Ctx, verb: Verb, b: Booking): Side {
  const side = sideFor(verb, sidesOf(ctx, b))
  if (side) return side
  const who: readonly Side[] = TRANSITIONS[verb].who
  const belongs = (id: string) => ctx.actor?.organisations.some((m) => m.organisationId === id)
  // These say which right is missing: suspended, or not named to answer.
  if (who.includes('borrower') && belongs(b.borrowerId)) mustBeMember(ctx, b.borrowerId, b.clusterId)
  if (who.includes('lender') && belongs(b.lenderId)) mustAnswerFor(ctx, b.lenderId, b.clusterId)
  throw new AppError('forbidden')
}
