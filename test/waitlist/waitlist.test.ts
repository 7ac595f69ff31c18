import { describe, expect, test } from 'vitest'
import { closuresOf } from '../../worker/bookings/closures'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { reopenCapacity } from '../../worker/bookings/commands/reopenCapacity'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { acceptPlace } from '../../worker/waitlist/commands/acceptPlace'
import { leaveWaitlist, passPlace } from '../../worker/waitlist/commands/leaveWaitlist'
import { passPlaces } from '../../worker/waitlist/commands/passPlaces'
import { offer } from '../../worker/waitlist/reactTo'
import { joinWaitlist } from '../../worker/waitlist/commands/joinWaitlist'
import { type Place, placeById, positionOf } from '../../worker/waitlist/queries'
import { as, db, eventsOf, eventTypes, givenMember, givenOrganisation, NOW } from '../support/given'
import { asking, capacityOf, givenBooking, givenMarket, left } from '../bookings/market'
import { at, delivered, freed, givenWaiter, heldFor, rowOf, statusOf, waits } from './queue'

const refused = (code: string) => expect.objectContaining({ code })
const confirmed = { status: 'confirmed' }

describe('a queue', () => {
  test('offers the freed place to the first, who takes it', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const [first, second] = [await givenWaiter(m), await givenWaiter(m)]
    const [one, two] = [await waits(m, first), await waits(m, second)]
    expect(one).toMatchObject({ status: 'waiting', organisationName: 'Les Amis du Port', quantity: 1 })
    const ctx = await as(null)
    expect([await positionOf(ctx, one), await positionOf(ctx, two)]).toEqual([1, 2])
    expect((await eventsOf(one.id)).map((e) => e.payload)).toEqual([
      {
        ...{ listingId: m.offer.id, capacityId: one.capacityId, organisationId: first.organisation.id },
        ...{ startsAt: one.startsAt, endsAt: one.endsAt, quantity: 1 },
      },
    ])
    await delivered() // nothing is free: nothing happens
    expect(await heldFor()).toEqual([['booking', booking.id]])

    await freed(m, booking.id)
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['offered', 'waiting'])
    expect(await rowOf(one.id)).toMatchObject({ offeredUntil: '2026-11-21T20:00:00.000Z' })
    expect(await heldFor()).toEqual([['waitlist', one.id]])
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m))).rejects.toEqual(
      refused('capacity_taken'),
    )

    const taken = await acceptPlace(await as(first.person), one.id, { note: 'Merci' })
    expect(taken).toMatchObject({ status: 'requested', borrowerId: first.organisation.id, note: 'Merci' })
    expect(await rowOf(one.id)).toMatchObject({ status: 'taken', bookingId: taken.id })
    expect(await heldFor()).toEqual([['booking', taken.id]])
    expect(await eventTypes(one.id)).toEqual(['waitlist.joined', 'waitlist.offered', 'waitlist.taken'])
    expect(await eventTypes(taken.id)).toEqual(['booking.requested'])
    await delivered()
    expect(await statusOf(two.id)).toBe('waiting')
  })

  test('keeps what is given up from everyone else, also before it is offered', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    await waits(m, await givenWaiter(m))
    await db.updateTable('bookings').set({ status: 'cancelled' }).where('id', '=', booking.id).execute()
    expect(await heldFor()).toEqual([['waitlist', booking.id]])
    await expect(requestBooking(await as(m.member), m.offer.id, asking(m))).rejects.toEqual(
      refused('capacity_taken'),
    )
    // The message is lost: the clock sees to it.
    await passPlaces(await as(null))
    expect(await heldFor()).toMatchObject([['waitlist', expect.stringMatching(/^wtl_/)]])
  })

  test('lets go what nobody in it wants', async () => {
    const m = await givenMarket()
    const morning = { startsAt: at(8, 8), endsAt: at(8, 10) }
    const [booking, other] = [
      await givenBooking(m, confirmed),
      await givenBooking(m, { ...confirmed, ...morning }),
    ]
    const wish = { startsAt: at(8, 9), endsAt: at(8, 14) }
    const place = await waits(m, await givenWaiter(m), wish)
    await freed(m, booking.id)
    expect([await statusOf(place.id), await heldFor()]).toEqual(['waiting', [['booking', other.id]]])
    await freed(m, other.id)
    expect([await statusOf(place.id), await heldFor()]).toEqual(['offered', [['waitlist', place.id]]])
  })

  test('goes on to the next who passes, leaves, or does not answer in time', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const waiters = [await givenWaiter(m), await givenWaiter(m), await givenWaiter(m), await givenWaiter(m)]
    const places: Place[] = []
    for (const w of waiters) places.push(await waits(m, w))
    const states = () => Promise.all(places.map((p) => statusOf(p.id)))
    const [a, b, c, d] = places.map((p) => p.id) as [string, string, string, string]
    await freed(m, booking.id)
    await passPlace(await as(waiters[0]!.person), a)
    expect(await states()).toEqual(['passed', 'offered', 'waiting', 'waiting'])
    expect(await heldFor()).toEqual([['waitlist', b]])
    await leaveWaitlist(await as(waiters[1]!.person), b)
    expect(await states()).toEqual(['passed', 'left', 'offered', 'waiting'])

    const early = await as(null, { now: '2026-11-21T19:59:00.000Z' })
    expect(await passPlaces(early)).toBe(0)
    const late = await as(null, { now: '2026-11-21T20:00:00.000Z' })
    const tooLate = acceptPlace(await as(waiters[2]!.person, { now: late.now }), c)
    await expect(tooLate).rejects.toEqual(refused('transition_not_allowed'))
    expect(await passPlaces(late)).toBe(1)
    expect(await passPlaces(late)).toBe(0)
    expect(await states()).toEqual(['passed', 'left', 'lapsed', 'offered'])
    expect(await rowOf(d)).toMatchObject({ offeredUntil: '2026-11-22T08:00:00.000Z' })
    expect((await eventsOf(c)).at(-1)?.payload).toMatchObject({ offered: 1 })
    await passPlace(await as(waiters[3]!.person), d)
    expect(await heldFor()).toEqual([])
  })

  test('two freed at once go to two, whatever is delivered twice and in disorder', async () => {
    const m = await givenMarket({ quantity: 2 })
    const [one, two] = [await givenBooking(m, confirmed), await givenBooking(m, confirmed)]
    const places: Place[] = []
    for (let i = 0; i < 3; i++) places.push(await waits(m, await givenWaiter(m)))
    await freed(m, one.id, { since: 1_000_000_000 })
    await freed(m, two.id, { times: 2, backwards: true })
    expect(await Promise.all(places.map((p) => statusOf(p.id)))).toEqual(['offered', 'offered', 'waiting'])
    expect(await heldFor()).toEqual(places.slice(0, 2).map((p) => ['waitlist', p.id]))
    for (const p of places.slice(0, 2))
      expect(await eventTypes(p.id)).toEqual(['waitlist.joined', 'waitlist.offered'])
    await delivered({ times: 2 })
    expect(await Promise.all(places.map((p) => statusOf(p.id)))).toEqual(['offered', 'offered', 'waiting'])
  })

  test('the first whose wish fits: one place is no place for two', async () => {
    const m = await givenMarket({ quantity: 3 })
    const booking = await givenBooking(m, confirmed)
    await givenBooking(m, { ...confirmed, quantity: 2 })
    const big = await waits(m, await givenWaiter(m), { quantity: 2 })
    const small = await waits(m, await givenWaiter(m))
    await freed(m, booking.id)
    expect([await statusOf(big.id), await statusOf(small.id)]).toEqual(['waiting', 'offered'])
  })

  test('a booking that moves, a closure that ends and a quantity that grows free a place as well', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const waiter = await givenWaiter(m)
    const [now, then] = [
      await waits(m, waiter),
      await waits(m, waiter, { startsAt: at(8, 14), endsAt: at(8, 16) }),
    ]
    await changeBooking(await as(m.member), booking.id, { startsAt: at(8, 15), endsAt: at(8, 17) })
    await delivered()
    expect([await statusOf(now.id), await statusOf(then.id)]).toEqual(['offered', 'waiting'])
    const { id } = await capacityOf(m.offer.id)
    const closed = { startsAt: at(9, 8), endsAt: at(9, 18) }
    await closeCapacity(await as(m.answerer), id, closed)
    const other = await waits(m, waiter, { startsAt: at(9, 9), endsAt: at(9, 11) })
    const [closure] = await closuresOf(await as(m.answerer), [id])
    await reopenCapacity(await as(m.answerer), id, closure?.holdId ?? 0)
    await delivered()
    expect([await statusOf(then.id), await statusOf(other.id)]).toEqual(['waiting', 'offered'])
    await db.updateTable('capacities').set({ quantity: 2 }).where('id', '=', id).execute()
    const grown = { type: 'capacity.changed', subjectId: id, payload: { quantity: 2 } }
    await offer(await as(null), grown as never)
    expect(await statusOf(then.id)).toBe('offered')
  })

  test('who waits for a time that has come waits no more; nothing is offered too late, or of a paused offer', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const place = await waits(m, await givenWaiter(m))
    const justBefore = at(8, 12, 45)
    await db.updateTable('bookings').set({ status: 'cancelled' }).where('id', '=', booking.id).execute()
    await passPlaces(await as(null, { now: justBefore }))
    expect([await statusOf(place.id), await heldFor()]).toEqual(['waiting', []])
    await passPlaces(await as(null, { now: at(8, 13) }))
    expect(await statusOf(place.id)).toBe('lapsed')
    expect((await eventsOf(place.id)).at(-1)).toMatchObject({
      type: 'waitlist.lapsed',
      payload: { offered: 0 },
    })

    const paused = await givenMarket()
    const there = await givenBooking(paused, confirmed)
    const waiting = await waits(paused, await givenWaiter(paused))
    await db.updateTable('listings').set({ status: 'paused' }).where('id', '=', paused.offer.id).execute()
    await freed(paused, there.id)
    expect([await statusOf(waiting.id), await heldFor()]).toEqual(['waiting', []])
  })
})

