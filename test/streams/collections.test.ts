import { expect, test } from 'vitest'
import { availability } from '../../worker/bookings/availability'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { leftOf } from '../../worker/cascades/writing'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { capacitiesOf, type Listing, listingById } from '../../worker/listings/queries'
import { offerOnRest } from '../../worker/streams/commands/offerOnRest'
import { closeCollections } from '../../worker/streams/commands/closeCollections'
import { FRIDAY, givenTaker } from '../cascades/stream'
import {
  as,
  bindings,
  db,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { AFTER, all, balance, booked, code, field } from './told'

const TUESDAY = { startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T10:00:00.000Z' }
const HOURS = { from: '09:00', to: '11:00' }
const windows = (friday = 15) => [
  { days: [2], ...HOURS, quantity: 40 },
  { days: [5], ...HOURS, quantity: friday },
]

/** 40 kg on Tuesdays, 15 on Fridays. */
async function differing() {
  const cluster = await givenCluster()
  const lender = await givenOrganisation(cluster, { name: 'La Scierie' })
  const answerer = await givenMember(lender, { mayAnswer: 1 })
  const coordinator = await givenCoordinator(cluster)
  const ctx = await as(answerer)
  const id = await draftListing(ctx, cluster.id, {
    ...{ direction: 'offer', organisationId: lender.id, kind: 'waste', title: 'Sciure de chêne' },
    ...{ windows: windows(), details: { materialStatus: 'by_product' } },
  })
  await publishListing(ctx, id)
  const offer = (await listingById(ctx, id)) as Listing
  const [capacity] = await capacitiesOf(ctx, id)
  return { cluster, lender, answerer, coordinator, offer: offer as never, capacityId: capacity?.id ?? '', id }
}

test('each collection has its own quantity: of the offer, what is free, what can be booked, what goes on', async () => {
  const m = await differing()
  const t = await givenTaker(m, 'Atelier', 300)
  const ctx = await as(m.answerer)
  expect(m.offer).toMatchObject({ quantity: 40, windows: windows() })
  expect(await capacitiesOf(ctx, m.id)).toMatchObject([{ shape: 'window', quantity: 40 }])
  const free = async () =>
    (await availability(ctx, m.id, '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z')).map((f) => f.free)
  expect(await free()).toEqual([40, 15])

  await expect(booked(m, t, 16)).rejects.toMatchObject({
    details: { fields: [{ path: 'quantity', code: 'too_big', params: { max: 15 } }] },
  })
  await booked(m, t, 10)
  expect(await free()).toEqual([40, 5])
  await expect(booked(m, t, 6)).rejects.toEqual(code('capacity_taken'))
  await expect(
    bindings.DB.prepare(
      `INSERT INTO holds (capacity_id, reason, source_id, busy_from, busy_to, quantity, at_most)
        SELECT capacity_id, 'waitlist', 'x', busy_from, busy_to, 6, at_most FROM holds`,
    ).run(),
  ).rejects.toThrow(/maillage:capacity_taken/)
  expect((await leftOf(await as(null), (await listingById(ctx, m.id)) as Listing, FRIDAY))?.quantity).toBe(5)
  const other = { organisationId: t.organisation.id, ...TUESDAY, quantity: 30, needId: t.need.id }
  expect((await requestBooking(await as(t.person), m.id, other)).quantity).toBe(30)
  expect(await free()).toEqual([10, 5])
})

test('of two at once for what one can have, one has it', async () => {
  const m = await differing()
  const t = await givenTaker(m, 'Atelier', 300)
  const ask = async () =>
    requestBooking(await as(t.person), m.id, {
      ...{ organisationId: t.organisation.id, ...FRIDAY, quantity: 10 },
    })
  const both = await Promise.allSettled([ask(), ask(), ask()])
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
})

test('is never lowered below what is booked of it', async () => {
  const m = await differing()
  const t = await givenTaker(m, 'Atelier', 300)
  await booked(m, t, 10)
  const ctx = await as(m.answerer)
  await expect(editListing(ctx, m.id, { windows: windows(9) })).rejects.toEqual(code('capacity_held'))
  await editListing(ctx, m.id, { windows: windows(12) })
  await expect(booked(m, t, 3)).rejects.toEqual(code('capacity_taken'))
  await booked(m, t, 2)
  for (const wrong of [0, -4, 1.5, 1e308])
    await expect(editListing(ctx, m.id, { windows: windows(wrong) })).rejects.toEqual(code('invalid'))
  await expect(
    editListing(ctx, m.id, {
      windows: [{ days: [5], ...HOURS, startsOn: '2026-12-02', endsOn: '2026-12-01' }],
    }),
  ).rejects.toMatchObject(field('windows.0.endsOn', 'end_before_start'))
})

test('what nobody booked of each is what it had', async () => {
  const m = await differing()
  const t = await givenTaker(m, 'Atelier', 300)
  await booked(m, t, 10)
  await all()
  const after = '2026-11-28T00:00:00.000Z'
  await db.updateTable('listings').set({ status: 'paused' }).where('direction', '=', 'need').execute()
  await db.updateTable('streamLooks').set({ lookedUntil: '2026-11-23T00:00:00.000Z' }).execute()
  await closeCollections(await as(null, { now: after }))
  const rests = await db
    .selectFrom('streamBatches')
    .select(['slot', 'promised', 'unfetched'])
    .where('bookingId', 'is', null)
    .orderBy('slot')
    .execute()
  expect(rests).toEqual([
    { slot: TUESDAY.startsAt, promised: 40, unfetched: 40 },
    { slot: FRIDAY.startsAt, promised: 5, unfetched: 5 },
  ])
  expect(await balance(m)).toMatchObject({ promised: 55, lapsed: 45 })
})

test('goes on by itself where somebody looks for it, one rest at a time; else its giver offers it on', async () => {
  const m = await differing()
  const t = await givenTaker(m, 'Atelier', 300)
  await all()
  const close = async (from: string, now: string) => {
    await db.updateTable('streamLooks').set({ lookedUntil: from, nextAt: from }).execute()
    await closeCollections(await as(null, { now }))
    await all(now)
  }
  const rests = () =>
    db
      .selectFrom('streamBatches')
      .select(['id', 'slot', 'unfetched', 'unfetchedOn'])
      .where('listingId', '=', m.id)
      .where('bookingId', 'is', null)
      .orderBy('slot')
      .execute()
  await close('2026-11-23T00:00:00.000Z', '2026-11-25T00:00:00.000Z')
  expect(await rests()).toMatchObject([{ slot: TUESDAY.startsAt, unfetched: 0, unfetchedOn: 40 }])
  await close('2026-11-25T00:00:00.000Z', '2026-11-28T00:00:00.000Z')
  const [, friday] = await rests()
  expect(friday).toMatchObject({ slot: FRIDAY.startsAt, unfetched: 15, unfetchedOn: 0 })
  await expect(
    offerOnRest(await as(t.person, { now: AFTER }), friday?.id ?? '', { quantity: 15 }),
  ).rejects.toEqual(code('not_found'))
  const giver = await as(m.answerer, { now: '2026-11-28T00:00:00.000Z' })
  await expect(offerOnRest(giver, friday?.id ?? '', { quantity: 16 })).rejects.toEqual(code('invalid'))
  await offerOnRest(giver, friday?.id ?? '', { quantity: 15 })
  expect((await rests())[1]).toMatchObject({ unfetched: 0, unfetchedOn: 15 })
  expect(await balance(m)).toMatchObject({ promised: 55, lapsed: 55, loose: 0 })
})
