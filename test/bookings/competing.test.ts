import { describe, expect, test } from 'vitest'
import { availability } from '../../worker/bookings/availability'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { changeBooking } from '../../worker/bookings/commands/changeBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { declineImpossible } from '../../worker/bookings/commands/declineImpossible'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import { competingWith, stillFits } from '../../worker/bookings/competing'
import { bookingById } from '../../worker/bookings/queries'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { browsing } from './browsing'
import { asking, givenBooking, givenMarket, left, type Market, TUESDAY } from './market'
import { ALWAYS, SLOT } from './pagesTime'

async function competingMarket(listing: Parameters<typeof givenMarket>[0] = {}) {
  const m = await givenMarket(listing)
  await setOfferRules(await as(m.answerer), m.offer.id, { requests: 'compete' })
  const rivals = await Promise.all(
    ['Les Ateliers du Pont', 'La Ressourcerie'].map(async (name) => {
      const organisation = await givenOrganisation(m.cluster, { name })
      return { organisation, member: await givenMember(organisation) }
    }),
  )
  return { ...m, rivals: rivals as [(typeof rivals)[number], (typeof rivals)[number]] }
}
type There = Awaited<ReturnType<typeof competingMarket>>

const ask = async (m: Market, who = { organisation: m.borrower, member: m.member }, more: object = {}) =>
  requestBooking(
    await as(who.member),
    m.offer.id,
    asking(m, { organisationId: who.organisation.id, ...more }),
  )
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => [error.code, error.details.rule].filter(Boolean).join(' '),
  )

describe('requests that compete', () => {
  test('hold nothing; the lender sees them side by side, and the one accepted takes the time', async () => {
    const m = await competingMarket()
    const asked = [await ask(m), await ask(m, m.rivals[0]), await ask(m, m.rivals[1])] as const
    expect(asked.map((b) => [b.status, b.competing])).toEqual(asked.map(() => ['requested', 1]))
    expect(await db.selectFrom('holds').select('live').execute()).toEqual(asked.map(() => ({ live: 0 })))
    const free = await availability(await as(m.member), m.offer.id, TUESDAY.startsAt, TUESDAY.endsAt)
    expect(free).toHaveLength(1)

    const ctx = await as(m.answerer)
    const side = async (id: string) =>
      (await competingWith(ctx, (await bookingById(ctx, id))!)).map((c) => [c.booking.id, c.fits]).sort()
    const both = (one: number, two: number, fits: boolean) =>
      [asked[one]!.id, asked[two]!.id].sort().map((id) => [id, fits])
    expect(await side(asked[0].id)).toEqual(both(1, 2, true))
    expect(await confirmBooking(ctx, asked[1].id)).toMatchObject({ status: 'confirmed', competing: 0 })
    expect(await side(asked[1].id)).toEqual(both(0, 2, false))
    expect(await stillFits(ctx, (await bookingById(ctx, asked[0].id))!)).toBe(false)

    const before = await left()
    expect(await code(confirmBooking(ctx, asked[0].id))).toBe('capacity_taken competing')
    expect(await left()).toEqual(before)
    expect(await bookingById(ctx, asked[0].id)).toMatchObject({ status: 'requested', version: 1 })
    expect(await code(ask(m))).toBe('capacity_taken')

    expect(await declineImpossible(ctx, asked[1].id)).toBe(2)
    expect(await declineImpossible(ctx, asked[1].id)).toBe(0)
    expect(await eventTypes(asked[2].id)).toEqual(['booking.requested', 'booking.declined'])
    expect(await bookingById(ctx, asked[1].id)).toMatchObject({ status: 'confirmed' })
  })

  test('two accepted at once: one of them', async () => {
    const m = await competingMarket()
    const asked = [await ask(m), await ask(m, m.rivals[0])] as const
    const [one, two] = [await as(m.answerer), await as(m.coordinator)]
    const told = await Promise.all([
      code(confirmBooking(one, asked[0].id)),
      code(confirmBooking(two, asked[1].id)),
    ])
    expect(told.sort()).toEqual(['accepted', 'capacity_taken competing'])
    const live = await db.selectFrom('holds').select('bookingId').where('live', '=', 1).execute()
    expect(live).toHaveLength(1)
  })

  test('where more than one fits, as many as fit; one given up makes room again', async () => {
    const m = await competingMarket({ quantity: 5 })
    const asked = [
      await ask(m, undefined, { quantity: 2 }),
      await ask(m, m.rivals[0], { quantity: 3 }),
      await ask(m, m.rivals[1], { quantity: 1 }),
    ] as const
    const ctx = await as(m.answerer)
    await confirmBooking(ctx, asked[0].id)
    expect(await code(confirmBooking(ctx, asked[1].id))).toBe('accepted')
    expect(await code(confirmBooking(ctx, asked[2].id))).toBe('capacity_taken competing')
    await cancelBooking(await as(m.member), asked[0].id)
    expect(await code(confirmBooking(ctx, asked[2].id))).toBe('accepted')
  })

  test('what is accepted competes no more: asked for more, it keeps its time while it waits', async () => {
    const m = await competingMarket()
    const b = await ask(m)
    await confirmBooking(await as(m.answerer), b.id)
    const longer = await changeBooking(await as(m.member), b.id, { endsAt: '2026-12-08T16:00:00.000Z' })
    expect(longer).toMatchObject({ status: 'requested', competing: 0 })
    expect(await code(ask(m, m.rivals[0]))).toBe('capacity_taken')
    // A request that only competes may move, but not to where it is taken.
    const at = (hour: number) => `2026-12-08T${hour}:00:00.000Z`
    const other = await ask(m, m.rivals[0], { startsAt: at(10), endsAt: at(11) })
    const move = async (from: number) =>
      code(
        changeBooking(await as(m.rivals[0].member), other.id, { startsAt: at(from), endsAt: at(from + 1) }),
      )
    expect([await move(14), await move(11)]).toEqual(['capacity_taken', 'accepted'])
  })

  test('are the lender’s to see and to refuse', async () => {
    const m: There = await competingMarket()
    const b = await ask(m)
    for (const [who, expected] of [
      [m.member, 'forbidden'],
      [m.rivals[0].member, 'not_found'],
      [await givenMember(m.lender), 'forbidden'],
      [await givenCoordinator(await givenCluster()), 'not_found'],
      [null, 'not_signed_in'],
    ] as const)
      expect(await code(declineImpossible(await as(who), b.id))).toBe(expected)
  })
})

