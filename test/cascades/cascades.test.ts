import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { passRemainders } from '../../worker/cascades/commands/passRemainders'
import { refuseRemainder } from '../../worker/cascades/commands/refuseRemainder'
import { shareOffer } from '../../worker/cascades/commands/shareOffer'
import { stopCascade } from '../../worker/cascades/commands/stopCascade'
import { takeRemainder } from '../../worker/cascades/commands/takeRemainder'
import { cascadesOf, remaindersFor, visibleCascade, visibleRemainder } from '../../worker/cascades/queries'
import { as, db, eventTypes, givenMember, givenOrganisation } from '../support/given'
import { heard } from '../jobs/market'
import {
  FRIDAY,
  givenStream,
  givenTaker,
  held,
  offered,
  remainderOf,
  type Stream,
  type Taker,
} from './stream'

const refused = (code: string) => expect.objectContaining({ code })
const goOn = (given: Parameters<typeof heard>[1] = {}) =>
  heard(['cascades.offerNext', 'waitlist.offer'], given)

async function booked(m: Stream, t: Taker, quantity: number, time: object = FRIDAY) {
  const input = { organisationId: t.organisation.id, ...FRIDAY, ...time, quantity }
  const booking = await requestBooking(await as(t.person), m.offer.id, input)
  return confirmBooking(await as(m.answerer), booking.id)
}

describe('what one taker leaves', () => {
  test('is offered on by itself: to who pays more, then to who is nearer, each with a deadline and what is held', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    await givenTaker(m, 'Loin', 100, { north: 0.2 })
    await givenTaker(m, 'Près', 100, { north: 0.05 })
    await givenTaker(m, 'Payant', 150, { cents: 4, north: 0.3 })
    await booked(m, first, 300)
    await goOn()
    // 200 are left: 150 for who pays, 50 of the 100 for who is near, nothing for who is far.
    expect(await offered()).toEqual(['Payant 150 offered', 'Près 50 offered'])
    expect(await held()).toEqual(['booking 300', 'waitlist 150', 'waitlist 50'])
    const rows = await db.selectFrom('remainders').selectAll().execute()
    expect(new Set(rows.map((r) => r.offeredUntil))).toEqual(new Set(['2026-11-22T08:00:00.000Z']))
    const [cascade] = await cascadesOf(await as(null), m.offer.id)
    expect(cascade).toMatchObject({ status: 'open', startsAt: FRIDAY.startsAt, endsAt: FRIDAY.endsAt })
    expect(await eventTypes(cascade?.id)).toEqual(['cascade.opened'])
  })

  test('goes to the next when somebody says no, lets the time go by or takes less; in the end it is recorded', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    const [a, b, c, d] = [
      await givenTaker(m, 'A', 200, { cents: 9 }),
      await givenTaker(m, 'B', 200, { cents: 8 }),
      await givenTaker(m, 'C', 200, { cents: 7 }),
      await givenTaker(m, 'D', 500, { cents: 6 }),
    ]
    await booked(m, first, 300)
    await goOn()
    expect(await offered()).toEqual(['A 200 offered'])
    await refuseRemainder(await as(a.person), await remainderOf(a))
    await goOn()
    expect((await offered()).at(-1)).toBe('B 200 offered')
    const late = { now: '2026-11-22T09:00:00.000Z' }
    await expect(takeRemainder(await as(b.person, late), await remainderOf(b))).rejects.toEqual(
      refused('transition_not_allowed'),
    )
    expect(await passRemainders(await as(null, late))).toBe(1)
    await goOn(late)
    expect(await offered()).toEqual(['A 200 refused', 'B 200 lapsed', 'C 200 offered'])
    const booking = await takeRemainder(await as(c.person, late), await remainderOf(c), {
      quantity: 120,
      note: 'Merci',
    })
    expect(booking).toMatchObject({ quantity: 120, status: 'requested', needId: c.need.id, ...FRIDAY })
    await goOn(late)
    expect((await offered()).at(-1)).toBe('D 80 offered')
    await takeRemainder(await as(d.person, late), await remainderOf(d))
    await goOn(late)
    const [cascade] = await cascadesOf(await as(null), m.offer.id)
    expect(cascade).toMatchObject({ status: 'ended', outcome: 'taken', quantityLeft: 0 })
    expect(await held()).toEqual(['booking 300', 'booking 120', 'booking 80'])
  })

  test('ends where nobody is left to ask, with what was left', async () => {
    const m = await givenStream()
    const [first, a] = [await givenTaker(m, 'Première', 300), await givenTaker(m, 'A', 50)]
    await booked(m, first, 300)
    await goOn()
    await refuseRemainder(await as(a.person), await remainderOf(a))
    await goOn()
    const [cascade] = await cascadesOf(await as(null), m.offer.id)
    expect(cascade).toMatchObject({ status: 'ended', outcome: 'nobody', quantityLeft: 200 })
    expect(await eventTypes(cascade?.id)).toEqual(['cascade.opened', 'cascade.ended'])
  })

  test('a booking that is given up goes on as well, never to who gave it up', async () => {
    const m = await givenStream()
    const [first] = [await givenTaker(m, 'Première', 500), await givenTaker(m, 'A', 400)]
    const booking = await booked(m, first, 500)
    await goOn()
    expect(await offered()).toEqual([])
    await cancelBooking(await as(first.person), booking.id)
    await goOn()
    expect(await offered()).toEqual(['A 400 offered'])
  })

  test('of a stock is offered for as long as there is any, and fetched when the taker says', async () => {
    const m = await givenStream({ grain: 'stock', windows: [], quantity: 80 })
    const [first, a] = [await givenTaker(m, 'Première', 30), await givenTaker(m, 'A', 60)]
    await booked(m, first, 30)
    await goOn()
    expect(await offered()).toEqual(['A 50 offered'])
    await expect(takeRemainder(await as(a.person), await remainderOf(a))).rejects.toMatchObject({
      details: { fields: [{ path: 'startsAt', code: 'required' }] },
    })
    const booking = await takeRemainder(await as(a.person), await remainderOf(a), {
      ...{ startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T10:00:00.000Z' },
    })
    expect(booking.quantity).toBe(50)
  })

  test('is nobody’s where needs do not fit: dismissed, closed, elsewhere, too far, another unit, another time', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    await givenTaker(m, 'Écarté', 100, { status: 'dismissed' })
    await givenTaker(m, 'Retiré', 100, { status: 'withdrawn' })
    await givenTaker(m, 'Fermé', 100, { status: 'suggested', outcome: null, hiddenReason: 'faux' })
    await givenTaker(m, 'Loin', 100, { north: 0.5, withinKm: 5 })
    await givenTaker(m, 'Litres', 100, { unit: 'litre' })
    await givenTaker(m, 'Plus tard', 100, { startsAt: '2027-01-01T00:00:00.000Z' })
    await givenTaker(m, 'Trop tard', 100, { endsAt: '2026-11-25T00:00:00.000Z' })
    const suspended = await givenTaker(m, 'Suspendu', 100)
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', suspended.organisation.id)
      .execute()
    await booked(m, first, 300)
    await goOn()
    expect(await offered()).toEqual([])
    expect(await cascadesOf(await as(null), m.offer.id)).toEqual([])
  })
})

