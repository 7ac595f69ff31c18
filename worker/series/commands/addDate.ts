import { AppError } from '../../core/errors'
import { listingById } from '../../listings/queries'
import { place } from '../../bookings/placing'
import { mustBeOpen, offerOf } from '../../bookings/queries'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { AddedDate } from '../input'
import { othersOf, placeFor, placingsOf, planDate } from '../planning'
import { conflict, looked } from '../preview'
import { canBeAdded, datesOfSeries, type Series, visibleSeries } from '../queries'
import { putDates, seriesFact, touch } from '../writes'
import { inScope, mustBorrow, wantedAfter } from './changeSeries'

/**
 * Books a date again that was skipped, or whose booking came to nothing, at the hours of the series or as it is chosen.
 * Throws `series_conflict` with what would do, `transition_not_allowed` where it is booked or past, `stale`.
 */
export async function addDate(ctx: Ctx, id: string, input: AddedDate): Promise<Series> {
  mustBeSignedIn(ctx)
  const series = await visibleSeries(ctx, id)
  const choice = check(AddedDate, input)
  mustBorrow(ctx, series)
  const [one] = inScope(await datesOfSeries(ctx, series), { scope: 'this', date: choice.date })
  if (!one || !canBeAdded(one, ctx.now))
    throw new AppError('transition_not_allowed', { state: one?.booking?.status ?? 'in_the_past' })
  const listing = await listingById(ctx, series.listingId)
  if (!listing) throw new AppError('not_found')
  const offer = await offerOf(ctx, listing)
  mustBeOpen(offer, ctx.now)
  const wanted = wantedAfter(series, series, series.quantity)
  const belongs = ctx.actor?.organisations.some((m) => m.organisationId === series.borrowerId)
  const onBehalfOf = belongs ? null : (series.onBehalfOf ?? series.requestedBy)
  const others = await othersOf(ctx, offer, series.borrowerId, [choice])
  const at = await placeFor(ctx, offer, series.borrowerId, { seriesId: id, onBehalfOf })
  // The hours are those that the date has in the series, which a later change may have made others than before.
  const when = { startsAt: one.startsAt, endsAt: one.endsAt, ...choice }
  const plan = await planDate(ctx, offer, wanted, at, {
    ...{ date: one.date, skipped: false },
    choice: when,
    others,
  })
  const told = () => looked(ctx, offer, wanted, [plan])
  if (!plan.placing) throw conflict(await told())
  const moved = Boolean(choice.offerId ?? choice.startsAt ?? choice.endsAt)
  const happened = seriesFact(ctx, 'series.changed', series, 1, { onBehalfOf })
  const { startsAt, endsAt } = one
  const row = { seriesId: id, date: one.date, bookingId: plan.placing.row.id, startsAt, endsAt }
  try {
    await place(ctx, placingsOf([plan]), {
      facts: [happened],
      after: [
        touch(ctx, series, happened),
        putDates(ctx, [{ ...row, state: moved ? ('moved' as const) : ('booked' as const) }]),
      ],
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    throw conflict(await told())
  }
  return visibleSeries(ctx, id)
}
