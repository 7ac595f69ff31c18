import { beforeEach, describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { draftCall } from '../../worker/calls/commands/draftCall'
import { editCall } from '../../worker/calls/commands/editCall'
import { publishCall } from '../../worker/calls/commands/publishCall'
import { cancelCall } from '../../worker/calls/commands/stepCall'
import { callById, callsOf, visibleCall } from '../../worker/calls/queries'
import { visitTimes } from '../../worker/calls/visits'
import { as, db, eventTypes, givenCluster } from '../support/given'
import {
  AFTER,
  givenCall,
  givenDraft,
  givenMarket,
  inputFor,
  type Market,
  OCCUPATION,
  zoneOf,
} from './market'

let m: Market
beforeEach(async () => {
  m = await givenMarket()
})

const holds = (callId: string) =>
  db
    .selectFrom('holds')
    .select(['capacityId', 'reason', 'live', 'sourceId'])
    .where('sourceId', '=', callId)
    .execute()
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (e) =>
      [
        e.code,
        ...(e.details?.fields ?? []).map((f: { path: string; code: string }) => `${f.path} ${f.code}`),
      ].join(', '),
  )
const booking = (m: Market, lot: number) => ({
  ...{ organisationId: m.applicants[0]!.organisation.id, capacityId: m.lots[lot]!.capacityId },
  ...{ startsAt: '2027-02-28T23:00:00.000Z', endsAt: '2027-05-31T22:00:00.000Z' },
})

