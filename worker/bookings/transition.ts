import type { Selectable } from 'kysely'
import { AppError } from '../core/errors'
import { commit, type Fact, stamp } from '../platform/commit'
import { type Ctx, mustAnswerFor, mustBeMember, mustBeSignedIn } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Booking, bookingById, sidesOf, visibleBooking } from './queries'
import { mustBeInTime, mustBePossible, type Side, sideFor, TRANSITIONS, type Verb } from './rules'
import { bookingFact } from './writes'

type Columns = Partial<
  Pick<
    Selectable<Schema['bookings']>,
    'cancelReason' | 'cancelledSide' | 'endedAt' | 'answerBy' | 'competing'
  >
>

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

/**
 * The same for several bookings that the actor may see, in one batch with what goes with it: all or none. `told` sees their
 * facts before they are written, where a fact of the group tells of them.
 */
export async function passAll(
  ctx: Ctx,
  bookings: readonly Booking[],
  verb: Verb,
  set: (side: Side) => Columns = () => ({}),
  others: {
    facts?: readonly Fact[]
    before?: readonly Query[]
    told?: (facts: readonly Fact[]) => void
  } = {},
): Promise<void> {
  const { to, event } = TRANSITIONS[verb]
  const passed = bookings.map((booking) => {
    const side = mustBeOn(ctx, verb, booking)
    mustBePossible(verb, booking, ctx.now)
    if (verb === 'cancel') mustBeInTime('cancel', sidesOf(ctx, booking), booking, ctx.now)
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
  others.told?.(passed.map((p) => p.happened))
  await commit(
    ctx,
    [...(others.facts ?? []), ...passed.map((p) => p.happened)],
    [...(others.before ?? []), ...passed.map((p) => p.write)],
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
