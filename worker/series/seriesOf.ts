import type { Offer } from '../bookings/queries'
import type { Fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { type Place, type Planned, placingsOf, type Wanted } from './planning'
import { ruleText } from './recurrence'
import { type DateRow, putDates, seriesFact, toldWith } from './writes'

interface Written {
  offer: Offer
  wanted: Wanted
  at: Pick<Place, 'seriesId' | 'onBehalfOf' | 'instant'>
  dates: readonly Planned[]
  /** Who asks, where it is not the actor. */
  requestedBy?: string
}

/**
 * The row of a series and its dates, and the fact that tells of them: what is written in the batch of their bookings, after
 * these.
 */
export function seriesOf(
  ctx: Ctx,
  { offer, wanted, at, dates, requestedBy }: Written,
): { happened: Fact; after: Query[] } {
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
  const placings = placingsOf(dates)
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
    ...{
      needId: rest.needId,
      note: rest.note,
      requestedBy: requestedBy ?? ctx.actor?.personId ?? '',
      onBehalfOf,
    },
    ...{ createdAt: ctx.now, lastEventId: happened.id },
  })
  const rows = dates.map(
    ({ date, startsAt, endsAt, placing, moved }): DateRow => ({
      ...{ seriesId: id, date, bookingId: placing?.row.id ?? null, startsAt, endsAt },
      state: !placing ? 'skipped' : moved ? 'moved' : 'booked',
    }),
  )
  return { happened, after: [row, putDates(ctx, rows)] }
}
