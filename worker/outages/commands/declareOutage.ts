import { capacityToRule } from '../../bookings/closures'
import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Outage as Input } from '../input'
import { type Outage, outageById } from '../queries'
import { isTooFar } from '../rules'
import { outageFact, outOf, rewritten } from '../writing'

/**
 * Says that a thing is out of order, from now or a date until an expected end, whole or for some of its quantity. Its
 * calendar is closed; bookings that no longer fit are suspended, the latest made first, and told. Throws `not_found`,
 * `invalid`, `in_the_past`, `already_exists` where other outages leave no room for this one.
 */
export async function declareOutage(ctx: Ctx, capacityId: string, input: Input = {}): Promise<Outage> {
  mustBeSignedIn(ctx)
  await capacityToRule(ctx, capacityId)
  const wanted = check(Input, input)
  const startsAt = wanted.startsAt && wanted.startsAt > ctx.now ? wanted.startsAt : ctx.now
  const endsAt = wanted.endsAt ?? null
  if (wanted.startsAt && endsAt && endsAt <= wanted.startsAt) throw wrong('endsAt', 'end_before_start')
  mustEndAhead(ctx, startsAt, endsAt)
  const id = newId('outage', Date.parse(ctx.now))
  await again(async () => {
    const capacity = await capacityToRule(ctx, capacityId)
    const quantity = amongAll(wanted.quantity ?? null, capacity.quantity)
    if (!TO_REPAIR.includes(capacity.shape) || capacity.quantity === 0)
      throw wrong('capacityId', 'not_a_choice')
    const of = { id, capacityId, clusterId: capacity.clusterId, all: capacity.quantity }
    const outage = { ...of, startsAt, endsAt, quantity }
    const { facts, writes } = await rewritten(ctx, of, outOf(outage))
    const happened = outageFact(ctx, 'outage.declared', outage)
    const row = ctx.db.insertInto('outages').values({
      ...{ id, capacityId, clusterId: capacity.clusterId, startsAt, endsAt, quantity, reason: wanted.reason },
      ...{ declaredBy: ctx.actor?.personId ?? '', createdAt: ctx.now, lastEventId: happened.id },
    })
    await commit(ctx, [happened, ...facts], [row, ...writes])
  })
  return (await outageById(ctx, id)) as Outage
}

/** What can break. A stock is used up, and the minutes of a week are nobody's. */
const TO_REPAIR: readonly string[] = ['thing', 'lot', 'window', 'person']

const wrong = (path: string, code: string, params?: Record<string, number>) =>
  new AppError('invalid', { fields: [{ path, code, ...(params && { params }) }] })

/** So many of all; all of them is null, so that it stays so when there are more. */
export function amongAll(quantity: number | null, all: number): number | null {
  if (quantity !== null && quantity > all) throw wrong('quantity', 'too_big', { max: all })
  return quantity === all ? null : quantity
}

/** Refuses an outage that ends before it begins, or too far from now. */
export function mustEndAhead(ctx: Ctx, startsAt: string, endsAt: string | null): void {
  if (endsAt !== null && endsAt <= ctx.now) throw new AppError('in_the_past')
  if (endsAt !== null && endsAt <= startsAt) throw wrong('endsAt', 'end_before_start')
  if (isTooFar(startsAt, ctx.now)) throw wrong('startsAt', 'too_far_ahead')
  if (endsAt !== null && isTooFar(endsAt, ctx.now)) throw wrong('endsAt', 'too_far_ahead')
}
