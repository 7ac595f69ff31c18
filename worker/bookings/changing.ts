import { sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Instant } from '../core/time'
import { commit, type Fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import { among, type Query } from '../platform/db'
import { mustStillFit } from './placing'
import { withWhatWouldPass } from './limits'
import { type Booking, mustBeOpen, type Offer, sidesOf } from './queries'
import { answerBy, mustBeInTime } from './rules'
import { planOf } from './rulesOfHolds'
import { type Check, checksOf, mustObey } from './rulesOfOffers'
import { bookingFact, insertChecks, insertHolds, type WrittenHold } from './writes'

/** A booking that is about to move: its row as it will be, what it holds, what the rules ask, and the fact of it. */
export interface Changing {
  offer: Offer
  row: Booking
  holds: WrittenHold[]
  checks: Check[]
  happened: Fact
}

/** What of a booking can move. */
export interface Moved {
  startsAt: Instant
  endsAt: Instant
  quantity: number
}

/**
 * Plans the move of one booking that has not begun, without writing: as `changeBooking` does it, for several at once.
 * `instant`: its offer takes what is asked without an answer.
 */
export function changingOf(
  ctx: Ctx,
  offer: Offer,
  booking: Booking,
  wanted: Moved,
  instant: boolean,
): Changing {
  const { listing, rules, zone } = offer
  const { startsAt, endsAt } = wanted
  const quantity = booking.shape === 'person' ? booking.quantity : wanted.quantity
  const asked = { startsAt, endsAt, quantity, capacityId: booking.capacityId }
  const grows = startsAt < booking.startsAt || endsAt > booking.endsAt || quantity > booking.quantity
  mustBeInTime('change', sidesOf(ctx, booking), booking, ctx.now)
  if (grows) mustBeOpen(offer, ctx.now)
  const bookedAt = booking.createdAt
  const { holds, ...plan } = planOf(listing, offer.capacities, asked, ctx.now, zone, { ...rules, bookedAt })
  mustObey(offer, { ...asked, organisationId: booking.borrowerId }, ctx.now, booking)
  const status = grows && !instant ? ('requested' as const) : booking.status
  const answered = status === 'requested' ? answerBy(ctx.now, startsAt, endsAt) : booking.answerBy
  // A yes to other hours is none to these.
  const agreedAt = grows && !instant ? null : booking.agreedAt
  const row = { ...booking, ...plan, startsAt, endsAt, status, answerBy: answered, agreedAt }
  const live = status === 'requested' && booking.competing ? (0 as const) : (1 as const)
  return {
    ...{ offer, row, holds: holds.map((h) => ({ ...h, bookingId: booking.id, live })) },
    checks: checksOf(rules, row, zone, ctx.now, booking),
    happened: bookingFact(ctx, 'booking.changed', { ...row, asksAgain: status === 'requested' }),
  }
}

/** Whether a change of these three is one at all. */
export const moves = (b: Booking, w: Moved): boolean =>
  b.startsAt !== w.startsAt || b.endsAt !== w.endsAt || (b.shape !== 'person' && b.quantity !== w.quantity)

/**
 * Moves bookings, all or none, in one batch: all old holds make room before any new one is made. `others` go with them.
 * Throws `capacity_taken`, `stale`, and what limits refuse.
 */
export async function change(
  ctx: Ctx,
  changings: readonly Changing[],
  others: { facts?: readonly Fact[]; before?: readonly Query[]; after?: readonly Query[] } = {},
): Promise<void> {
  const ids = changings.map((c) => c.row.id)
  const checks = changings.flatMap((c) => c.checks)
  const waiting = changings.filter((c) => c.holds.some((h) => h.live === 0))
  for (const one of waiting) await mustStillFit(ctx, [one], one.row.id)
  try {
    await commit(
      ctx,
      [...(others.facts ?? []), ...changings.map((c) => c.happened)],
      [
        ...(others.before ?? []),
        ctx.db.deleteFrom('holds').where('bookingId', 'in', among(ids)),
        updateBookings(ctx, changings),
        insertHolds(
          ctx,
          changings.flatMap((c) => c.holds),
        ),
        ...(checks.length > 0 ? [insertChecks(ctx, checks)] : []),
        ...(others.after ?? []),
      ],
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'capacity_taken') throw error
    throw await withWhatWouldPass(ctx, error, changings)
  }
}

/** Each only if nobody was faster: it then has no event of this batch, which undoes all. */
const updateBookings = (ctx: Ctx, changings: readonly Changing[]): Query => {
  const rows = changings.map(({ row, happened }) => {
    const { id, clusterId, version, startsAt, endsAt, quantity, priceCents, status } = row
    const to = {
      startsAt,
      endsAt,
      quantity,
      priceCents,
      status,
      answerBy: row.answerBy,
      agreedAt: row.agreedAt,
    }
    return { id, clusterId, version, ...to, lastEventId: happened.id }
  })
  return {
    compile: () =>
      sql`update bookings set starts_at = n.value->>'startsAt', ends_at = n.value->>'endsAt',
        quantity = n.value->>'quantity', price_cents = n.value->>'priceCents', status = n.value->>'status',
        answer_by = n.value->>'answerBy', agreed_at = n.value->>'agreedAt', version = bookings.version + 1, last_event_id = n.value->>'lastEventId'
        from json_each(${JSON.stringify(rows)}) n
        where bookings.id = n.value->>'id' and bookings.cluster_id = n.value->>'clusterId'
          and bookings.version = n.value->>'version'`.compile(ctx.db),
  }
}
