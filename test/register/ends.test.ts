import { expect, test } from 'vitest'
import { correctEnd } from '../../worker/streams/commands/correctEnd'
import { recordEnd } from '../../worker/streams/commands/recordEnd'
import { correctLine } from '../../worker/register/commands/correctLine'
import { linesOf, registerOf } from '../../worker/register/queries'
import { enterInRegister } from '../../worker/register/reactTo'
import { givenStream, givenTaker } from '../cascades/stream'
import { AFTER, all, booked, noted } from '../streams/told'
import { as, db, eventsOf } from '../support/given'
import { YEAR } from './scene'

async function delivered() {
  const events = (await eventsOf()).filter((e) => e.type.startsWith('stream_end.'))
  for (const event of [...events, ...events.reverse()]) await enterInRegister(await as(null), event)
}
const batchOf = (bookingId: string) =>
  db.selectFrom('streamBatches').selectAll().where('bookingId', '=', bookingId).executeTakeFirstOrThrow()

/** 100 kg handed over, 70 taken and 30 refused. */
async function refused(details: object = {}) {
  const m = await givenStream({ details: { materialStatus: 'waste', lowCode: '030105', ...details } })
  const t = await givenTaker(m, 'Atelier', 300)
  const booking = await booked(m, t, 100)
  await noted(m, booking.id, { quantity: 70, refusedQuantity: 30, refusedReason: 'contaminated' })
  return { m, t, booking }
}

test('what a recycler takes without a booking has its line, and a correction takes its place', async () => {
  const { m, t, booking } = await refused()
  await all()
  const child = await db
    .selectFrom('streamBatches')
    .selectAll()
    .where('listingId', '<>', m.offer.id)
    .executeTakeFirstOrThrow()
  const giver = await as(m.answerer, { now: AFTER })
  await recordEnd(giver, child.id, { act: 'outlet', quantity: 30, toName: 'Recyclerie du Port' })
  const taker = await as(t.person, { now: AFTER })
  const own = await batchOf(booking.id)
  await recordEnd(taker, own.id, { act: 'passed_on', quantity: 20, toName: 'Voisin' })
  await recordEnd(taker, own.id, { act: 'used', quantity: 50 })
  await delivered()

  const of = async (organisationId: string) =>
    (await registerOf(await as(m.coordinator), { organisationId, ...YEAR })).items
  expect(await of(m.lender.id)).toMatchObject([
    {
      ...{ bookingId: null, hazardous: 0, happened: 1, number: 1, corrects: null },
      cells: { quantity: '0.03', wasteCode: '030105', destinationName: 'Recyclerie du Port' },
    },
  ])
  // What was used never left; what the taker passed on did, and is still the waste of its giver.
  const [passed, ...more] = await of(t.organisation.id)
  expect(more).toEqual([])
  expect(passed?.cells).toMatchObject({ quantity: '0.02', destinationName: 'Voisin' })
  expect(passed?.cells.producerName).toBe(m.lender.name)

  const [, end] = await db.selectFrom('streamEnds').selectAll().where('act', '<>', 'went_on').execute()
  await correctEnd(taker, end?.id ?? '', { quantity: 5, reason: 'Mal compté' })
  await delivered()
  await correctEnd(taker, end?.id ?? '', { quantity: 15, reason: 'Rendu' })
  await delivered()
  expect(await linesOf(taker, end?.id ?? '')).toMatchObject([
    { number: 1, happened: 1, cells: { quantity: '0.02' } },
    { number: 2, happened: 1, cells: { quantity: '0.015' } },
    { number: 3, happened: 0, correctedBy: null },
  ])
  // Told by people as any other line.
  const [line] = await of(m.lender.id)
  const told = await correctLine(await as(m.coordinator, { now: AFTER }), line?.id ?? '', {
    ...{ carrierName: 'Camion vert', treatmentCode: 'R3', reason: 'Bon reçu' },
  })
  expect(told).toMatchObject({ number: 2, corrects: line?.id, endId: line?.endId, bookingId: null })
})

test('what is no waste has none', async () => {
  const product = await refused({ materialStatus: 'by_product' })
  await all()
  const own = await batchOf(product.booking.id)
  const taker = await as(product.t.person, { now: AFTER })
  await recordEnd(taker, own.id, { act: 'outlet', quantity: 10, toName: 'Recyclerie' })
  await delivered()
  expect(await db.selectFrom('wasteLines').select('id').where('endId', 'is not', null).execute()).toEqual([])
})
