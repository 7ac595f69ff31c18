import { describe, expect, test } from 'vitest'
import { acceptMatch } from '../../worker/matching/commands/acceptMatch'
import { dismissMatch } from '../../worker/matching/commands/dismissMatch'
import { proposeTime } from '../../worker/matching/commands/proposeTime'
import { suggestMatch } from '../../worker/matching/commands/suggestMatch'
import { matchesOf, visibleMatch } from '../../worker/matching/queries'
import { rematch } from '../../worker/matching/reactTo'
import type { Ctx } from '../../worker/platform/context'
import { indexListing } from '../../worker/search/reactTo'
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
} from '../support/given'

async function given() {
  const cluster = await givenCluster()
  const [lender, borrower] = [
    await givenOrganisation(cluster),
    await givenOrganisation(cluster, { name: 'Le Pain de l’Aubette' }),
  ]
  return {
    ...{ cluster, lender, borrower, clock: await as(null) },
    ...{ holder: await as(await givenMember(lender)), seeker: await as(await givenMember(borrower)) },
    ...{
      coordinator: await as(await givenCoordinator(cluster)),
      outsider: await as(await givenMember(await givenOrganisation(cluster))),
    },
  }
}
type Given = Awaited<ReturnType<typeof given>>

const anOffer = (g: Given, row: object = {}) =>
  listed(g, g.lender, { kind: 'equipment', grain: 'day', title: 'Fourgon avec hayon', ...row })
const aNeed = (g: Given, row: object = {}) =>
  listed(g, g.borrower, {
    direction: 'need',
    kind: 'equipment',
    grain: 'day',
    title: 'Un fourgon pour déménager',
    ...row,
  })
async function listed(g: Given, organisation: { id: string }, row: object) {
  const listing = await givenListing(g.cluster, organisation, row)
  await indexListing(g.clock, listing.id)
  return listing
}
const told = (g: Given, listing: { id: string }) =>
  rematch(g.clock, { type: 'listing.published', subjectId: listing.id } as never)
const matches = () => db.selectFrom('matches').selectAll().execute()
const edit = (id: string, row: object) =>
  db
    .updateTable('listings')
    .set((eb) => ({ ...row, version: eb('version', '+', 1), contentVersion: eb('contentVersion', '+', 1) }))
    .where('id', '=', id)
    .execute()
const set = (id: string, row: object) => db.updateTable('listings').set(row).where('id', '=', id).execute()

async function matched(g: Given) {
  const [offer, need] = [await anOffer(g), await aNeed(g)]
  await told(g, need)
  const [match] = await matches()
  if (!match) throw new Error('no match')
  return { offer, need, id: match.id }
}

