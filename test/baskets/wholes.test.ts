import { describe, expect, test } from 'vitest'
import { answerBasket } from '../../worker/baskets/commands/answerBasket'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { declineBooking } from '../../worker/bookings/commands/declineBooking'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { bookingById } from '../../worker/bookings/queries'
import { verbsFor } from '../../worker/bookings/rules'
import { TUESDAY } from '../bookings/market'
import { as, db, eventTypes, type givenListing } from '../support/given'
import { givenRules, givenTwo } from './market'

type Given = NonNullable<Parameters<typeof givenListing>[2]>['instantFor']

/** A room that always comes with another lender’s projector: each had at once, or on request. */
async function asked(room: Given, projector: Given) {
  const m = await givenTwo()
  for (const [id, instantFor] of [
    [m.offer.id, room],
    [m.projector.id, projector],
  ] as const)
    await db.updateTable('listings').set({ instantFor }).where('id', '=', id).execute()
  await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
  const whole = await requestBooking(await as(m.member), m.offer.id, {
    organisationId: m.borrower.id,
    ...TUESDAY,
  })
  const part = await db
    .selectFrom('bookings')
    .select('id')
    .where('partOf', '=', whole.id)
    .executeTakeFirstOrThrow()
  return { ...m, whole: whole.id, part: part.id, basketId: whole.basketId ?? '' }
}
const states = async (m: { whole: string; part: string }) =>
  Promise.all([m.whole, m.part].map(async (id) => (await bookingById(await as(null), id))?.status))
const live = async () => (await db.selectFrom('holds').select('id').where('live', '=', 1).execute()).length

describe('what always goes together is agreed together', () => {
  test('had at once and on request: all of it waits for the one answer, and holds its time', async () => {
    const m = await asked('everyone', 'nobody')
    expect(await states(m)).toEqual(['requested', 'requested'])
    const room = await bookingById(await as(null), m.whole)
    expect(room?.agreedAt).not.toBeNull()
    // Its lender has nothing to say yes to.
    if (room) expect(verbsFor(['lender'], room, room.createdAt)).toEqual(['decline', 'cancel'])
    await expect(confirmBooking(await as(m.answerer), m.whole)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    expect(await live()).toBe(2)
    await confirmBooking(await as(m.otherAnswerer), m.part)
    expect(await states(m)).toEqual(['confirmed', 'confirmed'])
    expect(await eventTypes(m.whole)).toEqual(['booking.requested', 'booking.confirmed'])
    expect((await bookingById(await as(null), m.whole))?.answerBy).toBeNull()
  })

  test('had at once, both: it is had at once', async () => {
    expect(await states(await asked('everyone', 'everyone'))).toEqual(['confirmed', 'confirmed'])
  })

  test('two lenders: the first yes waits for the second, whoever is first', async () => {
    for (const first of ['whole', 'part'] as const) {
      const m = await asked('nobody', 'nobody')
      const say = async (which: 'whole' | 'part') =>
        confirmBooking(await as(which === 'whole' ? m.answerer : m.otherAnswerer), m[which])
      const second = first === 'whole' ? ('part' as const) : ('whole' as const)
      expect(await say(first)).toMatchObject({ status: 'requested' })
      expect(await states(m)).toEqual(['requested', 'requested'])
      expect((await eventTypes(m[first])).at(-1)).toBe('booking.agreed')
      await say(second)
      expect(await states(m)).toEqual(['confirmed', 'confirmed'])
    }
  })

  test('two yeses at once are both heard', async () => {
    for (let i = 0; i < 5; i++) {
      const m = await asked('nobody', 'nobody')
      await Promise.all([
        confirmBooking(await as(m.answerer), m.whole),
        answerBasket(await as(m.otherAnswerer), m.basketId, 'confirm').catch(() =>
          as(m.otherAnswerer).then((ctx) => confirmBooking(ctx, m.part)),
        ),
      ])
      expect(await states(m)).toEqual(['confirmed', 'confirmed'])
    }
  })

  test('one no is a no to all of it, also after a yes, and frees it', async () => {
    const m = await asked('nobody', 'nobody')
    await confirmBooking(await as(m.answerer), m.whole)
    await declineBooking(await as(m.otherAnswerer), m.part)
    expect(await states(m)).toEqual(['declined', 'declined'])
    expect(await live()).toBe(0)
    expect(await eventTypes(m.whole)).toEqual(['booking.requested', 'booking.agreed', 'booking.declined'])
  })

  test('a yes to other hours is none to these', async () => {
    const m = await asked('nobody', 'nobody')
    await confirmBooking(await as(m.answerer), m.whole)
    await changeBooking(await as(m.member), m.whole, { endsAt: '2026-12-08T16:00:00.000Z' })
    expect((await bookingById(await as(null), m.whole))?.agreedAt).toBeNull()
    await confirmBooking(await as(m.otherAnswerer), m.part)
    expect(await states(m)).toEqual(['requested', 'requested'])
    await confirmBooking(await as(m.answerer), m.whole)
    expect(await states(m)).toEqual(['confirmed', 'confirmed'])
  })
})
