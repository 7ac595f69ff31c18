import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { addDate } from '../../worker/series/commands/addDate'
import { cancelSeries } from '../../worker/series/commands/cancelSeries'
import { changeSeries } from '../../worker/series/commands/changeSeries'
import { datesOfSeries } from '../../worker/series/queries'
import { as, db, eventsOf, eventTypes } from '../support/given'
import { givenBooking } from '../bookings/market'
import { at, everything, givenSeries, hoursOf, refusal, shown, TUESDAYS } from './asking'

describe('giving up and adding back', () => {
  test('one date, then one and all that follow, by either party; nobody else’s booking is touched', async () => {
    const { m, series } = await givenSeries()
    const theirs = await givenBooking(m, { startsAt: at('2026-12-22', 16), endsAt: at('2026-12-22', 17) })
    const mine = await givenBooking(m, { startsAt: at('2026-12-23', 16), endsAt: at('2026-12-23', 17) })
    await cancelSeries(await as(m.member), series.id, { scope: 'this', date: '2026-12-15' })
    await cancelSeries(await as(m.answerer), series.id, {
      scope: 'following',
      date: '2026-12-29',
      reason: 'Travaux',
    })
    expect((await shown(await as(m.member), series)).map((row) => row[2])).toEqual([
      ...['confirmed', 'cancelled', 'confirmed', 'cancelled', 'cancelled'],
    ])
    const rows = await db.selectFrom('bookings').selectAll().where('seriesId', 'is', null).execute()
    expect(rows.map((b) => [b.id, b.status, b.version]).sort()).toEqual(
      [theirs, mine].map((b) => [b.id, 'requested', 1]).sort(),
    )
    const last = await db
      .selectFrom('bookings')
      .selectAll()
      .orderBy('startsAt', 'desc')
      .executeTakeFirstOrThrow()
    expect(last).toMatchObject({ cancelReason: 'Travaux', cancelledSide: 'lender' })
    expect((await eventsOf(series.id)).slice(1).map((e) => e.payload)).toMatchObject([
      { bookings: 1, side: 'borrower' },
      { bookings: 2, side: 'lender' },
    ])
  })

  test('a date that was skipped or cancelled is added back if it is free, at the hours it has now', async () => {
    const { m, series } = await givenSeries({}, { choices: [{ date: '2026-12-22', skip: true }] })
    const ctx = await as(m.member)
    await changeSeries(ctx, series.id, { scope: 'all', startsTime: '10:00', endsTime: '12:00' })
    await addDate(ctx, series.id, { date: '2026-12-22' })
    const [, , third] = await datesOfSeries(ctx, series)
    expect(third).toMatchObject({
      state: 'booked',
      booking: { startsAt: at('2026-12-22', 9), seriesId: series.id },
    })
    await cancelBooking(ctx, third?.booking?.id ?? '')
    const rival = await givenBooking(m, { startsAt: at('2026-12-22', 10), endsAt: at('2026-12-22', 11) })
    const before = await everything()
    const refused = await refusal(addDate(ctx, series.id, { date: '2026-12-22' }))
    expect(refused?.details.dates).toMatchObject([{ date: '2026-12-22', state: 'taken' }])
    expect((await refusal(addDate(ctx, series.id, { date: '2026-12-29' })))?.code).toBe(
      'transition_not_allowed',
    )
    expect((await refusal(addDate(ctx, series.id, { date: '2026-12-30' })))?.details.fields?.[0]?.path).toBe(
      'date',
    )
    expect(await everything()).toEqual(before)
    await addDate(ctx, series.id, {
      date: '2026-12-22',
      startsAt: at('2026-12-22', 11),
      endsAt: at('2026-12-22', 13),
    })
    expect((await hoursOf(m, series))[2]).toBe('2026-12-22 moved 11-13')
    const untouched = await db
      .selectFrom('bookings')
      .selectAll()
      .where('id', '=', rival.id)
      .executeTakeFirstOrThrow()
    expect(untouched.version).toBe(1)
    expect((await eventTypes(series.id)).slice(-2)).toEqual(['series.changed', 'series.changed'])
  })

  test('two who add the same date back at once book it once', async () => {
    const { m, series } = await givenSeries(
      { quantity: 5 },
      { choices: [{ date: '2026-12-22', skip: true }] },
    )
    const [one, two] = [await as(m.member), await as(m.coordinator)]
    const results = await Promise.allSettled([
      addDate(one, series.id, { date: '2026-12-22' }),
      addDate(two, series.id, { date: '2026-12-22' }),
    ])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await db.selectFrom('bookings').selectAll().execute()).length).toBe(TUESDAYS.length)
  })
})
