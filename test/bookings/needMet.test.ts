import { expect, test } from 'vitest'
import { expireListings } from '../../worker/listings/commands/expireListings'
import { tell } from '../../worker/notifications/reactTo'
import { as, db, eventsOf, givenListing, givenMember, NOW } from '../support/given'
import { browsing } from './browsing'
import { givenBooking, givenMarket, type Market } from './market'

const needOf = (m: Market, given: object = {}) =>
  givenListing(m.cluster, m.borrower, {
    ...{ direction: 'need', title: 'Une salle pour le conseil', expiresAt: null, ...given },
  })
const DONE = { status: 'completed', answerBy: null, endedAt: NOW }
const statusOf = (id: string) =>
  db.selectFrom('listings').select(['status', 'outcome']).where('id', '=', id).executeTakeFirstOrThrow()

test('once a booking for a need is completed, its poster is asked, and ends it by one click', async () => {
  const m = await givenMarket()
  const need = await needOf(m)
  const booking = await givenBooking(m, { ...DONE, needId: need.id })
  const [browser, lender] = [await browsing(m.member), await browsing(m.answerer)]
  const close = `action="/fr/${m.cluster.slug}/me/listings/${need.id}/close"`
  for (const path of [`bookings/${booking.id}`, 'me/listings'])
    expect((await browser.get(`/fr/${m.cluster.slug}/${path}`)).text).toContain(close)
  for (const path of [`bookings/${booking.id}`, 'me/listings'])
    expect((await lender.get(`/fr/${m.cluster.slug}/${path}`)).text).not.toContain(close)
  const answer = await browser.post(`/fr/${m.cluster.slug}/me/listings/${need.id}/close`, {
    outcome: 'met_here',
  })
  expect(answer.status).toBe(303)
  expect(await statusOf(need.id)).toEqual({ status: 'closed', outcome: 'met_here' })
  for (const path of [`bookings/${booking.id}`, 'me/listings'])
    expect((await browser.get(`/fr/${m.cluster.slug}/${path}`)).text).not.toContain(close)
})

test('nobody is asked before it is completed, nor of what was booked for nothing', async () => {
  const m = await givenMarket()
  const need = await needOf(m)
  const waiting = await givenBooking(m, {
    needId: need.id,
    startsAt: '2099-01-01T10:00:00.000Z',
    endsAt: '2099-01-01T11:00:00.000Z',
    answerBy: '2099-01-01T10:00:00.000Z',
  })
  const other = await givenBooking(m, DONE)
  const browser = await browsing(m.member)
  for (const path of [`bookings/${waiting.id}`, `bookings/${other.id}`, 'me/listings'])
    expect((await browser.get(`/fr/${m.cluster.slug}/${path}`)).text).not.toContain('/close"')
})

test('who posted the need is told of the end too, whoever booked', async () => {
  const m = await givenMarket()
  const poster = await givenMember(m.borrower)
  const need = await needOf(m, { createdBy: poster.id })
  const { id, listingId, lenderId, borrowerId } = await givenBooking(m, { ...DONE, needId: need.id })
  const event = { id: 'evt_done', seq: 1, type: 'booking.completed', clusterId: m.cluster.id, subjectId: id }
  const payload = { listingId, lenderId, borrowerId }
  await tell(await as(null), { ...event, payload, actorId: null, occurredAt: NOW } as never)
  const told = await db.selectFrom('notices').select('personId').where('channel', '=', 'app').execute()
  expect(told.map((row) => row.personId).sort()).toEqual([m.answerer.id, m.member.id, poster.id].sort())
})

test('at its end the clock takes a need that was answered for met; what could be renewed lapses', async () => {
  const m = await givenMarket()
  const [ended, open, unanswered] = [
    await needOf(m, { endsAt: NOW, expiresAt: NOW }),
    await needOf(m, { expiresAt: NOW }),
    await needOf(m, { endsAt: NOW, expiresAt: NOW }),
  ]
  for (const need of [ended, open]) await givenBooking(m, { ...DONE, needId: need.id })
  await givenBooking(m, { ...DONE, status: 'cancelled', needId: unanswered.id })
  const clock = await as(null)
  await expireListings(clock)
  await expireListings(clock)
  expect(await statusOf(ended.id)).toEqual({ status: 'closed', outcome: 'met_here' })
  for (const need of [open, unanswered])
    expect(await statusOf(need.id)).toEqual({ status: 'closed', outcome: 'expired' })
  expect((await eventsOf(ended.id)).map((e) => [e.type, e.payload])).toEqual([
    [
      'listing.closed',
      { organisationId: m.borrower.id, direction: 'need', kind: 'space', outcome: 'met_here' },
    ],
  ])
  expect((await eventsOf(open.id)).map((e) => e.type)).toEqual(['listing.expired'])
})
