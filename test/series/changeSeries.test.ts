import { describe, expect, test } from 'vitest'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { addDate } from '../../worker/series/commands/addDate'
import { cancelSeries } from '../../worker/series/commands/cancelSeries'
import { changeSeries } from '../../worker/series/commands/changeSeries'
import type { SeriesPatch } from '../../worker/series/input'
import { datesOfSeries, seriesById } from '../../worker/series/queries'
import {
  as,
  db,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { givenBooking } from '../bookings/market'
import { at, everything, givenRules, givenSeries, hoursOf, refusal, shown } from './asking'

/** A moment between the second and the third Tuesday. */
const MIDWAY = '2026-12-16T08:00:00.000Z'

describe('changing a series', () => {
  test('one date, one and all that follow, all to come: one batch, one event of the series', async () => {
    const { m, series } = await givenSeries()
    const ctx = () => as(m.member)
    const one: SeriesPatch = { scope: 'this', date: '2026-12-15', startsTime: '10:00', endsTime: '12:00' }
    await changeSeries(await ctx(), series.id, one)
    expect(await hoursOf(m, series)).toEqual([
      ...['2026-12-08 booked 13-15', '2026-12-15 moved 09-11', '2026-12-22 booked 13-15'],
      ...['2026-12-29 booked 13-15', '2027-01-05 booked 13-15'],
    ])
    expect((await seriesById(await ctx(), series.id))?.startsTime).toBe('14:00')
    await changeSeries(await ctx(), series.id, { ...one, scope: 'following', date: '2026-12-22' })
    expect((await hoursOf(m, series)).map((row) => row.slice(-5))).toEqual([
      '13-15',
      '09-11',
      '09-11',
      '09-11',
      '09-11',
    ])
    // What was moved by hand stays where it was put.
    const all = await changeSeries(await ctx(), series.id, {
      scope: 'all',
      startsTime: '15:00',
      endsTime: '18:00',
    })
    expect(await hoursOf(m, series)).toEqual([
      ...['2026-12-08 booked 14-17', '2026-12-15 moved 09-11', '2026-12-22 booked 14-17'],
      ...['2026-12-29 booked 14-17', '2027-01-05 booked 14-17'],
    ])
    expect(all).toMatchObject({ startsTime: '15:00', endsTime: '18:00', days: 0, version: 4 })
    expect(
      (await eventsOf(series.id)).map((e) => [e.type, (e.payload as { bookings: number }).bookings]),
    ).toEqual([
      ['series.confirmed', 5],
      ['series.changed', 1],
      ['series.changed', 3],
      ['series.changed', 4],
    ])
    const holds = await db.selectFrom('holds').select(['busyFrom', 'busyTo', 'live']).execute()
    expect(holds.filter((h) => h.live).length).toBe(5)
    const told = (await eventsOf()).filter((e) => e.type === 'booking.changed')
    expect(told.map((e) => 'toldWith' in e.payload)).toEqual([false, ...Array(7).fill(true)])
  })

  test('the past never changes, by no scope', async () => {
    const { m, series } = await givenSeries()
    const later = await as(m.member, { now: MIDWAY })
    await changeSeries(later, series.id, { scope: 'all', startsTime: '16:00', endsTime: '17:00' })
    expect((await hoursOf(m, series)).map((row) => row.slice(-5))).toEqual([
      '13-15',
      '13-15',
      '15-16',
      '15-16',
      '15-16',
    ])
    await cancelSeries(later, series.id, { reason: 'Fini' })
    expect((await shown(later, series)).map((row) => row[2])).toEqual([
      ...['confirmed', 'confirmed', 'cancelled', 'cancelled', 'cancelled'],
    ])
    for (const run of [
      changeSeries(later, series.id, {
        scope: 'this',
        date: '2026-12-15',
        quantity: 1,
        startsTime: '9:00' as '09:00',
      }),
      changeSeries(later, series.id, {
        scope: 'this',
        date: '2026-12-15',
        startsTime: '09:00',
        endsTime: '10:00',
      }),
      cancelSeries(later, series.id, { scope: 'this', date: '2026-12-15' }),
      cancelSeries(later, series.id),
      addDate(later, series.id, { date: '2026-12-15' }),
    ])
      expect(['transition_not_allowed', 'invalid']).toContain((await refusal(run))?.code)
  })

  test('more than was granted asks the lender again; less does not', async () => {
    const { m, series } = await givenSeries({ instantFor: 'nobody', quantity: 3 })
    await db.updateTable('bookings').set({ status: 'confirmed', answerBy: null }).execute()
    await changeSeries(await as(m.member), series.id, {
      scope: 'all',
      startsTime: '14:00',
      endsTime: '15:00',
    })
    expect((await shown(await as(m.member), series)).map((row) => row[2])).toEqual(Array(5).fill('confirmed'))
    await changeSeries(await as(m.member), series.id, { scope: 'following', date: '2026-12-29', quantity: 3 })
    expect((await shown(await as(m.member), series)).map((row) => row[2])).toEqual([
      ...['confirmed', 'confirmed', 'confirmed', 'requested', 'requested'],
    ])
    const [, , , fourth] = await db.selectFrom('bookings').selectAll().orderBy('startsAt').execute()
    expect(fourth).toMatchObject({ quantity: 3, answerBy: '2026-11-27T08:00:00.000Z', version: 3 })
  })

  test('all or none: a date that does not fit leaves everything as it was, also what is somebody else’s', async () => {
    const { m, series } = await givenSeries()
    await givenBooking(m, { startsAt: at('2026-12-29', 9), endsAt: at('2026-12-29', 10) })
    const before = await everything()
    const taken = await refusal(
      changeSeries(await as(m.member), series.id, { scope: 'all', startsTime: '09:00', endsTime: '11:00' }),
    )
    expect(taken?.code).toBe('series_conflict')
    expect(taken?.details.dates?.map((d) => [d.date, d.state])).toEqual([['2026-12-29', 'taken']])
    const closed = await refusal(
      changeSeries(await as(m.member), series.id, { scope: 'all', startsTime: '19:00', endsTime: '21:00' }),
    )
    expect(closed?.details.dates?.map((d) => d.state)).toEqual(Array(5).fill('closed'))
    expect(await everything()).toEqual(before)
  })

  test('every date into the hours of the next one, in one batch: its own holds do not stand in the way', async () => {
    const { m, series } = await givenSeries(
      { windows: [] },
      { rrule: 'FREQ=DAILY;COUNT=4', startsTime: '10:00', endsTime: '09:00' },
    )
    await changeSeries(await as(m.member), series.id, {
      scope: 'all',
      startsTime: '12:00',
      endsTime: '11:00',
    })
    expect((await hoursOf(m, series)).map((row) => row.slice(-5))).toEqual(Array(4).fill('11-10'))
  })

  test('limits of the offer are asked of what grows', async () => {
    const { m, series } = await givenSeries()
    await givenRules(m, { quotas: [{ of: 'minutes', most: 480, per: 'month' }] })
    const refused = await refusal(
      changeSeries(await as(m.member), series.id, { scope: 'all', startsTime: '14:00', endsTime: '17:00' }),
    )
    expect(refused?.details.dates?.map((d) => [d.date, d.code])).toEqual([
      ['2026-12-22', 'quota_reached'],
      ['2026-12-29', 'quota_reached'],
    ])
    await changeSeries(await as(m.member), series.id, {
      scope: 'all',
      startsTime: '15:00',
      endsTime: '17:00',
    })
  })

  test('two at once: one holds, and no booking is between the two', async () => {
    const { m, series } = await givenSeries()
    const results = await Promise.allSettled([
      changeSeries(await as(m.member), series.id, { scope: 'all', startsTime: '10:00', endsTime: '12:00' }),
      changeSeries(await as(m.member), series.id, { scope: 'all', startsTime: '16:00', endsTime: '18:00' }),
    ])
    expect(results.filter((r) => r.status === 'fulfilled').length).toBeGreaterThan(0)
    for (const r of results) if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'stale' })
    expect(new Set((await hoursOf(m, series)).map((row) => row.slice(-5))).size).toBe(1)
  })

  test('is the borrower’s and the coordinator’s, and of nobody else', async () => {
    const { m, series } = await givenSeries()
    const patch: SeriesPatch = { scope: 'all', startsTime: '10:00', endsTime: '12:00' }
    const elsewhere = await givenCoordinator(await givenCluster())
    const other = await givenMember(await givenOrganisation(m.cluster))
    for (const [who, code] of [
      [m.answerer, 'forbidden'],
      [other, 'not_found'],
      [elsewhere, 'not_found'],
      [null, 'not_signed_in'],
    ] as const) {
      expect((await refusal(changeSeries(await as(who), series.id, patch)))?.code).toBe(code)
      expect((await refusal(addDate(await as(who), series.id, { date: '2026-12-08' })))?.code).toBe(code)
    }
    await changeSeries(await as(m.coordinator), series.id, patch)
    for (const [wrong, path, code] of [
      [{ scope: 'this' }, 'date', 'required'],
      [{ scope: 'following', date: '2026-12-09' }, 'date', 'not_a_choice'],
      [{ scope: 'all', quantity: -3 }, 'quantity', 'too_small'],
      [{ scope: 'all', startsTime: '12:00' }, 'endsTime', 'required'],
      [{ scope: 'each' }, 'scope', 'not_a_choice'],
    ] as const)
      expect(
        (await refusal(changeSeries(await as(m.member), series.id, wrong as never)))?.details.fields,
      ).toMatchObject([{ path, code }])
  })

  test('one booking that is changed on its own is moved; what follows leaves it there', async () => {
    const { m, series } = await givenSeries()
    const ctx = await as(m.member)
    const [, second] = await datesOfSeries(ctx, series)
    await changeBooking(ctx, second?.booking?.id ?? '', {
      startsAt: at('2026-12-16', 9),
      endsAt: at('2026-12-16', 10),
    })
    await changeSeries(ctx, series.id, { scope: 'all', startsTime: '17:00', endsTime: '18:00' })
    expect((await hoursOf(m, series)).map((row) => row.slice(-5))).toEqual([
      '16-17',
      '09-10',
      '16-17',
      '16-17',
      '16-17',
    ])
  })
})
