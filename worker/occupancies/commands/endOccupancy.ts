import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { EndInput } from '../input'
import { type Occupancy, occupancyById, occupancyToRun } from '../queries'
import { mayPass } from '../rulesOfTerms'
import { holdUntil, letGo, occupancyFact, query, setOccupancy } from '../writes'

/**
 * Notes that the keys came back, on a local date that is not to come. Before its term that ends the occupancy, and the lot is
 * free from the next day on; after it, nobody has to be reminded any more. Throws `transition_not_allowed`, `invalid`.
 */
export async function endOccupancy(ctx: Ctx, id: string, given: EndInput): Promise<Occupancy> {
  const o = await occupancyToRun(ctx, id)
  const { leftOn, words } = check(EndInput, given)
  const isOver = o.now === 'ended' && o.leftOn === null
  if (!mayPass('end', o.now) && !isOver) throw new AppError('transition_not_allowed', { state: o.now })
  if (leftOn > o.today) throw invalid({ path: 'leftOn', code: 'in_the_future' })
  if (leftOn < o.startsOn) throw invalid({ path: 'leftOn', code: 'before_start' })
  const early = leftOn < o.endsOn
  // The clock may not have ended it yet: that is told all the same.
  const ends = o.status !== 'ended'
  const happened = ends
    ? occupancyFact(ctx, 'occupancy.ended', o, { early: early ? 1 : 0 })
    : occupancyFact(ctx, 'occupancy.left', o, { leftOn })
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, {
      ...{ leftOn, endWords: words },
      ...(ends && { status: 'ended', endedAt: ctx.now }),
    }),
    ...(early ? holdUntil(ctx, o, leftOn) : []),
    dropReminders(ctx, id),
  ])
  return (await occupancyById(ctx, id)) as Occupancy
}

const dropReminders = (ctx: Ctx, id: string): Query =>
  ctx.db
    .updateTable('occupancyReminders')
    .set({ droppedAt: ctx.now })
    .where('occupancyId', '=', id)
    .where('toldAt', 'is', null)

/**
 * Gives up an agreement before it begins; one that both sides have accepted, the coordinator. The lot is free again; where it
 * came from a call, it is again what its winner accepted.
 */
export async function cancelOccupancy(ctx: Ctx, id: string): Promise<Occupancy> {
  const o = await occupancyToRun(ctx, id)
  if (!mayPass('cancel', o.now)) throw new AppError('transition_not_allowed', { state: o.now })
  // What both sides have agreed on, one of them does not undo alone.
  if (o.now === 'accepted') mustCoordinate(ctx, o.clusterId)
  const happened = occupancyFact(ctx, 'occupancy.cancelled', o)
  const back = o.callOfferId
    ? query(
        ctx,
        sql`update holds set source_id = ${o.callOfferId}, reason = 'waitlist' where source_id = ${id}
          and reason in ('waitlist', 'booking')`,
      )
    : letGo(ctx, id)
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, { status: 'cancelled', endedAt: ctx.now }),
    back,
    dropReminders(ctx, id),
  ])
  return (await occupancyById(ctx, id)) as Occupancy
}
