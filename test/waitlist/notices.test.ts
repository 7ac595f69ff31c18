import { expect, test } from 'vitest'
import { tell } from '../../worker/notifications/reactTo'
import { describe as say } from '../../worker/notifications/describe'
import { declareOutage } from '../../worker/outages/commands/declareOutage'
import { as, db, eventsOf, NOW } from '../support/given'
import { capacityOf, givenBooking, givenMarket } from '../bookings/market'
import { at, freed, givenWaiter, waits } from './queue'

const told = async (type: string, personId: string) =>
  db
    .selectFrom('notices')
    .select(['channel', 'dueAt', 'subjectId', 'clusterId', 'type'])
    .where('type', '=', type)
    .where('personId', '=', personId)
    .orderBy('channel')
    .execute()

test('a place that is offered is told at once, also to those who read mails once a day', async () => {
  const m = await givenMarket()
  const booking = await givenBooking(m, { status: 'confirmed' })
  const { person, organisation } = await givenWaiter(m)
  await db.updateTable('people').set({ mailRhythm: 'daily' }).where('id', '=', person.id).execute()
  const place = await waits(m, { person, organisation })
  await freed(m, booking.id)
  const ctx = await as(null)
  for (const event of await eventsOf(place.id)) await tell(ctx, event)
  const rows = await told('waitlist.offered', person.id)
  expect(rows.map((row) => [row.channel, row.dueAt])).toEqual([
    ['app', NOW],
    ['mail', NOW],
  ])
  const cluster = { timeZone: 'Europe/Paris', currency: 'EUR' }
  const [sentence] = await say(ctx, rows.slice(0, 1), 'fr', cluster)
  expect(sentence?.path).toBe(`/waitlist/${place.id}`)
  expect(sentence?.text).toContain('gardée pour vous jusqu’au samedi 21 novembre, 21')
  for (const language of ['fr', 'en', 'ar'] as const)
    for (const type of ['waitlist.lapsed', 'waitlist.returned', 'waitlist.joined'])
      expect((await say(ctx, [{ ...rows[0]!, type }], language, cluster))[0]?.text).toContain(m.offer.title)
})

test('who had booked is told that it is out of order, and the lender; who declared it is not', async () => {
  const m = await givenMarket()
  const booking = await givenBooking(m, { status: 'confirmed' })
  const { id } = await capacityOf(m.offer.id)
  const outage = await declareOutage(await as(m.answerer), id, { endsAt: at(20, 8) })
  const ctx = await as(null)
  for (const event of await eventsOf()) await tell(ctx, event)
  expect((await told('booking.suspended', m.member.id)).map((row) => row.channel)).toEqual(['app', 'mail'])
  expect(await told('booking.suspended', m.answerer.id)).toEqual([])
  const rows = [
    { type: 'booking.suspended', subjectId: booking.id, clusterId: m.cluster.id },
    { type: 'outage.declared', subjectId: outage.id, clusterId: m.cluster.id },
  ]
  const said = await say(ctx, rows, 'fr', { timeZone: 'Europe/Paris', currency: 'EUR' })
  expect(said.map((one) => one.path)).toEqual([`/bookings/${booking.id}`, `/outages/${outage.id}`])
  expect(said[1]?.text).toContain('hors service jusqu’au dimanche 20 décembre')
})
