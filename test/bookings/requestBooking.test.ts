import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import type { BookingInput } from '../../worker/bookings/input'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenAffiliation,
  givenCapacity,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { capacityOf, givenBooking, givenMarket, left, type Market, TUESDAY } from './market'

const asking = (m: Market, more: Partial<BookingInput> = {}): BookingInput => ({
  organisationId: m.borrower.id,
  ...TUESDAY,
  ...more,
})

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
      ...{ cancelledSide: null, endedAt: null, version: 1, lastEventId: event!.id, createdAt: NOW },
    })
    expect(await db.selectFrom('holds').selectAll().execute()).toEqual([
      {
        ...{ id: 1, capacityId: capacity.id, bookingId: booking.id, reason: 'booking', quantity: 1, live: 1 },
        ...{
          busyFrom: Date.parse(TUESDAY.startsAt) / 60_000,
          busyTo: Date.parse(TUESDAY.endsAt) / 60_000,
          lengthClass: 1,
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

describe('what a booking holds, by kind', () => {
  const minutes = (at: string) => Date.parse(at) / 60_000
  const holds = () =>
    db.selectFrom('holds').select(['capacityId', 'busyFrom', 'busyTo', 'quantity']).orderBy('id').execute()

  test('by the day: whole local days, over a change of clocks too', async () => {
    const m = await givenMarket({ kind: 'equipment', grain: 'day', windows: [] })
    const days = { startsAt: '2027-03-26T23:00:00.000Z', endsAt: '2027-03-29T22:00:00.000Z' } // 27, 28 (23 h), 29 March
    await requestBooking(await as(m.member), m.offer.id, asking(m, days))
    expect(await holds()).toEqual([
      {
        capacityId: (await capacityOf(m.offer.id)).id,
        busyFrom: minutes(days.startsAt),
        busyTo: minutes(days.endsAt),
        quantity: 1,
      },
    ])
  })

  test('a collection window: exactly one, with a quantity of it', async () => {
    const m = await givenMarket({
      kind: 'waste',
      grain: 'window',
      quantity: 200,
      unit: 'kg',
      windows: [{ days: [5], from: '09:00', to: '11:00' }],
    })
    const friday = { startsAt: '2026-12-11T08:00:00.000Z', endsAt: '2026-12-11T10:00:00.000Z' }
    const booking = await requestBooking(
      await as(m.member),
      m.offer.id,
      asking(m, { ...friday, quantity: 150 }),
    )
    expect(booking).toMatchObject({ quantity: 150, unit: 'kg' })
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...friday, quantity: 51 })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    const half = { startsAt: '2026-12-18T08:00:00.000Z', endsAt: '2026-12-18T09:00:00.000Z' }
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, half))).rejects.toMatchObject({
      code: 'outside_opening_hours',
    })
  })

  test('a stock is taken for ever', async () => {
    const m = await givenMarket({ kind: 'waste', grain: 'stock', quantity: 40, unit: 'pallet', windows: [] })
    const lot = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'stock' }).where('id', '=', lot.id).execute()
    await requestBooking(await as(m.member), m.offer.id, asking(m, { quantity: 30 }))
    expect(await holds()).toEqual([
      { capacityId: lot.id, busyFrom: minutes(TUESDAY.startsAt), busyTo: 2_147_483_647, quantity: 30 },
    ])
    const nextYear = { startsAt: '2027-12-08T13:00:00.000Z', endsAt: '2027-12-08T15:00:00.000Z' }
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...nextYear, quantity: 11 })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    expect(
      (await requestBooking(await as(m.member), m.offer.id, asking(m, { ...nextYear, quantity: 10 })))
        .quantity,
    ).toBe(10)
  })

  test('a person is taken alone, and their minutes count in each local week', async () => {
    const m = await givenMarket({ kind: 'staff', unit: 'minute', windows: [] })
    const person = await capacityOf(m.offer.id)
    await db.updateTable('capacities').set({ shape: 'person' }).where('id', '=', person.id).execute()
    const week = await givenCapacity(m.cluster, m.lender, m.offer, {
      shape: 'week',
      quantity: 240,
      unit: 'minute',
      position: 2,
    })
    // Sunday 22:00 to Monday 01:00: two hours in one week, one in the next.
    const night = { startsAt: '2026-12-13T21:00:00.000Z', endsAt: '2026-12-14T00:00:00.000Z' }
    const booking = await requestBooking(await as(m.member), m.offer.id, asking(m, night))
    expect(booking).toMatchObject({ quantity: 180, unit: 'minute' })
    const monday = (date: string) => minutes(`${date}T23:00:00.000Z`)
    expect(await holds()).toEqual([
      {
        capacityId: person.id,
        busyFrom: minutes(night.startsAt),
        busyTo: minutes(night.endsAt),
        quantity: 1,
      },
      { capacityId: week.id, busyFrom: monday('2026-12-06'), busyTo: monday('2026-12-13'), quantity: 120 },
      { capacityId: week.id, busyFrom: monday('2026-12-13'), busyTo: monday('2026-12-20'), quantity: 60 },
    ])
    // Four hours a week: one is gone, three are left.
    const at = (from: number, to: number) => ({
      startsAt: `2026-12-15T${from}:00:00.000Z`,
      endsAt: `2026-12-15T${to}:00:00.000Z`,
    })
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, at(10, 14)))).rejects.toMatchObject(
      { code: 'capacity_taken' },
    )
    expect((await requestBooking(await as(m.member), m.offer.id, asking(m, at(10, 13)))).quantity).toBe(180)
    expect((await left()).bookings).toBe(2)
  })

  test('premises: a lot is named, and taken whole within its dates', async () => {
    const m = await givenMarket({
      kind: 'premises',
      grain: 'month',
      unit: 'm2',
      windows: [],
      tariffMode: 'price',
      referenceCents: 500,
      priceUnit: 'm2_month',
    })
    const a = await capacityOf(m.offer.id)
    const details = JSON.stringify({
      surfaceM2: 40,
      availableFrom: '2027-01-01',
      availableUntil: '2027-12-31',
    })
    await db
      .updateTable('capacities')
      .set({ shape: 'lot', unit: 'piece', details })
      .where('id', '=', a.id)
      .execute()
    const b = await givenCapacity(
      m.cluster,
      m.lender,
      { ...m.offer, unit: 'piece' },
      { shape: 'lot', position: 2 },
    )
    const months = { startsAt: '2026-12-31T23:00:00.000Z', endsAt: '2027-06-30T22:00:00.000Z' }
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m, months))).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: [{ path: 'capacityId', code: 'required' }] },
    })
    const booking = await requestBooking(
      await as(m.member),
      m.offer.id,
      asking(m, { ...months, capacityId: a.id }),
    )
    expect(booking).toMatchObject({ capacityId: a.id, priceCents: 500 * 40 * 6, unit: 'piece' })
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...months, capacityId: a.id })),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    expect(
      (await requestBooking(await as(m.member), m.offer.id, asking(m, { ...months, capacityId: b.id })))
        .capacityId,
    ).toBe(b.id)
    const beyond = { startsAt: '2027-06-30T22:00:00.000Z', endsAt: '2028-01-31T23:00:00.000Z' }
    await expect(
      requestBooking(await as(m.member), m.offer.id, asking(m, { ...beyond, capacityId: a.id })),
    ).rejects.toMatchObject({ code: 'outside_opening_hours' })
  })
})

