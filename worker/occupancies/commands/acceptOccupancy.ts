import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { instantOf } from '../../core/time'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { AgreeInput, type Side } from '../input'
import { type Occupancy, occupancyById, visibleOccupancy } from '../queries'
import { mayPass, remindersOf } from '../rulesOfTerms'
import { mustAgreeFor } from '../side'
import { occupancyFact, setOccupancy, take } from '../writes'

/**
 * Accepts the agreement for one side, with the text whose hash was read: another one is `stale`. With both sides it is accepted:
 * the lot is theirs, and the reminders of its term are written down. Accepting again changes nothing. Throws `not_found`,
 * `transition_not_allowed`, `forbidden` (or what is missing), `lease_too_long`.
 */
export async function acceptOccupancy(ctx: Ctx, id: string, given: AgreeInput): Promise<Occupancy> {
  const { occupancy } = await visibleOccupancy(ctx, id)
  const input = check(AgreeInput, given)
  const { side, onBehalfOf } = await mustAgreeFor(ctx, occupancy, input)
  // The other side may accept in the same moment: the two are one agreement, so it is read again.
  return again(async () => {
    const o = (await occupancyById(ctx, id)) as Occupancy
    if (o[`${side}AcceptedAt`] !== null && o.hash === input.hash) return o
    if (!mayPass('accept', o.now)) throw new AppError('transition_not_allowed', { state: o.now })
    if (o.hash !== input.hash) throw new AppError('stale')
    await write(ctx, o, side, onBehalfOf)
    return (await occupancyById(ctx, id)) as Occupancy
  })
}

async function write(ctx: Ctx, o: Occupancy, side: Side, onBehalfOf: string | null): Promise<void> {
  const other: Side = side === 'landlord' ? 'occupant' : 'landlord'
  const both = o[`${other}AcceptedAt`] !== null
  const happened = occupancyFact(
    ctx,
    'occupancy.accepted',
    o,
    { side, both: both ? 1 : 0, hash: o.hash ?? '' },
    onBehalfOf,
  )
  const set = {
    [`${side}AcceptedAt`]: ctx.now,
    [`${side}AcceptedBy`]: ctx.actor?.personId ?? '',
    [`${side}AcceptedFor`]: onBehalfOf,
    ...(both && { status: 'accepted' as const }),
  }
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, set),
    ...(both ? [take(ctx, o.id), ...reminders(ctx, o, happened.id)] : []),
  ])
}

/** At eight in the morning of their day; those whose day is past when it is accepted tell nothing new. */
function reminders(ctx: Ctx, o: Occupancy, eventId: string): Query[] {
  const rows = remindersOf(o.form, o.endsOn)
    .filter((one) => one.on >= o.today)
    .map(({ days, on }) => ({
      ...{ occupancyId: o.id, days, dueOn: on, dueAt: instantOf(on, '08:00', o.timeZone) },
      lastEventId: eventId,
    }))
  return rows.length > 0 ? [ctx.db.insertInto('occupancyReminders').values(rows)] : []
}
