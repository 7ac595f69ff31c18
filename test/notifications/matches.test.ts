import { expect, test } from 'vitest'
import type { StoredEvent } from '../../worker/core/events'
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
