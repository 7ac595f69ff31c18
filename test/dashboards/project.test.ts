import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { rebuildAll } from '../../worker/dashboards/rebuild'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { pauseListing } from '../../worker/listings/commands/pauseListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { resumeListing } from '../../worker/listings/commands/resumeListing'
import { DAY, HOUR, later } from '../../worker/core/time'
import { as, db, givenListing, NOW } from '../support/given'
import { DAYTIME, givenMarket, TUESDAY } from '../bookings/market'
import { delivered, projected, suggested } from './support'

const WEEK = '2026-12-07' // of TUESDAY
const reversed = <T>(all: T[]) => [...all].reverse()
const twice = <T>(all: T[]) => [...all, ...all]

async function market() {
  const m = await givenMarket()
  const ask = async () =>
    requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
  return { ...m, ask }
}
const kinds = () =>
  db.selectFrom('usageOfKinds').selectAll().where('week', '=', WEEK).executeTakeFirstOrThrow()

describe('a booking', () => {
  test('counts in the week in which it begins, by its state', async () => {
    const m = await market()
    const booking = await m.ask()
    const seq = await delivered()
    expect(await kinds()).toMatchObject({
      clusterId: m.cluster.id,
      kind: 'space',
      requested: 1,
      confirmed: 0,
      minutesBooked: 0,
    })
    expect(await db.selectFrom('usageOfPairs').selectAll().execute()).toEqual([])

    await confirmBooking(await as(m.answerer), booking.id)
    await delivered(seq)
    expect(await kinds()).toMatchObject({ requested: 0, confirmed: 1, minutesBooked: 120 })
    expect(await db.selectFrom('usageOfPairs').selectAll().execute()).toEqual([
      {
        clusterId: m.cluster.id,
        week: WEEK,
        lenderId: m.lender.id,
        borrowerId: m.borrower.id,
        minutes: 120,
        bookings: 1,
      },
    ])
    expect(await db.selectFrom('usageOfOffers').selectAll().execute()).toEqual([
      { clusterId: m.cluster.id, week: WEEK, listingId: m.offer.id, minutes: 120, bookings: 1 },
    ])
  })

  test('is the same when its events come twice, late and in the wrong order', async () => {
    const m = await market()
    const booking = await m.ask()
    await confirmBooking(await as(m.answerer), booking.id)
    await delivered()
    const once = await projected()
    await delivered(0, reversed)
    await delivered(0, twice)
    expect(await projected()).toEqual(once)
    await cancelBooking(await as(m.member), booking.id, { reason: 'Reporté' })
    await delivered(0, reversed)
    expect(await kinds()).toMatchObject({ requested: 0, confirmed: 0, cancelled: 1, minutesBooked: 0 })
    expect((await projected()).usageOfPairs).toEqual([])
  })

  test('that moves to another week leaves the first and counts in the second', async () => {
    const m = await market()
    const booking = await m.ask()
    await confirmBooking(await as(m.answerer), booking.id)
    const seq = await delivered()
    await changeBooking(await as(m.coordinator), booking.id, {
      startsAt: later(TUESDAY.startsAt, 7 * DAY),
      endsAt: later(TUESDAY.endsAt, 7 * DAY + HOUR),
    })
    await delivered(seq)
    const { status } = await db.selectFrom('bookings').select('status').executeTakeFirstOrThrow()
    const of = (week: string) =>
      db
        .selectFrom('usageOfKinds')
        .select(['requested', 'confirmed', 'minutesBooked'])
        .where('week', '=', week)
        .executeTakeFirst()
    expect(await of(WEEK)).toEqual({ requested: 0, confirmed: 0, minutesBooked: 0 })
    const asked = status === 'requested'
    expect(await of('2026-12-14')).toEqual({
      requested: Number(asked),
      confirmed: Number(!asked),
      minutesBooked: asked ? 0 : 180,
    })
  })

  test('that was read before somebody changed it is left to the newer event', async () => {
    const m = await market()
    const booking = await m.ask()
    await delivered()
    // The consumer reads the request; before it writes, the request moves to the next week and that event is projected.
    const next = { startsAt: later(TUESDAY.startsAt, 7 * DAY), endsAt: later(TUESDAY.endsAt, 7 * DAY) }
    const slow = await as(null)
    const batch = slow.env.DB.batch.bind(slow.env.DB)
    let raced = false
    const racing = {
      prepare: slow.env.DB.prepare.bind(slow.env.DB),
      batch: async (statements: D1PreparedStatement[]) => {
        if (!raced) {
          raced = true
          await changeBooking(await as(m.member), booking.id, next)
          await delivered(1)
        }
        return batch(statements)
      },
    } as unknown as D1Database
    const { projectBookings } = await import('../../worker/dashboards/projectBookings')
    await projectBookings({ ...slow, env: { ...slow.env, DB: racing } }, [booking.id])
    expect(raced).toBe(true)
    const weeks = await db.selectFrom('bookingWeeks').select(['week', 'state']).execute()
    expect(weeks).toEqual([{ week: '2026-12-14', state: 'requested' }])
  })
})

