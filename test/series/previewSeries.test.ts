import { expect, test } from 'vitest'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { previewSeries } from '../../worker/series/preview'
import { as, givenListing, givenMember, givenOrganisation } from '../support/given'
import { capacityOf, DAYTIME, givenBooking, givenMarket } from '../bookings/market'
import { asking, at, everything, givenRules } from './asking'

test('every date says what stands against it, and what would do; nothing is written', async () => {
  const m = await givenMarket({ tariffMode: 'price', referenceCents: 1000, priceUnit: 'hour' })
  await givenRules(m, { quotas: [{ of: 'bookings', most: 2, per: 'month' }], horizonDays: 45 })
  await givenListing(m.cluster, m.lender, { title: 'Salle voisine', windows: DAYTIME })
  await givenBooking(m, {
    ...{ startsAt: at('2026-12-15', 14), endsAt: at('2026-12-15', 16), status: 'confirmed' },
    borrowerId: (await givenOrganisation(m.cluster)).id,
  })
  const capacity = await capacityOf(m.offer.id)
  await closeCapacity(await as(m.answerer), capacity.id, {
    ...{ startsAt: '2026-12-21T23:00:00.000Z', endsAt: '2026-12-22T23:00:00.000Z' },
  })
  const before = await everything()
  const input = asking(m, { rrule: 'FREQ=WEEKLY;BYDAY=TU,SU;COUNT=11', exdates: ['2026-12-27'] })
  const { dates, free, instant } = await previewSeries(await as(m.member), m.offer.id, input)
  expect(dates.map((d) => [d.date, d.state, d.code])).toEqual([
    ['2026-12-08', 'free', null],
    ['2026-12-13', 'closed', 'outside_opening_hours'],
    ['2026-12-15', 'taken', 'capacity_taken'],
    ['2026-12-20', 'closed', 'outside_opening_hours'],
    ['2026-12-22', 'closed', 'capacity_taken'],
    ['2026-12-27', 'skipped', null],
    ['2026-12-29', 'free', null],
    ['2027-01-03', 'closed', 'outside_opening_hours'],
    ['2027-01-05', 'free', null],
    ['2027-01-10', 'closed', 'outside_opening_hours'],
    ['2027-01-12', 'refused', 'invalid'],
  ])
  expect([free, instant]).toEqual([3, false])
  expect(dates[10]?.fields).toMatchObject([{ path: 'startsAt', code: 'horizon' }])
  expect(dates[0]).toMatchObject({ priceCents: 2000, alternatives: [] })
  expect(dates[2]?.alternatives.map((a) => [a.why, a.title, a.startsAt.slice(11, 13)])).toEqual([
    ['earlier', m.offer.title, '12'],
    ['later', m.offer.title, '16'],
    ['similar', 'Salle voisine', '13'],
  ])
  // A room that is shut has no other time that day; the one next door has this one.
  expect(dates[4]?.alternatives.map((a) => a.why)).toEqual(['similar'])
  expect(await everything()).toEqual(before)
})

test('limits count in order, as the series would be written', async () => {
  const m = await givenMarket()
  await givenRules(m, { quotas: [{ of: 'bookings', most: 2, per: 'month' }] })
  await givenBooking(m, { startsAt: at('2026-12-02', 9), endsAt: at('2026-12-02', 10) })
  const { dates } = await previewSeries(await as(m.member), m.offer.id, asking(m))
  expect(dates.map((d) => d.code)).toEqual([null, 'quota_reached', 'quota_reached', 'quota_reached', null])
})

test('by the day, the days around are proposed', async () => {
  const m = await givenMarket({ grain: 'day', windows: [] })
  const days = { startsAt: '2026-12-14T23:00:00.000Z', endsAt: '2026-12-15T23:00:00.000Z' }
  await givenBooking(m, days)
  const input = asking(m, { startsTime: null, endsTime: null })
  const { dates } = await previewSeries(await as(m.member), m.offer.id, input)
  expect(dates.map((d) => d.state)).toEqual(['free', 'taken', 'free', 'free', 'free'])
  expect(dates[1]?.alternatives.map((a) => a.startsAt)).toEqual([
    '2026-12-15T23:00:00.000Z',
    '2026-12-13T23:00:00.000Z',
  ])
})

test('the longest series in one look', async () => {
  const m = await givenMarket({ expiresAt: '2029-01-01T00:00:00.000Z' })
  for (let week = 0; week < 30; week++) {
    const day = new Date(Date.parse('2026-12-08T13:00:00.000Z') + week * 14 * 86_400_000)
      .toISOString()
      .slice(0, 10)
    await givenBooking(m, { startsAt: at(day, 9), endsAt: at(day, 18) })
  }
  const { dates, free } = await previewSeries(
    await as(m.member),
    m.offer.id,
    asking(m, { rrule: 'FREQ=WEEKLY;COUNT=104', startsOn: '2026-11-24' }),
  )
  expect([dates.length, free]).toEqual([104, 74])
})

test('is for those who may book', async () => {
  const m = await givenMarket()
  const stranger = await givenMember(await givenOrganisation(m.cluster))
  for (const [who, code] of [
    [stranger, 'not_member'],
    [null, 'not_signed_in'],
  ] as const)
    await expect(previewSeries(await as(who), m.offer.id, asking(m))).rejects.toMatchObject({ code })
})