describe('what is refused leaves no row and no event', () => {
  const cases: [
    string,
    (m: Market) => Partial<BookingInput> | Promise<Partial<BookingInput>>,
    object,
    Parameters<typeof givenMarket>[0]?,
  ][] = [
    [
      'an end before the start',
      () => ({ endsAt: TUESDAY.startsAt }),
      { code: 'invalid', details: { fields: [{ path: 'endsAt', code: 'end_before_start' }] } },
    ],
    [
      'a time gone by',
      () => ({ startsAt: '2026-11-20T13:00:00.000Z', endsAt: '2026-11-20T15:00:00.000Z' }),
      { code: 'in_the_past' },
    ],
    [
      'three years ahead',
      () => ({ startsAt: '2029-12-04T13:00:00.000Z', endsAt: '2029-12-04T15:00:00.000Z' }),
      { code: 'invalid', details: { fields: [{ path: 'startsAt', code: 'too_far_ahead' }] } },
    ],
    ['the year 9999', () => ({ endsAt: '9999-12-31T23:59:00.000Z' }), { code: 'invalid' }],
    [
      'half minutes',
      () => ({ startsAt: '2026-12-08T13:00:30.000Z' }),
      { code: 'invalid', details: { fields: [{ path: 'startsAt', code: 'not_whole_minute' }] } },
    ],
    [
      'more than there is',
      () => ({ quantity: 2 }),
      { code: 'invalid', details: { fields: [{ path: 'quantity', code: 'too_big', params: { max: 1 } }] } },
    ],
    ['nothing at all', () => ({ quantity: 0 }), { code: 'invalid' }],
    [
      'a note without end',
      () => ({ note: 'a'.repeat(1001) }),
      { code: 'invalid', details: { fields: [{ path: 'note', code: 'too_long', params: { max: 1000 } }] } },
    ],
    [
      'Sunday, when it is closed',
      () => ({ startsAt: '2026-12-13T13:00:00.000Z', endsAt: '2026-12-13T15:00:00.000Z' }),
      { code: 'outside_opening_hours' },
    ],
    [
      'an hour after closing',
      () => ({ startsAt: '2026-12-08T18:00:00.000Z', endsAt: '2026-12-08T20:00:00.000Z' }),
      { code: 'outside_opening_hours' },
    ],
    [
      'half a day by the day',
      () => ({}),
      {
        code: 'invalid',
        details: {
          fields: [
            { path: 'startsAt', code: 'not_whole_day' },
            { path: 'endsAt', code: 'not_whole_day' },
          ],
        },
      },
      { grain: 'day' },
    ],
    [
      'a tariff the offer has not',
      () => ({ tariff: 'support' }),
      { code: 'invalid', details: { fields: [{ path: 'tariff', code: 'not_a_choice' }] } },
    ],
    [
      'another offer’s capacity',
      async (m) => ({ capacityId: (await capacityOf((await givenListing(m.cluster, m.lender)).id)).id }),
      { code: 'invalid', details: { fields: [{ path: 'capacityId', code: 'not_a_choice' }] } },
    ],
    [
      'somebody else’s need',
      async (m) => ({ needId: (await givenListing(m.cluster, m.lender, { direction: 'need' })).id }),
      { code: 'invalid', details: { fields: [{ path: 'needId', code: 'not_a_choice' }] } },
    ],
    [
      'an organisation one is not of',
      async (m) => ({ organisationId: (await givenOrganisation(m.cluster)).id }),
      { code: 'not_member' },
    ],
    [
      'acting for a member without coordinating',
      (m) => ({ onBehalfOf: m.member.memberId }),
      { code: 'not_coordinator' },
    ],
    ['a draft, which is not theirs to see', () => ({}), { code: 'not_found' }, { status: 'draft' }],
    ['a paused offer', () => ({}), { code: 'listing_not_open' }, { status: 'paused' }],
    ['a lapsed offer', () => ({}), { code: 'listing_not_open' }, { expiresAt: '2026-11-21T08:00:00.000Z' }],
    [
      'a hidden offer, which is not theirs to see',
      () => ({}),
      { code: 'not_found' },
      { hiddenReason: 'Signalée' },
    ],
    [
      'dangerous waste',
      () => ({}),
      { code: 'hazardous_needs_slip' },
      { kind: 'waste', details: { hazardous: true } },
    ],
  ]
  for (const [name, more, refusal, listing] of cases)
    test(name, async () => {
      const m = await givenMarket(listing)
      const wanted = asking(m, await more(m))
      const before = await left()
      await expect(requestBooking(await as(m.member), m.offer.id, wanted)).rejects.toMatchObject(refusal)
      expect(await left()).toEqual(before)
    })

  test('one’s own offer', async () => {
    const m = await givenMarket()
    await expect(
      requestBooking(await as(m.answerer), m.offer.id, asking(m, { organisationId: m.lender.id })),
    ).rejects.toMatchObject({ code: 'own_offer' })
  })

  test('nobody signed in, a stranger, a suspended organisation, a need', async () => {
    const m = await givenMarket()
    await expect(requestBooking(await as(null), m.offer.id, asking(m))).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    const elsewhere = await givenCluster()
    const foreign = await givenOrganisation(elsewhere)
    const stranger = await givenMember(foreign)
    await expect(
      requestBooking(await as(stranger), m.offer.id, asking(m, { organisationId: foreign.id })),
    ).rejects.toMatchObject({ code: 'not_member' })
    const private_ = await givenListing(m.cluster, m.lender, { visibility: 'cluster' })
    await expect(
      requestBooking(await as(stranger), private_.id, asking(m, { organisationId: foreign.id })),
    ).rejects.toMatchObject({ code: 'not_found' })
    const suspended = await givenOrganisation(elsewhere)
    await givenAffiliation(m.cluster, suspended, { status: 'suspended' })
    const theirs = await givenMember(suspended)
    await expect(
      requestBooking(await as(theirs), m.offer.id, asking(m, { organisationId: suspended.id })),
    ).rejects.toMatchObject({ code: 'organisation_suspended' })
    const need = await givenListing(m.cluster, m.lender, { direction: 'need' })
    await expect(requestBooking(await as(m.member), need.id, asking(m))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(requestBooking(await as(m.member), 'ofr_nothing', asking(m))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
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
