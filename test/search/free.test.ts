import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { check } from '../../worker/platform/input'
import { freeOffers } from '../../worker/search/free'
import { FreeInput } from '../../worker/search/inputOfFree'
import { as, db, givenCapacity, givenListing, givenMember, givenOrganisation } from '../support/given'
import { counting } from '../support/rows'
import { capacityOf, DAYTIME, givenBooking, givenMarket, type Market } from '../bookings/market'

const here = (m: Market) => ({ id: m.cluster.id, timeZone: 'Europe/Paris', currency: 'EUR' })
const TUESDAY = { from: '2026-12-08', at: '14:00', until: '16:00' }

const found = async (m: Market, asked: Record<string, string>, who: { id: string } | null = m.member) =>
  freeOffers(await as(who), here(m), check(FreeInput, asked))
const titles = async (m: Market, asked: Record<string, string>, who?: { id: string } | null) =>
  (await found(m, asked, who)).items.map(({ one }) => one.title).sort()

describe('what is free over all of some dates', () => {
  test('by the hour: the hours asked for, on each of the dates', async () => {
    const m = await givenMarket({ title: 'Salle' })
    await givenListing(m.cluster, m.lender, {
      title: 'Le soir',
      windows: [{ days: [2], from: '18:00', to: '22:00' }],
    })
    await givenBooking(m, {
      status: 'confirmed',
      startsAt: '2026-12-09T14:00:00.000Z',
      endsAt: '2026-12-09T15:00:00.000Z',
    })
    expect(await titles(m, TUESDAY)).toEqual(['Salle'])
    expect(await titles(m, { ...TUESDAY, to: '2026-12-09' })).toEqual([])
    expect(await titles(m, { ...TUESDAY, to: '2026-12-09', until: '15:00' })).toEqual(['Salle'])
    expect(await titles(m, { ...TUESDAY, at: '19:00', until: '20:00' })).toEqual(['Le soir', 'Salle'])
    expect(await titles(m, { ...TUESDAY, from: '2026-12-13' })).toEqual([]) // a Sunday
  })

  test('without hours: all that it is open on each date', async () => {
    const m = await givenMarket({ title: 'Salle' })
    await givenBooking(m, { status: 'confirmed' })
    expect(await titles(m, { from: '2026-12-08' })).toEqual([])
    expect(await titles(m, { from: '2026-12-09', to: '2026-12-11' })).toEqual(['Salle'])
    expect(await titles(m, { from: '2026-12-11', to: '2026-12-13' })).toEqual([])
  })

  test('by the day, lots, collections and stocks', async () => {
    const m = await givenMarket({
      title: 'Fourgon',
      kind: 'equipment',
      grain: 'day',
      windows: [],
      quantity: 2,
    })
    const premises = await givenListing(m.cluster, m.lender, {
      title: 'Locaux',
      kind: 'premises',
      grain: 'month',
    })
    await db
      .updateTable('capacities')
      .set({ shape: 'lot' })
      .where('id', '=', (await capacityOf(premises.id)).id)
      .execute()
    const lot = await givenCapacity(m.cluster, m.lender, premises, { shape: 'lot', label: 'A2', position: 2 })
    await givenListing(m.cluster, m.lender, {
      ...{ title: 'Sciure', kind: 'waste', grain: 'window', unit: 'kg', quantity: 100 },
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    const dates = { from: '2026-12-09', to: '2026-12-11' }
    expect(await titles(m, dates)).toEqual(['Fourgon', 'Locaux', 'Sciure'])
    expect(await titles(m, { ...dates, to: '2026-12-10' })).toEqual(['Fourgon', 'Locaux'])
    await givenBooking(m, {
      status: 'confirmed',
      startsAt: '2026-12-09T23:00:00.000Z',
      endsAt: '2026-12-10T23:00:00.000Z',
    })
    expect(await titles(m, { ...dates, quantity: '2' })).toEqual(['Sciure', 'Locaux'].sort())
    expect(await titles(m, { ...dates, kind: 'equipment' })).toEqual(['Fourgon'])
    await db
      .insertInto('holds')
      .values({
        ...{ capacityId: (await capacityOf(premises.id)).id, reason: 'closure', quantity: 1 },
        busyFrom: 29_000_000,
        busyTo: 31_000_000,
      })
      .execute()
    const { items } = await found(m, { ...dates, kind: 'premises' })
    expect(items[0]?.bookable.capacityId).toBe(lot.id)
  })

  test('a person: their hours of the week have to be enough for all of it', async () => {
    const m = await givenMarket({ title: 'Comptable', kind: 'staff', unit: 'minute' })
    const person = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'person' }).where('id', '=', person.id).execute()
    await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 300,
      unit: 'minute',
      position: 2,
    })
    expect(await titles(m, { ...TUESDAY, to: '2026-12-09' })).toEqual(['Comptable'])
    expect(await titles(m, { ...TUESDAY, to: '2026-12-10' })).toEqual([])
  })

  test('what it tells can be booked at once, for the price it tells', async () => {
    const m = await givenMarket({
      ...{
        title: 'Salle',
        tariffMode: 'price',
        priceUnit: 'hour',
        referenceCents: 1200,
        solidarityCents: 400,
      },
    })
    const { items } = await found(m, TUESDAY)
    const [one] = items
    expect(one?.bookable).toMatchObject({
      priceCents: 2400,
      quantity: 1,
      times: [{ startsAt: '2026-12-08T13:00:00.000Z' }],
    })
    const time = one?.bookable.times[0] as { startsAt: string; endsAt: string }
    const booking = await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...time,
    })
    expect(booking.priceCents).toBe(2400)
    expect(await titles(m, TUESDAY)).toEqual([])
    expect(await titles(m, { ...TUESDAY, free: 'true' })).toEqual([])
  })

  test('follows the rules of the offer: notice, who may book', async () => {
    const m = await givenMarket({ title: 'Salle' })
    const rule = (rules: object) =>
      db
        .insertInto('offerRules')
        .values({
          listingId: m.offer.id,
          clusterId: m.cluster.id,
          rules: JSON.stringify(rules),
          lastEventId: 'evt',
        })
        .onConflict((c) => c.column('listingId').doUpdateSet({ rules: JSON.stringify(rules) }))
        .execute()
    await rule({ noticeMinutes: 30 * 1440 })
    expect(await titles(m, TUESDAY)).toEqual([])
    await rule({ onlyFor: [m.borrower.id] })
    expect(await titles(m, TUESDAY)).toEqual(['Salle'])
    expect(await titles(m, TUESDAY, await givenMember(await givenOrganisation(m.cluster)))).toEqual([])
    expect(await titles(m, TUESDAY, null)).toEqual([])
  })

  test('nothing of one’s own, of other clusters, of what is hidden or for members only', async () => {
    const m = await givenMarket({ title: 'Salle' })
    await givenMarket({ title: 'Ailleurs' })
    await givenListing(m.cluster, m.lender, { title: 'Masquée', hiddenReason: 'faux', windows: DAYTIME })
    await givenListing(m.cluster, m.lender, { title: 'En pause', status: 'paused', windows: DAYTIME })
    await givenListing(m.cluster, m.lender, { title: 'Du pôle', visibility: 'cluster', windows: DAYTIME })
    expect(await titles(m, TUESDAY, null)).toEqual(['Salle'])
    expect(await titles(m, TUESDAY)).toEqual(['Du pôle', 'Salle'])
    expect(await titles(m, TUESDAY, m.answerer)).toEqual([])
  })

  test('the nearest first, page by page', async () => {
    const m = await givenMarket({ title: '0' })
    for (let i = 1; i < 6; i++)
      await givenListing(m.cluster, m.lender, { title: String(i), windows: DAYTIME, lat: 49.44 + i / 50 })
    const asked = { ...TUESDAY, near: '49.44,1.0998', limit: '4' }
    const first = await found(m, asked)
    const second = await found(m, { ...asked, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ one }) => one.title).join('')).toBe('012345')
    expect([first.total, second.nextCursor, first.more]).toEqual([6, null, false])
    expect(await titles(m, { ...asked, radiusKm: '5' })).toEqual(['0', '1', '2'])
    await expect(found(m, { ...asked, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('refuses what can not be read, with the field', async () => {
    const m = await givenMarket()
    for (const [asked, path, code] of [
      [{ from: '2026-02-30' }, 'from', 'not_date'],
      [{ from: '2026-02-30', to: '2026-03-01' }, 'from', 'not_date'],
      [{}, 'from', 'required'],
      [{ from: '2026-12-08', to: '2026-12-07' }, 'to', 'end_before_start'],
      [{ from: '2026-12-08', to: '2027-02-07' }, 'to', 'too_many_days'],
      [{ from: '2026-12-08', at: '14:00' }, 'until', 'required'],
      [{ from: '2026-12-08', at: '14:00', until: '13:00' }, 'until', 'end_before_start'],
      [{ from: '2026-12-08', quantity: '-2' }, 'quantity', 'too_small'],
      [{ from: '2026-11-20' }, 'from', 'in_the_past'],
    ] as [Record<string, string>, string, string][])
      await expect(found(m, asked), JSON.stringify(asked)).rejects.toMatchObject({
        details: { fields: expect.arrayContaining([expect.objectContaining({ path, code })]) },
      })
  })

  test('rows read do not grow with what has been', async () => {
    const m = await givenMarket()
    const { id } = await capacityOf(m.offer.id)
    const rows = async () => {
      const counted = counting(await as(m.member))
      await freeOffers(counted.ctx, here(m), check(FreeInput, TUESDAY))
      return counted.rows.read
    }
    const close = (first: number, n: number) =>
      db
        .insertInto('holds')
        .values(
          Array.from({ length: n }, (_, j) => ({
            ...{ capacityId: id, reason: 'closure' as const, quantity: 1 },
            ...{ busyFrom: 29_000_000 + (first + j) * 100, busyTo: 29_000_060 + (first + j) * 100 },
          })),
        )
        .execute()
    await close(-1, 1)
    const before = await rows()
    for (let i = 0; i < 1000; i += 15) await close(i, 15)
    expect(await rows()).toBe(before)
  })
})