describe('at the same moment', () => {
  test('accepting and the deadline: one of them wins, and the place is held once', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const [first, second] = [await givenWaiter(m), await givenWaiter(m)]
    const [one, two] = [await waits(m, first), await waits(m, second)]
    await freed(m, booking.id)
    const tried = await Promise.allSettled([
      acceptPlace(await as(first.person, { now: '2026-11-21T19:59:59.000Z' }), one.id),
      passPlaces(await as(null, { now: '2026-11-21T20:00:00.000Z' })),
      acceptPlace(await as(first.person, { now: '2026-11-21T19:59:59.000Z' }), one.id),
    ])
    expect(tried[1]?.status).toBe('fulfilled')
    const accepted = tried.filter((t, i) => i !== 1 && t.status === 'fulfilled').length
    expect(await heldFor()).toHaveLength(1)
    expect([await statusOf(one.id), await statusOf(two.id), accepted]).toEqual(
      accepted === 1 ? ['taken', 'waiting', 1] : ['lapsed', 'offered', 0],
    )
  })

  test('many messages at once offer a place once', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const places: Place[] = []
    for (let i = 0; i < 3; i++) places.push(await waits(m, await givenWaiter(m)))
    await freed(m, booking.id, { since: 1_000_000_000 })
    const event = (await eventsOf(booking.id)).at(-1)!
    await Promise.allSettled([0, 1, 2, 3].map(async () => offer(await as(null), event)))
    expect(await heldFor()).toEqual([['waitlist', places[0]?.id]])
    expect(await Promise.all(places.map((p) => statusOf(p.id)))).toEqual(['offered', 'waiting', 'waiting'])
  })
})

