import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../worker/bookings/calendar'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { visibleOffer } from '../../worker/bookings/queries'
import { VIEWS } from '../../worker/bookings/rulesOfDays'
import {
  as,
  bindings,
  db,
  givenAffiliation,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { counting } from '../support/rows'
import { capacityOf, givenBooking, givenMarket, type Market, TUESDAY } from './market'

const seen = async (
  m: Market,
  who: { id: string } | null,
  view: (typeof VIEWS)[number],
  date = '2026-12-08',
) => {
  const ctx = await as(who)
  return calendarOf(ctx, await visibleOffer(ctx, m.offer.id), view, date)
}

describe('a calendar', () => {
  test('of a month, a week and a day tells the same', async () => {
    const m = await givenMarket()
    await givenBooking(m, { status: 'confirmed' })
    const month = await seen(m, null, 'month')
    expect(month.days).toHaveLength(31)
    expect(month.days[7]).toEqual({ date: '2026-12-08', state: 'free', left: 540, of: 660 })
    expect([month.previous, month.next]).toEqual(['2026-11-01', '2027-01-01'])
    const week = await seen(m, null, 'week')
    expect(week.days[1]).toEqual(month.days[7])
    expect(week.grid?.rows).toHaveLength(11)
    expect(week.grid?.cells.map((row) => row[1]?.state).join(' ')).toBe(
      'free free free free free taken taken free free free free',
    )
    const day = await seen(m, null, 'day')
    expect(day.slots?.filter((s) => s.state === 'taken').map((s) => s.from)).toEqual([
      Date.parse(TUESDAY.startsAt) / 60_000,
      Date.parse(TUESDAY.startsAt) / 60_000 + 60,
    ])
    expect(day.days).toEqual([month.days[7]])
  })

  test('leads back no further than today, and ahead two years', async () => {
    const m = await givenMarket()
    expect((await seen(m, null, 'week', '2026-11-21')).previous).toBeNull()
    expect((await seen(m, null, 'month', '2026-11-30')).previous).toBeNull()
    expect((await seen(m, null, 'month', '2028-12-01')).next).toBeNull()
    for (const date of ['2031-01-01', '2001-01-01'])
      await expect(seen(m, null, 'day', date)).rejects.toMatchObject({
        details: { fields: [{ path: 'date', code: 'too_far_ahead' }] },
      })
  })

  test('of a person tells what is left of the week', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute' })
    const person = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'person' }).where('id', '=', person.id).execute()
    expect((await seen(m, null, 'week')).weekLeft).toBe(1)
    expect((await seen(m, null, 'month')).weekLeft).toBeNull()
  })
})

describe('who is told who has it', () => {
  const names = (entries: { borrowerName: string | null; reason: string }[]) =>
    entries.map((e) => e.borrowerName ?? e.reason)

  test('the lender and the coordinator all, a borrower their own, others nothing', async () => {
    const m = await givenMarket()
    const other = await givenOrganisation(m.cluster, { name: 'Le Comité du Robec' })
    const stranger = await givenMember(await givenOrganisation(m.cluster))
    await givenBooking(m, { status: 'confirmed' })
    const later = { startsAt: '2026-12-08T16:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' }
    await givenBooking(m, { borrowerId: other.id, ...later })
    const answerer = await as(m.answerer)
    await closeCapacity(answerer, (await capacityOf(m.offer.id)).id, {
      startsAt: '2026-12-08T08:00:00.000Z',
      endsAt: '2026-12-08T09:00:00.000Z',
    })
    const all = ['closure', 'Les Jardins des Aulnes', 'Le Comité du Robec']
    for (const view of VIEWS) {
      expect(names((await seen(m, m.answerer, view)).entries), view).toEqual(all)
      expect(names((await seen(m, m.coordinator, view)).entries), view).toEqual(all)
      expect(names((await seen(m, m.member, view)).entries), view).toEqual(['Les Jardins des Aulnes'])
      expect((await seen(m, stranger, view)).entries, view).toEqual([])
      expect((await seen(m, null, view)).entries, view).toEqual([])
    }
    const [, booked] = (await seen(m, m.answerer, 'day')).entries
    expect(booked).toMatchObject({ ...TUESDAY, status: 'confirmed', reason: 'booking', competing: false })
  })

  test('requests that compete hold nothing, and are seen by those they concern', async () => {
    const m = await givenMarket()
    const asked = await givenBooking(m, { competing: 1 })
    await db.updateTable('holds').set({ live: 0 }).where('bookingId', '=', asked.id).execute()
    const { entries, days } = await seen(m, m.answerer, 'day')
    expect(entries).toMatchObject([{ bookingId: asked.id, competing: true, status: 'requested' }])
    expect(days[0]?.left).toBe(660)
    expect((await seen(m, m.member, 'week')).entries).toHaveLength(1)
    expect((await seen(m, null, 'week')).entries).toEqual([])
    expect((await seen(m, m.answerer, 'day', '2026-12-09')).entries).toEqual([])
  })

  test('the coordinator of another cluster is told nothing, also of a lender who is in both', async () => {
    const m = await givenMarket()
    const there = await givenMarket()
    await givenAffiliation(there.cluster, m.lender)
    await givenBooking(m, { status: 'confirmed' })
    expect((await seen(m, there.coordinator, 'day')).entries).toEqual([])
    const both = await givenCoordinator(m.cluster)
    expect((await seen(m, both, 'day')).entries).toHaveLength(1)
  })

  test('what was booked before or after, and is kept free around it, is not shown', async () => {
    const m = await givenMarket()
    const b = await givenBooking(m, { status: 'confirmed' })
    await db.updateTable('holds').set({ busyTo: 29_960_000 }).where('bookingId', '=', b.id).execute()
    expect((await seen(m, m.answerer, 'day', '2026-12-09')).entries).toEqual([])
  })
})

