import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { place, type Placing } from '../../bookings/placing'
import { mustBeOpen, mustBeTheirNeed, type Offer, visibleOffer } from '../../bookings/queries'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { SeriesInput } from '../input'
import { judge } from '../judging'
import { type Place, placeFor, placingsOf, type Planned, planDates, type Wanted } from '../planning'
import { ruleText } from '../recurrence'
import { conflict, looked, mustNotBeRefusedAltogether, wantedOf } from '../preview'
import { type Series, seriesById } from '../queries'
import { type DateRow, putDates, seriesFact, toldWith } from '../writes'

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
      await write(ctx, { offer, wanted, at, dates, placings })
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

interface Written {
  offer: Offer
  wanted: Wanted
  at: Place
  dates: readonly Planned[]
  placings: readonly Placing[]
}

async function write(ctx: Ctx, { offer, wanted, at, dates, placings }: Written): Promise<void> {
  const { listing } = offer
  const { seriesId: id, onBehalfOf } = at
  const { organisationId: borrowerId, rrule, exdates, ...rest } = wanted
  const parties = {
    id,
    clusterId: listing.clusterId,
    listingId: listing.id,
    lenderId: listing.organisationId,
    borrowerId,
  }
  const type = at.instant ? ('series.confirmed' as const) : ('series.requested' as const)
  const happened = seriesFact(ctx, type, parties, dates.filter((one) => one.placing).length, { onBehalfOf })
  toldWith(
    parties,
    placings.map((p) => p.happened),
  )
  const row = ctx.db.insertInto('series').values({
    ...parties,
    capacityId:
      placings.find((p) => p.row.listingId === listing.id)?.row.capacityId ?? offer.capacities[0]?.id ?? '',
    ...{
      rrule: ruleText(rrule),
      startsOn: rest.startsOn,
      startsTime: rest.startsTime,
      endsTime: rest.endsTime,
      days: rest.days,
    },
    ...{ zone: offer.zone, quantity: rest.quantity, tariff: rest.tariff, exdates: JSON.stringify(exdates) },
    ...{ needId: rest.needId, note: rest.note, requestedBy: ctx.actor?.personId ?? '', onBehalfOf },
    ...{ createdAt: ctx.now, lastEventId: happened.id },
  })
  const rows = dates.map(
    ({ date, startsAt, endsAt, placing, moved }): DateRow => ({
      ...{ seriesId: id, date, bookingId: placing?.row.id ?? null, startsAt, endsAt },
      state: !placing ? 'skipped' : moved ? 'moved' : 'booked',
    }),
  )
  await place(ctx, placings, { facts: [happened], after: [row, putDates(ctx, rows)] })
}
