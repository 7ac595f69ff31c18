import { expect, test } from 'vitest'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { tellOverdue } from '../../worker/handovers/commands/tellOverdue'
import { tell } from '../../worker/notifications/reactTo'
import { noticesOf } from '../../worker/notifications/queries'
import { as, db, eventsOf, eventTypes, givenCoordinator } from '../support/given'
import { dueRow, givenLent } from './lent'

// The booking ends at 15:00 UTC.
const clock = (time: string) => as(null, { now: `2026-11-21T${time}:00.000Z` })

test('what is out longer than booked is told once, to both sides', async () => {
  const { m, b } = await givenLent()
  await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
  expect(await tellOverdue(await clock('15:29'))).toBe(0)
  expect(await tellOverdue(await clock('15:30'))).toBe(1)
  expect(await tellOverdue(await clock('15:31'))).toBe(0)
  expect(await tellOverdue(await clock('23:31'))).toBe(0)
  expect(await eventTypes()).toEqual(['handover.noted', 'handover.overdue'])
  const event = (await eventsOf(b.id)).at(-1)
  if (!event) throw new Error('no event')
  expect(event).toMatchObject({
    clusterId: m.cluster.id,
    actorId: null,
    subjectVersion: 2,
    payload: { dueAt: b.endsAt },
  })
  await tell(await clock('15:31'), event)
  await tell(await clock('15:31'), event)
  for (const who of [m.member, m.answerer]) {
    const told = await noticesOf(await as(who), m.cluster, who.id, 'fr')
    expect(told.items.map((n) => [n.path, n.text])).toEqual([
      [`/bookings/${b.id}`, expect.stringContaining('Écrans')],
    ])
  }
})

test('two ticks at once tell once', async () => {
  const { m, b } = await givenLent()
  await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
  const ticks = await Promise.all(
    [clock('16:00'), clock('16:00'), clock('16:00')].map(async (ctx) => tellOverdue(await ctx)),
  )
  expect(ticks.reduce((a, n) => a + n, 0)).toBe(1)
  expect((await eventTypes()).filter((t) => t === 'handover.overdue')).toHaveLength(1)
})

test('nothing is missing where no pick-up was noted, it came back, it was a mistake, or nobody came', async () => {
  const never = await givenLent()
  const back = await givenLent()
  const mistake = await givenLent()
  const missed = await givenLent()
  for (const one of [back, mistake, missed])
    await noteHandover(await as(one.m.answerer), one.b.id, { step: 'pick_up' })
  await noteHandover(await as(back.m.member), back.b.id, { step: 'return' })
  const [line] = await db.selectFrom('handovers').select('id').where('bookingId', '=', mistake.b.id).execute()
  await noteHandover(await as(mistake.m.answerer), mistake.b.id, {
    ...{ step: 'pick_up', corrects: line?.id, happened: false },
  })
  await db.updateTable('bookings').set({ status: 'no_show' }).where('id', '=', missed.b.id).execute()
  expect(await tellOverdue(await clock('20:00'))).toBe(0)
  expect(await dueRow(never.b.id)).toBeUndefined()
  expect((await dueRow(missed.b.id))?.isOut).toBe(0)
})

test('a booking that was moved meanwhile is due when it ends now', async () => {
  const { m, b } = await givenLent()
  await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
  await db
    .updateTable('bookings')
    .set({ endsAt: '2026-11-21T18:00:00.000Z' })
    .where('id', '=', b.id)
    .execute()
  expect(await tellOverdue(await clock('16:00'))).toBe(0)
  expect(await dueRow(b.id)).toMatchObject({ dueAt: '2026-11-21T18:00:00.000Z', toldAt: null })
  expect(await tellOverdue(await clock('18:30'))).toBe(1)
})

test('a line, an acceptance: the other side is told, both where the coordinator did it', async () => {
  const { m, b } = await givenLent()
  const coordinator = await givenCoordinator(m.cluster)
  for (const who of [m.answerer, m.member, coordinator])
    await noteHandover(await as(who), b.id, { step: 'pick_up' })
  for (const event of await eventsOf()) await tell(await as(null), event)
  const told = await db.selectFrom('notices').select(['personId', 'channel', 'type']).execute()
  expect(told.filter((n) => n.personId === m.member.id)).toHaveLength(2)
  expect(told.filter((n) => n.personId === m.answerer.id)).toHaveLength(2)
  expect(new Set(told.map((n) => n.channel))).toEqual(new Set(['app']))
  const [notice] = (await noticesOf(await as(m.member), m.cluster, m.member.id, 'fr')).items
  expect(notice?.text).toContain('La remise de «\u00a0Écrans\u00a0»')
  expect(notice?.path).toBe(`/bookings/${b.id}/handovers`)
})