describe('the consumer', () => {
  test('a need that is published meets the offer, with the parts of the score and one event', async () => {
    const g = await given()
    const { offer, need, id } = await matched(g)
    expect(await matches()).toEqual([
      expect.objectContaining({
        offerId: offer.id,
        needId: need.id,
        clusterId: g.cluster.id,
        status: 'suggested',
        offerContent: 1,
        needContent: 1,
      }),
    ])
    const [match] = await matchesOf(g.seeker, need.id)
    expect(match?.parts.distance.km).toBe(0)
    expect(match?.reasons.map((r) => r.code)).toContain('same_words')
    expect(await eventsOf(id)).toEqual([
      expect.objectContaining({
        type: 'match.suggested',
        payload: { offerId: offer.id, needId: need.id, score: match?.score },
      }),
    ])
  })

  test('delivered twice, from both ends, in any order: one match, one alert', async () => {
    const g = await given()
    const [offer, need] = [await anOffer(g), await aNeed(g)]
    for (const listing of [need, offer, need, offer]) await told(g, listing)
    await Promise.all([told(g, need), told(g, offer)])
    expect(await matches()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['match.suggested'])
  })

  test('both ends at the same moment make one match', async () => {
    const g = await given()
    const [offer, need] = [await anOffer(g), await aNeed(g)]
    await Promise.all([told(g, need), told(g, offer), told(g, need)])
    expect(await matches()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['match.suggested'])
  })

  test('an edited listing alerts again, also after "not for me"; an unedited one never', async () => {
    const g = await given()
    const { offer, need, id } = await matched(g)
    await dismissMatch(g.seeker, id, 'wrong_dates')
    await told(g, need)
    expect((await matches())[0]?.status).toBe('dismissed')
    await edit(offer.id, { description: 'Aussi le dimanche' })
    await told(g, offer)
    await told(g, offer)
    expect((await matches())[0]).toMatchObject({
      status: 'suggested',
      dismissedReason: null,
      offerContent: 2,
    })
    expect(await eventTypes(id)).toEqual(['match.suggested', 'match.dismissed', 'match.suggested'])
  })

  test('a paused listing takes its matches back; resumed unchanged they come back in silence', async () => {
    const g = await given()
    const { offer, id } = await matched(g)
    await set(offer.id, { status: 'paused' })
    await told(g, offer)
    await told(g, offer)
    expect((await matches())[0]?.status).toBe('withdrawn')
    await set(offer.id, { status: 'published' })
    await told(g, offer)
    expect((await matches())[0]?.status).toBe('suggested')
    expect(await eventTypes(id)).toEqual(['match.suggested', 'match.withdrawn', 'match.restored'])
  })

  test.each([
    { status: 'closed', outcome: 'met_here' },
    { hiddenReason: 'doublon' },
    { expiresAt: '2026-11-20T00:00:00.000Z' },
  ])('what is no longer there is never suggested: %j', async (gone) => {
    const g = await given()
    const [offer, need] = [await anOffer(g), await aNeed(g)]
    await set(offer.id, gone)
    for (const listing of [need, offer]) await told(g, listing)
    expect(await matches()).toEqual([])
  })

  test('an edit that no longer fits takes the match back, and leaves those that do', async () => {
    const g = await given()
    const { offer, need } = await matched(g)
    const other = await anOffer(g, { title: 'Petit fourgon' })
    await told(g, other)
    await edit(offer.id, { title: 'Barnum de 6 mètres' })
    await told(g, offer)
    const left = await matchesOf(g.seeker, need.id)
    expect(left.map((m) => m.offer.id)).toEqual([other.id])
  })

  test('other clusters, suspended organisations and one’s own listings are no match', async () => {
    const g = await given()
    const elsewhere = await given()
    await anOffer(elsewhere)
    await listed(g, g.borrower, { kind: 'equipment', grain: 'day', title: 'Fourgon avec hayon' })
    await anOffer(g)
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', g.lender.id)
      .execute()
    await told(g, await aNeed(g))
    expect(await matches()).toEqual([])
  })

  test('at most twenty, the best', async () => {
    const g = await given()
    for (let i = 0; i < 24; i++) await anOffer(g, { lat: 49.44321 + i * 0.004 })
    await told(g, await aNeed(g))
    const kept = await matches()
    expect(kept).toHaveLength(20)
    const nearest = await db
      .selectFrom('listings')
      .select('id')
      .where('direction', '=', 'offer')
      .orderBy('lat')
      .limit(20)
      .execute()
    expect(kept.map((m) => m.offerId).sort()).toEqual(nearest.map((l) => l.id).sort())
  })

  test('what is taken over the hours of a need is not suggested to it', async () => {
    const g = await given()
    const offer = await anOffer(g, { grain: 'hour' })
    const { capacityId } = await db
      .selectFrom('listingCapacities')
      .select('capacityId')
      .where('listingId', '=', offer.id)
      .executeTakeFirstOrThrow()
    const hours = { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }
    const minutes = (at: string) => Date.parse(at) / 60_000
    await db
      .insertInto('holds')
      .values({
        capacityId,
        bookingId: null,
        reason: 'closure',
        busyFrom: minutes(hours.startsAt),
        busyTo: minutes(hours.endsAt),
        quantity: 1,
      })
      .execute()
    await told(g, await aNeed(g, hours))
    expect(await matches()).toEqual([])
    await told(
      g,
      await aNeed(g, { startsAt: '2026-12-09T13:00:00.000Z', endsAt: '2026-12-09T15:00:00.000Z' }),
    )
    expect(await matches()).toHaveLength(1)
  })
})

