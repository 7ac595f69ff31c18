import { expect, test } from 'vitest'
import type { StoredEvent } from '../../worker/core/events'
import { commit, fact } from '../../worker/platform/commit'
import { tell } from '../../worker/notifications/reactTo'
import { noticesOf } from '../../worker/notifications/queries'
import {
  as,
  db,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  givenPerson,
  NOW,
} from '../support/given'

const notices = () =>
  db
    .selectFrom('notices')
    .select(['personId', 'channel', 'state', 'dueAt', 'type'])
    .orderBy('channel')
    .orderBy('personId')
    .execute()

/** An organisation was accepted in a cluster, by someone; its manager and one other member exist. */
async function accepted(manager: Parameters<typeof givenPerson>[0] = {}) {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const told = await givenMember(organisation, { role: 'manager' }, manager)
  await givenMember(organisation)
  const actor = await givenPerson()
  const ctx = await as(actor)
  const row = { clusterId: cluster.id, organisationId: organisation.id }
  const happened = fact(ctx, 'affiliation.accepted', {
    ...{
      clusterId: cluster.id,
      table: 'affiliations' as const,
      row,
      payload: { organisationId: organisation.id },
    },
  })
  await commit(ctx, happened, [
    db
      .updateTable('affiliations')
      .set({ lastEventId: happened.id, version: 2 })
      .where('organisationId', '=', organisation.id),
  ])
  const [event] = await eventsOf()
  if (!event) throw new Error('no event')
  return { cluster, organisation, told, event, ctx: await as(null) }
}

test('the manager is told in the app and by mail, others are not', async () => {
  const { told, event, ctx } = await accepted()
  await tell(ctx, event)
  expect(await notices()).toEqual([
    { personId: told.id, channel: 'app', state: 'unread', dueAt: NOW, type: 'affiliation.accepted' },
    { personId: told.id, channel: 'mail', state: 'due', dueAt: NOW, type: 'affiliation.accepted' },
  ])
})

test('delivered twice, it tells once', async () => {
  const { event, ctx } = await accepted()
  await tell(ctx, event)
  await tell(ctx, event)
  expect(await notices()).toHaveLength(2)
})

test.each([
  [
    'who reads once a day gets a mail at 7:00',
    { mailRhythm: 'daily' as const },
    ['2026-11-22T06:00:00.000Z'],
  ],
  ['who wants no mail gets none', { mailRhythm: 'never' as const }, []],
  ['who has no address gets none', { email: null }, []],
])('%s', async (_, person, dueAt) => {
  const { event, ctx } = await accepted(person)
  await tell(ctx, event)
  const mails = (await notices()).filter((n) => n.channel === 'mail')
  expect(mails.map((m) => m.dueAt)).toEqual(dueAt)
})

test('what happened two days ago is told in the app only, and still as news', async () => {
  const { event, ctx } = await accepted()
  ctx.now = '2026-11-23T09:00:00.000Z'
  await tell(ctx, event)
  expect((await notices()).map((n) => [n.channel, n.state])).toEqual([['app', 'unread']])
})

test('what happened last month (an imported history) is kept, and is not news', async () => {
  const { event, ctx } = await accepted()
  ctx.now = '2026-12-20T09:00:00.000Z'
  await tell(ctx, event)
  expect((await notices()).map((n) => [n.channel, n.state])).toEqual([['app', 'read']])
})

test('who made it happen is not told', async () => {
  const { told, event, ctx } = await accepted()
  await tell(ctx, { ...event, actorId: told.id })
  expect(await notices()).toEqual([])
})

test('the page words it in the language of the reader', async () => {
  const { cluster, told, event, ctx } = await accepted()
  await tell(ctx, event)
  const page = await noticesOf(ctx, cluster, told.id, 'en')
  expect(page.items.map((n) => [n.text, n.unread])).toEqual([
    ['Les Jardins des Aulnes is part of the cluster. Welcome!', true],
  ])
  expect(page.nextCursor).toBeNull()
})

test('who is suspended is told why', async () => {
  const { cluster, organisation, told, event, ctx } = await accepted()
  await db
    .updateTable('affiliations')
    .set({ status: 'suspended', reason: 'Charte non signée' })
    .where('organisationId', '=', organisation.id)
    .execute()
  await tell(ctx, { ...event, type: 'affiliation.suspended' } as StoredEvent)
  const [notice] = (await noticesOf(ctx, cluster, told.id, 'fr')).items
  expect(notice?.text).toBe(
    'Les Jardins des Aulnes est suspendue dans le pôle. Motif\u00a0: Charte non signée',
  )
})

test('who registered an organisation that is refused is told why, though it never got a manager', async () => {
  const { cluster, organisation, event, ctx } = await accepted()
  const founder = await givenMember(organisation, { role: 'manager', status: 'requested' })
  await db
    .updateTable('affiliations')
    .set({ status: 'refused', reason: 'Déjà inscrite' })
    .where('organisationId', '=', organisation.id)
    .execute()
  await tell(ctx, { ...event, type: 'affiliation.refused' } as StoredEvent)
  const [notice] = (await noticesOf(ctx, cluster, founder.id, 'fr')).items
  expect(notice?.text).toContain('Motif\u00a0: Déjà inscrite')
})

test('a request to join leads to where it is answered', async () => {
  const { cluster, event, ctx } = await accepted()
  const coordinator = await givenCoordinator(cluster)
  await tell(ctx, { ...event, type: 'affiliation.requested' } as StoredEvent)
  const [notice] = (await noticesOf(ctx, cluster, coordinator.id, 'fr')).items
  expect(notice?.path).toBe('/coordination/members')
})

test('notices are paged by key, none lost, none twice', async () => {
  const { cluster, told, event, ctx } = await accepted()
  for (let i = 0; i < 5; i++) await tell(ctx, { ...event, id: `evt_${i}` })
  const first = await noticesOf(ctx, cluster, told.id, 'fr', undefined, 2)
  const second = await noticesOf(ctx, cluster, told.id, 'fr', first.nextCursor ?? '', 2)
  const third = await noticesOf(ctx, cluster, told.id, 'fr', second.nextCursor ?? '', 2)
  const ids = [...first.items, ...second.items, ...third.items].map((n) => n.id)
  expect(new Set(ids).size).toBe(5)
  expect(third.nextCursor).toBeNull()
})
