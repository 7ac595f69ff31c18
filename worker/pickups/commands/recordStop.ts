import { AppError, invalid } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { handOver } from '../handingOver'
import { RecordInput } from '../input'
import { mustDrive, recordsOf, type Stop, visibleStop } from '../queries'
import { happenedAt, placeOf, problemsOfRecord } from '../rules'

const TO_BE_FETCHED: readonly string[] = ['confirmed', 'in_use', 'completed']
const TRIES = 3

/**
 * Writes down what was found at a stop: so much loaded, refused and why, or nobody there. It is sent by phones that had no network,
 * so that it may come twice, late, or after what puts it right: each key is written once, and what is there already is answered
 * again. What was loaded is noted as the hand-over of the booking, with its measured quantity. Throws `not_found`, `invalid`,
 * `transition_not_allowed` where the round or the booking was given up, `hazardous_needs_slip`, `already_exists` (with what
 * stands) where somebody else recorded the stop meanwhile.
 */
export async function recordStop(ctx: Ctx, stopId: string, input: RecordInput): Promise<Stop> {
  for (let tries = TRIES; ; tries--) {
    try {
      await record(ctx, stopId, input)
      break
    } catch (error) {
      // The same record, or another one, was written a moment before: what it is now is read again.
      const raced = error instanceof AppError && (error.code === 'stale' || isRace(error))
      if (!raced || tries <= 1) throw error
    }
  }
  const { stop } = await visibleStop(ctx, stopId)
  await handOver(ctx, stop)
  return stop
}

const isRace = (error: AppError) => error.code === 'already_exists' && error.details.recorded === undefined

async function record(ctx: Ctx, stopId: string, input: RecordInput): Promise<void> {
  const { stop, round } = await visibleStop(ctx, stopId)
  mustDrive(ctx, round)
  const given = check(RecordInput, input)
  const at = placeOf(await recordsOf(ctx, stopId), given)
  if (at === 'known' || at === 'late') return
  if (round.status !== 'open' || stop.live !== 1)
    throw new AppError('transition_not_allowed', { state: 'cancelled' })
  if (!TO_BE_FETCHED.includes(stop.bookingStatus))
    throw new AppError('transition_not_allowed', { state: stop.bookingStatus })
  if (at === 'taken')
    throw new AppError('already_exists', {
      recorded: { key: stop.recordKey, outcome: stop.outcome, quantity: stop.quantity },
    })
  const problems = problemsOfRecord(given, stop.promised)
  if (problems.length > 0) throw invalid(...problems)
  if (given.outcome === 'collected' && stop.hazardous === 1 && !stop.slip)
    throw new AppError('hazardous_needs_slip')

  const quantity = given.outcome === 'collected' ? (given.quantity ?? 0) : 0
  const reason = given.outcome === 'collected' ? '' : given.reason
  const when = happenedAt(given.at, stop.bookedAt, ctx.now)
  const recorded = fact(ctx, 'pickup_stop.recorded', {
    ...{ clusterId: stop.clusterId, table: 'pickupStops', row: stopId },
    payload: {
      ...{ roundId: round.id, bookingId: stop.bookingId, listingId: stop.listingId },
      ...{ lenderId: stop.lenderId, borrowerId: stop.borrowerId },
      ...{ outcome: given.outcome, quantity, number: at },
    },
  }) as Fact
  await commit(ctx, recorded, [
    ctx.db
      .updateTable('pickupStops')
      .set({
        outcome: given.outcome,
        quantity,
        reason,
        happenedAt: when,
        recordKey: given.key,
        ...stamp(recorded),
      })
      .where('id', '=', stopId)
      .where('clusterId', '=', stop.clusterId)
      .where('version', '=', stop.version),
    ctx.db.insertInto('pickupRecords').values({
      ...{ stopId, key: given.key, number: at, outcome: given.outcome, quantity, reason },
      ...{ happenedAt: when, replaces: JSON.stringify(given.replaces) },
      ...{ recordedBy: ctx.actor?.personId ?? '', recordedAt: ctx.now },
    }),
  ])
}
