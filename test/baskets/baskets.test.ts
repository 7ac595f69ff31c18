import { describe, expect, test } from 'vitest'
import type { Alternative } from '../../worker/bookings/alternatives'
import type { AppError } from '../../worker/core/errors'
import { answerBasket } from '../../worker/baskets/commands/answerBasket'
import { requestBasket } from '../../worker/baskets/commands/requestBasket'
import type { BasketInput } from '../../worker/baskets/input'
import { visibleBasket } from '../../worker/baskets/queries'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { asking, DAYTIME, left, TUESDAY } from '../bookings/market'
import { both, givenRules, givenTwo } from './market'

describe('a basket', () => {
  test('is one request to each lender, with one fact of the whole and one of each part', async () => {
    const m = await givenTwo()
    const { id, bookings } = await requestBasket(await as(m.member), both(m))
    expect(bookings.map((b) => [b.listingId, b.status, b.basketId])).toEqual([
      [m.offer.id, 'requested', id],
      [m.projector.id, 'requested', id],
    ])
    expect(await eventTypes(id)).toEqual(['basket.requested'])
    for (const b of bookings) expect(await eventTypes(b.id)).toEqual(['booking.requested'])
    expect(await left()).toEqual({ bookings: 2, holds: 2, events: 3 })
  })

  test('is all or nothing: one thing taken leaves no row, and says which, with what would fit', async () => {
    const m = await givenTwo()
    const rival = await givenOrganisation(m.cluster)
    await requestBooking(await as(await givenMember(rival)), m.projector.id, {
      ...asking(m),
      organisationId: rival.id,
    })
    const before = await left()
    await expect(requestBasket(await as(m.member), both(m))).rejects.toMatchObject({
      code: 'capacity_taken',
      details: { items: [{ item: 1, offerId: m.projector.id, alternatives: expect.anything() }] },
    })
    expect(await left()).toEqual(before)
    expect(await db.selectFrom('baskets').selectAll().execute()).toEqual([])
  })

  test('in opposite orders at once: one gets all, the other nothing', async () => {
    const m = await givenTwo()
    const rival = await givenOrganisation(m.cluster)
    const [one, two] = [await as(m.member), await as(await givenMember(rival))]
    const mine = both(m)
    const theirs = { organisationId: rival.id, items: [...mine.items].reverse() }
    const ended = await Promise.allSettled([requestBasket(one, mine), requestBasket(two, theirs)])
    expect(ended.map((e) => e.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await left()).bookings).toBe(2)
    const borrowers = await db.selectFrom('bookings').select('borrowerId').distinct().execute()
    expect(borrowers).toHaveLength(1)
  })

  test('of the same thing twice takes from itself', async () => {
    const m = await givenTwo()
    const twice = { ...both(m), items: [both(m).items[0], both(m).items[0]] } as BasketInput
    await expect(requestBasket(await as(m.member), twice)).rejects.toMatchObject({ code: 'capacity_taken' })
    expect((await left()).bookings).toBe(0)
  })

  test('refuses what each booking refuses, with the offer it is about', async () => {
    const m = await givenTwo()
    const ctx = await as(m.member)
    const sunday = { startsAt: '2026-12-13T13:00:00.000Z', endsAt: '2026-12-13T15:00:00.000Z' }
    await expect(requestBasket(ctx, both(m, sunday))).rejects.toMatchObject({
      code: 'outside_opening_hours',
      details: { offerId: m.projector.id },
    })
    await expect(requestBasket(ctx, { ...both(m), items: [] })).rejects.toMatchObject({ code: 'invalid' })
    await expect(requestBasket(ctx, both(m, { offerId: 'ofr_none' }))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(requestBasket(ctx, { ...both(m), organisationId: m.lender.id })).rejects.toMatchObject({
      code: 'not_member',
    })
    const elsewhere = await givenCluster()
    const far = await givenListing(elsewhere, await givenOrganisation(elsewhere), { windows: DAYTIME })
    await expect(requestBasket(ctx, both(m, { offerId: far.id }))).rejects.toMatchObject({ code: 'invalid' })
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })

  test('a lender answers its own part at once, sees no other, and may not answer for another', async () => {
    const m = await givenTwo()
    const { id } = await requestBasket(await as(m.member), both(m))
    const lender = await as(m.answerer)
    expect((await visibleBasket(lender, id)).bookings.map((b) => b.lenderId)).toEqual([m.lender.id])
    await answerBasket(lender, id, 'confirm')
    const states = async () => (await visibleBasket(await as(m.member), id)).bookings.map((b) => b.status)
    expect(await states()).toEqual(['confirmed', 'requested'])
    await expect(answerBasket(lender, id, 'confirm')).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    const coordinator = await as(m.coordinator)
    await expect(answerBasket(coordinator, id, 'decline', '', m.borrower.id)).rejects.toMatchObject({
      code: 'not_found',
    })
    await answerBasket(await as(m.otherAnswerer), id, 'decline')
    expect(await states()).toEqual(['confirmed', 'declined'])
    await expect(answerBasket(await as(m.member), id, 'confirm')).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await as(await givenMember(await givenOrganisation(m.cluster)))
    await expect(visibleBasket(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await answerBasket(await as(m.member), id, 'cancel', 'Annulé')
    expect(await states()).toEqual(['cancelled', 'declined'])
  })
})

describe('a bundle', () => {
  test('brings what always goes with an offer, once, at its time', async () => {
    const m = await givenTwo()
    await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
    await givenRules(m.projector.id, m.cluster.id, { bundle: [{ offerId: m.offer.id, quantity: 1 }] })
    const [room] = both(m).items
    const { bookings } = await requestBasket(await as(m.member), { ...both(m), items: [room] } as BasketInput)
    expect(bookings.map((b) => [b.listingId, b.startsAt])).toEqual([
      [m.offer.id, TUESDAY.startsAt],
      [m.projector.id, TUESDAY.startsAt],
    ])
  })

  test('is what a booking of that offer becomes, all or nothing', async () => {
    const m = await givenTwo()
    await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
    const ctx = await as(m.member)
    const room = await requestBooking(ctx, m.offer.id, asking(m))
    expect(room).toMatchObject({ listingId: m.offer.id, basketId: expect.stringMatching(/^bsk_/) })
    expect(await left()).toEqual({ bookings: 2, holds: 2, events: 3 })
    const later = { startsAt: '2026-12-09T13:00:00.000Z', endsAt: '2026-12-09T15:00:00.000Z' }
    await requestBooking(ctx, m.projector.id, { ...asking(m), ...later })
    const refused = requestBooking(ctx, m.offer.id, { ...asking(m), ...later })
    await expect(refused).rejects.toMatchObject({
      code: 'capacity_taken',
      details: { items: [{ offerId: m.projector.id }] },
    })
    expect((await left()).bookings).toBe(3)

    // What is proposed instead can be had whole.
    const { alternatives } = (await refused.catch((e: AppError) => e.details)) as {
      alternatives: Alternative[]
    }
    expect(alternatives.length).toBeGreaterThan(1)
    const [first] = alternatives as [Alternative]
    expect(first).toMatchObject({ offerId: m.offer.id, startsAt: later.endsAt })
    await requestBooking(ctx, m.offer.id, { ...asking(m), startsAt: first.startsAt, endsAt: first.endsAt })
    expect((await left()).bookings).toBe(5)
  })
})
