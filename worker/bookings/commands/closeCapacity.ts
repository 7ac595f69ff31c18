import { AppError } from '../../core/errors'
import { toMinutes } from '../../core/time'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { capacityToRule, closing } from '../closures'
import { Closing } from '../input'
import { DAYS_AHEAD } from '../rules'

/**
 * Closes a thing over [startsAt, endsAt): a hold of its whole quantity. Its organisation does this for a repair, or to use
 * its own thing. Refused with `capacity_taken` where something is booked then.
 */
export async function closeCapacity(ctx: Ctx, capacityId: string, input: Closing): Promise<void> {
  mustBeSignedIn(ctx)
  const capacity = await capacityToRule(ctx, capacityId)
  const { startsAt, endsAt } = check(Closing, input)
  if (toMinutes(endsAt) <= toMinutes(startsAt))
    throw new AppError('invalid', { fields: [{ path: 'endsAt', code: 'end_before_start' }] })
  if (endsAt <= ctx.now) throw new AppError('in_the_past')
  if (Date.parse(endsAt) - Date.parse(ctx.now) > 3 * DAYS_AHEAD * 86_400_000)
    throw new AppError('invalid', { fields: [{ path: 'endsAt', code: 'too_far_ahead' }] })
  const { happened, writes } = closing(ctx, capacity, { startsAt, endsAt })
  await commit(ctx, happened, writes)
}
