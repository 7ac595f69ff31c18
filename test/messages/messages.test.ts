import { describe, expect, test } from 'vitest'
import { sendMessage } from '../../worker/messages/commands/sendMessage'
import { contacts, conversation, conversationsOf, markRead } from '../../worker/messages/queries'
import type { Ctx } from '../../worker/platform/context'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'

async function given() {
  const cluster = await givenCluster()
  const [lender, borrower] = [
    await givenOrganisation(cluster),
    await givenOrganisation(cluster, { name: 'Le Pain de l’Aubette' }),
  ]
  const offer = await givenListing(cluster, lender, { title: 'Grande salle' })
  const need = await givenListing(cluster, borrower, {
    direction: 'need',
    title: 'Une salle pour le conseil',
  })
  const [holder, seeker] = [
    await givenMember(lender, { role: 'manager' }, { name: 'Awa Essai', phone: '02 35 00 00 00' }),
    await givenMember(borrower, {}, { name: 'Noé Essai' }),
  ]
  const match = 'mat_essai'
  await db
    .insertInto('matches')
    .values({
      ...{
        id: match,
        clusterId: cluster.id,
        offerId: offer.id,
        needId: need.id,
        offerContent: 1,
        needContent: 1,
      },
      ...{ status: 'suggested' as const, score: 0.8, parts: '{}', lastEventId: 'evt_given', createdAt: NOW },
    } as never)
    .execute()
  const { capacityId } = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', offer.id)
    .executeTakeFirstOrThrow()
  const booking = 'bkg_essai'
  await db
    .insertInto('bookings')
    .values({
      ...{
        id: booking,
        clusterId: cluster.id,
        listingId: offer.id,
        capacityId,
        lenderId: lender.id,
        borrowerId: borrower.id,
      },
      ...{
        status: 'requested' as const,
        startsAt: '2026-12-08T13:00:00.000Z',
        endsAt: '2026-12-08T15:00:00.000Z',
        quantity: 1,
      },
      ...{
        unit: 'piece' as const,
        currency: 'EUR',
        answerBy: '2026-11-23T08:00:00.000Z',
        requestedBy: seeker.id,
      },
      ...{ lastEventId: 'evt_given', createdAt: NOW },
    } as never)
    .execute()
  return {
    ...{ cluster, lender, borrower, match, booking },
    ...{
      holder: await as(holder),
      seeker: await as(seeker),
      coordinator: await as(await givenCoordinator(cluster)),
    },
    outsider: await as(await givenMember(await givenOrganisation(cluster))),
  }
}
const later = (ctx: Ctx, minutes: number): Ctx => ({
  ...ctx,
  now: new Date(Date.parse(NOW) + minutes * 60_000).toISOString(),
})

