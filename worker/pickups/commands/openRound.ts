import { sql } from 'kysely'
import { closing } from '../../bookings/closures'
import { place } from '../../bookings/placing'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { addDays, toMinutes, wallOf } from '../../core/time'
import { commit, type Fact, fact } from '../../platform/commit'
import { type Ctx, mustActFor } from '../../platform/context'
import type { Query } from '../../platform/db'
import { insertRows } from '../../platform/insertRows'
import { check } from '../../platform/input'
import { type Due, dueOn, homeOf, suggestedOrder } from '../due'
import { RoundInput } from '../input'
import { type Vehicle, vehicleFor } from '../vehicle'

const DAYS_AHEAD = 366

/**
 * Opens the round of a day: its stops are what the organisation has booked of wastes for that day, in the order in which they
 * are best driven; its vehicle is booked, or closed for the others where it is its own, in the same batch. Throws `invalid`,
 * `in_the_past`, what booking the vehicle throws (`capacity_taken`…), `already_exists` where one of the bookings stands on
 * another round, or that vehicle has a round that day. Returns the id of the round.
 */
export async function openRound(ctx: Ctx, clusterId: string, input: RoundInput): Promise<string> {
  const given = check(RoundInput, input)
  const { organisationId, day, departs } = given
  const onBehalfOf = await mustActFor(ctx, organisationId, clusterId, given.onBehalfOf)
  const home = await homeOf(ctx, clusterId, organisationId)
  const today = wallOf(ctx.now, home.zone).date
  if (day < today) throw new AppError('in_the_past')
  if (day > addDays(today, DAYS_AHEAD)) throw invalid({ path: 'day', code: 'too_far_ahead' })
  const due = await dueOn(ctx, { clusterId, organisationId, day, zone: home.zone })
  const order = suggestedOrder(chosenOf(due, given.bookingIds), { day, departs, ...home })
  if (order.length === 0) throw invalid({ path: 'bookingIds', code: 'required' })
  const vehicle = given.vehicleId
    ? await vehicleFor(ctx, { ...given, vehicleId: given.vehicleId, clusterId, zone: home.zone, onBehalfOf })
    : null

  const id = newId('round', Date.parse(ctx.now))
  const stops = order.map((bookingId) => ({ id: newId('stop', Date.parse(ctx.now)), bookingId }))
  const bookingOfVehicle = vehicle?.placing?.row.id ?? vehicle?.bookingId ?? null
  const opened = fact(ctx, 'pickup_round.opened', {
    ...{ clusterId, table: 'pickupRounds', row: id, onBehalfOf },
    payload: {
      ...{ organisationId, day, stops: stops.length },
      ...(bookingOfVehicle && { vehicleBookingId: bookingOfVehicle }),
    },
  }) as Fact
  const round = ctx.db.insertInto('pickupRounds').values({
    ...{ id, clusterId, organisationId, day, departs, status: 'open' as const },
    ...{ vehicleId: vehicle?.listingId ?? null, vehicleBookingId: bookingOfVehicle },
    ...{ booksVehicle: vehicle?.placing ? 1 : 0, closureHoldId: closureOf(vehicle) },
    stopOrder: JSON.stringify(stops.map((s) => s.id)),
    ...{ lastEventId: opened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
  })
  const after = [round, insertStops(ctx, { clusterId, roundId: id }, stops, opened)]
  if (vehicle?.placing) await place(ctx, [vehicle.placing], { facts: [opened], after })
  else {
    const closed = vehicle?.capacity && closing(ctx, vehicle.capacity, vehicle)
    await commit(ctx, [...(closed ? [closed.happened] : []), opened], [...(closed?.writes ?? []), ...after])
  }
  return id
}

/** Those that were chosen of what is due; all of it where nothing is said. */
export function chosenOf(due: readonly Due[], ids: readonly string[] | null | undefined): Due[] {
  if (!ids) return [...due]
  const known = due.filter((one) => ids.includes(one.id))
  if (known.length < new Set(ids).size) throw invalid({ path: 'bookingIds', code: 'not_a_choice' })
  return known
}

/** The hold that the batch has just made. */
const closureOf = (vehicle: Vehicle | null) =>
  vehicle?.capacity
    ? sql<number>`(select max(id) from holds where capacity_id = ${vehicle.capacity.id} and reason = 'closure'
        and live = 1 and busy_from = cast(${toMinutes(vehicle.startsAt)} as integer)
        and busy_to = cast(${toMinutes(vehicle.endsAt)} as integer))`
    : null

/** New stops, after their round. */
export const insertStops = (
  ctx: Ctx,
  of: { clusterId: string; roundId: string },
  stops: readonly { id: string; bookingId: string }[],
  happened: Pick<Fact, 'id'>,
): Query =>
  insertRows(
    ctx,
    'pickupStops',
    stops.map((s) => ({ ...s, ...of, lastEventId: happened.id, createdAt: ctx.now })),
    ['id', 'bookingId', 'clusterId', 'roundId', 'lastEventId', 'createdAt'],
  )
