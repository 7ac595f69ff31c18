import { expect, test } from 'vitest'
import type { StoredEvent } from '../../worker/core/events'
import { suggestMatch } from '../../worker/matching/commands/suggestMatch'
import type { Parts } from '../../worker/matching/rules'
import { noticesOf } from '../../worker/notifications/queries'
import { tell } from '../../worker/notifications/reactTo'
import { as, db, givenCluster, givenListing, givenMember, givenOrganisation, NOW } from '../support/given'

const eventOf = (
  matchId: string,
  offerId: string,
  needId: string,
  clusterId: string,
): StoredEvent<'match.suggested'> => ({
  ...{
    seq: 1,
    id: `evt_${matchId}`,
    clusterId,
    type: 'match.suggested',
    subjectId: matchId,
    subjectVersion: 1,
  },
  ...{ payload: { offerId, needId, score: 1 }, actorId: null, onBehalfOf: null, occurredAt: NOW },
})

test('of the matches of a need, the best three are told to who posted it; each offer hears of its own', async () => {
  const cluster = await givenCluster()
  const [needing, offering] = [await givenOrganisation(cluster), await givenOrganisation(cluster)]
  const [seeker, holder] = [await givenMember(needing), await givenMember(offering)]
  const need = await givenListing(cluster, needing, { direction: 'need', createdBy: seeker.id })
  const ctx = await as(null)
  for (const score of [0.9, 0.8, 0.7, 0.6, 0.5]) {
    const offer = await givenListing(cluster, offering, { direction: 'offer', createdBy: holder.id })
    const id = `mat_${score}`
    await db
      .insertInto('matches')
      .values({
        ...{ id, clusterId: cluster.id, offerId: offer.id, needId: need.id, offerContent: 1, needContent: 1 },
        ...{ status: 'suggested', score, parts: '{}', dismissedReason: null, dismissedBy: null },
        ...{ proposedStartsAt: null, proposedEndsAt: null, lastEventId: 'evt_given', createdAt: NOW },
      })
      .execute()
    await tell(ctx, eventOf(id, offer.id, need.id, cluster.id))
  }
  const told = await db
    .selectFrom('notices')
    .select(['personId', 'subjectId'])
    .where('channel', '=', 'app')
    .execute()
  const about = (person: { id: string }) =>
    told
      .filter((t) => t.personId === person.id)
      .map((t) => t.subjectId)
      .sort()
  expect(about(seeker)).toEqual(['mat_0.7', 'mat_0.8', 'mat_0.9'])
  expect(about(holder)).toEqual(['mat_0.5', 'mat_0.6', 'mat_0.7', 'mat_0.8', 'mat_0.9'])
})

test('a need that finds five at once tells its member once, of them all, whatever comes twice or in another order', async () => {
  const cluster = await givenCluster()
  const [needing, offering] = [await givenOrganisation(cluster), await givenOrganisation(cluster)]
  const [seeker, holder] = [await givenMember(needing), await givenMember(offering)]
  const need = await givenListing(cluster, needing, {
    direction: 'need',
    createdBy: seeker.id,
    title: 'Salle calme',
  })
  const offers: string[] = []
  for (const n of [1, 2, 3, 4, 5]) {
    const title = n === 2 ? 'قاعة' : `Salle ${n}`
    offers.push((await givenListing(cluster, offering, { createdBy: holder.id, title })).id)
  }
  const ctx = await as(null)
  await suggestMatch(
    ctx,
    offers.map((offerId, i) => ({
      ...{ clusterId: cluster.id, offerId, offerContent: 1, needId: need.id, needContent: 1 },
      ...{ score: 0.9 - i / 10, parts: {} as Parts },
    })),
  )
  const rows = await db.selectFrom('events').selectAll().where('type', '=', 'match.suggested').execute()
  const events = rows.map((row) => ({ ...row, payload: JSON.parse(String(row.payload)) }) as StoredEvent)
  for (const event of [...events].reverse()) await tell(ctx, event)
  for (const event of events) await tell(ctx, event)
  const told = (person: { id: string }) =>
    db.selectFrom('notices').selectAll().where('personId', '=', person.id).execute()
  expect((await told(seeker)).map((t) => [t.channel, t.subjectId])).toEqual([
    ['app', need.id],
    ['mail', need.id],
  ])
  // Who holds them all hears once too; they are theirs, and the need is not.
  expect((await told(holder)).map((t) => [t.channel, t.subjectId])).toEqual([
    ['app', `${need.id}~${offering.id}`],
    ['mail', `${need.id}~${offering.id}`],
  ])
  expect((await noticesOf(ctx, cluster, holder.id, 'en')).items[0]).toMatchObject({
    text: expect.stringMatching(/^5 listings go with “Salle calme”: “Salle 1”/),
    path: `/needs/${need.id}`,
  })
  const { items } = await noticesOf(ctx, cluster, seeker.id, 'fr')
  expect(items.map((item) => [item.text.replaceAll('\u00a0', ' '), item.path])).toEqual([
    [
      `5 annonces vont avec « Salle calme » : « Salle 1 », « \u2068قاعة\u2069 », « Salle 3 », et 2 de plus.`,
      `/needs/${need.id}`,
    ],
  ])
  // What was paused since is not named; with nothing left, it says so.
  await db
    .updateTable('listings')
    .set({ status: 'paused' })
    .where('id', '=', offers[0] ?? '')
    .execute()
  expect((await noticesOf(ctx, cluster, seeker.id, 'en')).items[0]?.text).toMatch(
    /^4 listings go with .*“Salle 3”, “Salle 4”, and 1 more\.$/,
  )
  await db.updateTable('matches').set({ status: 'withdrawn' }).execute()
  expect((await noticesOf(ctx, cluster, seeker.id, 'fr')).items[0]?.text).toContain('n’est plus publié')
})
