import type { Selectable } from 'kysely'
import { AppError } from '../core/errors'
import { commit, type Fact, stamp } from '../platform/commit'
import { type Ctx, mustAnswerFor, mustBeMember, mustBeSignedIn } from '../platform/context'
import type { Query } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Booking, bookingById, sidesOf, visibleBooking } from './queries'
import { mustBeInTime, mustBePossible, type Side, sideFor, TRANSITIONS, type Verb } from './rules'
import { agreeing, rootOf, touchRoot, waitingBeside, wholesOf } from './wholes'
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
 * The same for several bookings that the actor may see, in one batch with what goes with it: all or none. What always goes
 * together is agreed together: a yes that is not the last waits for the others, a no is one to all of it. `told` sees the
 * facts before they are written, where a fact of the group tells of them.
 */
export async function passAll(
  ctx: Ctx,
  bookings: readonly Booking[],
  verb: Verb,
  set: (side: Side) => Columns = () => ({}),
  more: {
    facts?: readonly Fact[]
    before?: readonly Query[]
    told?: (facts: readonly Fact[]) => void
  } = {},
): Promise<void> {
  const answer = verb === 'confirm' || verb === 'decline'
  const whole = answer ? await wholesOf(ctx, bookings) : []
  const touched = new Set<string>()
  // Parts first: that a whole is as it was read is seen by its first booking, which may be among them.
  const inOrder = [...bookings].sort((a, b) => Number(b.partOf !== null) - Number(a.partOf !== null))
  const passed = inOrder.map((booking) => {
    const side = mustBeOn(ctx, verb, booking)
    mustBePossible(verb, booking, ctx.now)
    if (verb === 'cancel') mustBeInTime('cancel', sidesOf(ctx, booking), booking, ctx.now)
    const beside = waitingBeside(ctx, whole, booking, bookings)
    if (verb !== 'confirm' || beside.every((o) => o.agreedAt !== null))
      return passing(ctx, verb, booking, side, set(side))
    touched.add(rootOf(booking))
    const happened = bookingFact(ctx, 'booking.agreed', booking)
    return { happened, write: agreeing(ctx, booking, whole, stamp(happened)) }
  })
  // With the last yes the others of the whole are agreed too; with a no none of it comes about.
  const others = whole.filter(
    (o) =>
      !touched.has(rootOf(o)) &&
      bookings.some((b) => waitingBeside(ctx, whole, b, bookings).some((one) => one.id === o.id)),
  )
  for (const o of others)
    passed.push(passing(ctx, verb, o, 'lender', verb === 'confirm' ? { answerBy: null, competing: 0 } : {}))
  more.told?.(passed.map((p) => p.happened))
  const roots = [...touched].filter((id) => bookings.every((b) => b.id !== id))
  await commit(
    ctx,
    [...(more.facts ?? []), ...passed.map((p) => p.happened)],
    [...(more.before ?? []), ...passed.map((p) => p.write), ...roots.map((id) => touchRoot(ctx, id))],
  )
}

/** One booking through one line of the table. */
function passing(ctx: Ctx, verb: Verb, booking: Booking, side: Side, columns: Columns) {
  // Asked for without its slip, hazardous waste is agreed with it only.
  if (verb === 'confirm' && booking.hazardous === 1 && booking.slip === null)
    throw new AppError('hazardous_needs_slip')
  const { to, event } = TRANSITIONS[verb]
  const happened = bookingFact(ctx, event, booking, null, event === 'booking.cancelled' ? side : undefined)
  const write = ctx.db
    .updateTable('bookings')
    .set({ status: to, ...columns, ...stamp(happened) })
    .where('id', '=', booking.id)
    .where('clusterId', '=', booking.clusterId)
    .where('version', '=', booking.version)
  return { happened, write: write as Query }
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