describe('the database', () => {
  test('never offers the same twice, whatever comes at once', async () => {
    const m = await givenStream()
    const first = await givenTaker(m, 'Première', 300)
    for (const name of ['A', 'B', 'C', 'D']) await givenTaker(m, name, 150)
    await booked(m, first, 300)
    await Promise.all([goOn(), goOn({ backwards: true }), goOn()])
    const rows = await db.selectFrom('remainders').selectAll().execute()
    expect(rows.reduce((sum, r) => sum + r.quantity, 0)).toBe(200)
    expect(new Set(rows.map((r) => r.organisationId)).size).toBe(rows.length)
    const row = rows[0]
    if (!row) throw new Error('nothing was offered')
    // Neither more than there is, nor twice to one.
    const more = { ...row, id: 'rmd_more', organisationId: first.organisation.id, quantity: 1 }
    await expect(db.insertInto('remainders').values(more).execute()).rejects.toThrow(
      'maillage:capacity_taken',
    )
    await db.deleteFrom('holds').where('reason', '=', 'waitlist').execute()
    await expect(
      db
        .insertInto('remainders')
        .values({ ...row, id: 'rmd_again' })
        .execute(),
    ).rejects.toThrow('UNIQUE')
  })

  test('nobody books what is offered to another', async () => {
    const m = await givenStream()
    const [first, a] = [await givenTaker(m, 'Première', 300), await givenTaker(m, 'A', 200)]
    await booked(m, first, 300)
    await goOn()
    const other = await givenTaker(m, 'Autre', 10)
    await expect(booked(m, other, 10)).rejects.toEqual(refused('capacity_taken'))
    // Both say yes at once: one booking.
    const id = await remainderOf(a)
    const both = await Promise.allSettled([
      takeRemainder(await as(a.person), id),
      takeRemainder(await as(m.coordinator), id, { onBehalfOf: a.person.memberId }),
    ])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await held()).toEqual(['booking 300', 'booking 200'])
  })
})

