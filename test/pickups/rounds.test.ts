import { describe, expect, test } from 'vitest'
import { cancelRound } from '../../worker/pickups/commands/cancelRound'
import { changeRound } from '../../worker/pickups/commands/changeRound'
import { openRound } from '../../worker/pickups/commands/openRound'
import { roundsOf, stopsOf, visibleRound } from '../../worker/pickups/queries'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
} from '../support/given'
import { givenPickups, givenRound, TODAY } from './market'

const titles = (stops: readonly { title: string }[]) => stops.map((s) => s.title)
const holdsOf = (listingId: string) =>
  db
    .selectFrom('holds')
    .innerJoin('listingCapacities', 'listingCapacities.capacityId', 'holds.capacityId')
    .select(['reason', 'live'])
    .where('listingId', '=', listingId)
    .execute()

describe('a round of pick-ups', () => {
  test('has the confirmed bookings of waste of the day as stops, the nearest first, and a vehicle booked with it', async () => {
    const p = await givenPickups()
    const van = await p.van()
    const { round, stops } = await givenRound(p, { vehicleId: van.id })
    expect(titles(stops)).toEqual(['Chutes Près', 'Chutes Milieu', 'Chutes Loin'])
    expect(stops[0]).toMatchObject({ promised: 120, unit: 'kg', hint: 'En sacs', lenderName: 'Près' })
    expect(round).toMatchObject({
      vehicleTitle: 'Fourgon',
      payloadKg: 300,
      vehicleStatus: 'confirmed',
      booksVehicle: 1,
    })
    expect(await eventTypes()).toEqual(['pickup_round.opened', 'booking.confirmed'])
    expect(await holdsOf(van.id)).toEqual([{ reason: 'booking', live: 1 }])
  })

  test('leaves out what its giver brings, what is on another day, and what is not agreed', async () => {
    const p = await givenPickups()
    await p.booked('Apporte', 1.12, { details: { carrier: 'giver' } })
    await db
      .updateTable('bookings')
      .set({ status: 'requested', answerBy: '2026-11-27T08:00:00.000Z' })
      .where('id', '=', p.far.booking.id)
      .execute()
    expect(titles((await givenRound(p)).stops)).toEqual(['Chutes Près', 'Chutes Milieu'])
    const ctx = await as(p.m.member)
    const other = { organisationId: p.m.borrower.id, day: '2026-11-24' }
    await expect(openRound(ctx, p.m.cluster.id, other)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is one for each day and vehicle, and a booking stands on one', async () => {
    const p = await givenPickups()
    const [van, lorry] = [await p.van(), await p.van({ title: 'Camion' })]
    await givenRound(p, { vehicleId: van.id, bookingIds: [p.near.booking.id] })
    await expect(givenRound(p, { vehicleId: van.id, bookingIds: [p.far.booking.id] })).rejects.toMatchObject({
      code: 'already_exists',
    })
    await expect(
      givenRound(p, { vehicleId: lorry.id, bookingIds: [p.near.booking.id] }),
    ).rejects.toMatchObject({ code: 'invalid' })
    expect(titles((await givenRound(p, { vehicleId: lorry.id })).stops)).toEqual([
      'Chutes Milieu',
      'Chutes Loin',
    ])
  })

  test('of two at once, one is written, with one vehicle', async () => {
    const p = await givenPickups()
    const van = await p.van({ quantity: 2 })
    const done = await Promise.allSettled([
      givenRound(p, { vehicleId: van.id }),
      givenRound(p, { vehicleId: van.id }),
    ])
    expect(done.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db.selectFrom('pickupRounds').select('id').execute()).toHaveLength(1)
    expect(await holdsOf(van.id)).toHaveLength(1)
  })

  test('does not open where its vehicle is taken: nothing is written', async () => {
    const p = await givenPickups()
    const van = await p.van()
    await givenRound(p, { vehicleId: van.id, bookingIds: [p.near.booking.id] })
    const other = await givenMember(p.near.lender)
    const input = { organisationId: p.near.lender.id, day: TODAY, vehicleId: van.id }
    await expect(openRound(await as(other), p.m.cluster.id, input)).rejects.toMatchObject({ code: 'invalid' })
    await db
      .updateTable('bookings')
      .set({ borrowerId: p.near.lender.id })
      .where('id', '=', p.far.booking.id)
      .execute()
    await expect(openRound(await as(other), p.m.cluster.id, input)).rejects.toMatchObject({
      code: 'capacity_taken',
    })
    expect(await db.selectFrom('pickupRounds').select('id').execute()).toHaveLength(1)
  })

  test('closes its own vehicle for the others, and opens it again when it is given up', async () => {
    const p = await givenPickups()
    const van = await givenListing(p.m.cluster, p.m.borrower, {
      ...{ kind: 'equipment', grain: 'day', details: { category: 'vehicle' } },
    } as never)
    const manager = await givenMember(p.m.borrower, { role: 'manager' })
    const ctx = await as(manager)
    const input = { organisationId: p.m.borrower.id, day: TODAY, vehicleId: van.id }
    await expect(openRound(await as(p.m.member), p.m.cluster.id, input)).rejects.toMatchObject({
      code: 'not_manager',
    })
    const id = await openRound(ctx, p.m.cluster.id, input)
    expect(await holdsOf(van.id)).toEqual([{ reason: 'closure', live: 1 }])
    expect((await visibleRound(ctx, id)).closureHoldId).not.toBeNull()
    await cancelRound(ctx, id)
    expect(await holdsOf(van.id)).toEqual([{ reason: 'closure', live: 0 }])
  })

  test('given up, it leaves its bookings to another and gives its vehicle back', async () => {
    const p = await givenPickups()
    const van = await p.van({ grain: 'hour' })
    const { ctx, id } = await givenRound(p, { vehicleId: van.id, departs: '10:00', back: '11:30' })
    await cancelRound(ctx, id)
    expect((await visibleRound(ctx, id)).status).toBe('cancelled')
    expect(await holdsOf(van.id)).toEqual([{ reason: 'booking', live: 0 }])
    expect((await eventTypes()).slice(-2).sort()).toEqual(['booking.cancelled', 'pickup_round.cancelled'])
    expect((await givenRound(p)).stops).toHaveLength(3)
    await expect(cancelRound(ctx, id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
  })

  test('is put in another order by hand, reckoned again, made shorter and longer', async () => {
    const p = await givenPickups()
    const { ctx, id, stops } = await givenRound(p)
    const [near, middle, far] = stops.map((s) => s.id) as [string, string, string]
    const now = async () => (await stopsOf(ctx, await visibleRound(ctx, id))).map((s) => s.id)
    await changeRound(ctx, id, { order: [far, near, middle] }, 1)
    expect(await now()).toEqual([far, near, middle])
    await expect(changeRound(ctx, id, { suggest: true }, 1)).rejects.toMatchObject({
      code: 'version_mismatch',
    })
    await changeRound(ctx, id, { suggest: true })
    expect(await now()).toEqual([near, middle, far])
    await changeRound(ctx, id, { leaveOut: [middle] })
    expect(await now()).toEqual([near, far])
    await changeRound(ctx, id, { add: [p.middle.booking.id], suggest: true })
    expect(titles(await stopsOf(ctx, await visibleRound(ctx, id)))[1]).toBe('Chutes Milieu')
    await expect(changeRound(ctx, id, { order: ['stp_none'] })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is nobody else’s to know', async () => {
    const p = await givenPickups()
    const { id } = await givenRound(p)
    for (const who of [
      p.m.answerer,
      await givenMember(p.near.lender),
      await givenCoordinator(await givenCluster()),
    ])
      await expect(visibleRound(await as(who), id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await visibleRound(await as(p.m.coordinator), id)).id).toBe(id)
    expect((await roundsOf(await as(p.m.answerer), p.m.cluster.id)).items).toEqual([])
    expect((await roundsOf(await as(p.m.coordinator), p.m.cluster.id)).items).toMatchObject([
      { stops: 3, recorded: 0 },
    ])
  })
})
