import { describe, expect, test } from 'vitest'
import { acceptMatch } from '../../worker/matching/commands/acceptMatch'
import { dismissMatch } from '../../worker/matching/commands/dismissMatch'
import { proposeTime } from '../../worker/matching/commands/proposeTime'
import { suggestMatch } from '../../worker/matching/commands/suggestMatch'
import { matchesOf, visibleMatch } from '../../worker/matching/queries'
import type { Ctx } from '../../worker/platform/context'
import { eventsOf, eventTypes } from '../support/given'
import { given, matched, matches } from './support'

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
