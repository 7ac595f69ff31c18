import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { closeCapacity } from '../../worker/bookings/commands/closeCapacity'
import { changeOutage } from '../../worker/outages/commands/changeOutage'
import { declareOutage } from '../../worker/outages/commands/declareOutage'
import { endOutage } from '../../worker/outages/commands/endOutage'
import { outageOf } from '../../worker/outages/queries'
import { acceptPlace } from '../../worker/waitlist/commands/acceptPlace'
import { passPlaces } from '../../worker/waitlist/commands/passPlaces'
import { as, db, eventsOf, eventTypes } from '../support/given'
import { capacityOf, givenBooking, givenMarket, type Market } from '../bookings/market'
import { at, delivered, freed, givenWaiter, heldFor, rowOf, statusOf, waits } from './queue'

const refused = (code: string) => expect.objectContaining({ code })
const confirmed = { status: 'confirmed' }
const out = async (m: Market, input: Parameters<typeof declareOutage>[2] = {}) =>
  declareOutage(await as(m.answerer), (await capacityOf(m.offer.id)).id, { endsAt: at(20, 8), ...input })
const isOut = async (id: string) => (await outageOf(await as(null), id)) !== null

describe('a queue for what goes out of order', () => {
  test('takes back the place it had offered, and offers it again when it works', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const [first, second] = [await givenWaiter(m), await givenWaiter(m)]
    const [one, two] = [await waits(m, first), await waits(m, second)]
    await freed(m, booking.id)
    const outage = await out(m)
    // Between the outage and its message, the place can not be taken.
    await expect(acceptPlace(await as(first.person), one.id)).rejects.toEqual(refused('capacity_taken'))
    await delivered({ times: 2 })
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['waiting', 'waiting'])
    expect(await rowOf(one.id)).toMatchObject({ offeredUntil: null })
    expect(await heldFor()).toEqual([['maintenance', outage.id]])

    await endOutage(await as(m.answerer), outage.id)
    await delivered({ times: 2, backwards: true })
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['offered', 'waiting'])
    expect(await heldFor()).toEqual([['waitlist', one.id]])
    expect(await eventTypes(one.id)).toEqual([
      ...['waitlist.joined', 'waitlist.offered', 'waitlist.returned', 'waitlist.offered'],
    ])
  })

  test('an offer that went out of order does not lapse for who could not take it', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const one = await waits(m, await givenWaiter(m))
    await freed(m, booking.id)
    await out(m)
    await passPlaces(await as(null, { now: '2026-11-21T20:00:00.000Z' }))
    expect(await statusOf(one.id)).toBe('waiting')
  })

  test('who has booked comes back before those who wait', async () => {
    const m = await givenMarket({ quantity: 2 })
    const made = (day: number) => ({ ...confirmed, createdAt: `2026-11-1${day}T08:00:00.000Z` })
    const [first, last] = [await givenBooking(m, made(1)), await givenBooking(m, made(2))]
    const place = await waits(m, await givenWaiter(m))
    await out(m, { quantity: 1 })
    expect([await isOut(first.id), await isOut(last.id)]).toEqual([false, true])
    await freed(m, first.id)
    expect([await isOut(last.id), await statusOf(place.id)]).toEqual([false, 'waiting'])
    expect((await heldFor()).map(([reason]) => reason).sort()).toEqual(['booking', 'maintenance'])
    await freed(m, last.id)
    expect(await statusOf(place.id)).toBe('offered')
  })

  test('what is given up while it is out frees nothing, before or after', async () => {
    const m = await givenMarket()
    const booking = await givenBooking(m, confirmed)
    const place = await waits(m, await givenWaiter(m))
    const outage = await out(m)
    await freed(m, booking.id)
    expect([await statusOf(place.id), await heldFor()]).toEqual(['waiting', [['maintenance', outage.id]]])
    // It works sooner than the time that is waited for.
    await changeOutage(await as(m.answerer), outage.id, { endsAt: at(5, 8) })
    await delivered()
    expect(await statusOf(place.id)).toBe('offered')
  })
})

