import { beforeEach, describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { toMinutes } from '../../worker/core/time'
import { acceptOccupancy } from '../../worker/occupancies/commands/acceptOccupancy'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { editOccupancy } from '../../worker/occupancies/commands/editOccupancy'
import { cancelOccupancy, endOccupancy } from '../../worker/occupancies/commands/endOccupancy'
import { proposeAgreement, reviseAgreement } from '../../worker/occupancies/commands/proposeAgreement'
import { occupancyById, visibleOccupancy } from '../../worker/occupancies/queries'
import { lotById } from '../../worker/premises/queries'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { givenCall } from '../calls/market'
import {
  givenAccepted,
  givenDraft,
  givenHouse,
  givenProposed,
  holdsOf,
  type House,
  inputFor,
  leaseFor,
  refusal,
} from './house'

let m: House
beforeEach(async () => {
  m = await givenHouse()
})
const booking = (m: House, lot = 0) => ({
  ...{ organisationId: m.other.organisation.id, capacityId: m.lots[lot]!.capacityId },
  ...{ startsAt: '2027-02-28T23:00:00.000Z', endsAt: '2027-05-31T22:00:00.000Z' },
})
const count = async () =>
  Number(
    (
      await db
        .selectFrom('occupancies')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n,
  )

describe('a draft', () => {
  test('holds its lot: nobody books it, no call takes it, nobody else is given it', async () => {
    const o = await givenDraft(m)
    expect(o).toMatchObject({
      ...{ status: 'draft', now: 'draft', form: 'precarious', landlordId: m.landlord.id, feeCents: 20_000 },
      ...{ occupantId: m.occupant.organisation.id, lotName: 'A1', text: null, hash: null, callOfferId: null },
    })
    expect(await holdsOf(o.id)).toEqual([
      {
        ...{ capacityId: m.lots[0]!.capacityId, reason: 'waitlist', live: 1 },
        busyFrom: toMinutes('2027-01-31T23:00:00.000Z'),
        busyTo: toMinutes('2028-07-31T22:00:00.000Z'),
      },
    ])
    expect(await refusal(requestBooking(await as(m.other.person), m.offer.id, booking(m)))).toBe(
      'capacity_taken',
    )
    expect(await refusal(givenCall(m))).toBe('lot_under_call')
    expect(await refusal(givenDraft(m, { occupantId: m.other.organisation.id }))).toBe('capacity_taken')
    // Its neighbour is free, and so is the lot after the term.
    await requestBooking(await as(m.other.person), m.offer.id, booking(m, 1))
    await givenDraft(m, { startsOn: '2028-08-01', endsOn: '2028-12-31' })
    // The occupant is in no event of it.
    const [drafted] = await eventsOf(o.id)
    expect(drafted).toMatchObject({ type: 'occupancy.drafted', clusterId: m.cluster.id })
    expect(JSON.stringify(drafted?.payload)).not.toContain(m.occupant.organisation.id)
  })

  test('of a lot that is booked or under call is refused, and leaves nothing', async () => {
    await requestBooking(await as(m.other.person), m.offer.id, booking(m))
    expect(await refusal(givenDraft(m))).toBe('capacity_taken')
    await givenCall(m, { lotIds: [m.lots[1]!.id] })
    expect(await refusal(givenDraft(m, { lotId: m.lots[1]!.id }))).toBe('capacity_taken')
    expect(await count()).toBe(0)
    expect((await eventTypes()).filter((type) => type.startsWith('occupancy'))).toEqual([])
  })

  test('two at once give the lot once', async () => {
    const [one, two] = [await as(m.manager), await as(m.coordinator)]
    const both = await Promise.all([
      refusal(draftOccupancy(one, m.cluster.id, inputFor(m))),
      refusal(draftOccupancy(two, m.cluster.id, inputFor(m, { occupantId: m.other.organisation.id }))),
    ])
    expect(both.sort()).toEqual(['capacity_taken', 'done'])
    expect(await count()).toBe(1)
  })

  test.each<[string, object, string]>([
    ['no dates', { startsOn: undefined, endsOn: undefined }, 'invalid, startsOn required, endsOn required'],
    ['no occupant', { occupantId: undefined }, 'invalid, occupantId required'],
    ['an end before the start', { endsOn: '2027-01-31' }, 'invalid, endsOn end_before_start'],
    ['a day that does not exist', { endsOn: '2027-02-30' }, 'invalid, endsOn not_date'],
    ['twenty years', { endsOn: '2047-02-01' }, 'invalid, endsOn too_many_months'],
    ['a fee below zero', { feeCents: -1 }, 'invalid, feeCents too_small'],
    ['no form that fits', { reason: 'none', endsOn: '2031-01-31' }, 'invalid, endsOn no_form'],
  ])('%s is refused', async (_, more, said) => {
    expect(await refusal(givenDraft(m, more))).toBe(said)
    expect(await count()).toBe(0)
  })

  test('is the landlord’s who answer and the coordinators’', async () => {
    const own = inputFor(m, { occupantId: m.landlord.id })
    expect(await refusal(draftOccupancy(await as(m.manager), m.cluster.id, own))).toBe(
      'invalid, occupantId own_lot',
    )
    expect(await refusal(draftOccupancy(await as(m.plain), m.cluster.id, inputFor(m)))).toBe('not_manager')
    expect(await refusal(draftOccupancy(await as(m.occupant.person), m.cluster.id, inputFor(m)))).toBe(
      'not_found',
    )
    expect(await refusal(draftOccupancy(await as(null), m.cluster.id, inputFor(m)))).toBe('not_signed_in')
    const elsewhere = await givenCluster()
    expect(await refusal(draftOccupancy(await as(m.manager), elsewhere.id, inputFor(m)))).toBe('not_found')
    const stranger = await givenOrganisation(elsewhere)
    expect(await refusal(givenDraft(m, { occupantId: stranger.id }))).toBe(
      'invalid, occupantId no_such_organisation',
    )
    const o = await draftOccupancy(await as(m.coordinator), m.cluster.id, inputFor(m))
    for (const who of [m.manager, m.plain, m.coordinator])
      expect((await visibleOccupancy(await as(who), o.id)).occupancy.id).toBe(o.id)
    const theirs = await givenOrganisation(m.cluster, { name: 'Autre bailleur' })
    const otherLandlord = await givenMember(theirs, { role: 'manager' })
    const otherCoordinator = await givenCoordinator(elsewhere)
    for (const who of [m.occupant.person, m.other.person, otherLandlord, otherCoordinator])
      expect(await refusal(as(who).then((c) => visibleOccupancy(c, o.id)))).toBe('not_found')
  })

  test('is changed while it is one, and its hold moves with it', async () => {
    const o = await givenDraft(m)
    const after = await editOccupancy(await as(m.manager), o.id, {
      endsOn: '2028-12-31',
      conditions: 'Pas le dimanche',
    })
    expect(after).toMatchObject({
      endsOn: '2028-12-31',
      terms: { conditions: 'Pas le dimanche', purpose: 'Atelier de vélos' },
    })
    expect((await holdsOf(o.id)).map((h) => h.busyTo)).toEqual([toMinutes('2028-12-31T23:00:00.000Z')])
    expect(await refusal(editOccupancy(await as(m.manager), o.id, {}, o.version))).toBe('version_mismatch')
    await givenDraft(m, { startsOn: '2029-01-01', endsOn: '2029-06-30' })
    expect(await refusal(editOccupancy(await as(m.manager), o.id, { endsOn: '2029-03-31' }))).toBe(
      'capacity_taken',
    )
    expect((await occupancyById(await as(null), o.id))?.endsOn).toBe('2028-12-31')
    expect(await refusal(editOccupancy(await as(m.plain), o.id, {}))).toBe('not_manager')
    expect(await eventTypes(o.id)).toEqual(['occupancy.drafted', 'occupancy.edited'])
  })
})

describe('a proposal', () => {
  test('freezes the text with its version and hash, and the occupant sees it', async () => {
    const o = await givenProposed(m)
    expect(o).toMatchObject({ status: 'proposed', textNumber: 0 })
    expect(o.hash).toMatch(/^[0-9a-f]{64}$/)
    for (const words of [
      'Zébulon 1',
      'Foncière du Puchot',
      '1er février 2027',
      '31 juillet 2028',
      'L145-5-1',
    ])
      expect(o.text).toContain(words)
    expect(o.text).toContain('une démolition, à savoir : Démolition votée le 3 mars 2026')
    expect(o.text).not.toMatch(/\{\{|\}\}/)
    expect((await visibleOccupancy(await as(m.occupant.person), o.id)).part.sides).toEqual(['occupant'])
    expect(await refusal(as(m.other.person).then((c) => visibleOccupancy(c, o.id)))).toBe('not_found')
    expect(await refusal(editOccupancy(await as(m.manager), o.id, {}))).toBe('transition_not_allowed')
  })

  test.each<[string, object, string]>([
    ['precarious without its reason', { form: 'precarious', reason: 'none' }, 'reason reason_is_a_wish'],
    ['precarious without words', { reasonWords: '' }, 'reasonWords reason_in_words'],
    [
      'a lease of three years and a day',
      { form: 'short_lease', reason: 'none', endsOn: '2030-02-01' },
      'endsOn lease_too_long',
    ],
    ['a loan with a fee', { form: 'free_loan', noKnownFaults: true }, 'feeMode loan_is_free'],
    [
      'a loan without its faults',
      { feeMode: 'free' as const, reason: 'none', form: 'free_loan' },
      'knownFaults faults_not_said',
    ],
    [
      'public domain of a private owner',
      { form: 'public_domain', title: 'x', feeBasis: 'y' },
      'owner not_public_domain',
    ],
    ['no purpose', { purpose: '' }, 'purpose required'],
    ['a fixed fee of nothing', { feeCents: 0 }, 'feeCents required'],
  ])('refuses %s', async (_, more, said) => {
    const o = await givenDraft(m, more)
    expect(await refusal(proposeAgreement(await as(m.manager), o.id))).toBe(`invalid, ${said}`)
    expect(await eventTypes(o.id)).toEqual(['occupancy.drafted'])
  })

  test('ends before the site and the lot do', async () => {
    await db.updateTable('sites').set({ endsOn: '2028-06-30' }).where('id', '=', m.site.id).execute()
    const o = await givenDraft(m)
    expect(await refusal(proposeAgreement(await as(m.manager), o.id))).toBe('invalid, endsOn after_site_end')
    await editOccupancy(await as(m.manager), o.id, { endsOn: '2028-06-30' })
    expect((await proposeAgreement(await as(m.manager), o.id)).status).toBe('proposed')
  })

  test('taken back is a draft that nobody has accepted', async () => {
    const o = await givenProposed(m)
    await acceptOccupancy(await as(m.manager), o.id, { hash: o.hash ?? '' })
    const draft = await reviseAgreement(await as(m.manager), o.id)
    expect(draft).toMatchObject({ status: 'draft', landlordAcceptedAt: null, landlordAcceptedBy: null })
    await editOccupancy(await as(m.manager), o.id, { purpose: 'Une cuisine' })
    const again = await proposeAgreement(await as(m.manager), o.id)
    expect(again.hash).not.toBe(o.hash)
    expect(await refusal(acceptOccupancy(await as(m.occupant.person), o.id, { hash: o.hash ?? '' }))).toBe(
      'stale',
    )
  })
})

describe('acceptance', () => {
  test('by both sides makes it theirs, with who, when and what', async () => {
    const o = await givenAccepted(m)
    expect(o).toMatchObject({
      ...{ status: 'accepted', landlordAcceptedBy: m.manager.id, occupantAcceptedBy: m.occupant.person.id },
      landlordAcceptedAt: '2026-11-21T08:00:00.000Z',
    })
    expect((await holdsOf(o.id)).map((h) => h.reason)).toEqual(['booking'])
    const events = (await eventsOf(o.id)).map((e) => [
      e.type,
      (e.payload as { side?: string; both?: number }).side ?? '',
    ])
    expect(events.slice(-2)).toEqual([
      ['occupancy.accepted', 'landlord'],
      ['occupancy.accepted', 'occupant'],
    ])
    expect(
      await db.selectFrom('occupancyReminders').select(['days', 'dueOn']).orderBy('days').execute(),
    ).toEqual([
      { days: -30, dueOn: '2028-07-01' },
      { days: 0, dueOn: '2028-07-31' },
    ])
    // Again changes nothing; what was accepted can not be changed behind anybody's back.
    await acceptOccupancy(await as(m.manager), o.id, { hash: o.hash ?? '' })
    expect((await eventsOf(o.id)).length).toBe(4)
    await expect(
      db.updateTable('occupancies').set({ feeCents: 1 }).where('id', '=', o.id).execute(),
    ).rejects.toThrow('transition_not_allowed')
    expect(await refusal(reviseAgreement(await as(m.manager), o.id))).toBe('transition_not_allowed')
    expect(await refusal(cancelOccupancy(await as(m.manager), o.id))).toBe('not_coordinator')
  })

  test('is for who answers, of either side, or the coordinator for a member of one', async () => {
    const o = await givenProposed(m)
    const hash = o.hash ?? ''
    const plainOccupant = await givenMember(m.occupant.organisation)
    expect(await refusal(acceptOccupancy(await as(plainOccupant), o.id, { hash }))).toBe('not_manager')
    expect(await refusal(acceptOccupancy(await as(m.plain), o.id, { hash }))).toBe('not_manager')
    expect(await refusal(acceptOccupancy(await as(m.other.person), o.id, { hash }))).toBe('not_found')
    expect(await refusal(acceptOccupancy(await as(m.coordinator), o.id, { hash }))).toBe('forbidden')
    expect(await refusal(acceptOccupancy(await as(m.manager), o.id, { hash, side: 'occupant' }))).toBe(
      'forbidden',
    )
    expect(await refusal(acceptOccupancy(await as(m.manager), o.id, { hash: 'x' }))).toBe('stale')
    const helped = await acceptOccupancy(await as(m.coordinator), o.id, {
      ...{ hash, onBehalfOf: plainOccupant.memberId },
    })
    expect(helped).toMatchObject({
      occupantAcceptedBy: m.coordinator.id,
      occupantAcceptedFor: plainOccupant.id,
    })
    expect((await eventsOf(o.id)).at(-1)).toMatchObject({
      onBehalfOf: plainOccupant.id,
      actorId: m.coordinator.id,
    })
  })

  test('by both at once is one agreement', async () => {
    const o = await givenProposed(m)
    const [one, two] = [await as(m.manager), await as(m.occupant.person)]
    await Promise.all([one, two].map((ctx) => acceptOccupancy(ctx, o.id, { hash: o.hash ?? '' })))
    expect((await occupancyById(one, o.id))?.status).toBe('accepted')
    expect((await eventTypes(o.id)).filter((type) => type === 'occupancy.accepted')).toHaveLength(2)
  })

  test('of short leases of one occupant on one lot adds up to three years, also in the database', async () => {
    const first = await givenAccepted(m, leaseFor(m, { endsOn: '2029-01-31' }))
    const term = { startsOn: '2029-02-01', endsOn: '2030-02-01' }
    const second = await draftOccupancy(await as(m.manager), m.cluster.id, leaseFor(m, term))
    expect(await refusal(proposeAgreement(await as(m.manager), second.id))).toBe(
      'invalid, endsOn lease_too_long',
    )
    // Behind the rule's back.
    const accepted = {
      ...{ status: 'accepted' as const, text: 'x', hash: 'x', textNumber: 0 },
      ...{
        landlordAcceptedAt: 'x',
        landlordAcceptedBy: 'x',
        occupantAcceptedAt: 'x',
        occupantAcceptedBy: 'x',
      },
    }
    const behind = db.updateTable('occupancies').set(accepted).where('id', '=', second.id).execute()
    await expect(behind).rejects.toThrow('lease_too_long')
    await editOccupancy(await as(m.manager), second.id, { endsOn: '2030-01-31' })
    expect((await proposeAgreement(await as(m.manager), second.id)).status).toBe('proposed')
    expect(first.form).toBe('short_lease')
    // Another occupant begins at nothing.
    const other = leaseFor(m, {
      lotId: m.lots[1]!.id,
      occupantId: m.other.organisation.id,
      endsOn: '2030-01-31',
    })
    expect((await givenAccepted(m, other)).status).toBe('accepted')
  })
})

describe('the end', () => {
  const during = '2027-06-15T10:00:00.000Z'
  test('before its term frees the lot from the next day on', async () => {
    const o = await givenAccepted(m)
    expect(await refusal(endOccupancy(await as(m.manager), o.id, { leftOn: '2026-11-21' }))).toBe(
      'transition_not_allowed',
    )
    const ctx = await as(m.manager, { now: during })
    expect(await refusal(endOccupancy(ctx, o.id, { leftOn: '2027-06-16' }))).toBe(
      'invalid, leftOn in_the_future',
    )
    expect(await refusal(endOccupancy(ctx, o.id, { leftOn: '2027-01-31' }))).toBe(
      'invalid, leftOn before_start',
    )
    const after = await endOccupancy(ctx, o.id, { leftOn: '2027-06-14', words: 'Parti plus tôt' })
    expect(after).toMatchObject({ status: 'ended', leftOn: '2027-06-14', endWords: 'Parti plus tôt' })
    expect((await holdsOf(o.id)).map((h) => h.busyTo)).toEqual([toMinutes('2027-06-14T22:00:00.000Z')])
    expect((await lotById(ctx, o.lotId))?.occupation).toBe('free')
    expect((await eventsOf(o.id)).at(-1)).toMatchObject({ type: 'occupancy.ended', payload: { early: 1 } })
    await givenDraft(m, { startsOn: '2027-06-15', endsOn: '2027-12-31' })
  })

  test('of a draft frees its lot; nobody else may', async () => {
    const o = await givenProposed(m)
    expect(await refusal(cancelOccupancy(await as(m.occupant.person), o.id))).toBe('forbidden')
    expect((await cancelOccupancy(await as(m.manager), o.id)).status).toBe('cancelled')
    expect(await holdsOf(o.id)).toEqual([])
    await givenDraft(m)
  })
})
