import { beforeEach, expect, test } from 'vitest'
import { cancelCall } from '../../worker/calls/commands/stepCall'
import type { Call } from '../../worker/calls/queries'
import { declareOutage } from '../../worker/outages/commands/declareOutage'
import { endOutage } from '../../worker/outages/commands/endOutage'
import { joinWaitlist } from '../../worker/waitlist/commands/joinWaitlist'
import { offer } from '../../worker/waitlist/reactTo'
import { as, bindings, db, eventsOf } from '../support/given'
import { givenCall, givenMarket, type Market } from './market'

// What else holds a lot, beside a call that does.

let m: Market
let call: Call
beforeEach(async () => {
  m = await givenMarket(1, 1)
  call = await givenCall(m)
})
const capacity = () => m.lots[0]!.capacityId
const held = () => db.selectFrom('holds').select(['reason', 'live']).where('sourceId', '=', call.id).execute()

test('an outage takes the place of a call’s hold and gives it back; a removed lot is refused', async () => {
  const ctx = await as(m.manager)
  const { id } = await declareOutage(ctx, capacity(), {
    startsAt: '2027-03-01T08:00:00.000Z',
    reason: 'Toit',
  })
  expect((await held()).filter((h) => h.live === 0).length).toBeGreaterThan(0)
  await endOutage(ctx, id)
  const after = await held()
  expect(after.every((h) => h.live === 1 && h.reason === 'waitlist')).toBe(true)
  await expect(
    bindings.DB.prepare('UPDATE capacities SET quantity = 0 WHERE id = ?').bind(capacity()).run(),
  ).rejects.toThrow('capacity_held')
})

test('who queues for a lot under call is offered it once the call lets go of it, and not before', async () => {
  const { organisation, person } = m.applicants[0]!
  const wish = { organisationId: organisation.id, capacityId: capacity() }
  const time = { startsAt: '2027-02-28T23:00:00.000Z', endsAt: '2027-05-31T22:00:00.000Z' }
  const place = await joinWaitlist(await as(person), m.offer.id, { ...wish, ...time })
  const status = async () => (await db.selectFrom('waitlist').select('status').executeTakeFirst())?.status
  for (const event of await eventsOf(place.id)) await offer(await as(null), event)
  expect(await status()).toBe('waiting')
  await cancelCall(await as(m.manager), call.id, { reason: 'Vente du bâtiment' })
  for (const event of await eventsOf(call.id)) await offer(await as(null), event)
  expect(await status()).toBe('offered')
})
