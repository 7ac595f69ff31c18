import { beforeEach, describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { computed, published, replayOf } from '../../worker/calls/allocation'
import { acceptCallOffer, declineCallOffer } from '../../worker/calls/commands/answerCallOffer'
import { passCalls } from '../../worker/calls/commands/passCalls'
import { publishAllocation } from '../../worker/calls/commands/publishAllocation'
import { endCall } from '../../worker/calls/commands/stepCall'
import { callById } from '../../worker/calls/queries'
import type { Application } from '../../worker/calls/queriesOfApplications'
import { offersOfCall } from '../../worker/calls/queriesOfOffers'
import { Export } from '../../worker/calls/published'
import { replayed } from '../../worker/calls/rulesOfReplay'
import { as, bindings, db, eventsOf, eventTypes } from '../support/given'
import { AFTER, givenJudged, givenMarket, type Market } from './market'

let m: Market
let callId: string
let sent: Application[]
/** All three want the first lot, then the second. */
beforeEach(async () => {
  m = await givenMarket(2, 3)
  const { call, applications } = await givenJudged(m, () => m.lots.map((l) => l.id))
  callId = call.id
  sent = applications
})
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (e) => e.code as string,
  )
const later = (who: { id: string } | null, now = AFTER) => as(who, { now })
const offers = async () =>
  (await offersOfCall(await later(null), callId)).map(
    (o) => `${o.lotName} → ${o.number} ${o.turn} ${o.status}`,
  )
const offerOf = async (number: number) =>
  (await offersOfCall(await later(null), callId)).find((o) => o.number === number)!
const person = (number: number) => m.applicants[number - 1]!.person
const TEN_DAYS = '2026-12-28T17:01:00.000Z'

describe('the allocation', () => {
  test('is published with its inputs and its seed, which anyone can do again', async () => {
    expect(await refusal(published(await later(null), callId))).toBe('not_found')
    const before = await computed(await later(m.manager), (await callById(await later(m.manager), callId))!)
    await publishAllocation(await later(m.manager), callId)
    const out = await published(await later(null), callId)
    expect(out).toEqual(before)
    expect(out.result.lines.map((l) => [l.application, l.lot, l.choice])).toEqual([
      [sent[0]!.id, m.lots[0]!.id, 1],
      [sent[1]!.id, m.lots[1]!.id, 2],
      [sent[2]!.id, null, null],
    ])
    expect(JSON.stringify(out)).not.toMatch(/Z[ée]b|org_|per_|Jeanne/)
    expect(await replayOf(await later(null), callId)).toMatchObject({
      same: true,
      seedIsKept: true,
      blocking: [],
    })
    expect(await replayed(Export.parse(JSON.parse(JSON.stringify(out))))).toMatchObject({ same: true })
    expect(await offers()).toEqual(['A1 → 1 1 offered', 'A2 → 2 1 offered'])
    expect((await eventTypes(callId)).at(-1)).toBe('call.allocated')
    expect(await refusal(publishAllocation(await later(m.manager), callId))).toBe('transition_not_allowed')
    await expect(
      bindings.DB.prepare(`UPDATE calls SET allocation = '{}' WHERE id = ?`).bind(callId).run(),
    ).rejects.toThrow('transition_not_allowed')
  })

  test('is published once, by those who run the call', async () => {
    for (const who of [m.plain, m.jurors[0]!, person(1)])
      expect(await refusal(publishAllocation(await later(who), callId))).toMatch(
        /not_manager|forbidden|not_found/,
      )
    const both = await Promise.all(
      [
        publishAllocation(await later(m.manager), callId),
        publishAllocation(await later(m.coordinator), callId),
      ].map(refusal),
    )
    expect(both.filter((r) => r === 'done')).toHaveLength(1)
    expect(await offers()).toHaveLength(2)
  })
})