describe('a draft', () => {
  test('is written down with the usual criteria and questions, for those inside alone', async () => {
    const call = await givenDraft(m)
    expect(call).toMatchObject({ status: 'draft', now: 'draft', round: 1, seedHash: null, ...OCCUPATION })
    expect(call.criteria.map((c) => c.weight)).toEqual([30, 25, 20, 15, 10])
    expect(call.questions).toHaveLength(3)
    expect(await eventTypes(call.id)).toEqual(['call.drafted'])
    for (const who of [m.manager, m.plain, m.coordinator])
      expect((await visibleCall(await as(who), call.id)).call.id).toBe(call.id)
    for (const who of [null, m.applicants[0]!.person, m.jurors[0]!])
      expect(await refusal(as(who).then((c) => visibleCall(c, call.id)))).toBe('not_found')
    expect((await callsOf(await as(null), m.cluster.id)).items).toEqual([])
    expect((await callsOf(await as(m.plain), m.cluster.id)).items.map((c) => c.id)).toEqual([call.id])
  })

  test('belongs to those who answer for the landlord, and to the coordinators', async () => {
    const input = inputFor(m)
    expect(await refusal(draftCall(await as(m.plain), zoneOf(m), input))).toBe('not_manager')
    expect(await refusal(draftCall(await as(m.applicants[0]!.person), zoneOf(m), input))).toBe('not_found')
    expect(await refusal(draftCall(await as(null), zoneOf(m), input))).toBe('not_signed_in')
    const elsewhere = await givenCluster()
    expect(await refusal(draftCall(await as(m.manager), { ...zoneOf(m), id: elsewhere.id }, input))).toBe(
      'invalid, siteId not_a_choice',
    )
    expect((await draftCall(await as(m.coordinator), zoneOf(m), input)).organisationId).toBe(m.landlord.id)
    expect(await eventTypes()).toEqual(['call.drafted'])
  })

  test.each([
    ['a deadline in the past', { deadline: '2026-11-20T10:00:00.000Z' }, 'deadline in_the_past'],
    ['weights that do not sum', { criteria: [{ label: 'Utile', weight: 60 }] }, 'criteria weights_sum'],
    [
      'two criteria of one name',
      {
        criteria: [
          { label: 'Utilité  sociale', weight: 60 },
          { label: ' utilité sociale', weight: 40 },
        ],
      },
      'criteria.1.label criterion_twice',
    ],
    ['dates turned around', { startsOn: '2028-01-01', endsOn: '2027-01-01' }, 'endsOn end_before_start'],
    [
      'an occupation before the deadline',
      { startsOn: '2026-12-10', endsOn: '2027-12-10' },
      'startsOn before_deadline',
    ],
    ['a lot of another site', { lotIds: ['lot_other'] }, 'lotIds.0 no_such_lot'],
    ['a juror nobody knows', { jurors: ['nobody@example.org'] }, 'jurors.0 no_such_person'],
    [
      'a visit after the deadline',
      { visits: [{ date: '2026-12-19', from: '10:00', to: '11:00' }] },
      'visits.0.date after_deadline',
    ],
    [
      'a visit that ends before it begins',
      { visits: [{ date: '2026-12-05', from: '11:00', to: '10:00' }] },
      'visits.0.to end_before_start',
    ],
    [
      'a mix of more lots than there are',
      {
        quotas: [
          { sector: 'food' as const, min: 2 },
          { sector: 'care' as const, min: 2 },
        ],
      },
      'quotas quotas_too_many',
    ],
    [
      'a largest share below the least',
      { quotas: [{ sector: 'food' as const, min: 2, max: 1 }] },
      'quotas.0.max max_below_min',
    ],
    ['two questions', { questions: ['a', 'b'] }, 'questions too_small'],
  ])('with %s is refused, and nothing is written', async (_, more, fields) => {
    expect(await refusal(givenDraft(m, more as object))).toBe(`invalid, ${fields}`)
    expect(await eventTypes()).toEqual([])
  })

  test('gives no lot for longer than it is there, nor than its site', async () => {
    const call = await givenDraft(m)
    await db
      .updateTable('lots')
      .set({ availableUntil: '2027-01-31' })
      .where('id', '=', m.lots[1]!.id)
      .execute()
    await db.updateTable('sites').set({ endsOn: '2027-02-01' }).where('id', '=', m.site.id).execute()
    expect(await refusal(publishCall(await as(m.manager), call.id))).toBe(
      'invalid, endsOn after_site_end, lotIds.1 lot_not_there',
    )
    expect(await eventTypes(call.id)).toEqual(['call.drafted'])
  })

  test('is changed until it is published, over the version that was read', async () => {
    const call = await givenDraft(m)
    const two = m.lots.slice(0, 2).map((l) => l.id)
    const now = await editCall(
      await as(m.manager),
      call.id,
      { title: 'Deux lots', lotIds: two },
      call.version,
    )
    expect([now.title, now.version]).toEqual(['Deux lots', 2])
    expect(await refusal(editCall(await as(m.manager), call.id, { title: 'Encore' }, 1))).toBe(
      'version_mismatch',
    )
    expect(await refusal(editCall(await as(m.plain), call.id, { title: 'Encore' }))).toBe('not_manager')
    expect(await refusal(editCall(await as(m.applicants[0]!.person), call.id, { title: 'Encore' }))).toBe(
      'not_found',
    )
  })
})

