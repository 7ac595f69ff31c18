import { describe, expect, test } from 'vitest'
import { combosFor } from '../../worker/combos/queries'
import { bookTogether } from '../../worker/combos/commands/bookTogether'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { rebuildSearch } from '../../worker/search/rebuild'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { left } from '../bookings/market'

const refused = (code: string) => expect.objectContaining({ code })
const DAYS = { startsAt: '2026-12-11T23:00:00.000Z', endsAt: '2026-12-13T23:00:00.000Z' }

/** Somebody looks for 60 chairs for a week-end; others lend some. */
async function givenChairs(need: object = {}) {
  const cluster = await givenCluster()
  const borrower = await givenOrganisation(cluster, { name: 'La Fête' })
  const wish = await givenListing(cluster, borrower, {
    ...{
      direction: 'need',
      kind: 'equipment',
      grain: 'day',
      title: 'Chaises pliantes',
      quantity: 60,
      ...DAYS,
    },
    ...need,
  })
  const lend = async (name: string, quantity: number, north: number, more: object = {}) => {
    const organisation = await givenOrganisation(cluster, { name })
    const offer = await givenListing(cluster, organisation, {
      ...{
        kind: 'equipment',
        grain: 'day',
        title: 'Chaises pliantes',
        quantity,
        lat: 49.44321 + north,
        lng: 1.09987,
      },
      ...more,
    })
    return { organisation, offer }
  }
  const indexed = async () => rebuildSearch(await as(null))
  return {
    ...{ cluster, borrower, wish, lend, indexed },
    member: await givenMember(borrower),
    coordinator: await givenCoordinator(cluster),
  }
}

