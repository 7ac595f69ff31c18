import { describe, expect, test } from 'vitest'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { enterSlip } from '../../worker/bookings/commands/enterSlip'

import { passBookings } from '../../worker/bookings/commands/passBookings'
import { passRemainders } from '../../worker/cascades/commands/passRemainders'
import { takeRemainder } from '../../worker/cascades/commands/takeRemainder'

import { closeCollections } from '../../worker/streams/commands/closeCollections'

import { recordEnd } from '../../worker/streams/commands/recordEnd'

import { ledgerOf, looseEnds, reliability } from '../../worker/streams/queries'
import { FRIDAY, givenStream, givenTaker, offered, remainderOf } from '../cascades/stream'

import { as, bindings, db } from '../support/given'

import { AFTER, all, balance, booked, code, DURING, field, indexed, noted, SLIP } from './told'

describe('what arrives differs from what was promised', () => {
  test('both are kept; what was refused goes on by itself to the next, with a deadline, never back to who refused it', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    const next = await givenTaker(m, 'Seconde', 100, { status: 'dismissed' })
    await indexed(first, next)
    const booking = await booked(m, first, 200)
    await noted(m, booking.id, {
      ...{ quantity: 150, measure: 'weighed', refusedQuantity: 30, refusedReason: 'contaminated' },
    })
    await all()
    expect(await balance(m)).toMatchObject({
      promised: 200,
      collected: 150,
      refused: 30,
      lapsed: 20,
      awaited: 0,
    })
    const child = await db
      .selectFrom('listings')
      .selectAll()
      .where('title', 'like', 'Reste%')
      .executeTakeFirstOrThrow()
    expect(child).toMatchObject({ status: 'published', quantity: 30, grain: 'stock', unit: 'kg' })
    expect(child.organisationId).toBe(m.lender.id)
    expect((await offered()).filter((line) => line.includes(' 30 '))).toEqual(['Seconde 30 offered'])
    expect(await balance(m, child.id)).toMatchObject({ promised: 30, awaited: 30 })
    // What happened once is there once, however often it is told.
    await all()
    expect(await db.selectFrom('streamEnds').selectAll().execute()).toHaveLength(1)
    const taken = await takeRemainder(await as(next.person, { now: DURING }), await remainderOf(next), {
      ...{ startsAt: '2026-11-28T08:00:00.000Z', endsAt: '2026-11-28T09:00:00.000Z' },
    })
    await confirmBooking(await as(m.answerer, { now: DURING }), taken.id)
    await all()
    expect(await balance(m, child.id)).toMatchObject({ promised: 30, awaited: 30, refused: 0 })
  })

  test('what nobody takes is shown to the coordinator; the recycler is its last end, and closes its offer', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    const booking = await booked(m, first, 200)
    await noted(m, booking.id, { quantity: 190, refusedQuantity: 10, refusedReason: 'other' })
    await all()
    await passRemainders(await as(null, { now: AFTER }))
    const { items } = await looseEnds(await as(m.coordinator, { now: AFTER }), m.cluster.id)
    items.sort((a, b) => b.inHand - a.inHand)
    expect(items.map((b) => [b.inHand, b.awaited, b.leftoverOf])).toEqual([
      [190, 0, null],
      [0, 10, m.offer.id],
    ])
    const rest = items[1]?.id ?? ''
    const coordinator = await as(m.coordinator, { now: AFTER })
    await recordEnd(coordinator, rest, { act: 'outlet', quantity: 10, toName: 'Recyclerie du Port' })
    await all(AFTER)
    const child = items[1]?.listingId ?? ''
    expect(await balance(m, child)).toMatchObject({
      promised: 10,
      collected: 10,
      outlet: 10,
      lapsed: 0,
      awaited: 0,
    })
    expect(
      await db.selectFrom('listings').select('status').where('id', '=', child).executeTakeFirst(),
    ).toEqual({
      status: 'closed',
    })
    const taker = await as(first.person, { now: AFTER })
    await recordEnd(taker, items[0]?.id ?? '', { act: 'used', quantity: 190 })
    expect((await looseEnds(coordinator, m.cluster.id)).items).toEqual([])
  })

  test('a correction says why, and stays beside the first line; far from the promise is asked about; units are one', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    const booking = await booked(m, first, 200)
    await expect(noted(m, booking.id, { quantity: 200_000 })).rejects.toMatchObject(
      field('sure', 'far_from_promised'),
    )
    await expect(noted(m, booking.id, { quantity: -3 })).rejects.toMatchObject(field('quantity', 'too_small'))
    await expect(noted(m, booking.id, { quantity: 3, unit: 'piece' })).rejects.toMatchObject(
      field('quantity', 'wrong_unit'),
    )
    await expect(noted(m, booking.id, { refusedQuantity: 3 })).rejects.toMatchObject(
      field('refusedReason', 'required'),
    )
    await all()
    const line = await noted(m, booking.id, { quantity: 180 })
    await all()
    await expect(noted(m, booking.id, { quantity: 160, corrects: line.id })).rejects.toMatchObject(
      field('note', 'reason_needed'),
    )
    await noted(m, booking.id, { quantity: 160, corrects: line.id, note: 'Tare oubliée' })
    await all()
    expect(await balance(m)).toMatchObject({ promised: 200, collected: 160, lapsed: 40 })
    const { items } = await ledgerOf(await as(m.answerer), m.offer.id, {})
    expect(items.map((e) => `${e.fromAccount} ${e.toAccount} ${e.quantity}`).reverse()).toEqual([
      'said awaited 200',
      'awaited in_hand 180',
      'awaited missing 20',
      'in_hand missing 20',
    ])
  })

  test('the reliability of a stream is said from three hand-overs on', async () => {
    const m = await givenStream()
    for (const [i, quantity] of [100, 60, 150].entries()) {
      const t = await givenTaker(m, `T${i}`, 300)
      const b = await booked(m, t, 100)
      await noted(m, b.id, { quantity })
      const { percent, handovers } = await reliability(await as(null), m.offer.id)
      expect([percent, handovers]).toEqual(i < 2 ? [null, i + 1] : [87, 3])
    }
  })
})