describe('the capacity is never exceeded', () => {
  test('whatever is booked, given up, put out of order, repaired and offered, at random', {
    timeout: 120_000,
  }, async () => {
    const m = await givenMarket({ quantity: 3, windows: [] })
    const capacity = await capacityOf(m.offer.id)
    let seed = 11
    const upTo = (most: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return (seed >> 8) % (most + 1)
    }
    const waiters = [await givenWaiter(m), await givenWaiter(m)]
    const span = () => {
      const from = upTo(20)
      return { startsAt: at(8, from), endsAt: at(8, from + 1 + upTo(2)) }
    }
    const one = async (table: 'bookings' | 'outages' | 'waitlist', status: string) => {
      const rows = await db
        .selectFrom(table)
        .select('id')
        .where('status', '=', status as never)
        .execute()
      return rows[upTo(Math.max(0, rows.length - 1))]?.id ?? 'none'
    }
    // The last few messages are heard again and again.
    const heard = async () => ((await eventsOf()).at(-1)?.seq ?? 0) - 5
    const acts: (() => Promise<unknown>)[] = [
      async () =>
        requestBooking(await as(m.member), m.offer.id, {
          ...{ organisationId: m.borrower.id, ...span(), quantity: 1 + upTo(2) },
        }),
      async () => waits(m, waiters[upTo(1)]!, { ...span(), quantity: 1 + upTo(1) }),
      async () => freed(m, await one('bookings', 'requested'), { since: await heard() }),
      async () => out(m, { startsAt: at(8, upTo(20)), endsAt: at(9, upTo(20)), quantity: 1 + upTo(2) }),
      async () =>
        changeOutage(await as(m.answerer), await one('outages', 'open'), { endsAt: at(9, upTo(23)) }),
      async () => changeOutage(await as(m.answerer), await one('outages', 'open'), { quantity: 1 + upTo(2) }),
      async () => endOutage(await as(m.answerer), await one('outages', 'open')),
      async () => acceptPlace(await as(m.coordinator), await one('waitlist', 'offered')),
      async () => closeCapacity(await as(m.answerer), capacity.id, span()),
      async () => delivered({ since: await heard() }),
    ]
    let done = 0
    for (let i = 0; i < 200; i++) {
      try {
        await acts[upTo(acts.length - 1)]?.()
        done++
      } catch (error) {
        expect((error as { code?: string }).code).not.toBeUndefined()
      }
      const holds = await db.selectFrom('holds').selectAll().execute()
      const live = holds.filter((h) => h.live === 1)
      for (const h of live) {
        const load = live.filter((o) => o.busyFrom <= h.busyFrom && h.busyFrom < o.busyTo)
        expect(load.reduce((sum, o) => sum + o.quantity, 0)).toBeLessThanOrEqual(3)
      }
      // Every booking that stands has its whole quantity over its whole time, taken or suspended.
      const bookings = await db.selectFrom('bookings').selectAll().where('status', '=', 'requested').execute()
      for (const b of bookings) {
        const own = holds.filter((h) => h.bookingId === b.id)
        const area = own.reduce((sum, h) => sum + (h.busyTo - h.busyFrom) * h.quantity, 0)
        expect(own.every((h) => h.live === 1 || h.suspendedBy !== null)).toBe(true)
        expect(area).toBe(((Date.parse(b.endsAt) - Date.parse(b.startsAt)) / 60_000) * b.quantity)
      }
    }
    // In the end all is repaired, and everything fits.
    for (const { id } of await db.selectFrom('outages').select('id').where('status', '=', 'open').execute())
      await endOutage(await as(m.answerer), id)
    expect(await db.selectFrom('holds').select('id').where('suspendedBy', 'is not', null).execute()).toEqual(
      [],
    )
    expect(done).toBeGreaterThan(60)
  })
})
