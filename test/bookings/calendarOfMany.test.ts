import { describe, expect, test } from 'vitest'
import { calendarOfOrganisation } from '../../worker/bookings/calendarOfMany'
import {
  as,
  db,
  givenAffiliation,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { counting } from '../support/rows'
import { capacityOf, DAYTIME, givenBooking, givenMarket, type Market } from './market'

const WEEK = '2026-12-08'
const here = (m: Market) => ({ id: m.cluster.id, timeZone: 'Europe/Paris', currency: 'EUR' })
const seen = async (m: Market, who: { id: string } | null, date = WEEK, cursor?: string) =>
  calendarOfOrganisation(await as(who), here(m), m.lender.id, date, cursor)
const titles = (found: Awaited<ReturnType<typeof seen>>) => found.things.map((t) => t.offer.listing.title)

describe('the calendar of an organisation', () => {
  test('tells the week of each thing, and who has it to those concerned alone', async () => {
    const m = await givenMarket({ title: 'Salle' })
    await givenListing(m.cluster, m.lender, {
      ...{
        title: 'Fourgons',
        kind: 'equipment',
        grain: 'day',
        quantity: 2,
        createdAt: '2026-11-22T08:00:00.000Z',
      },
    })
    await givenListing(m.cluster, m.lender, { direction: 'need', title: 'Un besoin' })
    await givenBooking(m, { status: 'confirmed' })
    for (const [who, names] of [
      [m.answerer, 1],
      [m.coordinator, 1],
      [m.member, 1],
      [null, 0],
    ] as const) {
      const found = await seen(m, who)
      expect(titles(found)).toEqual(['Fourgons', 'Salle'])
      expect(found.things[0]?.days.map((d) => d.state).join(' ')).toBe('free free free free free free free')
      expect(found.things[1]?.days.map((d) => d.left)).toEqual([660, 540, 660, 660, 660, 660, 0])
      expect(found.things[1]?.entries).toHaveLength(names)
      expect(found.things[0]?.entries).toEqual([])
    }
    expect((await seen(m, null)).name).toBe('La Fabrique des Quais')
  })

  test('shows what is paused, hidden or for the cluster only to whom it may', async () => {
    const m = await givenMarket({ title: 'Publique' })
    await givenListing(m.cluster, m.lender, { title: 'En pause', status: 'paused' })
    await givenListing(m.cluster, m.lender, { title: 'Masquée', hiddenReason: 'faux' })
    await givenListing(m.cluster, m.lender, { title: 'Du pôle', visibility: 'cluster' })
    await givenListing(m.cluster, m.lender, { title: 'Brouillon', status: 'draft' })
    expect(titles(await seen(m, null))).toEqual(['Publique'])
    expect(titles(await seen(m, m.member)).sort()).toEqual(['Du pôle', 'Publique'])
    const all = ['Du pôle', 'En pause', 'Masquée', 'Publique']
    expect(titles(await seen(m, m.answerer)).sort()).toEqual(all)
    expect(titles(await seen(m, m.coordinator)).sort()).toEqual(all)
  })

  test('has 20 things on a page, and none of another cluster', async () => {
    const m = await givenMarket()
    const there = await givenCluster()
    await givenAffiliation(there, m.lender)
    await givenListing(there, m.lender, { title: 'Ailleurs' })
    for (let i = 0; i < 24; i++)
      await givenListing(m.cluster, m.lender, {
        ...{ title: `Chose ${i}`, createdAt: `2026-11-0${1 + (i % 9)}T08:00:00.000Z` },
      })
    const first = await seen(m, null)
    const second = await seen(m, null, WEEK, first.nextCursor ?? '')
    expect([first.things.length, second.things.length]).toEqual([20, 5])
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(25)
    expect(titles(first)).not.toContain('Ailleurs')
    expect(second.nextCursor).toBeNull()
    await expect(seen(m, null, WEEK, 'x')).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is not there for whoever is not in the cluster, or no longer', async () => {
    const m = await givenMarket()
    const away = await givenMarket()
    await expect(
      calendarOfOrganisation(await as(m.member), here(m), away.lender.id, WEEK),
    ).rejects.toMatchObject({ code: 'not_found' })
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', m.lender.id)
      .execute()
    await expect(seen(m, m.member)).rejects.toMatchObject({ code: 'not_found' })
    expect(titles(await seen(m, m.answerer))).toHaveLength(1)
  })

  test('reads what lies in the week, whatever has been', async () => {
    const m = await givenMarket()
    const others = []
    for (let i = 0; i < 10; i++)
      others.push(await givenListing(m.cluster, m.lender, { title: `Chose ${i}`, windows: DAYTIME }))
    await givenBooking(m, { status: 'confirmed' })
    const rows = async () => {
      const counted = counting(await as(m.answerer))
      await calendarOfOrganisation(counted.ctx, here(m), m.lender.id, WEEK)
      return counted.rows.read
    }
    const before = await rows()
    for (const one of others) {
      const { id } = await capacityOf(one.id)
      const past = Array.from({ length: 200 }, (_, i) => ({
        ...{ capacityId: id, reason: 'closure' as const, quantity: 1, live: 1 as const },
        ...{ busyFrom: 29_000_000 + i * 100, busyTo: 29_000_060 + i * 100 },
      }))
      for (let i = 0; i < past.length; i += 15)
        await db
          .insertInto('holds')
          .values(past.slice(i, i + 15))
          .execute()
    }
    expect(await rows()).toBeLessThanOrEqual(before + 5)
    expect(before).toBeLessThan(500)
  })

  test('another member of the cluster is told of no name that is not theirs', async () => {
    const m = await givenMarket()
    const other = await givenMember(await givenOrganisation(m.cluster))
    await givenBooking(m)
    expect((await seen(m, other)).things[0]?.entries).toEqual([])
  })
})