describe('refused', () => {
  test('without a trace: what is free, past, closed, asked twice, or not theirs', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const waiter = await givenWaiter(m)
    const place = await waits(m, waiter)
    const elsewhere = await givenMarket()
    const stranger = { organisation: elsewhere.borrower, person: elsewhere.member }
    const count = async () => [await left(), (await db.selectFrom('waitlist').select('id').execute()).length]
    const before = await count()
    const tries: [string, () => Promise<unknown>][] = [
      ['already_exists', () => waits(m, waiter)],
      ['still_free', () => waits(m, waiter, { startsAt: at(9, 13), endsAt: at(9, 15) })],
      ['own_offer', () => waits(m, { organisation: m.lender as never, person: m.answerer })],
      ['outside_opening_hours', () => waits(m, waiter, { startsAt: at(6, 13), endsAt: at(6, 15) })],
      ['in_the_past', () => waits(m, waiter, { startsAt: '2026-11-20T13:00:00.000Z', endsAt: NOW })],
      ['invalid', () => waits(m, waiter, { startsAt: at(8, 15), endsAt: at(8, 13) })],
      ['invalid', () => waits(m, waiter, { quantity: 2 })],
      ['invalid', () => waits(m, waiter, { quantity: -1 })],
      ['invalid', () => waits(m, waiter, { startsAt: '2026-02-30T10:00:00Z' })],
      ['not_member', () => waits(m, { ...waiter, organisation: m.borrower as never })],
      ['not_member', () => waits(m, stranger as never)],
      ['not_found', async () => leaveWaitlist(await as(m.member), place.id)],
      ['not_found', async () => acceptPlace(await as(elsewhere.coordinator), place.id)],
      ['transition_not_allowed', async () => acceptPlace(await as(waiter.person), place.id)],
      ['transition_not_allowed', async () => passPlace(await as(waiter.person), place.id)],
      ['not_signed_in', async () => acceptPlace(await as(null), place.id)],
    ]
    for (const [code, act] of tries) await expect(act(), code).rejects.toEqual(refused(code))
    expect(await count()).toEqual(before)
    expect(await heldFor()).toEqual([['booking', booking.id]])
  })

  test('more than twenty places of one offer', async () => {
    const m = await givenMarket({ windows: [] })
    await givenBooking(m, { ...confirmed, startsAt: at(8, 8), endsAt: at(9, 8) })
    const waiter = await givenWaiter(m)
    for (let hour = 0; hour < 20; hour++)
      await waits(m, waiter, { startsAt: at(8, 8, hour), endsAt: at(8, 9, hour) })
    const more = waits(m, waiter, { startsAt: at(8, 21), endsAt: at(8, 22) })
    await expect(more).rejects.toEqual(refused('too_many_places'))
  })

  test('a coordinator can wait and take for a member', async () => {
    const m = await givenMarket()
    const hand = await givenOrganisation(m.cluster)
    const member = await givenMember(hand, {}, { email: null })
    const booking = await givenBooking(m, confirmed)
    const ctx = await as(m.coordinator)
    const place = await joinWaitlist(ctx, m.offer.id, {
      ...{ organisationId: hand.id, startsAt: booking.startsAt, endsAt: booking.endsAt },
      onBehalfOf: member.memberId,
    })
    await freed(m, booking.id)
    const taken = await acceptPlace(await as(m.coordinator), place.id)
    expect(taken).toMatchObject({ borrowerId: hand.id, onBehalfOf: member.id })
    expect((await eventsOf(place.id)).map((e) => e.onBehalfOf)).toEqual([member.id, null, member.id])
    expect(await placeById(ctx, 'wtl_none')).toBeNull()
  })
})