describe('an offer', () => {
  test('is open in the weeks of its life, within its windows', async () => {
    const m = await market()
    const ctx = await as(m.answerer)
    const id = await draftListing(ctx, m.cluster.id, {
      ...{
        direction: 'offer',
        organisationId: m.lender.id,
        kind: 'space',
        title: 'Atelier',
        quantity: 2,
        windows: DAYTIME,
      },
      endsAt: later(NOW, 16 * DAY),
    })
    await delivered()
    expect((await projected()).offerWeeks).toEqual([])
    await publishListing(ctx, id)
    await delivered()
    const weeks = await db
      .selectFrom('offerWeeks')
      .selectAll()
      .where('listingId', '=', id)
      .orderBy('week')
      .execute()
    expect(weeks.map((w) => [w.week, w.minutesOpen])).toEqual([
      ['2026-11-16', 660], // Saturday: nine to eight
      ['2026-11-23', 6 * 660],
      ['2026-11-30', 6 * 660],
    ])
    const sums = await db
      .selectFrom('usageOfKinds')
      .select(['week', 'minutesOpen', 'offersPosted'])
      .orderBy('week')
      .execute()
    expect(sums[0]).toEqual({ week: '2026-11-16', minutesOpen: 660, offersPosted: 1 })

    await editListing(ctx, id, { windows: [{ days: [1], from: '09:00', to: '12:00' }] })
    await delivered()
    const fewer = await db
      .selectFrom('offerWeeks')
      .select('minutesOpen')
      .where('listingId', '=', id)
      .orderBy('week')
      .execute()
    expect(fewer.map((w) => w.minutesOpen)).toEqual([180, 180])
  })

  test('that becomes more makes each of its bookings a smaller part of it', async () => {
    const m = await givenMarket({ quantity: 2, instantFor: 'everyone' })
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
    await editListing(await as(m.answerer), m.offer.id, { title: 'Salle des Aulnes, au calme' })
    await delivered()
    expect(await kinds()).toMatchObject({ minutesBooked: 60 })
    await editListing(await as(m.answerer), m.offer.id, { quantity: 4 })
    await delivered()
    expect(await kinds()).toMatchObject({ minutesBooked: 30 })
    const live = await projected()
    await rebuildAll(await as(null))
    expect((await projected()).usageOfKinds).toEqual(live.usageOfKinds)
  })

  test('is not open while it is paused, and no longer when it is closed', async () => {
    const m = await market()
    const at = async (days: number) => as(m.answerer, { now: later(NOW, days * DAY) })
    const id = await draftListing(await at(0), m.cluster.id, {
      ...{
        direction: 'offer',
        organisationId: m.lender.id,
        kind: 'space',
        title: 'Atelier',
        windows: DAYTIME,
      },
    })
    await publishListing(await at(0), id)
    await pauseListing(await at(2), id) // Monday, 9:00
    await resumeListing(await at(9), id)
    await closeListing(await at(16), id, 'no_longer_needed')
    await delivered(0, reversed)
    const weeks = await db
      .selectFrom('offerWeeks')
      .select(['week', 'minutesOpen'])
      .where('listingId', '=', id)
      .orderBy('week')
      .execute()
    expect(weeks).toEqual([
      { week: '2026-11-16', minutesOpen: 660 },
      { week: '2026-11-30', minutesOpen: 6 * 660 },
    ])
    expect((await projected()).openListings).toEqual([])
  })
})

describe('a need', () => {
  test('is met, unmet or dropped, and knows when its first match came', async () => {
    const m = await market()
    const ctx = await as(m.member)
    const need = await draftListing(ctx, m.cluster.id, {
      ...{ direction: 'need', organisationId: m.borrower.id, kind: 'space', title: 'Une salle pour vingt' },
    })
    await publishListing(ctx, need)
    await suggested(await as(m.member, { now: later(NOW, 3 * HOUR) }), m.cluster.id, m.offer.id, need)
    await suggested(
      await as(m.member, { now: later(NOW, 9 * HOUR) }),
      m.cluster.id,
      (await givenListing(m.cluster, m.lender)).id,
      need,
    )
    await delivered(0, reversed)
    const facts = () =>
      db.selectFrom('listingFacts').selectAll().where('listingId', '=', need).executeTakeFirstOrThrow()
    expect(await facts()).toMatchObject({
      state: 'open',
      minutesToMatch: 180,
      answered: 0,
      week: '2026-11-16',
    })

    const booking = await requestBooking(ctx, m.offer.id, {
      organisationId: m.borrower.id,
      ...TUESDAY,
      needId: need,
    })
    await delivered()
    expect(await facts()).toMatchObject({ state: 'open', answered: 1 })
    await confirmBooking(await as(m.answerer), booking.id)
    await delivered()
    expect(await facts()).toMatchObject({ state: 'met', answered: 1 })
    const sums = await db
      .selectFrom('usageOfKinds')
      .selectAll()
      .where('week', '=', '2026-11-16')
      .executeTakeFirstOrThrow()
    expect(sums).toMatchObject({ needsPosted: 1, needsMet: 1, needsUnmet: 0 })
  })
})
