import { AppError } from '../../core/errors'
import { sidesOf } from '../../bookings/queries'
import { isTooLate, sideFor } from '../../bookings/rules'
import { passAll } from '../../bookings/transition'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SeriesCancellation } from '../input'
import { datesOfSeries, isOpen, openParts, type Series, visibleSeries } from '../queries'
import { seriesFact, toldWith, touch } from '../writes'
import { inScope } from './changeSeries'

/**
 * Either party, or the coordinator, gives up one date, one and all that follow, or all to come: those that are theirs to
 * give up. What is past or has begun stays as it was; so does what it is too late to cancel, unless nothing else is left.
 * Throws `transition_not_allowed` where nothing is left, `too_late`, `forbidden`.
 */
export async function cancelSeries(ctx: Ctx, id: string, input: SeriesCancellation = {}): Promise<Series> {
  mustBeSignedIn(ctx)
  const series = await visibleSeries(ctx, id)
  const asked = check(SeriesCancellation, input)
  const chosen = inScope(await datesOfSeries(ctx, series), asked)
  const dates = chosen.filter((one) => isOpen(one, ctx.now))
  const open = dates.flatMap((one) => [one.booking, ...openParts(one, ctx.now)])
  if (open.length === 0)
    throw new AppError('transition_not_allowed', { state: chosen[0]?.booking?.status ?? 'skipped' })
  const mine = open.filter((b) => sideFor('cancel', sidesOf(ctx, b)) !== null)
  const inTime = mine.filter((b) => !isTooLate('cancel', sidesOf(ctx, b), b, ctx.now))
  // Where none is left, the first of them says why.
  const bookings = inTime.length > 0 ? inTime : mine.length > 0 ? mine : open
  const side = sideFor('cancel', sidesOf(ctx, bookings[0] ?? series)) ?? 'borrower'
  const happened = seriesFact(ctx, 'series.cancelled', series, dates.length, { side })
  await passAll(
    ctx,
    bookings,
    'cancel',
    (by) => ({ cancelReason: asked.reason, cancelledSide: by === 'clock' ? null : by }),
    { facts: [happened], before: [touch(ctx, series, happened)], told: (facts) => toldWith(series, facts) },
  )
  return visibleSeries(ctx, id)
}
