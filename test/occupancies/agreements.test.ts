import { beforeEach, describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { toMinutes } from '../../worker/core/time'
import { acceptOccupancy } from '../../worker/occupancies/commands/acceptOccupancy'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { editOccupancy } from '../../worker/occupancies/commands/editOccupancy'
import { proposeAgreement, reviseAgreement } from '../../worker/occupancies/commands/proposeAgreement'
import { occupancyById, visibleOccupancy } from '../../worker/occupancies/queries'
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
import { givenDraft, givenHouse, givenProposed, holdsOf, type House, inputFor, refusal } from './house'

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