describe.each(['match', 'booking'] as const)('the conversation of a %s', (about) => {
  test('both parties write and read; the event says who wrote to whom, never what', async () => {
    const g = await given()
    const id = await sendMessage(g.seeker, g[about], '  Bonjour,\nune clé suffit ? ')
    await sendMessage(later(g.holder, 1), g[about], 'Oui.')
    const { messages } = await conversation(g.seeker, g[about])
    expect(messages.map((m) => [m.body, m.mine, m.personName])).toEqual([
      ['Bonjour,\nune clé suffit ?', true, 'Noé Essai'],
      ['Oui.', false, 'Awa Essai'],
    ])
    expect(await eventsOf(id)).toEqual([
      expect.objectContaining({
        type: 'message.sent',
        clusterId: g.cluster.id,
        payload: { aboutId: g[about], fromOrganisationId: g.borrower.id, toOrganisationId: g.lender.id },
      }),
    ])
  })

  test('nobody else reads or writes it, the coordinator neither', async () => {
    const g = await given()
    await sendMessage(g.seeker, g[about], 'Bonjour')
    const elsewhere = await as(await givenMember(await givenOrganisation(await givenCluster())))
    for (const who of [g.coordinator, g.outsider, await as(null), elsewhere]) {
      await expect(conversation(who, g[about])).rejects.toMatchObject({ code: 'not_found' })
      await expect(contacts(who, g[about])).rejects.toMatchObject({ code: 'not_found' })
      await expect(sendMessage(who, g[about], 'Bonjour')).rejects.toMatchObject({ code: 'not_found' })
      expect(await conversationsOf(who, g.cluster.id)).toEqual([])
    }
    expect(await eventTypes()).toEqual(['message.sent'])
  })

  test.each([[''], ['   '], ['x'.repeat(5001)]])(
    'empty or endless text is refused, and leaves nothing',
    async (text) => {
      const g = await given()
      await expect(sendMessage(g.seeker, g[about], text)).rejects.toMatchObject({ code: 'invalid' })
      expect(await db.selectFrom('messages').selectAll().execute()).toEqual([])
      expect(await eventTypes()).toEqual([])
    },
  )

  test('a member of a suspended organisation still reads, and no longer writes', async () => {
    const g = await given()
    await sendMessage(g.seeker, g[about], 'Bonjour')
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', g.borrower.id)
      .execute()
    const suspended = await as({ id: g.seeker.actor?.personId ?? '' })
    expect((await conversation(suspended, g[about])).messages).toHaveLength(1)
    await expect(sendMessage(suspended, g[about], 'Encore')).rejects.toMatchObject({
      code: 'organisation_suspended',
    })
  })

  test('how to reach the other side is told only once both have agreed', async () => {
    const g = await given()
    expect((await conversation(g.seeker, g[about])).contacts).toBeNull()
    expect(await contacts(g.seeker, g[about])).toBeNull()
    if (about === 'match')
      await db.updateTable('matches').set({ status: 'accepted' }).where('id', '=', g.match).execute()
    else await db.updateTable('bookings').set({ status: 'confirmed' }).where('id', '=', g.booking).execute()
    expect((await conversation(g.seeker, g[about])).contacts).toEqual([
      { name: 'Awa Essai', email: g.holder.actor?.email, phone: '02 35 00 00 00' },
    ])
    expect((await contacts(g.holder, g[about]))?.map((c) => c.name)).toEqual(['Noé Essai'])
  })

  test('a name that was erased is no longer shown', async () => {
    const g = await given()
    await sendMessage(g.seeker, g[about], 'Bonjour')
    await db
      .updateTable('people')
      .set({ erasedAt: NOW })
      .where('id', '=', g.seeker.actor?.personId ?? '')
      .execute()
    expect((await conversation(g.holder, g[about])).messages[0]?.personName).toBeNull()
  })
})

test('a match that was set aside takes no more messages', async () => {
  const g = await given()
  await db.updateTable('matches').set({ status: 'dismissed' }).where('id', '=', g.match).execute()
  await expect(sendMessage(g.seeker, g.match, 'Bonjour')).rejects.toMatchObject({
    code: 'transition_not_allowed',
  })
})

test('the list has each conversation once, the latest first, and what is unread', async () => {
  const g = await given()
  await sendMessage(g.seeker, g.match, 'Pour la salle')
  await sendMessage(later(g.seeker, 1), g.booking, 'Pour mardi')
  await sendMessage(later(g.holder, 2), g.match, 'D’accord')
  const lines = await conversationsOf(g.seeker, g.cluster.id)
  expect(lines.map((l) => [l.aboutId, l.last, l.lastIsMine, l.unread, l.theirName])).toEqual([
    [g.match, 'D’accord', false, true, 'Les Jardins des Aulnes'],
    [g.booking, 'Pour mardi', true, false, 'Les Jardins des Aulnes'],
  ])
  await markRead(later(g.seeker, 3), g.match)
  expect((await conversationsOf(g.seeker, g.cluster.id)).some((l) => l.unread)).toBe(false)
  expect((await conversationsOf(g.holder, g.cluster.id)).map((l) => [l.aboutId, l.unread])).toEqual([
    [g.match, false],
    [g.booking, true],
  ])
  expect(await conversationsOf(g.seeker, 'clu_other')).toEqual([])
})

test('a long conversation is read fifty at a time, backwards', async () => {
  const g = await given()
  for (let i = 0; i < 60; i++) await sendMessage(later(g.seeker, i), g.match, `n° ${i}`)
  const last = await conversation(g.holder, g.match)
  expect(last.messages).toHaveLength(50)
  expect(last.messages.at(-1)?.body).toBe('n° 59')
  const before = await conversation(g.holder, g.match, last.older ?? '')
  expect(before.messages.map((m) => m.body)).toEqual(Array.from({ length: 10 }, (_, i) => `n° ${i}`))
  expect(before.older).toBeNull()
})
