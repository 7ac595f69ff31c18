import { describe, expect, test } from 'vitest'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { requestSeries } from '../../worker/series/commands/requestSeries'
import type { PreviewedDate } from '../../worker/series/preview'
import type { SeriesInput } from '../../worker/series/input'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { capacityOf, givenBooking, givenMarket, DAYTIME, type Market } from '../bookings/market'
import { asking, at, everything, givenRules, shown, TUESDAYS } from './asking'

const refusal = async (m: Market, input: SeriesInput) =>
  requestSeries(await as(m.member), m.offer.id, input).then(
    () => null,
    (error) =>
      error as {
        code: string
        details: { dates?: PreviewedDate[]; fields?: { path: string; code: string }[] }
      },
  )

describe('asking for a series', () => {
  test('writes its row, its dates, a booking, a hold and an event for each, in the wall time of the zone', async () => {
    const m = await givenMarket({ tariffMode: 'price', referenceCents: 1000, priceUnit: 'hour' })
    const rrule = 'RRULE:freq=weekly;until=20270406;interval=2'
    const input = asking(m, {
      rrule,
      startsOn: '2027-03-16',
      quantity: 1,
      note: 'Chorale',
      exdates: ['2027-03-30'],
    })
    const made = await requestSeries(await as(m.member), m.offer.id, input)
    expect(made).toMatchObject({
      ...{ clusterId: m.cluster.id, listingId: m.offer.id, lenderId: m.lender.id, borrowerId: m.borrower.id },
      ...{ rrule: 'FREQ=WEEKLY;UNTIL=20270406;INTERVAL=2', startsOn: '2027-03-16', startsTime: '14:00' },
      ...{ endsTime: '16:00', days: 0, zone: 'Europe/Paris', quantity: 1, exdates: ['2027-03-30'] },
      ...{ note: 'Chorale', requestedBy: m.member.id, version: 1, createdAt: NOW },
    })
    const all = await requestSeries(await as(m.member), m.offer.id, {
      ...input,
      startsOn: '2027-03-23',
      exdates: [],
    })
    expect(await shown(await as(m.member), made)).toEqual([
      ['2027-03-16', 'booked', 'requested', '13-15'],
      ['2027-03-30', 'skipped', null, null],
    ])
    // The clocks change on 28 March: 14:00 is an hour earlier in UTC.
    expect(await shown(await as(m.member), all)).toEqual([
      ['2027-03-23', 'booked', 'requested', '13-15'],
      ['2027-04-06', 'booked', 'requested', '12-14'],
    ])
    const bookings = await db.selectFrom('bookings').selectAll().where('seriesId', '=', made.id).execute()
    expect(bookings).toMatchObject([
      { priceCents: 2000, note: 'Chorale', answerBy: '2026-11-27T08:00:00.000Z' },
    ])
    expect((await eventsOf(all.id)).map((e) => [e.type, e.subjectVersion, e.payload])).toEqual([
      [
        'series.requested',
        1,
        { listingId: m.offer.id, lenderId: m.lender.id, borrowerId: m.borrower.id, bookings: 2 },
      ],
    ])
    expect(await eventTypes()).toHaveLength(2 + 1 + 2)
    expect((await db.selectFrom('holds').selectAll().execute()).map((h) => h.live)).toEqual([1, 1, 1])
  })

  test('where nobody answers it is confirmed at once; whole days and nights are as long as they are', async () => {
    const m = await givenMarket({ instantFor: 'everyone', grain: 'day', windows: [] })
    const input = asking(m, {
      rrule: 'FREQ=MONTHLY;BYDAY=2FR;COUNT=2',
      startsTime: null,
      endsTime: null,
      days: 2,
    })
    const made = await requestSeries(await as(m.member), m.offer.id, input)
    const bookings = await db.selectFrom('bookings').selectAll().orderBy('startsAt').execute()
    expect(bookings.map((b) => [b.status, b.startsAt, b.endsAt])).toEqual([
      ['confirmed', '2026-12-10T23:00:00.000Z', '2026-12-12T23:00:00.000Z'],
      ['confirmed', '2027-01-07T23:00:00.000Z', '2027-01-09T23:00:00.000Z'],
    ])
    expect(await eventTypes(made.id)).toEqual(['series.confirmed'])
    const night = await givenMarket({ windows: [] })
    const nights = asking(night, { startsTime: '22:00', endsTime: '06:00', rrule: 'FREQ=DAILY;COUNT=2' })
    const slept = await requestSeries(await as(night.member), night.offer.id, nights)
    expect((await shown(await as(night.member), slept)).map((row) => row[3])).toEqual(['21-05', '21-05'])
  })

  test('all or nothing: one date that is taken leaves no trace, and is told with what would do', async () => {
    const m = await givenMarket()
    await givenBooking(m, { startsAt: at('2026-12-22', 14), endsAt: at('2026-12-22', 17) })
    await givenListing(m.cluster, m.lender, { title: 'Salle voisine', windows: DAYTIME })
    const before = await everything()
    const refused = await refusal(m, asking(m))
    expect(refused).toMatchObject({ code: 'series_conflict' })
    expect(refused?.details.dates).toMatchObject([
      { date: '2026-12-22', state: 'taken', code: 'capacity_taken' },
    ])
    const others = refused?.details.dates?.[0]?.alternatives ?? []
    expect(others.map((a) => [a.why, a.title, a.startsAt])).toEqual([
      ['earlier', m.offer.title, at('2026-12-22', 12)],
      ['later', m.offer.title, at('2026-12-22', 17)],
      ['similar', 'Salle voisine', at('2026-12-22', 13)],
    ])
    expect(await everything()).toEqual(before)
  })

  test('without the busy ones: taken and closed dates are skipped', async () => {
    const m = await givenMarket()
    await givenBooking(m, { startsAt: at('2026-12-22', 14), endsAt: at('2026-12-22', 17) })
    const capacity = await capacityOf(m.offer.id)
    const days = { startsAt: '2026-12-27T23:00:00.000Z', endsAt: '2027-01-02T23:00:00.000Z' }
    await closeCapacity(await as(m.answerer), capacity.id, days)
    const refused = await refusal(m, asking(m))
    expect(refused?.details.dates?.map((d) => [d.date, d.state])).toEqual([
      ['2026-12-22', 'taken'],
      ['2026-12-29', 'closed'],
    ])
    const made = await requestSeries(await as(m.member), m.offer.id, asking(m, { skipBusy: true }))
    expect((await shown(await as(m.member), made)).map(([date, state]) => [date, state])).toEqual(
      TUESDAYS.map((date) => [date, ['2026-12-22', '2026-12-29'].includes(date) ? 'skipped' : 'booked']),
    )
    expect((await eventsOf(made.id))[0]?.payload).toMatchObject({ bookings: 3 })
    const empty = await refusal(m, asking(m, { skipBusy: true }))
    expect(empty?.code).toBe('series_conflict')
    expect(empty?.details.dates?.map((d) => d.state)).not.toContain('free')
  })

  test('each date as it was chosen: skipped, at another time, on another offer of another lender', async () => {
    const m = await givenMarket()
    await givenBooking(m, { startsAt: at('2026-12-15', 13), endsAt: at('2026-12-15', 15) })
    await givenBooking(m, { startsAt: at('2026-12-22', 13), endsAt: at('2026-12-22', 15) })
    const neighbour = await givenOrganisation(m.cluster)
    const other = await givenListing(m.cluster, neighbour, { windows: DAYTIME, instantFor: 'everyone' })
    const choices = [
      { date: '2026-12-15', startsAt: at('2026-12-15', 15), endsAt: at('2026-12-15', 17) },
      { date: '2026-12-22', offerId: other.id },
      { date: '2026-12-29', skip: true },
    ]
    const made = await requestSeries(await as(m.member), m.offer.id, asking(m, { choices }))
    expect(await shown(await as(m.member), made)).toEqual([
      ['2026-12-08', 'booked', 'requested', '13-15'],
      ['2026-12-15', 'moved', 'requested', '15-17'],
      ['2026-12-22', 'moved', 'confirmed', '13-15'],
      ['2026-12-29', 'skipped', null, null],
      ['2027-01-05', 'booked', 'requested', '13-15'],
    ])
    // The lender of the series sees that a date is elsewhere, and nothing of it.
    expect((await shown(await as(m.answerer), made))[2]).toEqual(['2026-12-22', 'moved', null, null])
    const events = (await eventsOf()).filter((e) => e.type.startsWith('booking.'))
    expect(events.map((e) => 'toldWith' in e.payload)).toEqual([true, true, false, true])
  })

  test('two at once: one has them all, the other none', async () => {
    const m = await givenMarket()
    const rival = await givenMember(await givenOrganisation(m.cluster))
    const [one, two] = [await as(m.member), await as(rival)]
    const other = two.actor?.organisations[0]?.organisationId ?? ''
    const results = await Promise.allSettled([
      requestSeries(one, m.offer.id, asking(m)),
      requestSeries(two, m.offer.id, asking(m, { organisationId: other, startsOn: '2026-12-22' })),
    ])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await db.selectFrom('bookings').select('seriesId').distinct().execute()).length).toBe(1)
    expect((await db.selectFrom('bookings').selectAll().execute()).length).toBe(5)
    expect(await eventTypes()).toHaveLength(6)
  })

  test('quotas count the whole series, and what a rule refuses is never just left out', async () => {
    const m = await givenMarket()
    await givenRules(m, { quotas: [{ of: 'bookings', most: 3, per: 'month' }] })
    const before = await everything()
    for (const skipBusy of [false, true]) {
      const refused = await refusal(m, asking(m, { skipBusy }))
      expect(refused?.details.dates?.map((d) => [d.date, d.state, d.code])).toEqual([
        ['2026-12-29', 'refused', 'quota_reached'],
      ])
    }
    expect(await everything()).toEqual(before)
    const choices = [{ date: '2026-12-29', skip: true }]
    await requestSeries(await as(m.member), m.offer.id, asking(m, { choices }))
    expect(await refusal(m, asking(m, { startsTime: '10:00', endsTime: '11:00', choices }))).toMatchObject({
      code: 'series_conflict',
    })
  })

  test('two series at once in one quota: one holds', async () => {
    const m = await givenMarket({ quantity: 2 })
    await givenRules(m, { quotas: [{ of: 'minutes', most: 600, per: 'month' }] })
    const results = await Promise.allSettled([
      requestSeries(await as(m.member), m.offer.id, asking(m)),
      requestSeries(await as(m.member), m.offer.id, asking(m, { startsTime: '15:00', endsTime: '17:00' })),
    ])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await db.selectFrom('bookings').selectAll().execute()).length).toBe(5)
  })

  test('no chain booking and one at a time hold within a series too', async () => {
    const m = await givenMarket()
    await givenRules(m, { gapMinutes: 8 * 1440 })
    expect((await refusal(m, asking(m)))?.details.dates?.map((d) => d.code)).toEqual([
      'too_close',
      'too_close',
    ])
    const once = await givenMarket()
    await givenRules(once, { oneAtATime: true })
    expect((await refusal(once, asking(once)))?.details.dates?.[0]).toMatchObject({ code: 'one_at_a_time' })
    expect(await db.selectFrom('bookings').selectAll().execute()).toEqual([])
  })

  test('a staff week counts all of the series', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute' })
    await db.updateTable('capacities').set({ shape: 'person', unit: 'piece' }).execute()
    const { givenCapacity } = await import('../support/given')
    await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 240,
      unit: 'minute',
      position: 2,
    })
    const rrule = 'FREQ=WEEKLY;BYDAY=TU,WE,TH;COUNT=3'
    const refused = await refusal(m, asking(m, { rrule }))
    expect(refused?.details.dates?.map((d) => [d.date, d.state])).toEqual([['2026-12-10', 'taken']])
    await requestSeries(await as(m.member), m.offer.id, asking(m, { rrule, skipBusy: true }))
    expect((await db.selectFrom('bookings').selectAll().execute()).length).toBe(2)
  })
})

