import { describe, expect, test } from 'vitest'
import { changeBasket } from '../../worker/baskets/commands/changeBasket'
import { requestBasket } from '../../worker/baskets/commands/requestBasket'
import { visibleBasket } from '../../worker/baskets/queries'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { declineBooking } from '../../worker/bookings/commands/declineBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, db, eventTypes, givenMember, givenOrganisation } from '../support/given'
import { asking, left } from '../bookings/market'
import { both, givenRules, givenTwo } from './market'

const LATER = { startsAt: '2026-12-09T09:00:00.000Z', endsAt: '2026-12-09T11:00:00.000Z' }
const times = () => db.selectFrom('bookings').select(['startsAt', 'endsAt']).orderBy('id').execute()

/** Somebody else has the projector at that time. */
async function givenTaken(m: Awaited<ReturnType<typeof givenTwo>>) {
  const rival = await givenOrganisation(m.cluster)
  const ctx = await as(await givenMember(rival))
  await requestBooking(ctx, m.projector.id, { ...asking(m), ...LATER, organisationId: rival.id })
}

describe('the time of a basket', () => {
  test('moves with all that shares it, in one go, with one fact of each', async () => {
    const m = await givenTwo()
    const ctx = await as(m.member)
    const { id, bookings } = await requestBasket(ctx, both(m))
    const moved = await changeBasket(ctx, id, LATER)
    expect(moved.map((b) => [b.startsAt, b.endsAt])).toEqual([
      [LATER.startsAt, LATER.endsAt],
      [LATER.startsAt, LATER.endsAt],
    ])
    for (const b of bookings) expect(await eventTypes(b.id)).toEqual(['booking.requested', 'booking.changed'])
    const holds = await db.selectFrom('holds').select('busyFrom').distinct().execute()
    expect(holds).toEqual([{ busyFrom: Date.parse(LATER.startsAt) / 60_000 }])
    // Again the same: nothing to do.
    const before = await left()
    await changeBasket(ctx, id, LATER)
    expect(await left()).toEqual(before)
  })

  test('stays where one part would not fit: with what does not, and when all would', async () => {
    const m = await givenTwo()
    const ctx = await as(m.member)
    const { id } = await requestBasket(ctx, both(m))
    await givenTaken(m)
    const before = [await left(), await times()]
    const refused = await changeBasket(ctx, id, LATER).catch((e) => e)
    expect(refused).toMatchObject({
      code: 'capacity_taken',
      details: { items: [{ offerId: m.projector.id }] },
    })
    expect([await left(), await times()]).toEqual(before)
    const [first] = refused.details.alternatives
    const moved = await changeBasket(ctx, id, { startsAt: first.startsAt, endsAt: first.endsAt })
    expect(moved.every((b) => b.startsAt === first.startsAt)).toBe(true)
  })

  test('leaves what no longer stands, and asks which is meant where there are several times', async () => {
    const m = await givenTwo()
    const ctx = await as(m.member)
    const other = { startsAt: '2026-12-10T09:00:00.000Z', endsAt: '2026-12-10T11:00:00.000Z' }
    const { id, bookings } = await requestBasket(ctx, both(m, other))
    await expect(changeBasket(ctx, id, LATER)).rejects.toMatchObject({
      details: { fields: [{ path: 'bookingId', code: 'required' }] },
    })
    await expect(changeBasket(ctx, id, { ...LATER, bookingId: 'bkg_none' })).rejects.toMatchObject({
      code: 'invalid',
    })
    const [room, projector] = bookings as [(typeof bookings)[0], (typeof bookings)[0]]
    const after = await changeBasket(ctx, id, { ...LATER, bookingId: projector.id })
    expect(after.map((b) => b.startsAt)).toEqual([room.startsAt, LATER.startsAt])
    await declineBooking(await as(m.answerer), room.id)
    await declineBooking(await as(m.otherAnswerer), projector.id)
    await expect(changeBasket(ctx, id, other)).rejects.toMatchObject({ code: 'transition_not_allowed' })
  })

  test('is its borrower’s to change, and the coordinator’s', async () => {
    const m = await givenTwo()
    const { id } = await requestBasket(await as(m.member), both(m))
    const before = await left()
    const stranger = await as(await givenMember(await givenOrganisation(m.cluster)))
    await expect(changeBasket(stranger, id, LATER)).rejects.toMatchObject({ code: 'not_found' })
    await expect(changeBasket(await as(m.answerer), id, LATER)).rejects.toMatchObject({ code: 'forbidden' })
    const turned = { startsAt: LATER.endsAt, endsAt: LATER.startsAt }
    await expect(changeBasket(await as(m.member), id, turned)).rejects.toMatchObject({ code: 'invalid' })
    expect(await left()).toEqual(before)
    await changeBasket(await as(m.coordinator), id, LATER)
    expect((await times()).every((b) => b.startsAt === LATER.startsAt)).toBe(true)
  })

  test('two at once: one of them ends, and all parts are where it put them', async () => {
    const m = await givenTwo()
    const ctx = [await as(m.member), await as(m.coordinator)]
    const { id } = await requestBasket(await as(m.member), both(m))
    const ways = [LATER, { startsAt: '2026-12-10T09:00:00.000Z', endsAt: '2026-12-10T11:00:00.000Z' }]
    await Promise.allSettled(ways.map((way, i) => changeBasket(ctx[i] as never, id, way)))
    expect(new Set((await times()).map((b) => b.startsAt)).size).toBe(1)
  })
})

describe('a booking that something always goes with', () => {
  test('moves with it, whichever of them is changed; a note is its own', async () => {
    const m = await givenTwo()
    await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
    const ctx = await as(m.member)
    const room = await requestBooking(ctx, m.offer.id, asking(m))
    const { bookings } = await visibleBasket(ctx, room.basketId ?? '')
    const part = bookings.find((b) => b.id !== room.id)
    expect(part?.partOf).toBe(room.id)
    const moved = await changeBooking(ctx, part?.id ?? '', { ...LATER, note: 'Plus tard' })
    expect(moved).toMatchObject({ ...LATER, note: 'Plus tard' })
    expect((await times()).every((b) => b.startsAt === LATER.startsAt)).toBe(true)
    await changeBooking(ctx, room.id, { note: 'La salle seule' })
    const notes = await db.selectFrom('bookings').select('note').orderBy('id').execute()
    expect(notes.map((b) => b.note).sort()).toEqual(['La salle seule', 'Plus tard'])
  })

  test('stays where it is if what goes with it can not move', async () => {
    const m = await givenTwo()
    await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
    const ctx = await as(m.member)
    const room = await requestBooking(ctx, m.offer.id, asking(m))
    await givenTaken(m)
    const before = [await left(), await times()]
    await expect(changeBooking(ctx, room.id, { ...LATER, note: 'Perdu' })).rejects.toMatchObject({
      code: 'capacity_taken',
      details: { items: [{ offerId: m.projector.id }], alternatives: expect.anything() },
    })
    expect([await left(), await times()]).toEqual(before)
  })

  test('asked for beside it in a basket moves alone', async () => {
    const m = await givenTwo()
    const ctx = await as(m.member)
    const { bookings } = await requestBasket(ctx, both(m))
    await changeBooking(ctx, bookings[0]?.id ?? '', LATER)
    expect(new Set((await times()).map((b) => b.startsAt)).size).toBe(2)
  })
})
