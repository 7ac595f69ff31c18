import { AppError } from '../../core/errors'
import { type Booking, sidesOf } from '../../bookings/queries'
import { sideFor, statusAt } from '../../bookings/rules'
import { passAll } from '../../bookings/transition'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SeriesAnswer } from '../input'
import { datesOfSeries, type Series, visibleSeries } from '../queries'
import { seriesFact, toldWith, touch } from '../writes'

/**
 * The lender accepts all dates that wait for an answer, or those that are named, in one batch. Throws `forbidden`,
 * `transition_not_allowed` where none waits, `capacity_taken` where requests compete and another was accepted.
 */
export const confirmSeries = (ctx: Ctx, id: string, input: SeriesAnswer = {}): Promise<Series> =>
  answer(ctx, id, 'confirm', input)

/** The same with no. */
export const declineSeries = (ctx: Ctx, id: string, input: SeriesAnswer = {}): Promise<Series> =>
  answer(ctx, id, 'decline', input)

async function answer(
  ctx: Ctx,
  id: string,
  verb: 'confirm' | 'decline',
  input: SeriesAnswer,
): Promise<Series> {
  mustBeSignedIn(ctx)
  const series = await visibleSeries(ctx, id)
  const { dates } = check(SeriesAnswer, input)
  const all = await datesOfSeries(ctx, series)
  const unknown = (dates ?? []).flatMap((date, i) =>
    all.some((one) => one.date === date) ? [] : [{ path: `dates.${i}`, code: 'not_a_choice' }],
  )
  if (unknown.length > 0) throw new AppError('invalid', { fields: unknown })
  const chosen = all.filter((one) => !dates || dates.includes(one.date))
  const named = chosen.flatMap((one) => one.booking ?? [])
  const waiting = (b: Booking) =>
    statusAt(b, ctx.now) === 'requested' && !(verb === 'confirm' && b.agreedAt !== null)
  const isMine = (b: Booking) => sideFor(verb, sidesOf(ctx, b)) !== null
  const mine = named.filter(isMine)
  // Where none waits, or none is theirs, the first says why; a date that is named must wait.
  const answered = dates ? (mine.length > 0 ? mine : named) : mine.filter(waiting)
  // What goes with a date is answered with it, where that is the same lender's to say.
  const parts = chosen.flatMap((one) => one.parts).filter((b) => isMine(b) && waiting(b))
  const bookings = [...answered, ...parts]
  if (bookings.length === 0) {
    const first = named.find(waiting) ?? named[0]
    if (first) await passAll(ctx, [first], verb) // refuses, with the right that is missing or the state
    throw new AppError('transition_not_allowed', { state: 'skipped' })
  }
  const type = verb === 'confirm' ? ('series.confirmed' as const) : ('series.declined' as const)
  const happened = seriesFact(ctx, type, series, Math.max(1, answered.length))
  await passAll(ctx, bookings, verb, () => (verb === 'confirm' ? { answerBy: null, competing: 0 } : {}), {
    ...{ facts: [happened], before: [touch(ctx, series, happened)] },
    told: (facts) => toldWith(series, facts),
  })
  return visibleSeries(ctx, id)
}
