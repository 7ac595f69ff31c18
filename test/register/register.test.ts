import { describe, expect, test } from 'vitest'
import { completeBooking } from '../../worker/bookings/commands/completeBooking'
import { correctBooking } from '../../worker/bookings/commands/correctBooking'
import { enterSlip } from '../../worker/bookings/commands/enterSlip'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { correctLine } from '../../worker/register/commands/correctLine'
import { linesOf } from '../../worker/register/queries'
import { enterInRegister } from '../../worker/register/reactTo'
import { as, eventsOf, givenMember } from '../support/given'
import { givenMarket } from '../handovers/lent'

import { delivered, SLIP, taken } from './scene'

describe('a line arises', () => {
  test('when the pick-up is noted, once, with what is known and nothing guessed', async () => {
    const { m, b } = await taken()
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up', quantity: 340 })
    await delivered()
    const lines = await linesOf(await as(null), b.id)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      ...{ organisationId: m.lender.id, clusterId: m.cluster.id, shippedOn: '2026-11-21', hazardous: 0 },
      ...{ happened: 1, corrects: null, correctedBy: null, writtenBy: null },
    })
    expect(lines[0]?.cells).toMatchObject({
      ...{ shippedOn: '2026-11-21', wasteName: 'Chutes de bois', wasteCode: '030105', pop: null },
      ...{ quantity: '0.34', quantityUnit: 't', producerName: 'La Fabrique des Quais' },
      ...{ destinationName: 'Les Jardins des Aulnes', carrierName: null, treatmentCode: null },
    })
    expect(lines[0]?.missing).toEqual(
      expect.arrayContaining(['pop', 'carrierName', 'treatmentCode', 'treatmentRank']),
    )
    const written = (await eventsOf()).filter((e) => e.type === 'waste_line.written')
    expect(written).toMatchObject([
      {
        subjectId: lines[0]?.id,
        subjectVersion: 1,
        payload: { bookingId: b.id, lenderId: m.lender.id, happened: 1 },
      },
    ])
  })

  test('when it is completed without being noted; not of what is no waste, and not before', async () => {
    const [{ m, b }, other] = [await taken(), await taken({ materialStatus: 'by_product' })]
    await enterInRegister(await as(null), { type: 'booking.started', subjectId: b.id } as never)
    expect(await linesOf(await as(null), b.id)).toEqual([])
    await completeBooking(await as(m.member), b.id)
    await completeBooking(await as(other.m.member), other.b.id)
    await delivered()
    expect(await linesOf(await as(null), b.id)).toHaveLength(1)
    expect(await linesOf(await as(null), other.b.id)).toEqual([])
  })

  test('two consumers at once write one', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    const [event] = (await eventsOf(b.id)) as [never]
    const ctx = await as(null)
    await Promise.all([enterInRegister(ctx, event), enterInRegister(ctx, event), enterInRegister(ctx, event)])
    expect(await linesOf(ctx, b.id)).toHaveLength(1)
  })
})