describe('a collection that is over', () => {
  test('what nobody booked of it lapsed; what is closed or paused was not promised', async () => {
    const m = await givenStream()
    const t = await givenTaker(m, 'Atelier', 300)
    await booked(m, t, 200)
    await db
      .insertInto('streamLooks')
      .values({ listingId: m.offer.id, lookedUntil: '2026-11-21T08:00:00.000Z', nextAt: FRIDAY.endsAt })
      .execute()
    expect(await closeCollections(await as(null, { now: DURING }))).toBe(0)
    await passBookings(await as(null, { now: AFTER }))
    await passBookings(await as(null, { now: AFTER }))
    expect(await closeCollections(await as(null, { now: AFTER }))).toBe(1)
    expect(await closeCollections(await as(null, { now: AFTER }))).toBe(0)
    await all(AFTER)
    expect(await balance(m)).toMatchObject({
      promised: 500,
      collected: 200,
      lapsed: 300,
      awaited: 0,
      loose: 300,
    })
    // The recycler collects it from its giver.
    const [rest] = (await looseEnds(await as(m.coordinator), m.cluster.id)).items.filter(
      (b) => b.bookingId === null,
    )
    await recordEnd(await as(m.answerer, { now: AFTER }), rest?.id ?? '', {
      act: 'outlet',
      quantity: 300,
      toName: 'Tri Nord',
    })
    expect(await balance(m)).toMatchObject({
      promised: 500,
      collected: 500,
      lapsed: 0,
      outlet: 300,
      inHand: 200,
      loose: 0,
    })
  })
})

describe('hazardous waste', () => {
  test('goes on as hazardous, and leaves no hand without its slip', async () => {
    const m = await givenStream({ details: { materialStatus: 'waste', lowCode: '080111', hazardous: true } })
    const first = await givenTaker(m, 'Première', 300, { details: { lowCode: '080111' } })
    const next = await givenTaker(m, 'Seconde', 100, { details: { lowCode: '080111' }, status: 'dismissed' })
    await indexed(first, next)
    const booking = await booked(m, first, 100, { slipNumber: SLIP })
    await noted(m, booking.id, { quantity: 60, refusedQuantity: 40, refusedReason: 'other' })
    await all()
    const child = await db
      .selectFrom('listings')
      .selectAll()
      .where('title', 'like', 'Reste%')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(child.details)).toMatchObject({ hazardous: true })
    const at = { startsAt: '2026-11-28T08:00:00.000Z', endsAt: '2026-11-28T09:00:00.000Z' }
    const who = await as(next.person, { now: DURING })
    const going = await takeRemainder(who, await remainderOf(next), at)
    expect(going).toMatchObject({ quantity: 40, status: 'requested', slip: null })
    const giver = await as(m.answerer, { now: DURING })
    await expect(confirmBooking(giver, going.id)).rejects.toEqual(code('hazardous_needs_slip'))
    await enterSlip(who, going.id, { number: SLIP })
    expect(await confirmBooking(giver, going.id)).toMatchObject({ status: 'confirmed', slip: SLIP })
    const batch = await db
      .selectFrom('streamBatches')
      .selectAll()
      .where('bookingId', '=', booking.id)
      .executeTakeFirstOrThrow()
    const taker = await as(first.person, { now: AFTER })
    const out = { act: 'outlet' as const, quantity: 10, toName: 'Centre agréé' }
    await expect(recordEnd(taker, batch.id, out)).rejects.toEqual(code('hazardous_needs_slip'))
    expect(await recordEnd(taker, batch.id, { ...out, slipNumber: SLIP })).toMatchObject({
      outlet: 10,
      inHand: 50,
    })
    // Round the command: the database refuses it as well.
    await expect(
      bindings.DB.prepare(
        `INSERT INTO stream_ends (id, cluster_id, listing_id, batch_id, act, from_account, quantity, to_name, happened_on, noted_by, last_event_id, created_at)
         SELECT 'end_x', cluster_id, listing_id, id, 'outlet', 'in_hand', 5, 'X', '2026-11-27', 'per_x', 'evt_x', created_at FROM stream_batches WHERE id = ?`,
      )
        .bind(batch.id)
        .run(),
    ).rejects.toThrow('maillage:hazardous_needs_slip')
  })
})
