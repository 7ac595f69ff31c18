import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, db, eventsOf, eventTypes, givenListing, givenMember, NOW } from '../support/given'
import { asking, capacityOf, givenBooking, givenMarket, left, TUESDAY } from './market'

describe('booking', () => {
  test('a request holds the capacity until it is answered or lapses, and tells it', async () => {
    const m = await givenMarket({ tariffMode: 'price', referenceCents: 1200, priceUnit: 'hour' })
    const booking = await requestBooking(
      await as(m.member),
      m.offer.id,
      asking(m, { note: '  Nous serons dix-huit. ' }),
    )

    const capacity = await capacityOf(m.offer.id)
    const row = await db.selectFrom('bookings').selectAll().executeTakeFirstOrThrow()
    const [event] = await eventsOf()
    expect(row).toEqual({
      ...{
        id: booking.id,
        clusterId: m.cluster.id,
        listingId: m.offer.id,
        capacityId: capacity.id,
        needId: null,
      },
      ...{ lenderId: m.lender.id, borrowerId: m.borrower.id, status: 'requested', ...TUESDAY, quantity: 1 },
      ...{
        unit: 'piece',
        tariff: 'reference',
        priceCents: 2400,
        currency: 'EUR',
        note: 'Nous serons dix-huit.',
      },
      ...{
        answerBy: '2026-11-27T08:00:00.000Z',
        requestedBy: m.member.id,
        onBehalfOf: null,
        cancelReason: null,
      },
      ...{ seriesId: null, basketId: null, partOf: null, competing: 0, agreedAt: null },
      ...{ cancelledSide: null, endedAt: null, version: 1, lastEventId: event!.id, createdAt: NOW },
    })
    expect(await db.selectFrom('holds').selectAll().execute()).toEqual([
      {
        ...{
          id: 1,
          capacityId: capacity.id,
          bookingId: booking.id,
          reason: 'booking',
          sourceId: null,
          suspendedBy: null,
          atMost: null,
          quantity: 1,
          live: 1,
        },
        ...{
          busyFrom: Date.parse(TUESDAY.startsAt) / 60_000,
          busyTo: Date.parse(TUESDAY.endsAt) / 60_000,
          lengthClass: 1,
          lengthBand: 2,
        },
      },
    ])
    expect(await eventsOf()).toEqual([
      {
        ...{
          seq: 1,
          id: expect.any(String),
          clusterId: m.cluster.id,
          type: 'booking.requested',
          subjectId: booking.id,
        },
        payload: {
          listingId: m.offer.id,
          lenderId: m.lender.id,
          borrowerId: m.borrower.id,
          ...TUESDAY,
          quantity: 1,
          ...{ unit: 'piece', priceCents: 2400, capacityId: (await capacityOf(m.offer.id)).id },
        },
        ...{ subjectVersion: 1, actorId: m.member.id, onBehalfOf: null, occurredAt: NOW },
      },
    ])
    expect(booking).toMatchObject({
      listingTitle: m.offer.title,
      lenderName: m.lender.name,
      borrowerName: m.borrower.name,
    })
  })

  test('is confirmed at once where the offer says so for everyone', async () => {
    const m = await givenMarket({ instantFor: 'everyone' })
    const booking = await requestBooking(await as(m.member), m.offer.id, asking(m))
    expect(booking).toMatchObject({ status: 'confirmed', answerBy: null })
    expect(await eventTypes(booking.id)).toEqual(['booking.confirmed'])
  })

  test('is confirmed at once for those the lender knows: they have completed a booking before', async () => {
    const m = await givenMarket({ instantFor: 'known' })
    const first = await requestBooking(await as(m.member), m.offer.id, asking(m))
    expect(first.status).toBe('requested')
    const before = { startsAt: '2026-11-02T13:00:00.000Z', endsAt: '2026-11-02T15:00:00.000Z' }
    await givenBooking(m, { status: 'no_show', ...before })
    const wednesday = { startsAt: '2026-12-09T13:00:00.000Z', endsAt: '2026-12-09T15:00:00.000Z' }
    expect((await requestBooking(await as(m.member), m.offer.id, asking(m, wednesday))).status).toBe(
      'requested',
    )
    await givenBooking(m, { status: 'completed', ...before })
    const thursday = { startsAt: '2026-12-10T13:00:00.000Z', endsAt: '2026-12-10T15:00:00.000Z' }
    expect((await requestBooking(await as(m.member), m.offer.id, asking(m, thursday))).status).toBe(
      'confirmed',
    )
  })

  test('the lender gets the reference price, whatever door the borrower takes', async () => {
    const m = await givenMarket({
      tariffMode: 'price',
      solidarityCents: 400,
      referenceCents: 1200,
      supportCents: 1600,
      priceUnit: 'hour',
    })
    const booking = await requestBooking(await as(m.member), m.offer.id, asking(m, { tariff: 'solidarity' }))
    expect(booking).toMatchObject({ tariff: 'solidarity', priceCents: 2400 })
  })

  test('the coordinator books for a member, and the trace says for whom', async () => {
    const m = await givenMarket()
    const quiet = await givenMember(m.borrower, {}, { email: null })
    const booking = await requestBooking(
      await as(m.coordinator),
      m.offer.id,
      asking(m, { onBehalfOf: quiet.memberId }),
    )
    expect(booking).toMatchObject({ requestedBy: m.coordinator.id, onBehalfOf: quiet.id })
    expect((await eventsOf())[0]).toMatchObject({ actorId: m.coordinator.id, onBehalfOf: quiet.id })
  })

  test('answers a need of the borrower', async () => {
    const m = await givenMarket()
    const need = await givenListing(m.cluster, m.borrower, { direction: 'need' })
    const booking = await requestBooking(await as(m.member), m.offer.id, asking(m, { needId: need.id }))
    expect(booking.needId).toBe(need.id)
  })
})

