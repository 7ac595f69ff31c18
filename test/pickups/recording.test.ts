import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { enterSlip } from '../../worker/bookings/commands/enterSlip'
import { cancelRound } from '../../worker/pickups/commands/cancelRound'
import { recordStop } from '../../worker/pickups/commands/recordStop'
import type { RecordInput } from '../../worker/pickups/input'
import { as, db, eventTypes, givenMember, NOW } from '../support/given'
import { random } from '../support/random'
import { givenPickups, givenRound, handedOver, key, linesOf, stateOf } from './market'

const collected = (quantity: number, more: Partial<RecordInput> = {}): RecordInput => ({
  ...{ key: key(), outcome: 'collected', quantity },
  ...more,
})

describe('what was found at a stop', () => {
  test('is written with its measured quantity, and noted as the hand-over of the booking', async () => {
    const { ctx, stops } = await givenRound(await givenPickups())
    const stop = await recordStop(ctx, stops[0]?.id ?? '', collected(97, { at: '2026-11-21T07:40:00+00:00' }))
    expect(stop).toMatchObject({ outcome: 'collected', quantity: 97, happenedAt: '2026-11-21T07:40:00.000Z' })
    expect(await handedOver(stop.bookingId)).toMatchObject([
      { step: 'pick_up', side: 'borrower', quantity: 97 },
    ])
    expect((await eventTypes()).slice(-2)).toEqual(['pickup_stop.recorded', 'handover.noted'])
    // A collection ends with its window, so that its quantity is not offered again meanwhile.
    expect(await stateOf(stop.bookingId)).toBe('in_use')
  })

  test('of a stock, it ends the booking', async () => {
    const p = await givenPickups()
    await db.updateTable('listings').set({ grain: 'stock' }).where('id', '=', p.near.offer.id).execute()
    const { ctx, stops } = await givenRound(p)
    await recordStop(ctx, stops[0]?.id ?? '', collected(120))
    expect(await stateOf(p.near.booking.id)).toBe('completed')
  })

  test('that was refused, or where nobody was, hands nothing over', async () => {
    const p = await givenPickups()
    const { ctx, stops } = await givenRound(p)
    const [near, middle] = stops
    await recordStop(ctx, near?.id ?? '', { key: key(), outcome: 'refused', reason: 'Mouillé' })
    await recordStop(ctx, middle?.id ?? '', { key: key(), outcome: 'nobody' })
    expect(await handedOver(p.near.booking.id)).toMatchObject([{ quantity: 0, note: 'Mouillé' }])
    expect(await handedOver(p.middle.booking.id)).toMatchObject([{ quantity: 0 }])
  })

  test('sent again with its key is answered the same and written once, also by two at once', async () => {
    const { ctx, stops, round } = await givenRound(await givenPickups())
    const id = stops[0]?.id ?? ''
    const said = collected(97)
    const first = await recordStop(ctx, id, said)
    expect(await recordStop(ctx, id, said)).toEqual(first)
    const other = collected(80)
    const at = stops[1]?.id ?? ''
    const both = await Promise.all([
      recordStop(await as({ id: ctx.actor?.personId ?? '' }), at, other),
      recordStop(await as({ id: ctx.actor?.personId ?? '' }), at, other),
    ])
    expect(both.map((s) => s.quantity)).toEqual([80, 80])
    expect(await linesOf(id)).toHaveLength(1)
    expect(await linesOf(at)).toHaveLength(1)
    expect(await handedOver(first.bookingId)).toHaveLength(1)
    expect(await handedOver(both[0].bookingId)).toHaveLength(1)
    expect(round.status).toBe('open')
  })

  test('is put right by a record that names it; both lines stay', async () => {
    const { ctx, stops } = await givenRound(await givenPickups())
    const id = stops[0]?.id ?? ''
    const [a, b] = [collected(97), collected(79)]
    await recordStop(ctx, id, a)
    const stop = await recordStop(ctx, id, { ...b, replaces: [a.key] })
    expect(stop.quantity).toBe(79)
    expect((await linesOf(id)).map((l) => [l.number, l.quantity])).toEqual([
      [1, 97],
      [2, 79],
    ])
    const lines = await handedOver(stop.bookingId)
    expect(lines.map((l) => l.quantity)).toEqual([97, 79])
    expect(lines[1]?.corrects).not.toBeNull()
  })

  test('arrives in any order: what was put right does not come back', async () => {
    const { ctx, stops } = await givenRound(await givenPickups())
    const id = stops[0]?.id ?? ''
    const [a, b] = [collected(97), collected(79)]
    await recordStop(ctx, id, { ...b, replaces: [a.key] })
    expect((await recordStop(ctx, id, a)).quantity).toBe(79)
    expect(await linesOf(id)).toHaveLength(1)
  })

  test('by another phone meanwhile, is told with what stands, and nothing is overwritten', async () => {
    const p = await givenPickups()
    const { ctx, stops } = await givenRound(p)
    const id = stops[0]?.id ?? ''
    await recordStop(ctx, id, collected(97))
    const other = await as(await givenMember(p.m.borrower))
    await expect(recordStop(other, id, collected(12))).rejects.toMatchObject({
      ...{ code: 'already_exists', details: { recorded: { outcome: 'collected', quantity: 97 } } },
    })
    expect(await linesOf(id)).toHaveLength(1)
  })

  test('is one record whatever comes, how often and in which order', async () => {
    const p = await givenPickups()
    const { ctx, stops } = await givenRound(p)
    const { next } = random(21)
    for (const stop of stops) {
      // A phone that changes its mind three times: each record names the one before.
      const said = [90, 91, 92].map((n) => collected(n))
      const chain = said.map((one, i) => ({ ...one, replaces: said.slice(0, i).map((s) => s.key) }))
      const sent = [...chain, ...chain, ...chain].sort(() => next() - 0.5)
      for (const one of sent) await recordStop(ctx, stop.id, one)
      const lines = await linesOf(stop.id)
      expect(new Set(lines.map((l) => l.key)).size).toBe(lines.length)
      const row = await db
        .selectFrom('pickupStops')
        .select(['quantity', 'recordKey'])
        .where('id', '=', stop.id)
        .executeTakeFirstOrThrow()
      const last = lines.at(-1)
      expect([row.quantity, row.recordKey]).toEqual([92, last?.key])
      const handed = await handedOver(stop.bookingId)
      expect(handed.at(-1)?.quantity).toBe(row.quantity)
      expect(handed.filter((h) => h.corrects === null)).toHaveLength(1)
    }
  })

  test('is refused in words: nothing typed, no reason, far from what was promised, a key that is none', async () => {
    const { ctx, stops } = await givenRound(await givenPickups())
    const id = stops[0]?.id ?? ''
    const wrong = async (input: object) =>
      recordStop(ctx, id, { key: key(), ...input } as RecordInput).then(
        () => 'done',
        (error) => (error as { details: { fields: { path: string; code: string }[] } }).details.fields[0],
      )
    expect(await wrong({ outcome: 'collected' })).toMatchObject({ path: 'quantity', code: 'required' })
    expect(await wrong({ outcome: 'collected', quantity: -3 })).toMatchObject({
      path: 'quantity',
      code: 'too_small',
    })
    expect(await wrong({ outcome: 'collected', quantity: 0 })).toMatchObject({
      path: 'quantity',
      code: 'too_small',
    })
    expect(await wrong({ outcome: 'collected', quantity: 97_000 })).toMatchObject({
      code: 'far_from_promised',
    })
    expect(await wrong({ outcome: 'refused' })).toMatchObject({ path: 'reason', code: 'required' })
    expect(await wrong({ outcome: 'lost' })).toMatchObject({ path: 'outcome' })
    expect(await wrong({ outcome: 'nobody', key: 'a b' })).toMatchObject({ path: 'key' })
    expect(await linesOf(id)).toEqual([])
    expect((await recordStop(ctx, id, collected(97_000, { sure: true }))).quantity).toBe(97_000)
  })

  test('of a phone whose clock is ahead counts from its arrival', async () => {
    const { ctx, stops } = await givenRound(await givenPickups())
    const stop = await recordStop(ctx, stops[0]?.id ?? '', collected(97, { at: '2026-11-25T07:40:00Z' }))
    expect(stop.happenedAt).toBe(NOW)
  })

  test('is refused where the round or the booking was given up, and to who does not drive', async () => {
    const p = await givenPickups()
    const { ctx, id, stops } = await givenRound(p)
    const stop = stops[0]?.id ?? ''
    for (const who of [p.m.answerer, await givenMember(p.near.lender)])
      await expect(recordStop(await as(who), stop, collected(97))).rejects.toMatchObject({
        code: 'not_found',
      })
    await db
      .updateTable('bookings')
      .set({ status: 'confirmed', startsAt: '2026-11-21T10:00:00.000Z' })
      .where('id', '=', p.near.booking.id)
      .execute()
    await cancelBooking(ctx, p.near.booking.id)
    await expect(recordStop(ctx, stop, collected(97))).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    await cancelRound(ctx, id)
    const other = stops[1]?.id ?? ''
    await expect(recordStop(ctx, other, collected(97))).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    expect(await linesOf(stop)).toEqual([])
  })
})