describe('publishing', () => {
  test('holds each lot, commits to a seed that nobody sees, opens visits and tells the jury', async () => {
    const call = await givenCall(m, {
      visits: [{ date: '2026-12-05', from: '10:00', to: '12:00' }],
      visitPlaces: 2,
    })
    expect(call).toMatchObject({ status: 'published', amendments: 0 })
    expect(call.seedHash).toMatch(/^[0-9a-f]{64}$/)
    const { seed } = await db.selectFrom('callSeeds').selectAll().executeTakeFirstOrThrow()
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(seed))
    expect([...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('')).toBe(call.seedHash)
    expect((await holds(call.id)).map((h) => [h.reason, h.live])).toEqual([
      ['waitlist', 1],
      ['waitlist', 1],
      ['waitlist', 1],
    ])
    expect((await callsOf(await as(null), m.cluster.id)).items.map((c) => c.id)).toEqual([call.id])
    // A visit is a booking like any other: two organisations fit, a third does not.
    const visit = { startsAt: '2026-12-05T09:00:00.000Z', endsAt: '2026-12-05T11:00:00.000Z' }
    expect((await visitTimes(await as(null), call)).map((v) => [v.startsAt, v.free])).toEqual([
      [visit.startsAt, 2],
    ])
    for (const i of [0, 1, 2]) {
      const { organisation, person } = m.applicants[i]!
      const asked = requestBooking(await as(person), call.visitListingId!, {
        ...visit,
        organisationId: organisation.id,
      })
      expect(await refusal(asked)).toBe(i < 2 ? 'done' : 'capacity_taken')
    }
    expect((await visitTimes(await as(null), call)).map((v) => v.free)).toEqual([0])
  })

  test('says everything that is missing', async () => {
    const call = await draftCall(await as(m.manager), zoneOf(m), { siteId: m.site.id, title: 'Vide' })
    expect(await refusal(publishCall(await as(m.manager), call.id))).toBe(
      'invalid, deadline required, startsOn required, endsOn required, lotIds lots_needed, jurors jurors_needed',
    )
    const two = await givenDraft(m, { jurors: m.jurors.slice(0, 2).map((j) => j.id) })
    expect(await refusal(publishCall(await as(m.manager), two.id))).toBe('invalid, jurors jurors_needed')
    expect(await refusal(publishCall(await as(m.plain), two.id))).toBe('not_manager')
    expect(await refusal(publishCall(await as(m.manager, { now: AFTER }), (await givenDraft(m)).id))).toBe(
      'invalid, deadline in_the_past',
    )
    expect((await eventTypes()).filter((t) => t === 'call.published')).toEqual([])
  })

  test('is refused where a lot is booked in that time, and a booking where it is under call', async () => {
    const booked = await requestBooking(await as(m.applicants[0]!.person), m.offer.id, booking(m, 0))
    const call = await givenDraft(m)
    const error = await publishCall(await as(m.manager), call.id).catch((e) => e)
    expect([error.code, error.details.lots]).toEqual(['lot_under_call', [m.lots[0]!.id]])
    expect([(await callById(await as(null), call.id))?.status, await holds(call.id)]).toEqual(['draft', []])
    const other = await givenCall(m, { lotIds: [m.lots[1]!.id] })
    expect(await refusal(requestBooking(await as(m.applicants[0]!.person), m.offer.id, booking(m, 1)))).toBe(
      'capacity_taken',
    )
    // Another call for the same lot at the same time; and after that one is given up.
    const again = await givenDraft(m, { lotIds: [m.lots[1]!.id] })
    expect(await refusal(publishCall(await as(m.manager), again.id))).toBe('lot_under_call')
    await cancelCall(await as(m.manager), other.id, { reason: 'Vente du bâtiment' })
    expect(await refusal(publishCall(await as(m.manager), again.id))).toBe('done')
    expect(booked.status).toBe('requested')
  })

  test('and a booking at once: one of the two wins, whichever', async () => {
    for (let i = 0; i < 3; i++) {
      const call = await givenDraft(m, { lotIds: [m.lots[i]!.id] })
      const both = await Promise.all([
        refusal(publishCall(await as(m.manager), call.id)),
        refusal(requestBooking(await as(m.applicants[0]!.person), m.offer.id, booking(m, i))),
      ])
      expect(both.filter((r) => r === 'done')).toHaveLength(1)
      const live = await db
        .selectFrom('holds')
        .select('id')
        .where('capacityId', '=', m.lots[i]!.capacityId)
        .where('live', '=', 1)
        .execute()
      expect(live).toHaveLength(1)
    }
  })

  test('twice at once happens once', async () => {
    const call = await givenDraft(m)
    const both = await Promise.all(
      [publishCall(await as(m.manager), call.id), publishCall(await as(m.manager), call.id)].map(refusal),
    )
    expect(both.sort()).toEqual(expect.arrayContaining(['done']))
    expect(both.filter((r) => r === 'done')).toHaveLength(1)
    expect(await holds(call.id)).toHaveLength(3)
    expect((await eventTypes(call.id)).filter((t) => t === 'call.published')).toHaveLength(1)
  })
})