describe('a need that no single offer covers', () => {
  test('is met by the two nearest that have enough, booked at once as a basket', async () => {
    const m = await givenChairs()
    const [a, b, c] = [await m.lend('A', 40, 0.02), await m.lend('B', 30, 0.01), await m.lend('C', 45, 0.2)]
    await m.lend('D', 5, 0)
    await m.indexed()
    const { combos, why } = await combosFor(await as(m.member), m.wish.id)
    expect(why).toBe(null)
    expect(combos[0]?.parts.map((p) => [p.listing.id, p.bookable.quantity])).toEqual([
      [b.offer.id, 30],
      [a.offer.id, 30],
    ])
    expect(combos.length).toBeGreaterThan(1)
    const basket = await bookTogether(await as(m.member), m.wish.id, { note: 'Pour la fête' })
    expect(
      basket.bookings.map((x) => [x.listingId, x.quantity, x.needId, x.startsAt, x.endsAt]).sort(),
    ).toEqual([a, b].map(({ offer }) => [offer.id, 30, m.wish.id, DAYS.startsAt, DAYS.endsAt]).sort())
    expect(c.offer.id).not.toBe('')
  })

  test('of three, where two do not do; each alone would be too little to be a match', async () => {
    const m = await givenChairs()
    for (const [name, quantity] of [
      ['A', 22],
      ['B', 21],
      ['C', 20],
    ] as const)
      await m.lend(name, quantity, 0.01)
    await m.indexed()
    const { combos } = await combosFor(await as(m.member), m.wish.id)
    expect(combos[0]?.parts.reduce((sum, p) => sum + p.bookable.quantity, 0)).toBe(60)
  })

  test('counts what is free at its dates, and what it costs', async () => {
    const m = await givenChairs()
    const priced = { tariffMode: 'price', referenceCents: 100, priceUnit: 'day' }
    const [a, b] = [
      await m.lend('A', 40, 0.02, priced),
      await m.lend('B', 40, 0.01, { referenceCents: null }),
    ]
    const other = await givenOrganisation(m.cluster, { name: 'Autre' })
    await requestBooking(await as(await givenMember(other)), b.offer.id, {
      organisationId: other.id,
      ...DAYS,
      quantity: 15,
    })
    await m.indexed()
    const { combos } = await combosFor(await as(m.member), m.wish.id)
    // Free is cheapest: all 25 that B has left, 35 of A for two days at one euro.
    expect(combos[0]?.parts.map((p) => [p.listing.id, p.bookable.quantity])).toEqual([
      [b.offer.id, 25],
      [a.offer.id, 35],
    ])
    expect(combos[0]?.cents).toBe(7000)
  })

  test('says why there is none: one is enough, no dates, nothing', async () => {
    const one = await givenChairs()
    await one.lend('A', 60, 0.1)
    await one.lend('B', 30, 0.1)
    await one.indexed()
    expect(await combosFor(await as(one.member), one.wish.id)).toMatchObject({ why: 'alone', combos: [] })
    const none = await givenChairs({ startsAt: null, endsAt: null })
    expect(await combosFor(await as(none.member), none.wish.id)).toMatchObject({ why: 'no_dates' })
    const few = await givenChairs()
    await few.lend('A', 20, 0.1)
    await few.indexed()
    expect(await combosFor(await as(few.member), few.wish.id)).toMatchObject({ why: null, combos: [] })
    await expect(bookTogether(await as(few.member), few.wish.id)).rejects.toEqual(refused('no_combo'))
  })

  test('never counts a paused, a dismissed or another cluster’s offer, nor one’s own', async () => {
    const m = await givenChairs()
    const elsewhere = await givenChairs()
    const [a, b] = [await m.lend('A', 30, 0.01), await m.lend('B', 30, 0.02)]
    await m.lend('Pause', 50, 0, { status: 'paused' })
    await elsewhere.lend('Ailleurs', 50, 0)
    await givenListing(m.cluster, m.borrower, {
      kind: 'equipment',
      grain: 'day',
      title: 'Chaises pliantes',
      quantity: 59,
    })
    const no = await m.lend('Non', 50, 0)
    await db
      .insertInto('matches')
      .values({
        ...{
          id: 'mat_no',
          clusterId: m.cluster.id,
          offerId: no.offer.id,
          needId: m.wish.id,
          status: 'dismissed',
        },
        ...{ offerContent: 1, needContent: 1, score: 0.8, parts: '{}', dismissedReason: 'price' },
        ...{ lastEventId: 'evt_given', createdAt: '2026-11-21T08:00:00.000Z' },
      } as never)
      .execute()
    await m.indexed()
    const { combos } = await combosFor(await as(m.member), m.wish.id)
    expect(combos.map((c) => c.parts.map((p) => p.listing.id).sort())).toEqual([
      [a.offer.id, b.offer.id].sort(),
    ])
  })
})

describe('booking together', () => {
  test('is all or nothing, and not a stranger’s', async () => {
    const m = await givenChairs()
    const [a, b] = [await m.lend('A', 40, 0.02), await m.lend('B', 30, 0.01)]
    await m.indexed()
    const before = await left()
    const stranger = await givenMember(await givenOrganisation(m.cluster, { name: 'Autre' }))
    await expect(bookTogether(await as(stranger), m.wish.id)).rejects.toEqual(refused('not_found'))
    await expect(bookTogether(await as(m.coordinator), m.wish.id)).rejects.toEqual(refused('not_member'))
    const parts = [
      { offerId: a.offer.id, quantity: 41 },
      { offerId: b.offer.id, quantity: 19 },
    ]
    await expect(bookTogether(await as(m.member), m.wish.id, { parts })).rejects.toEqual(refused('no_combo'))
    expect(await left()).toEqual(before)
    const chosen = { parts: parts.map((p) => ({ ...p, quantity: 30 })), onBehalfOf: m.member.memberId }
    const both = await Promise.allSettled([
      bookTogether(await as(m.coordinator), m.wish.id, chosen),
      bookTogether(await as(m.member), m.wish.id),
    ])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const holds = await db.selectFrom('holds').select(['capacityId', 'quantity']).execute()
    expect(holds).toHaveLength(2)
  })
})