describe('hazardous waste', () => {
  test('is not loaded without the number of its slip, by the command and by the database; it stays in the list', async () => {
    const p = await givenPickups({ hazardous: true, lowCode: '200121' })
    await db
      .updateTable('bookings')
      .set({ status: 'confirmed' })
      .where('listingId', '=', p.near.offer.id)
      .execute()
    const { ctx, stops } = await givenRound(p)
    const stop = stops.find((s) => s.bookingId === p.near.booking.id)
    const said = collected(97)
    await expect(recordStop(ctx, stop?.id ?? '', said)).rejects.toMatchObject({
      code: 'hazardous_needs_slip',
    })
    await expect(
      db
        .updateTable('pickupStops')
        .set({ outcome: 'collected', quantity: 97, recordKey: said.key, happenedAt: NOW })
        .where('id', '=', stop?.id ?? '')
        .execute(),
    ).rejects.toThrow('hazardous_needs_slip')
    expect((await recordStop(ctx, stop?.id ?? '', { key: key(), outcome: 'nobody' })).outcome).toBe('nobody')
    await enterSlip(ctx, p.middle.booking.id, { number: 'BSD-20261121-ABC123XYZ' })
    const other = stops.find((s) => s.bookingId === p.middle.booking.id)
    expect((await recordStop(ctx, other?.id ?? '', collected(97))).quantity).toBe(97)
  })
})
