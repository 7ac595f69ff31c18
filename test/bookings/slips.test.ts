import { describe, expect, test } from 'vitest'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { completeBooking } from '../../worker/bookings/commands/completeBooking'
import { enterSlip } from '../../worker/bookings/commands/enterSlip'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { isSlipNumber } from '../../worker/bookings/rulesOfSlips'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { duplicateListing } from '../../worker/listings/commands/duplicateListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { listingById } from '../../worker/listings/queries'
import { as, db, eventsOf } from '../support/given'
import { bookingRow, givenBooking, givenMarket, RUNNING } from '../handovers/lent'

const SLIP = 'BSD-20261121-ABC123XYZ'
const details = { materialStatus: 'waste', lowCode: '080111', hazardous: true }
const givenPaint = (more: object = {}) =>
  givenMarket({
    ...more,
    kind: 'waste',
    unit: 'kg',
    quantity: 300,
    grain: 'stock',
    title: 'Restes de peinture',
    details,
  })
const slips = () => db.selectFrom('slips').select(['bookingId', 'number', 'version']).execute()
const TAKEN = { startsAt: '2026-12-07T23:00:00.000Z', endsAt: '2026-12-08T23:00:00.000Z', quantity: 20 }

test('numbers of slips', () => {
  for (const good of [SLIP, 'BSDA-20250101-0123ABCDE', 'DASRI-20260228-AAAAAAAAA', 'BSDI/2026/00417'])
    expect([good, isSlipNumber(good)]).toEqual([good, true])
  for (const bad of [
    '',
    'BSD',
    'BSD-20261121',
    'BSD-20261321-ABC123XYZ',
    'BSD-20261121-ABC',
    'AUCUN-BORDEREAU',
    '12345',
  ])
    expect([bad, isSlipNumber(bad)]).toEqual([bad, false])
})

describe('taking hazardous waste', () => {
  test('may wait for its slip while it is asked for, and is agreed with it only', async () => {
    const m = await givenPaint()
    const asked = { organisationId: m.borrower.id, ...TAKEN }
    const b = await requestBooking(await as(m.member), m.offer.id, asked)
    expect(b).toMatchObject({ status: 'requested', hazardous: 1, slip: null })
    const before = await eventsOf(b.id)
    await expect(confirmBooking(await as(m.answerer), b.id)).rejects.toMatchObject({
      code: 'hazardous_needs_slip',
    })
    expect([(await bookingRow(b.id)).status, await eventsOf(b.id)]).toEqual(['requested', before])
    await enterSlip(await as(m.member), b.id, { number: SLIP })
    expect(await confirmBooking(await as(m.answerer), b.id)).toMatchObject({
      status: 'confirmed',
      slip: SLIP,
    })
  })

  test('that is agreed at once is booked with the number of its slip', async () => {
    const m = await givenPaint({ instantFor: 'everyone' })
    const asked = { organisationId: m.borrower.id, ...TAKEN }
    await expect(requestBooking(await as(m.member), m.offer.id, asked)).rejects.toMatchObject({
      code: 'hazardous_needs_slip',
    })
    await expect(
      requestBooking(await as(m.member), m.offer.id, { ...asked, slipNumber: 'bientôt' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: [{ path: 'slipNumber', code: 'not_slip' }] },
    })
    expect(await db.selectFrom('bookings').select('id').execute()).toEqual([])
    const booking = await requestBooking(await as(m.member), m.offer.id, {
      ...asked,
      slipNumber: ` ${SLIP.toLowerCase()} `,
    })
    expect(booking).toMatchObject({ hazardous: 1, slip: SLIP })
  })

  test('what is harmless needs none, and keeps none', async () => {
    const m = await givenMarket({
      kind: 'waste',
      unit: 'kg',
      quantity: 300,
      grain: 'stock',
      details: { lowCode: '030105' },
    })
    const b = await requestBooking(await as(m.member), m.offer.id, {
      organisationId: m.borrower.id,
      ...TAKEN,
      slipNumber: SLIP,
    })
    expect(b).toMatchObject({ hazardous: 0, slip: null })
  })
})