describe('what is put right', () => {
  test('at the hand-over is another line; the first stays readable', async () => {
    const { m, b } = await taken()
    const noted = await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await delivered()
    await noteHandover(await as(m.answerer), b.id, {
      ...{ step: 'pick_up', corrects: noted.id, quantity: 200, note: 'Mal lu' },
    })
    await delivered()
    const lines = await linesOf(await as(null), b.id)
    expect(lines.map((l) => [l.cells.quantity, l.correctedBy !== null, l.happened])).toEqual([
      ['0.35', true, 1],
      ['0.2', false, 1],
    ])
  })

  test('to nobody came: nothing left after all; and back again', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    await delivered()
    await correctBooking(await as(m.answerer), b.id)
    await enterInRegister(await as(null), { type: 'booking.no_show', subjectId: b.id } as never)
    await correctBooking(await as(m.answerer), b.id)
    await enterInRegister(await as(null), { type: 'booking.completed', subjectId: b.id } as never)
    await delivered()
    expect((await linesOf(await as(null), b.id)).map((l) => [l.happened, l.correctedBy !== null])).toEqual([
      [1, true],
      [0, true],
      [1, false],
    ])
  })

  test('by people, who tell what was not known; a late event does not undo it', async () => {
    const { m, b } = await taken()
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await delivered()
    const [first] = await linesOf(await as(null), b.id)
    const line = await correctLine(await as(m.answerer), first?.id ?? '', {
      ...{ carrierName: 'Transports du Quai', carrierSiret: '732 829 320 00074', treatmentCode: 'r3' },
      ...{ treatmentRank: 'recycling', quantity: '0,352', pop: 'no', reason: 'pesée au pont' },
    })
    await delivered()
    expect(line).toMatchObject({ corrects: first?.id, reason: 'pesée au pont', writtenBy: m.answerer.id })
    expect(line.cells).toMatchObject({
      ...{
        carrierName: 'Transports du Quai',
        carrierSiret: '73282932000074',
        treatmentCode: 'R3',
        quantity: '0.352',
      },
      wasteName: 'Chutes de bois',
    })
    const lines = await linesOf(await as(null), b.id)
    expect(lines.map((l) => [l.cells.carrierName, l.correctedBy])).toEqual([
      [null, line.id],
      ['Transports du Quai', null],
    ])
    expect((await eventsOf(line.id)).map((e) => e.type)).toEqual(['waste_line.corrected'])
  })

  test('is refused: strangers, other members, a line corrected before, codes that do not exist, nothing new', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    await delivered()
    const [first] = await linesOf(await as(null), b.id)
    const id = first?.id ?? ''
    const correct = async (who: { id: string }, input: object) => correctLine(await as(who), id, input)
    const elsewhere = await givenMarket()
    const plain = await givenMember(m.lender)
    await expect(correct(elsewhere.answerer, { pop: 'no' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(correct(elsewhere.coordinator, { pop: 'no' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(correct(m.member, { pop: 'no' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(correct(plain, { pop: 'no' })).rejects.toMatchObject({ code: 'forbidden' })
    for (const [input, path, code] of [
      [{ wasteCode: '999999' }, 'wasteCode', 'no_such_code'],
      [{ wasteCode: 'bois' }, 'wasteCode', 'not_low_code'],
      [{ quantity: '-3' }, 'quantity', 'not_positive'],
      [{ quantity: '0' }, 'quantity', 'not_positive'],
      [{ quantity: 'beaucoup' }, 'quantity', 'not_number'],
      [{ quantity: '' }, 'quantity', 'required'],
      [{ treatmentCode: 'R14' }, 'treatmentCode', 'not_treatment_code'],
      [{ carrierSiret: '123' }, 'carrierSiret', 'not_siret'],
      [{ baselCode: 'Z1' }, 'baselCode', 'not_basel_code'],
      [{ shippedOn: '2026-02-30' }, 'shippedOn', 'not_date'],
      [{ shippedOn: '2027-01-01' }, 'shippedOn', 'in_the_future'],
      [{ wasteName: 'Chutes de bois' }, 'wasteName', 'nothing_changes'],
    ] as const)
      await expect(correct(m.answerer, input)).rejects.toMatchObject({
        code: 'invalid',
        details: { fields: [{ path, code }] },
      })
    expect(await linesOf(await as(null), b.id)).toHaveLength(1)
    await correct(m.coordinator, { pop: 'no' })
    await expect(correct(m.answerer, { pop: 'yes' })).rejects.toMatchObject({ code: 'stale' })
  })

  test('by two at once is one line', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    await delivered()
    const [first] = await linesOf(await as(null), b.id)
    const both = await Promise.allSettled(
      ['R3', 'R5'].map(async (treatmentCode) =>
        correctLine(await as(m.answerer), first?.id ?? '', { treatmentCode }),
      ),
    )
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await linesOf(await as(null), b.id)).toHaveLength(2)
  })
})

describe('hazardous waste', () => {
  test('has its slip in the register, keeps it, and stays hazardous', async () => {
    const { m, b } = await taken({ lowCode: '080111', hazardous: true })
    await enterSlip(await as(m.answerer), b.id, { number: SLIP })
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await delivered()
    await enterSlip(await as(m.answerer), b.id, { number: 'BSD-20261122-ABC123XYZ' })
    await delivered()
    const lines = await linesOf(await as(null), b.id)
    expect(lines.map((l) => [l.cells.slipNumber, l.hazardous])).toEqual([
      [SLIP, 1],
      ['BSD-20261122-ABC123XYZ', 1],
    ])
    const last = lines[1]?.id ?? ''
    await expect(correctLine(await as(m.answerer), last, { slipNumber: '' })).rejects.toMatchObject({
      details: { fields: [{ path: 'slipNumber', code: 'required' }] },
    })
    const line = await correctLine(await as(m.answerer), last, { wasteCode: '080112' })
    expect(line.hazardous).toBe(1)
  })
})
