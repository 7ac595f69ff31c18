import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { describe as sayAll } from '../../worker/notifications/describe'
import { tell } from '../../worker/notifications/reactTo'
import { confirmSeries, declineSeries } from '../../worker/series/commands/answerSeries'
import { cancelSeries } from '../../worker/series/commands/cancelSeries'
import { requestSeries } from '../../worker/series/commands/requestSeries'
import { datesOfSeries } from '../../worker/series/queries'
import { as, db, eventsOf, givenListing, givenMember, givenOrganisation } from '../support/given'
import { DAYTIME, givenBooking, givenMarket } from '../bookings/market'
import { asking, at, everything, givenRules, shown } from './asking'

async function givenRequest(given: Parameters<typeof givenMarket>[0] = {}, more: object = {}) {
  const m = await givenMarket(given)
  return { m, series: await requestSeries(await as(m.member), m.offer.id, asking(m, more)) }
}
/** Tells of all that happened, twice and the last first, as a queue may. */
async function toldOfAll() {
  const events = await eventsOf()
  const ctx = await as(null)
  for (const event of [...events, ...events.reverse()]) await tell(ctx, event)
  const rows = await db.selectFrom('notices').select(['personId', 'type', 'channel', 'subjectId']).execute()
  return rows.filter((row) => row.channel === 'mail').map((row) => `${row.type} ${row.personId}`)
}

