import { describe, expect, test } from 'vitest'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { dayOf, mustSeeDay } from '../../worker/handovers/day'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { counting } from '../support/rows'
import { givenBooking, givenMarket, type Market } from './lent'

/** Tuesday 8 December 2026, 09:00 in Paris. */
const TODAY = { now: '2026-12-08T08:00:00.000Z' }
const DATE = '2026-12-08'
const hour = (day: number, h: number) =>
  `2026-12-${String(day).padStart(2, '0')}T${String(h).padStart(2, '0')}:00:00.000Z`

/** Another offer of the same lender, booked. */
async function booked(m: Market, listing: object, booking: object) {
  const offer = await givenListing(m.cluster, m.lender, { quantity: 5, ...listing })
  return givenBooking({ ...m, offer } as Market, { createdAt: '2026-11-21T08:00:00.000Z', ...booking })
}
const listOf = async (m: Market, date = DATE, given: { now: string } = TODAY) => {
  const list = await dayOf(await as(m.answerer, given), m.lender.id, m.cluster, date)
  return list.items.map((i) => [i.group, i.booking.id, i.next])
}
const thing = { kind: 'equipment' as const }

describe('the list of a day', () => {
  test('says what goes out, comes back, is in the house, is away, in this order', async () => {
    const m = await givenMarket()
    const out = await booked(m, thing, { status: 'confirmed', startsAt: hour(8, 13), endsAt: hour(9, 13) })
    const back = await booked(m, thing, { status: 'in_use', startsAt: hour(7, 13), endsAt: hour(8, 16) })
    const house = await booked(m, {}, { status: 'confirmed', startsAt: hour(8, 10), endsAt: hour(8, 12) })
    const away = await booked(m, thing, { status: 'in_use', startsAt: hour(6, 13), endsAt: hour(12, 16) })
    const person = await booked(
      m,
      { kind: 'staff' },
      { status: 'confirmed', startsAt: hour(8, 14), endsAt: hour(8, 16) },
    )
    const waste = await booked(
      m,
      { kind: 'waste' },
      { status: 'confirmed', startsAt: hour(8, 15), endsAt: hour(8, 16) },
    )
    for (const status of ['requested', 'cancelled', 'declined', 'expired'])
      await booked(m, thing, { status, startsAt: hour(8, 13), endsAt: hour(9, 13) })
    await booked(m, thing, { status: 'confirmed', startsAt: hour(9, 0), endsAt: hour(10, 0) })
    expect(await listOf(m)).toEqual([
      ['out', out.id, 'pick_up'],
      ['out', person.id, null],
      ['out', waste.id, 'pick_up'],
      ['back', back.id, 'pick_up'],
      ['house', house.id, 'pick_up'],
      ['away', away.id, 'pick_up'],
    ])
  })

  test('follows the ticks: then the return, then nothing more', async () => {
    const m = await givenMarket()
    const b = await booked(m, thing, { status: 'in_use', startsAt: hour(8, 7), endsAt: hour(8, 16) })
    const ctx = await as(m.answerer, TODAY)
    await noteHandover(ctx, b.id, { step: 'pick_up' })
    expect(await listOf(m)).toEqual([['out', b.id, 'return']])
    await noteHandover(ctx, b.id, { step: 'return' })
    expect(await listOf(m)).toEqual([['out', b.id, null]])
  })

  test('begins with what was fetched and should be back', async () => {
    const m = await givenMarket()
    const late = await booked(m, thing, { status: 'in_use', startsAt: hour(1, 13), endsAt: hour(2, 13) })
    const fine = await booked(m, thing, { status: 'in_use', startsAt: hour(1, 13), endsAt: hour(2, 13) })
    await noteHandover(await as(m.answerer, { now: hour(1, 14) }), late.id, { step: 'pick_up' })
    await db
      .updateTable('bookings')
      .set({ status: 'completed' })
      .where('id', 'in', [late.id, fine.id])
      .execute()
    expect(await listOf(m)).toEqual([['late', late.id, 'return']])
  })

  test('a thing booked by whole days is expected on the morning after', async () => {
    const m = await givenMarket()
    const midnight = { startsAt: '2026-12-05T23:00:00.000Z', endsAt: '2026-12-07T23:00:00.000Z' }
    const b = await booked(m, { ...thing, grain: 'day' as const }, { status: 'in_use', ...midnight })
    expect(await listOf(m, '2026-12-07', { now: hour(7, 8) })).toEqual([['back', b.id, 'pick_up']])
    await noteHandover(await as(m.answerer, { now: hour(6, 8) }), b.id, { step: 'pick_up' })
    expect(await listOf(m)).toEqual([['back', b.id, 'return']])
    expect(await listOf(m, DATE, { now: hour(8, 11) })).toEqual([['late', b.id, 'return']])
  })

  test('has who to reach, and nobody whose account is erased', async () => {
    const m = await givenMarket()
    await booked(m, thing, { status: 'confirmed', startsAt: hour(8, 13), endsAt: hour(9, 13) })
    const contact = async () =>
      (await dayOf(await as(m.answerer, TODAY), m.lender.id, m.cluster, DATE)).items[0]?.contact
    expect(await contact()).toMatchObject({ name: 'Camille Essai', email: m.member.email })
    await db
      .updateTable('people')
      .set({ erasedAt: TODAY.now, name: '' })
      .where('id', '=', m.member.id)
      .execute()
    expect(await contact()).toBeNull()
  })

  test('days are those of the cluster, also where the clocks change', async () => {
    const m = await givenMarket({}, { timeZone: 'Europe/Paris' })
    const night = await booked(m, thing, {
      status: 'confirmed',
      startsAt: '2027-03-28T21:30:00.000Z',
      endsAt: '2027-03-28T22:30:00.000Z',
    })
    const given = { now: '2027-03-28T06:00:00.000Z' }
    expect((await listOf(m, '2027-03-28', given)).map(([, id]) => id)).toEqual([night.id])
    expect(await listOf(m, '2027-03-29', given)).toEqual([['back', night.id, 'pick_up']])
  })

  test('is another organisation’s or another cluster’s for nobody else', async () => {
    const m = await givenMarket()
    const other = await givenCluster()
    const both = await givenMember(m.lender)
    for (const who of [m.answerer, both, m.coordinator]) mustSeeDay(await as(who), m.lender.id, m.cluster.id)
    for (const [who, code] of [
      [m.member, 'not_found'],
      [await givenMember(await givenOrganisation(other)), 'not_found'],
      [await givenCoordinator(other), 'not_found'],
      [null, 'not_signed_in'],
    ] as const) {
      const ctx = await as(who)
      expect(() => mustSeeDay(ctx, m.lender.id, m.cluster.id)).toThrow(expect.objectContaining({ code }))
    }
    const ctx = await as(m.answerer)
    expect(() => mustSeeDay(ctx, m.lender.id, other.id)).toThrow(
      expect.objectContaining({ code: 'not_member' }),
    )
  })

  test('reads no more for a lender with a long past', async () => {
    const m = await givenMarket()
    await booked(m, thing, { status: 'confirmed', startsAt: hour(8, 13), endsAt: hour(9, 13) })
    const read = async () => {
      const { rows, ctx } = counting(await as(m.answerer, TODAY))
      await dayOf(ctx, m.lender.id, m.cluster, DATE)
      return rows.read
    }
    const before = await read()
    const offer = await givenListing(m.cluster, m.lender, thing)
    for (let i = 0; i < 60; i++) {
      const start = Date.parse('2026-06-01T08:00:00.000Z') + i * 86_400_000
      const times = {
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + 3_600_000).toISOString(),
      }
      await givenBooking({ ...m, offer } as Market, { status: 'completed', ...times })
    }
    expect(await read()).toBeLessThanOrEqual(before + 2)
  })
})
