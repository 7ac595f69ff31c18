import { requestSeries } from '../../worker/series/commands/requestSeries'
import type { PreviewedDate } from '../../worker/series/preview'
import type { SeriesInput } from '../../worker/series/input'
import { datesOfSeries, type Series } from '../../worker/series/queries'
import type { Ctx } from '../../worker/platform/context'
import type { Market } from '../bookings/market'
import { givenMarket, left } from '../bookings/market'
import { as, db } from '../support/given'

/** Five Tuesdays from 8 December 2026, 14:00 to 16:00 in Paris. */
export const asking = (m: Market, more: Partial<SeriesInput> = {}): SeriesInput => ({
  ...{ organisationId: m.borrower.id, rrule: 'FREQ=WEEKLY;COUNT=5', startsOn: '2026-12-08' },
  ...{ startsTime: '14:00', endsTime: '16:00' },
  ...more,
})
export const TUESDAYS = ['2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29', '2027-01-05']
/** An hour of UTC on one of these days: Paris is an hour ahead. */
export const at = (date: string, hour: number) => `${date}T${String(hour).padStart(2, '0')}:00:00.000Z`

/** Each date with its state, the state of its booking, and its hours in UTC. */
export const shown = async (ctx: Ctx, series: Pick<Series, 'id'>) =>
  (await datesOfSeries(ctx, series)).map(({ date, state, booking }) => [
    ...[date, state, booking?.status ?? null],
    booking ? `${booking.startsAt.slice(11, 13)}-${booking.endsAt.slice(11, 13)}` : null,
  ])

/** Everything a refused command must have left alone. */
export async function everything() {
  const rows = await Promise.all(
    (['series', 'seriesDates', 'bookings', 'holds'] as const).map((table) =>
      db.selectFrom(table).selectAll().execute(),
    ),
  )
  return { ...(await left()), rows }
}

/** What an offer's lender asks of those who book it. */
export const givenRules = (m: Market, rules: object) =>
  db
    .insertInto('offerRules')
    .values({
      ...{ listingId: m.offer.id, clusterId: m.cluster.id, lastEventId: 'evt_given' },
      rules: JSON.stringify(rules),
    })
    .execute()

/** Five dates of a room that is had at once. */
export async function givenSeries(given: Parameters<typeof givenMarket>[0] = {}, more: object = {}) {
  const m = await givenMarket({ instantFor: 'everyone', ...given })
  return { m, series: await requestSeries(await as(m.member), m.offer.id, asking(m, more)) }
}
/** Each date with its state and its hours in UTC. */
export const hoursOf = async (m: Market, series: Pick<Series, 'id'>) =>
  (await shown(await as(m.member), series)).map(([date, state, , hours]) => `${date} ${state} ${hours}`)
/** Why something was refused; null: it was not. */
export const refusal = async (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error) =>
      error as {
        code: string
        details: { dates?: PreviewedDate[]; fields?: { path: string; code: string }[] }
      },
  )
