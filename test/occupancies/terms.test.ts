import { beforeEach, expect, test } from 'vitest'
import { acceptCallOffer } from '../../worker/calls/commands/answerCallOffer'
import { publishAllocation } from '../../worker/calls/commands/publishAllocation'
import { endCall } from '../../worker/calls/commands/stepCall'
import { offersOfCall } from '../../worker/calls/queriesOfOffers'
import { cancelOccupancy, endOccupancy } from '../../worker/occupancies/commands/endOccupancy'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { passOccupancies } from '../../worker/occupancies/commands/passOccupancies'
import { setAgreementText } from '../../worker/occupancies/commands/setAgreementText'
import { proposeAgreement } from '../../worker/occupancies/commands/proposeAgreement'
import { occupancyById, remindersFor } from '../../worker/occupancies/queries'
import { standardText, versionsOf } from '../../worker/occupancies/texts'
import { tell } from '../../worker/notifications/reactTo'
import { as, db, eventsOf, eventTypes } from '../support/given'
import { AFTER, givenJudged, givenMarket } from '../calls/market'
import { givenAccepted, givenDraft, givenHouse, holdsOf, type House, leaseFor, refusal } from './house'

let m: House
beforeEach(async () => {
  m = await givenHouse()
})
const tick = async (now: string) => passOccupancies(await as(null, { now }))
const statusOf = async (id: string) =>
  (await db.selectFrom('occupancies').select('status').where('id', '=', id).executeTakeFirst())?.status
const reminded = async (id: string) =>
  (await eventsOf(id))
    .filter((e) => e.type === 'occupancy.reminded')
    .map((e) => (e.payload as { days: number }).days)

test('the clock begins and ends an agreement on its days, where it is', async () => {
  const { id } = await givenAccepted(m)
  // 31 January, 23:30 in Paris; half an hour later it is the first day.
  expect(await tick('2027-01-31T22:30:00.000Z')).toBe(0)
  expect(await tick('2027-01-31T23:00:00.000Z')).toBe(1)
  expect(await statusOf(id)).toBe('in_force')
  await tick('2028-07-31T21:59:00.000Z')
  expect(await statusOf(id)).toBe('in_force')
  await tick('2028-07-31T22:00:00.000Z')
  expect(await statusOf(id)).toBe('ended')
  expect((await eventTypes(id)).filter((type) => /started|ended/.test(type))).toEqual([
    'occupancy.started',
    'occupancy.ended',
  ])
  expect((await holdsOf(id)).map((h) => h.reason)).toEqual(['booking'])
})

test('a short lease is reminded of at 90 and 30 days before its term and 25 after, each once', async () => {
  const { id } = await givenAccepted(m, leaseFor(m, { endsOn: '2028-07-31' }))
  await tick('2027-02-01T09:00:00.000Z')
  await tick('2028-05-02T05:59:00.000Z')
  expect(await reminded(id)).toEqual([])
  await Promise.all([tick('2028-05-02T06:00:00.000Z'), tick('2028-05-02T06:00:00.000Z')])
  await tick('2028-05-02T06:01:00.000Z')
  expect(await reminded(id)).toEqual([-90])
  await tick('2028-07-01T06:00:00.000Z')
  await tick('2028-08-25T06:00:00.000Z')
  await tick('2028-08-26T06:00:00.000Z')
  expect(await reminded(id)).toEqual([-90, -30, 25])
  // Both sides are told, once however often the queue delivers it.
  const event = (await eventsOf(id)).find((e) => e.type === 'occupancy.reminded')!
  for (let i = 0; i < 2; i++) await tell(await as(null, { now: '2028-05-02T06:02:00.000Z' }), event)
  const notices = await db.selectFrom('notices').select(['personId', 'channel']).execute()
  expect(notices.map((n) => [n.personId, n.channel]).sort()).toEqual(
    [m.manager.id, m.occupant.person.id]
      .flatMap((p) => [
        [p, 'app'],
        [p, 'mail'],
      ])
      .sort(),
  )
})

test('once the keys are back, nobody is reminded any more', async () => {
  const { id } = await givenAccepted(m, leaseFor(m, { endsOn: '2028-07-31' }))
  const ctx = await as(m.manager, { now: '2028-08-02T09:00:00.000Z' })
  for (let i = 0; i < 2; i++) await tick('2028-08-01T09:00:00.000Z')
  expect(await statusOf(id)).toBe('ended')
  const before = await reminded(id)
  await endOccupancy(ctx, id, { leftOn: '2028-08-01' })
  expect((await eventTypes(id)).at(-1)).toBe('occupancy.left')
  await tick('2028-08-25T09:00:00.000Z')
  expect(await reminded(id)).toEqual(before)
  expect((await remindersFor(ctx, id)).find((r) => r.days === 25)?.droppedAt).toBe('2028-08-02T09:00:00.000Z')
  expect(await refusal(endOccupancy(ctx, id, { leftOn: '2028-08-01' }))).toBe('transition_not_allowed')
})