describe('without a slip nothing is handed over', () => {
  const running = async () => {
    const m = await givenPaint()
    return { m, b: await givenBooking(m, { ...RUNNING, quantity: 20 }) }
  }

  test('not by noting it, from either side; with one it is', async () => {
    const { m, b } = await running()
    for (const who of [m.answerer, m.member])
      await expect(noteHandover(await as(who), b.id, { step: 'pick_up' })).rejects.toMatchObject({
        code: 'hazardous_needs_slip',
      })
    expect(await db.selectFrom('handovers').selectAll().execute()).toEqual([])
    await enterSlip(await as(m.answerer), b.id, { number: SLIP })
    expect(await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })).toMatchObject({
      step: 'pick_up',
    })
  })

  test('not by ending it early', async () => {
    const { m, b } = await running()
    await expect(completeBooking(await as(m.member), b.id)).rejects.toMatchObject({
      code: 'hazardous_needs_slip',
    })
    expect(await bookingRow(b.id)).toMatchObject({ status: 'in_use', version: 1 })
  })

  test('not by the clock: it waits for the slip, begins with it, and comes to nothing without', async () => {
    const m = await givenPaint()
    const [waiting, late] = [
      await givenBooking(m, { ...RUNNING, status: 'confirmed' }),
      await givenBooking(m, { ...RUNNING, status: 'confirmed' }),
    ]
    const ctx = await as(null)
    expect(await passBookings(ctx)).toBe(0)
    await enterSlip(await as(m.member), waiting.id, { number: SLIP })
    expect(await passBookings(ctx)).toBe(1)
    expect(await bookingRow(waiting.id)).toMatchObject({ status: 'in_use' })
    await passBookings(await as(null, { now: '2026-11-21T15:01:00.000Z' }))
    expect(await bookingRow(waiting.id)).toMatchObject({ status: 'completed' })
    expect(await bookingRow(late.id)).toMatchObject({ status: 'cancelled' })
  })

  test('not by taking the slip away afterwards', async () => {
    const { m, b } = await running()
    await enterSlip(await as(m.answerer), b.id, { number: SLIP })
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await expect(db.deleteFrom('slips').where('bookingId', '=', b.id).execute()).rejects.toThrow(
      /hazardous_needs_slip/,
    )
  })
})

describe('entering a slip', () => {
  test('is told once, and put right by another number', async () => {
    const m = await givenPaint()
    const b = await givenBooking(m, { status: 'confirmed' })
    await enterSlip(await as(m.member), b.id, { number: SLIP })
    await enterSlip(await as(m.member), b.id, { number: SLIP })
    await enterSlip(await as(m.coordinator), b.id, { number: 'BSD-20261122-ABC123XYZ' })
    expect(await slips()).toEqual([{ bookingId: b.id, number: 'BSD-20261122-ABC123XYZ', version: 2 }])
    expect((await eventsOf(b.id)).map((e) => [e.type, e.subjectVersion])).toEqual([
      ['slip.entered', 1],
      ['slip.entered', 2],
    ])
  })

  test('refused: a stranger, what is no waste, what came to nothing', async () => {
    const m = await givenPaint()
    const [b, gone] = [await givenBooking(m), await givenBooking(m, { status: 'cancelled' })]
    const other = await givenMarket()
    const room = await givenBooking(other)
    const enter = async (who: { id: string }, id: string) => enterSlip(await as(who), id, { number: SLIP })
    await expect(enter(other.member, b.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(enter(m.member, gone.id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
    await expect(enter(other.member, room.id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
    expect(await slips()).toEqual([])
    expect(await eventsOf(b.id)).toEqual([])
  })
})

describe('hazardous waste stays hazardous', () => {
  test('by a harmless code, by no code, by other answers: an edit changes the words and not that', async () => {
    const m = await givenPaint()
    for (const given of [
      { lowCode: '080112' },
      { hazardous: false },
      { declaredHazardous: false, pop: false },
    ])
      await editListing(await as(m.answerer), m.offer.id, { details: given })
    const { details: kept } = await db
      .selectFrom('listings')
      .select('details')
      .where('id', '=', m.offer.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(kept)).toMatchObject({ lowCode: '080112', hazardous: true })
  })

  test('and the database refuses it to whatever goes round the command', async () => {
    const m = await givenPaint()
    const set = (to: object) =>
      db
        .updateTable('listings')
        .set({ details: JSON.stringify(to) })
        .where('id', '=', m.offer.id)
        .execute()
    await expect(set({ ...details, hazardous: false })).rejects.toThrow(/hazard_kept/)
    await expect(set({})).rejects.toThrow(/hazard_kept/)
  })

  test('a copy of what was named otherwise is as hazardous', async () => {
    const m = await givenPaint()
    const ctx = await as(m.answerer)
    await editListing(ctx, m.offer.id, { details: { lowCode: '030105' } })
    const copy = await listingById(ctx, await duplicateListing(ctx, m.offer.id))
    expect(copy?.details).toMatchObject({ lowCode: '030105', hazardous: true, declaredHazardous: true })
  })

  test('declared, or with persistent organic pollutants, it is hazardous whatever its code says', async () => {
    for (const given of [{ declaredHazardous: true }, { pop: true }]) {
      const m = await givenMarket({
        kind: 'waste',
        unit: 'kg',
        grain: 'stock',
        details: { materialStatus: 'waste', lowCode: '030105' },
      })
      await editListing(await as(m.answerer), m.offer.id, { details: given })
      const row = await db
        .selectFrom('listings')
        .select('details')
        .where('id', '=', m.offer.id)
        .executeTakeFirstOrThrow()
      expect(JSON.parse(row.details)).toMatchObject({ hazardous: true })
    }
  })
})