describe('two at once', () => {
  test('eight for one slot: exactly one has it, the others leave no row and no event', async () => {
    const m = await givenMarket({ instantFor: 'everyone' })
    const ctxs = await Promise.all(Array.from({ length: 8 }, () => as(m.member)))
    const results = await Promise.allSettled(ctxs.map((ctx) => requestBooking(ctx, m.offer.id, asking(m))))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    for (const r of results)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'capacity_taken' })
    expect(await left()).toEqual({ bookings: 1, holds: 1, events: 1 })
  })

  test('sixteen for twelve desks: twelve have one', async () => {
    const m = await givenMarket({ quantity: 12 })
    const ctxs = await Promise.all(Array.from({ length: 16 }, () => as(m.member)))
    const results = await Promise.allSettled(ctxs.map((ctx) => requestBooking(ctx, m.offer.id, asking(m))))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(12)
    expect(await left()).toEqual({ bookings: 12, holds: 12, events: 12 })
  })

  test('two offers of one van: the second finds it taken', async () => {
    const m = await givenMarket()
    const other = await givenListing(m.cluster, m.lender, { windows: [] })
    const shared = await capacityOf(m.offer.id)
    await db
      .updateTable('listingCapacities')
      .set({ capacityId: shared.id })
      .where('listingId', '=', other.id)
      .execute()
    await requestBooking(await as(m.member), m.offer.id, asking(m))
    await expect(requestBooking(await as(m.member), other.id, asking(m))).rejects.toMatchObject({
      code: 'capacity_taken',
    })
  })

  test('an offer that is paused between reading and writing takes no booking', async () => {
    const m = await givenMarket()
    const ctx = await as(m.member)
    const batch = ctx.env.DB.batch.bind(ctx.env.DB)
    let done = false
    const racing = new Proxy(ctx.env.DB, {
      get(target, key) {
        if (key !== 'batch')
          return typeof target[key as keyof D1Database] === 'function'
            ? (target[key as keyof D1Database] as () => unknown).bind(target)
            : target[key as keyof D1Database]
        return async (statements: D1PreparedStatement[]) => {
          if (!done && statements.length >= 3) {
            done = true
            await db.updateTable('listings').set({ status: 'paused' }).where('id', '=', m.offer.id).execute()
          }
          return batch(statements)
        }
      },
    })
    ctx.env = { ...ctx.env, DB: racing }
    await expect(requestBooking(ctx, m.offer.id, asking(m))).rejects.toMatchObject({
      code: 'listing_not_open',
    })
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })
})