describe('answering a series', () => {
  test('single dates, then the rest, each in one action', async () => {
    const { m, series } = await givenRequest()
    const lender = await as(m.answerer)
    await declineSeries(lender, series.id, { dates: ['2026-12-15', '2026-12-22'] })
    await confirmSeries(lender, series.id)
    expect((await shown(lender, series)).map((row) => row[2])).toEqual([
      ...['confirmed', 'declined', 'declined', 'confirmed', 'confirmed'],
    ])
    expect((await eventsOf(series.id)).map((e) => [e.type, e.subjectVersion, e.payload])).toMatchObject([
      ['series.requested', 1, { bookings: 5 }],
      ['series.declined', 2, { bookings: 2 }],
      ['series.confirmed', 3, { bookings: 3 }],
    ])
    expect((await db.selectFrom('holds').select('live').execute()).map((h) => h.live).sort()).toEqual([
      0, 0, 1, 1, 1,
    ])
  })

  test('is the lender’s and the coordinator’s; a named date must wait; refused, it leaves no trace', async () => {
    const { m, series } = await givenRequest()
    const silent = await givenMember(m.lender)
    await db
      .updateTable('bookings')
      .set({ status: 'confirmed' })
      .where('startsAt', '=', at('2026-12-15', 13))
      .execute()
    const before = await everything()
    for (const [who, input, code] of [
      [m.member, {}, 'forbidden'],
      [silent, {}, 'not_manager'],
      [await givenMember(await givenOrganisation(m.cluster)), {}, 'not_found'],
      [null, {}, 'not_signed_in'],
      [m.answerer, { dates: ['2026-12-08', '2026-12-15'] }, 'transition_not_allowed'],
      [m.answerer, { dates: ['2026-12-09'] }, 'invalid'],
    ] as const)
      for (const answer of [confirmSeries, declineSeries])
        await expect(answer(await as(who), series.id, input as never)).rejects.toMatchObject({ code })
    expect(await everything()).toEqual(before)
    await confirmSeries(await as(m.coordinator), series.id)
    await expect(confirmSeries(await as(m.answerer), series.id)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
  })

  test('a lender answers for its own dates only, and gives up no others', async () => {
    const m = await givenMarket()
    const neighbour = await givenOrganisation(m.cluster)
    const other = await givenListing(m.cluster, neighbour, { windows: DAYTIME })
    const choices = [{ date: '2026-12-22', offerId: other.id }]
    const series = await requestSeries(await as(m.member), m.offer.id, asking(m, { choices }))
    await confirmSeries(await as(m.answerer), series.id)
    await cancelSeries(await as(m.answerer), series.id, { reason: 'Travaux' })
    expect((await shown(await as(m.member), series)).map((row) => row[2])).toEqual([
      ...['cancelled', 'cancelled', 'requested', 'cancelled', 'cancelled'],
    ])
    await cancelSeries(await as(m.member), series.id)
    expect((await shown(await as(m.member), series))[2]?.[2]).toBe('cancelled')
  })

  test('confirmed and cancelled at once: one of the two, whole', async () => {
    const { m, series } = await givenRequest()
    const results = await Promise.allSettled([
      confirmSeries(await as(m.answerer), series.id),
      cancelSeries(await as(m.member), series.id),
    ])
    expect(results.some((r) => r.status === 'fulfilled')).toBe(true)
    expect(new Set((await shown(await as(m.member), series)).map((row) => row[2])).size).toBe(1)
  })

  test('requests that compete: the one that is accepted takes all its dates, the other can not have them', async () => {
    const m = await givenMarket()
    await givenRules(m, { requests: 'compete' })
    const rival = await givenMember(await givenOrganisation(m.cluster))
    const theirs = (await as(rival)).actor?.organisations[0]?.organisationId ?? ''
    const one = await requestSeries(await as(m.member), m.offer.id, asking(m))
    const two = await requestSeries(
      await as(rival),
      m.offer.id,
      asking(m, { organisationId: theirs, startsOn: '2026-12-29' }),
    )
    await confirmSeries(await as(m.answerer), one.id)
    const before = await everything()
    await expect(confirmSeries(await as(m.answerer), two.id)).rejects.toMatchObject({
      code: 'capacity_taken',
    })
    expect(await everything()).toEqual(before)
    await expect(
      requestSeries(await as(rival), m.offer.id, asking(m, { organisationId: theirs })),
    ).rejects.toMatchObject({ code: 'series_conflict' })
  })
})

describe('what people are told', () => {
  test('of the series once, of a single date by its booking', async () => {
    const { m, series } = await givenRequest()
    await confirmSeries(await as(m.answerer), series.id)
    const [first] = await datesOfSeries(await as(m.member), series)
    await cancelBooking(await as(m.member), first?.booking?.id ?? '')
    await cancelSeries(await as(m.member), series.id, { scope: 'this', date: '2026-12-15' })
    await cancelSeries(await as(m.member, { now: '2026-11-21T08:00:01.000Z' }), series.id, {
      scope: 'following',
      date: '2026-12-29',
      reason: 'Finie',
    })
    expect((await toldOfAll()).sort()).toEqual(
      [
        `series.requested ${m.answerer.id}`,
        `series.confirmed ${m.member.id}`,
        `booking.cancelled ${m.answerer.id}`,
        `booking.cancelled ${m.answerer.id}`,
        `series.cancelled ${m.answerer.id}`,
      ].sort(),
    )
    const told = { type: 'series.requested', subjectId: series.id, clusterId: m.cluster.id }
    const said = await sayAll(await as(null), [told, { ...told, type: 'series.cancelled' }], 'fr', m.cluster)
    expect(said).toEqual([
      {
        text: expect.stringMatching(/en série\s: 5\sdates, du 8\sdécembre 2026 au 5\sjanvier\s2027\./),
        path: `/series/${series.id}`,
      },
      { text: expect.stringMatching(/Motif\s:\sFinie/), path: `/series/${series.id}` },
    ])
  })

  test('of a series that lapses without an answer, once each', async () => {
    const { m } = await givenRequest()
    await givenBooking(m, { startsAt: at('2026-12-10', 13), endsAt: at('2026-12-10', 15) })
    await passBookings(await as(null, { now: '2026-11-27T08:00:00.000Z' }))
    const mails = await toldOfAll()
    expect(mails.filter((mail) => mail.startsWith('booking.expired')).sort()).toEqual(
      [m.answerer, m.answerer, m.member, m.member].map((p) => `booking.expired ${p.id}`).sort(),
    )
  })
})
