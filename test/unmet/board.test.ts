import { describe, expect, test } from 'vitest'
import { acceptMatch } from '../../worker/matching/commands/acceptMatch'
import { tell } from '../../worker/notifications/reactTo'
import { describe as say } from '../../worker/notifications/describe'
import { askOrganisations } from '../../worker/unmet/commands/askOrganisations'
import { weighUnmet } from '../../worker/unmet/commands/weighUnmet'
import { likelyToHave } from '../../worker/unmet/likely'
import { boardOf, standingNeed } from '../../worker/unmet/queries'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { aNeed, anOffer, type Given, given, listed, matched, set } from '../matching/support'
import { givenNearMiss, weighed } from './given'

const board = (g: Given, filters = {}) => boardOf(g.coordinator, g.cluster.id, filters)

describe('the board of unmet needs', () => {
  test('says what almost fits, and the single thing in the way with its figure', async () => {
    const { g, need, offer } = await givenNearMiss()
    const { needs, total, groups } = await board(g)
    expect(total).toBe(1)
    expect(needs).toMatchObject([{ id: need.id, asked: 0, near: [{ offerId: offer.id }] }])
    expect(needs[0]?.near?.[0]?.obstacle).toEqual({ what: 'distance', want: 5, have: expect.closeTo(12, 0) })
    expect(groups.kind).toEqual([['equipment', 1]])
    expect(groups.commune).toEqual([['Rouen', 1]])
    expect(groups.concept.length).toBeGreaterThan(0)
    expect((await board(g, { kind: 'waste' })).needs).toEqual([])
    expect((await board(g, { concept: groups.concept[0]?.[0] })).total).toBe(1)
  })

  test('weighs twice to the same, and again after a day or when an offer has come', async () => {
    const { g, need } = await givenNearMiss()
    const before = await board(g)
    await weighed(g, need)
    expect(await board(g)).toEqual(before)
    await anOffer(g, { lat: 49.5, lng: 1.1, title: 'Autre fourgon avec hayon' })
    expect(await weighUnmet(g.clock)).toBe(0)
    expect(await weighUnmet(await as(null, { now: '2026-11-22T09:00:00.000Z' }))).toBe(1)
    expect((await board(g)).needs[0]?.near).toHaveLength(2)
  })

  test('is weighed by the clock also where no event was heard', async () => {
    const g = await given()
    await aNeed(g)
    expect((await board(g)).needs[0]?.near).toBeNull()
    expect(await weighUnmet(g.clock)).toBe(1)
    expect((await board(g)).needs[0]?.near).toEqual([])
  })

  test('never tells of an offer that is paused, hidden, gone or of another cluster', async () => {
    const { g, offer, need } = await givenNearMiss()
    for (const row of [{ status: 'paused' }, { status: 'published', hiddenReason: 'doublon' }]) {
      await set(offer.id, row)
      expect((await board(g)).needs[0]?.near).toEqual([])
    }
    await set(offer.id, { hiddenReason: null, expiresAt: '2026-11-01T00:00:00.000Z' })
    expect((await board(g)).needs[0]?.near).toEqual([])
    const other = await givenCluster()
    await listed({ ...g, cluster: other }, await givenOrganisation(other), {
      ...{ kind: 'equipment', grain: 'day', title: 'Fourgon avec hayon', lat: 49.55, lng: 1.1 },
    })
    await weighed(g, need)
    expect((await board(g)).needs[0]?.near).toEqual([])
  })

  test('leaves out what both sides have accepted, what is paused, and is for the coordinator alone', async () => {
    const g = await given()
    const { need, id } = await matched(g)
    expect((await board(g)).total).toBe(1)
    await acceptMatch(g.seeker, id)
    expect((await board(g)).total).toBe(1)
    await acceptMatch(g.holder, id)
    expect((await board(g)).total).toBe(0)
    const later = await aNeed(g, { title: 'Un autre fourgon' })
    await set(later.id, { status: 'paused' })
    await weighed(g, later)
    expect((await board(g)).total).toBe(0)
    await expect(boardOf(g.seeker, g.cluster.id, {})).rejects.toMatchObject({ code: 'not_coordinator' })
    await expect(standingNeed(g.seeker, need.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('asking those who might have it', () => {
  test('those are who offers, or has offered, such a thing; not who asks, nor who left', async () => {
    const { g, need } = await givenNearMiss()
    const [before, gone] = [await givenOrganisation(g.cluster), await givenOrganisation(g.cluster)]
    for (const organisation of [before, gone, g.borrower])
      await listed(g, organisation, {
        ...{
          kind: 'equipment',
          grain: 'day',
          title: 'Fourgon à prêter',
          status: 'closed',
          outcome: 'expired',
        },
        closedAt: NOW,
      })
    const pianist = await givenOrganisation(g.cluster)
    await listed(g, pianist, { kind: 'equipment', grain: 'day', title: 'Piano droit' })
    const breaker = await givenOrganisation(g.cluster)
    await listed(g, breaker, { kind: 'waste', grain: 'stock', title: 'Fourgon à la casse' })
    await db
      .updateTable('affiliations')
      .set({ status: 'left' })
      .where('organisationId', '=', gone.id)
      .execute()
    const likely = await likelyToHave(
      g.coordinator,
      await standingNeed(g.coordinator, need.id),
      g.cluster as never,
    )
    expect(new Set(likely.slice(0, 2).map((one) => one.organisationId))).toEqual(
      new Set([g.lender.id, before.id]),
    )
    // Few are alike: who has anything of the kind comes after them.
    expect(likely.slice(2).map((one) => one.organisationId)).toEqual([pianist.id])
    expect(likely.find((one) => one.organisationId === before.id)?.offer.past).toBe(true)
  })

  test('asks each once, tells those who answer for it, and where to answer', async () => {
    const { g, need } = await givenNearMiss()
    const manager = await givenMember(g.lender, { role: 'manager' })
    expect(await askOrganisations(g.coordinator, need.id, { organisations: [g.lender.id] })).toBe(1)
    expect(await askOrganisations(g.coordinator, need.id, { organisations: [g.lender.id] })).toBe(0)
    const [ask] = await db.selectFrom('needAsks').selectAll().execute()
    expect(ask).toMatchObject({ needId: need.id, organisationId: g.lender.id, version: 1 })
    expect(await eventTypes(ask?.id)).toEqual(['need.asked'])
    for (const event of await eventsOf(ask?.id)) await tell(g.clock, event)
    const notices = await db.selectFrom('notices').selectAll().where('type', '=', 'need.asked').execute()
    expect(notices.map((n) => [n.personId, n.channel])).toEqual([
      [manager.id, 'app'],
      [manager.id, 'mail'],
    ])
    const [sentence] = await say(g.clock, notices.slice(0, 1), 'fr', {
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    })
    expect(sentence).toMatchObject({ path: `/needs/${need.id}/answer` })
    expect(sentence?.text).toContain('Un fourgon pour déménager')
    expect((await board(g)).needs[0]?.asked).toBe(1)
  })

  test('refuses others than the coordinator, strangers to the cluster, who asks, and what no longer stands', async () => {
    const { g, need } = await givenNearMiss()
    const ask = (ctx: typeof g.coordinator, organisations: string[]) =>
      askOrganisations(ctx, need.id, { organisations })
    await expect(ask(g.seeker, [g.lender.id])).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask(g.clock, [g.lender.id])).rejects.toMatchObject({ code: 'not_signed_in' })
    const other = await givenOrganisation(await givenCluster())
    for (const ids of [[other.id], [g.borrower.id], []])
      await expect(ask(g.coordinator, ids)).rejects.toMatchObject({ code: 'invalid' })
    await set(need.id, { status: 'paused' })
    await expect(ask(g.coordinator, [g.lender.id])).rejects.toMatchObject({ code: 'listing_not_open' })
    expect(await db.selectFrom('needAsks').selectAll().execute()).toEqual([])
  })
})
