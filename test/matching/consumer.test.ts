import { describe, expect, test } from 'vitest'
import { dismissMatch } from '../../worker/matching/commands/dismissMatch'
import { matchesOf } from '../../worker/matching/queries'
import { db, eventsOf, eventTypes } from '../support/given'
import { aNeed, anOffer, edit, given, listed, matched, matches, set, told } from './support'

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

  test('beside what serves a need best, what serves it far less well is not suggested, alone it is', async () => {
    const g = await given()
    const [good, weak] = [
      await anOffer(g),
      await anOffer(g, {
        lat: 49.7,
        lng: 1.1,
        title: 'Véhicule à prêter',
        description: 'Un fourgon de 8 m³.',
      }),
    ]
    const need = await aNeed(g)
    await told(g, need)
    expect((await matches()).map((m) => m.offerId)).toEqual([good.id])
    await set(good.id, { status: 'paused' })
    await edit(need.id, {})
    await told(g, need)
    expect((await matches()).filter((m) => m.status === 'suggested').map((m) => m.offerId)).toContain(weak.id)
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