describe('the parties', () => {
  test('each side accepts for itself; with both it is accepted, and accepting twice says nothing new', async () => {
    const g = await given()
    const { id } = await matched(g)
    await acceptMatch(g.seeker, id)
    await acceptMatch(g.seeker, id)
    expect((await matches())[0]).toMatchObject({ status: 'suggested', offerAcceptedAt: null })
    await acceptMatch(g.holder, id)
    expect((await matches())[0]?.status).toBe('accepted')
    const accepted = (await eventsOf(id)).filter((e) => e.type === 'match.accepted')
    expect(accepted.map((e) => e.payload)).toMatchObject([
      { side: 'need', both: 0 },
      { side: 'offer', both: 1 },
    ])
    await expect(dismissMatch(g.holder, id, 'price')).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
  })

  test('"not for me" keeps its reason', async () => {
    const g = await given()
    const { id, offer, need } = await matched(g)
    await dismissMatch(g.seeker, id, 'too_far')
    expect((await matches())[0]).toMatchObject({
      status: 'dismissed',
      dismissedReason: 'too_far',
      dismissedBy: g.seeker.actor?.personId,
    })
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'match.dismissed',
      payload: { offerId: offer.id, needId: need.id, reason: 'too_far' },
    })
    expect(await matchesOf(g.seeker, need.id)).toEqual([])
    await expect(acceptMatch(g.holder, id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
  })

  test('the holder of the offer proposes a time to come', async () => {
    const g = await given()
    const { id } = await matched(g)
    const time = { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }
    await expect(proposeTime(g.seeker, id, time)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      proposeTime(g.holder, id, { ...time, startsAt: '2026-11-20T13:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    await expect(
      proposeTime(g.holder, id, { startsAt: '2029-01-01T13:00:00.000Z', endsAt: '2029-01-01T15:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    expect(await eventTypes(id)).toEqual(['match.suggested'])
    await proposeTime(g.holder, id, time)
    expect((await matches())[0]).toMatchObject({
      proposedStartsAt: time.startsAt,
      proposedEndsAt: time.endsAt,
      status: 'suggested',
    })
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'match.time_proposed', payload: time })
    await acceptMatch(g.seeker, id)
    expect((await matches())[0]?.status).toBe('accepted')
  })

  test('nobody else reads or answers a match: not the coordinator, not another member, not another cluster', async () => {
    const g = await given()
    const { id, need } = await matched(g)
    const elsewhere = await given()
    for (const who of [g.coordinator, g.outsider, elsewhere.holder, g.clock]) {
      const acts: ((ctx: Ctx) => Promise<unknown>)[] = [
        (ctx) => visibleMatch(ctx, id),
        (ctx) => acceptMatch(ctx, id),
        (ctx) => dismissMatch(ctx, id, 'price'),
        (ctx) =>
          proposeTime(ctx, id, { startsAt: '2026-12-08T13:00:00.000Z', endsAt: '2026-12-08T15:00:00.000Z' }),
      ]
      for (const act of acts) await expect(act(who)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const who of [g.holder, g.outsider, elsewhere.holder, g.clock])
      await expect(matchesOf(who, need.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await matchesOf(g.coordinator, need.id)).toHaveLength(1)
    expect(await eventTypes(id)).toEqual(['match.suggested'])
  })

  test('two answers at once: one of them is kept', async () => {
    const g = await given()
    const { id } = await matched(g)
    const results = await Promise.allSettled([
      dismissMatch(g.seeker, id, 'price'),
      dismissMatch(g.holder, id, 'other'),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(await eventTypes(id)).toEqual(['match.suggested', 'match.dismissed'])
  })

  test('a suggestion is told once however often it is written', async () => {
    const g = await given()
    const { offer, need } = await matched(g)
    const [match] = await matchesOf(g.seeker, need.id)
    if (!match) throw new Error('no match')
    await suggestMatch(g.clock, [
      {
        clusterId: g.cluster.id,
        offerId: offer.id,
        offerContent: 1,
        needId: need.id,
        needContent: 1,
        score: 0.9,
        parts: match.parts,
      },
    ])
    expect(await eventTypes()).toEqual(['match.suggested'])
  })
})
