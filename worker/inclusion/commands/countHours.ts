import { type Booking, sidesOf, visibleBooking } from '../../bookings/queries'
import { statusAt } from '../../bookings/rules'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { wallOf } from '../../core/time'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { InclusionInput } from '../input'
import { hoursInside } from '../queries'
import { mayCount } from '../rules'

type Told = 'inclusion.recorded' | 'inclusion.corrected' | 'inclusion.withdrawn'
type Given = Omit<InclusionInput, 'family'> & { family: string }

/**
 * Counts hours of training or integration that one of the two organisations of an exchange gave with it: either side, or the
 * coordinator. Throws `not_found`, `forbidden`, `transition_not_allowed` before it began, `invalid`. Returns the entry's id.
 */
export async function countHours(ctx: Ctx, bookingId: string, input: InclusionInput): Promise<string> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, bookingId)
  const given = mayBeCounted(ctx, booking, input)
  const id = newId('inclusion', Date.parse(ctx.now))
  const recorded = factOf(ctx, 'inclusion.recorded', id, booking, given)
  await commit(ctx, recorded, [
    ctx.db.insertInto('inclusionHours').values({
      ...{ id, clusterId: booking.clusterId, bookingId, ...given },
      day: wallOf(booking.startsAt, booking.zone).date,
      ...{ lastEventId: recorded.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
    }),
  ])
  return id
}

/** Puts an entry right; what it was stays in the event before. Throws the same, and `version_mismatch`, `gone` once it is withdrawn. */
export async function correctHours(
  ctx: Ctx,
  id: string,
  input: InclusionInput,
  ifVersion?: number,
): Promise<void> {
  const { hours, booking } = await hoursInside(ctx, id)
  const given = mayBeCounted(ctx, booking, input)
  await change(ctx, hours, ifVersion, factOf(ctx, 'inclusion.corrected', id, booking, given), given)
}

/** Takes an entry back: it counts no more. */
export async function withdrawHours(ctx: Ctx, id: string, ifVersion?: number): Promise<void> {
  const { hours, booking } = await hoursInside(ctx, id)
  mustBeParty(ctx, booking)
  const { organisationId, purpose, family, people, minutes } = hours
  const was = { organisationId, purpose, family, people, minutes }
  await change(ctx, hours, ifVersion, factOf(ctx, 'inclusion.withdrawn', id, booking, was), { withdrawn: 1 })
}

function change(
  ctx: Ctx,
  hours: { id: string; clusterId: string; version: number; withdrawn: number },
  ifVersion: number | undefined,
  happened: Fact,
  set: object,
) {
  if (hours.withdrawn) throw new AppError('gone')
  if (ifVersion !== undefined && ifVersion !== hours.version) throw new AppError('version_mismatch')
  return commit(ctx, happened, [
    ctx.db
      .updateTable('inclusionHours')
      .set({ ...set, ...stamp(happened) })
      .where('id', '=', hours.id)
      .where('clusterId', '=', hours.clusterId)
      .where('version', '=', hours.version),
  ])
}

function mayBeCounted(ctx: Ctx, booking: Booking, input: InclusionInput) {
  mustBeParty(ctx, booking)
  const given = check(InclusionInput, input)
  if (given.organisationId !== booking.lenderId && given.organisationId !== booking.borrowerId)
    throw invalid({ path: 'organisationId', code: 'not_a_choice' })
  const status = statusAt(booking, ctx.now)
  if (!mayCount(status)) throw new AppError('transition_not_allowed', { state: status })
  return given
}

/** Either side, as it acts on a booking, or the coordinator. */
function mustBeParty(ctx: Ctx, booking: Booking): void {
  if (sidesOf(ctx, booking).length > 0) return
  // These say which right is missing: suspended, or not named to answer.
  for (const id of [booking.lenderId, booking.borrowerId])
    if (ctx.actor?.organisations.some((m) => m.organisationId === id))
      mustAnswerFor(ctx, id, booking.clusterId)
  throw new AppError('forbidden')
}

const factOf = (ctx: Ctx, type: Told, id: string, b: Booking, given: Given): Fact =>
  fact(ctx, type, {
    ...{ clusterId: b.clusterId, table: 'inclusionHours', row: id },
    payload: {
      ...{ bookingId: b.id, listingId: b.listingId, organisationId: given.organisationId },
      ...{ purpose: given.purpose, family: given.family, people: given.people, minutes: given.minutes },
    },
  }) as Fact
