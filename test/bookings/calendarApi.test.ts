import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createToken } from '../../worker/people/tokens'
import { ask } from '../support/ask'
import { as, NOW } from '../support/given'
import { capacityOf, givenBooking, givenMarket, TUESDAY } from './market'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

async function get(path: string, who: { id: string } | null = null) {
  const token = who ? (await createToken(await as(who), 'essai')).token : null
  const answer = await ask(`/api/v1${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('the calendar of an offer: days, slots, and who has it for those concerned', async () => {
  const m = await givenMarket()
  const booking = await givenBooking(m, { status: 'confirmed' })
  const path = `/offers/${m.offer.id}/calendar?view=day&date=2026-12-08`
  const { status, body } = await get(path)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{
      view: 'day',
      date: '2026-12-08',
      timeZone: 'Europe/Paris',
      previous: '2026-12-07',
      next: '2026-12-09',
    },
    ...{ from: '2026-12-07T23:00:00.000Z', to: '2026-12-08T23:00:00.000Z', weekMinutesLeft: null },
    ...{ days: [{ date: '2026-12-08', state: 'free', left: 540, of: 660 }], entries: [] },
  })
  const slots = body.slots as { startsAt: string; state: string; freeMinutes: number }[]
  expect(slots).toHaveLength(11)
  expect(slots.find((s) => s.startsAt === TUESDAY.startsAt)).toMatchObject({ state: 'taken', freeMinutes: 0 })
  const lender = await get(path, m.answerer)
  expect(lender.body.entries).toEqual([
    {
      ...{ reason: 'booking', ...TUESDAY, capacityId: (await capacityOf(m.offer.id)).id, quantity: 1 },
      ...{ bookingId: booking.id, status: 'confirmed', competing: false },
      borrower: { id: m.borrower.id, name: 'Les Jardins des Aulnes' },
    },
  ])
  expect((await get(`/offers/${m.offer.id}/calendar`)).body).toMatchObject({ view: 'month', slots: [] })
  expect((await get(`/offers/${m.offer.id}/calendar?view=year`)).status).toBe(422)
  expect((await get(`/offers/${m.offer.id}/calendar?date=2026-02-30`)).status).toBe(422)
})

test('the calendar of an organisation, and what is free in a cluster', async () => {
  const m = await givenMarket({
    title: 'Salle',
    tariffMode: 'price',
    priceUnit: 'hour',
    referenceCents: 1200,
  })
  const { slug } = m.cluster
  const week = await get(`/clusters/${slug}/organisations/${m.lender.id}/calendar?date=2026-12-08`)
  expect(week.body).toMatchObject({
    ...{ previous: '2026-12-01', next: '2026-12-15', nextCursor: null },
    items: [{ offerId: m.offer.id, title: 'Salle', kind: 'space', entries: [] }],
  })
  const free = await get(`/clusters/${slug}/free?from=2026-12-08&at=14:00&until=16:00&near=49.44,1.09`)
  expect(free.body).toMatchObject({
    ...{ total: 1, nextCursor: null },
    items: [
      {
        offer: { id: m.offer.id, title: 'Salle', organisation: { name: 'La Fabrique des Quais' } },
        ...{
          instant: false,
          quantity: 1,
          unit: 'piece',
          times: [TUESDAY],
          priceCents: 2400,
          currency: 'EUR',
        },
      },
    ],
  })
  expect((free.body.items as { distanceKm: number }[])[0]?.distanceKm).toBeLessThan(2)
  expect((await get(`/clusters/${slug}/free`)).status).toBe(422)
  expect((await get('/clusters/nowhere/free?from=2026-12-08')).status).toBe(404)
})
