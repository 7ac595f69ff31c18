import { describe, expect, test } from 'vitest'
import { addDate } from '../../worker/series/commands/addDate'
import { confirmSeries } from '../../worker/series/commands/answerSeries'
import { cancelSeries } from '../../worker/series/commands/cancelSeries'
import { changeSeries } from '../../worker/series/commands/changeSeries'
import { requestSeries } from '../../worker/series/commands/requestSeries'
import { previewSeries } from '../../worker/series/preview'
import { datesOfSeries, type Series } from '../../worker/series/queries'
import { givenRules, givenTwo } from '../baskets/market'
import { givenBooking } from '../bookings/market'
import { as, db, eventsOf, givenListing } from '../support/given'
import { asking, at, everything, refusal, TUESDAYS } from './asking'

/** A room that always comes with a projector of its own lender. */
async function givenRoom(given: Parameters<typeof givenListing>[2] = {}) {
  const m = await givenTwo({ instantFor: 'everyone', ...given })
  const own = {
    instantFor: 'everyone' as const,
    kind: 'equipment' as const,
    grain: 'hour' as const,
    ...given,
  }
  const beamer = await givenListing(m.cluster, m.lender, {
    ...own,
    tariffMode: 'price',
    referenceCents: 300,
    priceUnit: 'hour',
  })
  await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: beamer.id, quantity: 1 }] })
  return { ...m, beamer }
}
type Room = Awaited<ReturnType<typeof givenRoom>>
const rows = (m: Room, series: Pick<Series, 'id'>) =>
  as(m.member).then(async (ctx) =>
    (await datesOfSeries(ctx, series)).map(({ date, booking, parts }) => [
      date,
      booking && `${booking.listingId === m.offer.id} ${booking.status} ${booking.startsAt.slice(11, 13)}`,
      ...parts.map((b) => `${b.listingId === m.beamer.id} ${b.status} ${b.startsAt.slice(11, 13)}`),
    ]),
  )

describe('a series of an offer that others always go with', () => {
  test('books them on each date, and tells their lender once', async () => {
    const m = await givenRoom()
    const preview = await previewSeries(await as(m.member), m.offer.id, asking(m))
    expect(preview.dates.map((d) => [d.state, d.priceCents])).toEqual(TUESDAYS.map(() => ['free', 600]))
    const series = await requestSeries(await as(m.member), m.offer.id, asking(m))
    expect(await rows(m, series)).toEqual(TUESDAYS.map((d) => [d, 'true confirmed 13', 'true confirmed 13']))
    const [first] = await datesOfSeries(await as(m.member), series)
    expect(first?.parts[0]).toMatchObject({ partOf: first?.booking?.id, seriesId: series.id })
    const facts = await eventsOf()
    expect(facts.filter((e) => e.type === 'series.confirmed').map((e) => e.payload)).toMatchObject([
      { bookings: 5 },
    ])
    const told = facts.filter((e) => e.type === 'booking.confirmed')
    expect(told).toHaveLength(10)
    for (const one of told) expect(one.payload).toMatchObject({ toldWith: series.id })
  })

  test('a date on which one of them is taken is taken: all or nothing, or skipped and added back', async () => {
    const m = await givenRoom()
    const there = { startsAt: at('2026-12-15', 13), endsAt: at('2026-12-15', 14) }
    const other = await givenBooking(
      { ...m, offer: m.beamer },
      { ...there, status: 'confirmed', answerBy: null },
    )
    const before = await everything()
    const refused = await refusal(requestSeries(await as(m.member), m.offer.id, asking(m)))
    expect(refused?.details.dates?.map((d) => [d.date, d.state])).toEqual([['2026-12-15', 'taken']])
    expect(await everything()).toEqual(before)

    const series = await requestSeries(await as(m.member), m.offer.id, asking(m, { skipBusy: true }))
    expect((await rows(m, series))[1]).toEqual(['2026-12-15', null])
    // The room itself is free then: nothing of that date was kept.
    expect(await refusal(addDate(await as(m.member), series.id, { date: '2026-12-15' }))).toMatchObject({
      code: 'series_conflict',
    })
    await db.updateTable('bookings').set({ status: 'cancelled' }).where('id', '=', other.id).execute()
    await addDate(await as(m.member), series.id, { date: '2026-12-15' })
    expect((await rows(m, series))[1]).toEqual(['2026-12-15', 'true confirmed 13', 'true confirmed 13'])
  })

  test('they move, are answered and are given up with it', async () => {
    const m = await givenRoom({ instantFor: 'nobody' })
    const series = await requestSeries(await as(m.member), m.offer.id, asking(m))
    await confirmSeries(await as(m.answerer), series.id, { dates: ['2026-12-08'] })
    expect((await rows(m, series)).slice(0, 2)).toEqual([
      ['2026-12-08', 'true confirmed 13', 'true confirmed 13'],
      ['2026-12-15', 'true requested 13', 'true requested 13'],
    ])
    await confirmSeries(await as(m.answerer), series.id)
    const hours = { startsTime: '15:00', endsTime: '17:00' }
    await changeSeries(await as(m.member), series.id, { scope: 'following', date: '2026-12-22', ...hours })
    expect((await rows(m, series)).map(([, a, b]) => [a, b])).toEqual([
      ...[1, 2].map(() => ['true confirmed 13', 'true confirmed 13']),
      ...[3, 4, 5].map(() => ['true requested 14', 'true requested 14']),
    ])
    await cancelSeries(await as(m.member), series.id, { scope: 'following', date: '2026-12-15' })
    expect((await rows(m, series)).map(([, a, b]) => [a, b])).toEqual([
      ['true confirmed 13', 'true confirmed 13'],
      ['true cancelled 13', 'true cancelled 13'],
      ...[3, 4, 5].map(() => ['true cancelled 14', 'true cancelled 14']),
    ])
    const held = await db.selectFrom('holds').select('id').where('live', '=', 1).execute()
    expect(held).toHaveLength(2)
  })
})