describe('an offer of a lot', () => {
  beforeEach(async () => void (await publishAllocation(await later(m.manager), callId)))

  test('that is accepted holds the lot for its winner, and says all that an occupancy begins with', async () => {
    const offer = await offerOf(1)
    expect(await refusal(acceptCallOffer(await later(person(2)), offer.id))).toBe('not_found')
    await acceptCallOffer(await later(person(1)), offer.id)
    const [event] = await eventsOf(offer.id).then((all) =>
      all.filter((e) => e.type === 'call_offer.accepted'),
    )
    expect(event?.payload).toEqual({
      ...{
        callId,
        applicationId: sent[0]!.id,
        lotId: m.lots[0]!.id,
        capacityId: m.lots[0]!.capacityId,
        turn: 1,
      },
      ...{ organisationId: m.applicants[0]!.organisation.id, landlordId: m.landlord.id, siteId: m.site.id },
      ...{ startsOn: '2027-02-01', endsOn: '2028-07-31' },
    })
    const holds = await db
      .selectFrom('holds')
      .select('sourceId')
      .where('capacityId', '=', m.lots[0]!.capacityId)
      .execute()
    expect(holds).toEqual([{ sourceId: offer.id }])
    expect(await refusal(acceptCallOffer(await later(person(1)), offer.id))).toBe('transition_not_allowed')
  })

  test('that is left goes to the next in line, in the same batch; twice at once it goes once', async () => {
    const offer = await offerOf(1)
    const both = await Promise.all(
      [
        declineCallOffer(await later(person(1)), offer.id),
        declineCallOffer(await later(person(1)), offer.id),
      ].map(refusal),
    )
    expect(both.filter((r) => r === 'done')).toHaveLength(1)
    expect(await offers()).toEqual(['A1 → 1 1 declined', 'A2 → 2 1 offered', 'A1 → 3 2 offered'])
    // Who has turned one down is asked no more: nobody is left.
    await declineCallOffer(await later(person(3)), (await offerOf(3)).id)
    expect((await offers()).filter((o) => o.endsWith('offered'))).toEqual(['A2 → 2 1 offered'])
  })

  test('two lots left at once do not go to the same next', async () => {
    const [a, b] = [await offerOf(1), await offerOf(2)]
    await Promise.all([
      declineCallOffer(await later(person(1)), a.id),
      declineCallOffer(await later(person(2)), b.id),
    ])
    const open = (await offers()).filter((o) => o.endsWith('offered'))
    expect(open).toHaveLength(1)
    expect(open[0]).toMatch(/→ 3 2/)
  })

  test('lapses by the clock, and cannot be accepted a moment later', async () => {
    const offer = await offerOf(1)
    expect(await refusal(acceptCallOffer(await later(person(1), TEN_DAYS), offer.id))).toBe('gone')
    await expect(
      bindings.DB.prepare(`UPDATE call_offers SET status = 'accepted', answered_at = ? WHERE id = ?`)
        .bind(TEN_DAYS, offer.id)
        .run(),
    ).rejects.toThrow('gone')
    await passCalls(await later(null, TEN_DAYS))
    await passCalls(await later(null, TEN_DAYS))
    expect(await offers()).toEqual(['A1 → 1 1 lapsed', 'A2 → 2 1 lapsed', 'A1 → 3 2 offered'])
  })

  test('an ended call lets go of what nobody took, and of nothing else', async () => {
    expect(await refusal(endCall(await later(m.manager), callId))).toBe('transition_not_allowed')
    await acceptCallOffer(await later(person(1)), (await offerOf(1)).id)
    await declineCallOffer(await later(person(2)), (await offerOf(2)).id)
    await declineCallOffer(await later(person(3)), (await offerOf(3)).id)
    await endCall(await later(m.manager), callId)
    const held = await db.selectFrom('holds').select('capacityId').execute()
    expect(held).toEqual([{ capacityId: m.lots[0]!.capacityId }])
    const booking = (lot: number) => ({
      ...{ organisationId: m.applicants[1]!.organisation.id, capacityId: m.lots[lot]!.capacityId },
      ...{ startsAt: '2027-02-28T23:00:00.000Z', endsAt: '2027-05-31T22:00:00.000Z' },
    })
    const ctx = await later(person(2))
    expect(await refusal(requestBooking(ctx, m.offer.id, booking(0)))).toBe('capacity_taken')
    expect(await refusal(requestBooking(ctx, m.offer.id, booking(1)))).toBe('done')
  })
})