test('the page of a request shows the others with one button each, and says what no longer fits', async () => {
  const m = await competingMarket(ALWAYS)
  const time = { ...SLOT, createdAt: new Date().toISOString(), answerBy: SLOT.endsAt, competing: 1 }
  const one = await givenBooking(m, time)
  await db.updateTable('holds').set({ live: 0 }).execute()
  const two = await givenBooking(
    { ...m, borrower: m.rivals[0].organisation },
    { ...time, note: 'Pour la fête' },
  )
  await db.updateTable('holds').set({ live: 0 }).execute()
  const lender = await browsing(m.answerer)
  const at = (id: string, act = '') => `/fr/${m.cluster.slug}/bookings/${id}${act}`
  const page = await lender.get(at(one.id))
  expect(page.text).toContain('Les autres demandes pour ce moment')
  expect(page.text).toContain('Accepter Les Ateliers du Pont')
  expect(page.text).toContain('Pour la fête')
  const borrower = await (await browsing(m.member)).get(at(one.id))
  expect(borrower.text).not.toContain('Les Ateliers du Pont')
  expect(borrower.text).toContain('n’est pas bloqué')

  expect((await lender.post(at(two.id, '/confirm'), {})).status).toBe(303)
  const lost = await lender.get(at(one.id))
  expect(lost.text).toContain('Ce qui reste ne suffit plus')
  const refused = await lender.post(at(one.id, '/confirm'), {})
  expect([refused.status, refused.text.includes('vous avez déjà accepté une autre demande')]).toEqual([
    422,
    true,
  ])
  const won = await lender.get(at(two.id))
  expect(won.text).toContain('Refuser celle qui ne tient plus')
  expect((await lender.post(at(two.id, '/decline-impossible'), {})).status).toBe(303)
  expect((await bookingById(await as(null), one.id))?.status).toBe('declined')
})