describe('refused altogether', () => {
  test('with its field, without a trace', async () => {
    const m = await givenMarket()
    const before = await everything()
    const wrong: [Partial<SeriesInput>, string, string][] = [
      [{ rrule: 'FREQ=DAILY' }, 'rrule', 'series_endless'],
      [{ rrule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5' }, 'rrule', 'series_never'],
      [{ rrule: 'FREQ=DAILY;COUNT=5000' }, 'rrule', 'series_too_many'],
      [{ rrule: 'x'.repeat(501) }, 'rrule', 'too_long'],
      [{ startsOn: '2026-02-30' }, 'startsOn', 'not_date'],
      [{ startsOn: '9999-12-31' }, 'startsOn', 'not_date'],
      [{ startsTime: '25:00' }, 'startsTime', 'not_regex'],
      [{ endsTime: null }, 'endsTime', 'required'],
      [{ endsTime: '13:00', days: 0 }, 'endsTime', 'end_before_start'],
      [{ quantity: -1 }, 'quantity', 'too_small'],
      [{ quantity: 2 }, 'quantity', 'too_big'],
      [{ days: 99 }, 'days', 'too_big'],
      [{ exdates: ['x'] }, 'exdates.0', 'not_date'],
      [{ choices: [{ date: '2026-12-09', skip: true }] }, 'choices.0.date', 'not_a_choice'],
      [
        { choices: Array.from({ length: 105 }, () => ({ date: '2026-12-08', skip: true })) },
        'choices',
        'too_big',
      ],
      [{ capacityId: 'cap_none' }, 'capacityId', 'not_a_choice'],
      [{ tariff: 'solidarity' }, 'tariff', 'not_a_choice'],
      [{ needId: 'ned_none' }, 'needId', 'not_a_choice'],
    ]
    for (const [more, path, code] of wrong)
      expect([more, (await refusal(m, asking(m, more)))?.details.fields?.[0]]).toMatchObject([
        more,
        { path, code },
      ])
    expect(await everything()).toEqual(before)
  })

  test('to strangers, lenders, and of what goes with other offers', async () => {
    const m = await givenMarket()
    const stranger = await givenMember(await givenOrganisation(m.cluster))
    await expect(requestSeries(await as(stranger), m.offer.id, asking(m))).rejects.toMatchObject({
      code: 'not_member',
    })
    await expect(requestSeries(await as(null), m.offer.id, asking(m))).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    const own = asking(m, { organisationId: m.lender.id })
    await expect(requestSeries(await as(m.answerer), m.offer.id, own)).rejects.toMatchObject({
      code: 'own_offer',
    })
    const past = asking(m, { startsOn: '2026-11-17', rrule: 'FREQ=WEEKLY;COUNT=2' })
    expect((await refusal(m, past))?.details.dates?.map((d) => [d.date, d.code])).toEqual([
      ['2026-11-17', 'in_the_past'],
    ])
    await givenRules(m, { bundle: [{ offerId: 'ofr_other', quantity: 1 }] })
    expect((await refusal(m, asking(m)))?.code).toBe('not_found')
  })

  test('a coordinator acts for a member', async () => {
    const m = await givenMarket()
    const input = asking(m, { onBehalfOf: m.member.memberId })
    const made = await requestSeries(await as(m.coordinator), m.offer.id, input)
    expect(made).toMatchObject({ requestedBy: m.coordinator.id, onBehalfOf: m.member.id })
  })
})