/** Bookings of the past in one statement each: over, and, as where the clock stood still, still held. */
async function history(m: Market, first: number, last: number) {
  const capacity = await capacityOf(m.offer.id)
  const numbers = `with recursive n (i) as (values (${first}) union all select i + 1 from n where i < ${last})`
  await bindings.DB.batch([
    bindings.DB.prepare(`${numbers} insert into bookings (id, cluster_id, listing_id, capacity_id, lender_id, borrower_id,
        status, starts_at, ends_at, quantity, unit, currency, requested_by, last_event_id, created_at)
      select 'bkg_past' || i, ?, ?, ?, ?, ?, 'completed', '2026-01-01T00:00:00.000Z', '2026-01-01T02:00:00.000Z', 1, 'piece',
        'EUR', 'per', 'evt', '2026-01-01T00:00:00.000Z' from n`).bind(
      ...[m.cluster.id, m.offer.id, capacity.id, m.lender.id, m.borrower.id],
    ),
    bindings.DB.prepare(`${numbers} insert into holds (capacity_id, booking_id, reason, busy_from, busy_to, quantity, live)
      select ?, 'bkg_past' || i, 'booking', 28000000 + i * 120, 28000000 + i * 120 + 60 + (i % 3) * 20, 1, i % 2 from n`).bind(
      capacity.id,
    ),
  ])
}

test('rows read by a view do not grow with what has been', { timeout: 60_000 }, async () => {
  const m = await givenMarket()
  for (const hour of [9, 11, 13, 15]) {
    const at = (h: number) => `2026-12-08T${String(h).padStart(2, '0')}:00:00.000Z`
    await givenBooking(m, { status: 'confirmed', startsAt: at(hour), endsAt: at(hour + 1) })
  }
  const measure = async () => {
    const read: Record<string, number> = {}
    for (const [name, who] of [
      ['lender', m.answerer],
      ['member', m.member],
      ['stranger', null],
    ] as const)
      for (const view of VIEWS) {
        const { ctx, rows } = counting(await as(who))
        const offer = await visibleOffer(ctx, m.offer.id)
        rows.read = 0
        const { days } = await calendarOf(ctx, offer, view, '2026-12-08')
        expect(days.find((d) => d.date === '2026-12-08')?.left).toBe(420)
        read[`${view} for the ${name}`] = rows.read
      }
    return read
  }
  await history(m, 1, 10)
  const few = await measure()
  await history(m, 11, 5010)
  expect(await measure()).toEqual(few)
  for (const [name, rows] of Object.entries(few)) expect(rows, name).toBeLessThanOrEqual(50)
  expect(few['day for the stranger']).toBeLessThanOrEqual(20)
})