test('an accepted lot of a call becomes an occupancy without a moment in which it is free', async () => {
  const c = await givenMarket(2, 3)
  const { call } = await givenJudged(c, () => c.lots.map((l) => l.id))
  await publishAllocation(await as(c.manager, { now: AFTER }), call.id)
  const offer = (await offersOfCall(await as(null), call.id)).find((o) => o.number === 1)!
  const asManager = await as(c.manager, { now: AFTER })
  const input = {
    callOfferId: offer.id,
    reason: 'works' as const,
    reasonWords: 'Chantier',
    purpose: 'Atelier',
  }
  expect(await refusal(draftOccupancy(asManager, c.cluster.id, input))).toBe('transition_not_allowed')
  await acceptCallOffer(await as(c.applicants[0]!.person, { now: AFTER }), offer.id)
  const o = await draftOccupancy(asManager, c.cluster.id, input)
  expect(o).toMatchObject({
    ...{ callOfferId: offer.id, callId: call.id, startsOn: '2027-02-01', endsOn: '2028-07-31' },
    ...{ occupantId: c.applicants[0]!.organisation.id, lotId: c.lots[0]!.id },
  })
  expect(await holdsOf(offer.id)).toEqual([])
  expect(await holdsOf(o.id)).toHaveLength(1)
  expect(await refusal(draftOccupancy(asManager, c.cluster.id, input))).toMatch(
    /capacity_taken|already_exists/,
  )
  // Given up, it is again what its winner accepted.
  await cancelOccupancy(asManager, o.id)
  expect((await holdsOf(offer.id)).map((h) => h.reason)).toEqual(['waitlist'])
  await draftOccupancy(asManager, c.cluster.id, input)
  const second = (await offersOfCall(await as(null), call.id)).find((o) => o.number === 2)!
  await acceptCallOffer(await as(c.applicants[1]!.person, { now: AFTER }), second.id)
  await endCall(asManager, call.id)
  expect((await occupancyById(asManager, o.id))?.status).toBe('cancelled')
}, 30_000)

test('a text of the cluster serves the agreements after it, and has what the law asks for', async () => {
  const ctx = await as(m.coordinator)
  const old = await givenDraft(m)
  const proposed = await proposeAgreement(await as(m.manager), old.id)
  const standard = standardText('precarious').body
  const set = (body: string) =>
    setAgreementText(ctx, m.cluster.id, 'precarious', { body, note: 'Le chauffage' })
  expect(await refusal(set(standard))).toBe('invalid, body nothing_changes')
  expect(await refusal(set(standard.replace('{{motif}}', 'des travaux')))).toBe(
    'invalid, body blanks_missing',
  )
  expect(await refusal(set(`${standard} {{loyer}}`))).toBe('invalid, body unknown_blank')
  expect(await refusal(set(standard.replace(/^#+ /gm, '')))).toBe('invalid, body no_headings')
  expect(
    await refusal(setAgreementText(await as(m.manager), m.cluster.id, 'precarious', { body: 'x' })),
  ).toBe('not_coordinator')
  expect((await set(`${standard}\n## Le chauffage\nIl est coupé la nuit.`)).number).toBe(1)
  expect((await set(`${standard}\n## Le chauffage\nIl est coupé le dimanche.`)).number).toBe(2)
  expect((await versionsOf(ctx, m.cluster.id, 'precarious')).map((v) => v.number)).toEqual([2, 1, 0])
  expect((await occupancyById(ctx, old.id))?.text).toBe(proposed.text)
  const other = await givenDraft(m, { lotId: m.lots[1]!.id, conditions: '## Un article à moi\nrien' })
  const with2 = await proposeAgreement(await as(m.manager), other.id)
  expect(with2.textNumber).toBe(2)
  expect(with2.text).toContain('Il est coupé le dimanche.')
  // What is typed makes no article of its own.
  expect(with2.text).not.toMatch(/^## Un article/m)
  await expect(db.updateTable('agreementTexts').set({ body: 'x' }).execute()).rejects.toThrow()
})
