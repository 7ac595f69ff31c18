import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { place } from '../../bookings/placing'
import { mustBeOpen, mustBeTheirNeed, visibleOffer } from '../../bookings/queries'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SeriesInput } from '../input'
import { judge } from '../judging'
import { placeFor, placingsOf, type Planned, planDates } from '../planning'
import { conflict, looked, mustNotBeRefusedAltogether, wantedOf } from '../preview'
import { type Series, seriesById } from '../queries'
import { seriesOf } from '../seriesOf'

const TRIES = 3

/**
 * Books all dates of a rule in one batch: all or nothing, or without those that are taken or closed (`skipBusy`), each as
 * it was chosen (`choices`). Limits of the offer count all of them. Throws `series_conflict` with `dates`: which are not
 * possible, why, and what would do; `invalid` for the rule, and as `requestBooking` does for what is wrong on every date.
 */
export async function requestSeries(ctx: Ctx, offerId: string, input: SeriesInput): Promise<Series> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const { clusterId } = offer.listing
  const asked = check(SeriesInput, input)
  const onBehalfOf = await mustActFor(ctx, asked.organisationId, clusterId, asked.onBehalfOf)
  if (asked.needId) await mustBeTheirNeed(ctx, asked.needId, asked.organisationId, clusterId)
  const wanted = wantedOf(asked)
  const seriesId = newId('series', Date.parse(ctx.now))
  const at = await placeFor(ctx, offer, asked.organisationId, { seriesId, onBehalfOf })
  const planned = await planDates(ctx, offer, wanted, at, asked.choices)
  mustNotBeRefusedAltogether(planned)
  for (let tried = 1; ; tried++) {
    const dates = asked.skipBusy ? await withoutBusy(ctx, planned) : planned
    if (dates.some((one) => one.refusal)) throw conflict(await looked(ctx, offer, wanted, dates))
    const placings = placingsOf(dates)
    // Nothing is left: every date was taken, or none was wanted.
    if (placings.length === 0 && planned.some((one) => one.placing))
      throw conflict(await looked(ctx, offer, wanted, planned))
    if (placings.length === 0)
      throw new AppError('invalid', { fields: [{ path: 'rrule', code: 'series_never' }] })
    try {
      const { happened, after } = seriesOf(ctx, { offer, wanted, at, dates })
      await place(ctx, placings, { facts: [happened], after })
      return (await seriesById(ctx, seriesId)) as Series
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'stale') mustBeOpen(await visibleOffer(ctx, offerId), ctx.now)
      // Somebody took one of them in between: those left are looked at again.
      if (error.code === 'capacity_taken' && asked.skipBusy && tried < TRIES) continue
      if (!OF_DATES.includes(error.code)) throw error
      const found = await looked(ctx, offer, wanted, dates)
      throw found.every((d) => d.state === 'free' || d.state === 'skipped') ? error : conflict(found)
    }
  }
}

/** Refusals of the database that are about some of the dates, and about which it can not say. */
const OF_DATES = ['capacity_taken', 'quota_reached', 'too_close', 'one_at_a_time']

/** The same dates, with those skipped that are taken or closed now. What a rule refuses is still refused. */
async function withoutBusy(ctx: Ctx, planned: readonly Planned[]): Promise<Planned[]> {
  const { judged } = await judge(
    ctx,
    planned.map((p) => ({ asking: placingsOf([p]), refusal: p.refusal })),
  )
  return planned.map((one, i) => {
    const state = judged[i]?.state
    const busy = state === 'taken' || state === 'closed'
    return busy ? { ...one, skipped: true, moved: false, placing: null, parts: [], refusal: null } : one
  })
}
