import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { OccupancyPatch } from '../input'
import { type Occupancy, occupancyById, occupancyToRun } from '../queries'
import { mayPass } from '../rulesOfTerms'
import { hold, letGo, occupancyFact, setOccupancy } from '../writes'
import { mustBeTerm } from './draftOccupancy'

/**
 * Changes a draft; the lot is held over its new term in the same batch. Throws `transition_not_allowed` once it is proposed,
 * `invalid`, `capacity_taken`, `version_mismatch`.
 */
export async function editOccupancy(
  ctx: Ctx,
  id: string,
  given: OccupancyPatch,
  ifVersion?: number,
): Promise<Occupancy> {
  const o = await occupancyToRun(ctx, id)
  if (ifVersion !== undefined && ifVersion !== o.version) throw new AppError('version_mismatch')
  if (!mayPass('edit', o.now)) throw new AppError('transition_not_allowed', { state: o.now })
  const patch = check(OccupancyPatch, given)
  const { form, startsOn, endsOn, feeMode, feeCents, solidarityPercent, reason, reasonWords, ...terms } =
    patch
  const after = { ...o, startsOn: startsOn ?? o.startsOn, endsOn: endsOn ?? o.endsOn }
  mustBeTerm(after.startsOn, after.endsOn)
  const mode = feeMode ?? o.feeMode
  const happened = occupancyFact(ctx, 'occupancy.edited', o)
  const moved = after.startsOn !== o.startsOn || after.endsOn !== o.endsOn
  await commit(ctx, happened, [
    setOccupancy(ctx, o, happened, {
      ...(form && { form }),
      ...{ startsOn: after.startsOn, endsOn: after.endsOn, feeMode: mode },
      ...{ feeCents: mode === 'fixed' ? (feeCents ?? o.feeCents) : 0 },
      ...(solidarityPercent !== undefined && { solidarityPercent }),
      ...(reason !== undefined && { reason }),
      ...(reasonWords !== undefined && { reasonWords }),
      terms: JSON.stringify({ ...o.terms, ...terms }),
    }),
    ...(moved ? [letGo(ctx, id), hold(ctx, after)] : []),
  ])
  return (await occupancyById(ctx, id)) as Occupancy
}
