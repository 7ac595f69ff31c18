import { describe, expect, test } from 'vitest'

import { correctEnd } from '../../worker/streams/commands/correctEnd'
import { offerOnRest } from '../../worker/streams/commands/offerOnRest'
import { recordEnd } from '../../worker/streams/commands/recordEnd'
import { keepBookings } from '../../worker/streams/keeping'

import { givenStream, givenTaker } from '../cascades/stream'

import { as, bindings, db, eventsOf, givenMember, givenOrganisation } from '../support/given'

import { AFTER, all, balance, booked, code, field, noted } from './told'

describe('what became of it', () => {
  async function collected(quantity = 100) {
    const m = await givenStream()
    const t = await givenTaker(m, 'Atelier', 300)
    const booking = await booked(m, t, quantity)
    await noted(m, booking.id, { quantity })
    await all()
    const batch = await db
      .selectFrom('streamBatches')
      .selectAll()
      .where('bookingId', '=', booking.id)
      .executeTakeFirstOrThrow()
    return { m, t, booking, batch, taker: await as(t.person, { now: AFTER }) }
  }

  test('is noted by its taker, never more than is in hand, and put right by another line', async () => {
    const { m, batch, taker } = await collected()
    const used = await recordEnd(taker, batch.id, { act: 'used', quantity: 60 })
    expect(used).toMatchObject({ inHand: 40, used: 60 })
    await expect(recordEnd(taker, batch.id, { act: 'used', quantity: 41 })).rejects.toMatchObject(
      field('quantity', 'more_than_in_hand'),
    )
    await expect(recordEnd(taker, batch.id, { act: 'used', quantity: -1 })).rejects.toMatchObject(
      field('quantity', 'too_small'),
    )
    await expect(
      recordEnd(taker, batch.id, { act: 'used', quantity: 1, unit: 'pallet' }),
    ).rejects.toMatchObject(field('quantity', 'wrong_unit'))
    await expect(recordEnd(taker, batch.id, { act: 'outlet', quantity: 1 })).rejects.toMatchObject(
      field('toName', 'required'),
    )
    const stranger = await givenMember(await givenOrganisation(m.cluster, { name: 'Autre' }))
    await expect(recordEnd(await as(stranger), batch.id, { act: 'used', quantity: 1 })).rejects.toEqual(
      code('not_found'),
    )
    await expect(recordEnd(await as(m.answerer), batch.id, { act: 'used', quantity: 1 })).rejects.toEqual(
      code('forbidden'),
    )
    const [end] = await db.selectFrom('streamEnds').selectAll().execute()
    expect(await correctEnd(taker, end?.id ?? '', { quantity: 20, reason: 'Mal compté' })).toMatchObject({
      inHand: 60,
      used: 40,
    })
    await expect(correctEnd(taker, end?.id ?? '', { quantity: 41, reason: 'Encore' })).rejects.toEqual(
      code('more_than_there'),
    )
    expect(await balance(m)).toMatchObject({ collected: 100, used: 40, inHand: 60, outlet: 0, passedOn: 0 })
    expect((await eventsOf(end?.id)).map((e) => e.type)).toEqual(['stream_end.recorded'])
  })

  test('two who note it at once write no more than there is', async () => {
    const { batch, taker, t } = await collected()
    const other = await as(t.person, { now: AFTER })
    const both = await Promise.allSettled([
      recordEnd(taker, batch.id, { act: 'used', quantity: 70 }),
      recordEnd(other, batch.id, { act: 'passed_on', quantity: 70, toName: 'Voisin' }),
    ])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(
      await db.selectFrom('streamBatches').select(['inHand']).where('id', '=', batch.id).executeTakeFirst(),
    ).toEqual({ inHand: 30 })
  })

  test('what is not used becomes an offer of its taker, and its parent says so', async () => {
    const { m, batch, taker, t } = await collected()
    const offerId = await offerOnRest(taker, batch.id, { quantity: 25 })
    await all(AFTER)
    expect(await balance(m)).toMatchObject({ collected: 100, passedOn: 25, inHand: 75 })
    expect(await balance(m, offerId)).toMatchObject({ promised: 25, awaited: 25 })
    const child = await db
      .selectFrom('listings')
      .selectAll()
      .where('id', '=', offerId)
      .executeTakeFirstOrThrow()
    expect(child.organisationId).toBe(t.organisation.id)
    await expect(offerOnRest(taker, batch.id, { quantity: 76 })).rejects.toMatchObject(
      field('quantity', 'more_than_in_hand'),
    )
  })

  test('the hand-over is not lowered below what has gone, and the lines can not be altered', async () => {
    const { m, booking, batch, taker } = await collected()
    await recordEnd(taker, batch.id, { act: 'used', quantity: 60 })
    const [line] = await db.selectFrom('handovers').selectAll().execute()
    await expect(noted(m, booking.id, { quantity: 59, corrects: line?.id, note: 'Tare' })).rejects.toEqual(
      code('quantity_has_gone'),
    )
    for (const statement of [
      `UPDATE stream_entries SET quantity = 1`,
      `DELETE FROM stream_entries`,
      `UPDATE stream_batches SET in_hand = in_hand + 5, promised = promised + 5`,
      `DELETE FROM stream_ends`,
      `INSERT INTO stream_entries (cluster_id, listing_id, batch_id, from_account, to_account, quantity, created_at)
        SELECT cluster_id, listing_id, id, 'in_hand', 'used', 41, created_at FROM stream_batches`,
    ])
      await expect(bindings.DB.prepare(statement).run()).rejects.toThrow(
        /maillage:(ledger_edited|more_than_there)/,
      )
  })
})

test('what was read before somebody else wrote adds nothing', async () => {
  const m = await givenStream()
  const t = await givenTaker(m, 'Atelier', 300)
  const booking = await booked(m, t, 80)
  const ctx = await as(null)
  const late = {
    ...ctx,
    env: {
      ...bindings,
      DB: {
        prepare: (text: string) => bindings.DB.prepare(text),
        // Between its reading and its writing another message does the same.
        batch: async (statements: D1PreparedStatement[]) => {
          await keepBookings(ctx, [booking.id])
          return bindings.DB.batch(statements)
        },
      } as never,
    },
  }
  await keepBookings(late, [booking.id])
  expect(await db.selectFrom('streamEntries').select('quantity').execute()).toEqual([{ quantity: 80 }])
})