describe('the lender', () => {
  test('shares a stream among three at once', async () => {
    const m = await givenStream()
    for (const [name, kg, north] of [
      ['A', 250, 0.01],
      ['B', 150, 0.02],
      ['C', 300, 0.03],
    ] as const)
      await givenTaker(m, name, kg, { north })
    const cascade = await shareOffer(await as(m.answerer), m.offer.id)
    expect(cascade).toMatchObject({ status: 'open', startsAt: FRIDAY.startsAt })
    expect(await offered()).toEqual(['A 250 offered', 'B 150 offered', 'C 100 offered'])
    await expect(shareOffer(await as(m.answerer), m.offer.id)).rejects.toEqual(refused('no_takers'))
  })

  test('what one leaves goes first to who was offered less than they look for, and is held for them', async () => {
    const m = await givenStream()
    const [a, b, c] = [
      await givenTaker(m, 'A', 250, { north: 0.01 }),
      await givenTaker(m, 'B', 150, { north: 0.02 }),
      await givenTaker(m, 'C', 220, { north: 0.03 }),
    ]
    await shareOffer(await as(m.answerer), m.offer.id)
    expect(await offered()).toEqual(['A 250 offered', 'B 150 offered', 'C 100 offered'])
    const d = await givenTaker(m, 'D', 90, { north: 0.04 })
    await refuseRemainder(await as(b.person), await remainderOf(b))
    for (let i = 0; i < 2; i++) await goOn()
    expect(await offered()).toEqual(['A 250 offered', 'B 150 refused', 'C 220 offered', 'D 30 offered'])
    expect((await held()).sort()).toEqual(['waitlist 220', 'waitlist 250', 'waitlist 30'])
    expect(await eventTypes(await remainderOf(c))).toEqual(['remainder.offered', 'remainder.offered'])
    expect(await takeRemainder(await as(c.person), await remainderOf(c))).toMatchObject({ quantity: 220 })
    for (const one of [a, d]) await takeRemainder(await as(one.person), await remainderOf(one))
    expect((await held()).sort()).toEqual(['booking 220', 'booking 250', 'booking 30'])
  })

  test('sees to whom it goes, and stops it; then it stays stopped', async () => {
    const m = await givenStream()
    const [first, a] = [await givenTaker(m, 'Première', 300), await givenTaker(m, 'A', 200)]
    await booked(m, first, 300)
    await goOn()
    const [cascade] = await cascadesOf(await as(null), m.offer.id)
    const id = cascade?.id ?? ''
    await expect(visibleCascade(await as(a.person), id)).rejects.toEqual(refused('not_found'))
    await expect(stopCascade(await as(a.person), id)).rejects.toEqual(refused('not_found'))
    await expect(stopCascade(await as(await givenMember(m.lender)), id)).rejects.toEqual(
      refused('not_manager'),
    )
    expect(await stopCascade(await as(m.answerer), id)).toMatchObject({
      outcome: 'stopped',
      quantityLeft: 200,
    })
    expect(await offered()).toEqual(['A 200 withdrawn'])
    expect(await held()).toEqual(['booking 300'])
    await goOn()
    expect(await offered()).toEqual(['A 200 withdrawn'])
    await expect(stopCascade(await as(m.answerer), id)).rejects.toEqual(refused('transition_not_allowed'))
  })

  test('and the taker see a remainder, others do not; only the taker answers', async () => {
    const m = await givenStream()
    const [first, a] = [await givenTaker(m, 'Première', 300), await givenTaker(m, 'A', 200)]
    const stranger = await givenMember(await givenOrganisation(m.cluster, { name: 'Autre' }))
    await booked(m, first, 300)
    await goOn()
    const id = await remainderOf(a)
    for (const person of [a.person, m.answerer, m.coordinator])
      expect((await visibleRemainder(await as(person), id)).quantity).toBe(200)
    for (const person of [stranger, first.person])
      await expect(visibleRemainder(await as(person), id)).rejects.toEqual(refused('not_found'))
    await expect(takeRemainder(await as(m.answerer), id)).rejects.toEqual(refused('not_member'))
    await expect(takeRemainder(await as(a.person), id, { quantity: 201 })).rejects.toEqual(refused('invalid'))
    expect((await remaindersFor(await as(a.person))).items.map((r) => r.id)).toEqual([id])
    expect((await remaindersFor(await as(stranger))).items).toEqual([])
  })
})
