import { describe, expect, test } from 'vitest'
import { roundFor } from '../../worker/rounds/queries'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { givenBooking, type Market } from '../bookings/market'

const refused = (code: string) => expect.objectContaining({ code })
const DAY = '2026-12-08'
const at = (hour: number) => `${DAY}T${String(hour).padStart(2, '0')}:00:00.000Z`

/** An organisation that fetches from others, and brings to some. */
async function givenCollector() {
  const cluster = await givenCluster()
  const borrower = await givenOrganisation(cluster, { name: 'Les Ramasseurs', lat: 49.44, lng: 1.09 })
  const member = await givenMember(borrower)
  const due = async (name: string, north: number, listing: object = {}, booking: object = {}) => {
    const lender = await givenOrganisation(cluster, { name })
    const offer = await givenListing(cluster, lender, {
      ...{ kind: 'waste', unit: 'kg', grain: 'window', quantity: 500, title: `Sciure de ${name}` },
      ...{ lat: 49.44 + north, lng: 1.09, details: { packaging: 'Sacs de 25 kg' }, ...listing },
    })
    const m = { cluster, lender, borrower, offer, member } as unknown as Market
    const row = await givenBooking(m, {
      ...{
        status: 'confirmed',
        startsAt: at(8),
        endsAt: at(11),
        quantity: 100,
        unit: offer.unit,
        ...booking,
      },
    })
    return { lender, offer, row }
  }
  const round = async (person: { id: string } | null = member, more: object = {}) =>
    roundFor(await as(person), cluster.id, { organisationId: borrower.id, day: DAY, ...more })
  return { cluster, borrower, member, coordinator: await givenCoordinator(cluster), due, round }
}

describe('a day’s round', () => {
  test('goes from the own place to all that is fetched that day, in the best order, with what to load', async () => {
    const m = await givenCollector()
    await m.due('Loin', 0.2)
    await m.due('Près', 0.05)
    await m.due(
      'Milieu',
      0.1,
      { kind: 'equipment', unit: 'piece', grain: 'day' },
      { quantity: 4, unit: 'piece', endsAt: at(20) },
    )
    const { round, places, depot } = await m.round()
    expect(depot?.name).toBe('Les Ramasseurs')
    // There and back on one road: whichever comes first, it is 0.4 degrees.
    expect(round.km).toBeCloseTo(0.4 * 111.195, 0)
    expect(round.exact).toBe(true)
    expect(round.late).toBe(0)
    const first = places.get(round.visits[0]?.stop.id ?? '')
    expect(first?.loads).toHaveLength(1)
    const milieu = [...places.values()].find((p) => p.organisationName === 'Milieu')
    expect(milieu?.loads[0]).toMatchObject({
      act: 'load',
      quantity: 4,
      unit: 'piece',
      title: 'Sciure de Milieu',
    })
  })

  test('comes while a collection is open', async () => {
    const m = await givenCollector()
    await m.due('Tôt', 0.2, {}, { startsAt: at(7), endsAt: at(8) })
    await m.due('Tard', 0.01, {}, { startsAt: at(12), endsAt: at(13) })
    const { round, places } = await m.round()
    expect(round.visits.map((v) => places.get(v.stop.id)?.organisationName)).toEqual(['Tôt', 'Tard'])
    expect(round.visits[1]?.begins).toBe(13 * 60)
    expect(round.late).toBe(0)
  })

  test('makes one stop of what is at one place, and brings what one gives', async () => {
    const m = await givenCollector()
    const { lender, offer } = await m.due('Ici', 0.05)
    const second = await givenListing(m.cluster, lender, {
      ...{
        kind: 'waste',
        unit: 'kg',
        grain: 'window',
        quantity: 50,
        title: 'Copeaux',
        lat: offer.lat,
        lng: offer.lng,
      },
    })
    await givenBooking({ ...m, lender, offer: second } as unknown as Market, {
      ...{ status: 'in_use', startsAt: at(8), endsAt: at(11), quantity: 20, unit: 'kg' },
    })
    // The giver brings this one: no errand of who takes it.
    const brought = await m.due('Livreur', 0.1, { details: { carrier: 'giver' } })
    const { round, places } = await m.round()
    expect(round.visits).toHaveLength(1)
    expect([...places.values()][0]?.loads.map((l) => [l.title, l.quantity]).sort()).toEqual([
      ['Copeaux', 20],
      ['Sciure de Ici', 100],
    ])
    const giver = await givenMember(brought.lender)
    const theirs = await roundFor(await as(giver), m.cluster.id, {
      organisationId: brought.lender.id,
      day: DAY,
    })
    expect([...theirs.places.values()].map((p) => [p.organisationName, p.loads[0]?.act])).toEqual([
      ['Les Ramasseurs', 'unload'],
    ])
  })

  test('leaves out other days, other kinds, what is not agreed or out of order, and who has no place', async () => {
    const m = await givenCollector()
    await m.due(
      'Demain',
      0.1,
      {},
      { startsAt: '2026-12-09T08:00:00.000Z', endsAt: '2026-12-09T10:00:00.000Z' },
    )
    await m.due('Salle', 0.1, { kind: 'space' })
    await m.due('Demandé', 0.1, {}, { status: 'requested' })
    await m.due('Annulé', 0.1, {}, { status: 'cancelled' })
    const broken = await m.due('Panne', 0.1)
    await db
      .updateTable('holds')
      .set({ live: 0, suspendedBy: 'out_x' })
      .where('bookingId', '=', broken.row.id)
      .execute()
    await m.due('Nulle part', 0, { lat: null, lng: null })
    const { round, unplaced } = await m.round()
    expect(round.visits).toEqual([])
    expect(unplaced.map((p) => p.organisationName)).toEqual(['Nulle part'])
    const none = await m.round(m.member, { day: '2026-12-10' })
    expect([none.round.visits, none.unplaced]).toEqual([[], []])
  })

  test('is its members’ and the coordinator’s; a local day is asked for', async () => {
    const m = await givenCollector()
    const other = await givenMember(await givenOrganisation(m.cluster, { name: 'Autre' }))
    expect((await m.round(m.coordinator)).round.visits).toEqual([])
    await expect(m.round(other)).rejects.toEqual(refused('not_member'))
    await expect(m.round(null)).rejects.toEqual(refused('not_signed_in'))
    await expect(m.round(m.member, { day: '2026-02-30' })).rejects.toEqual(refused('invalid'))
    await expect(m.round(m.member, { departs: '25:00' })).rejects.toEqual(refused('invalid'))
    const foreign = await givenOrganisation(await givenCluster(), { name: 'Ailleurs' })
    await expect(m.round(m.coordinator, { organisationId: foreign.id })).rejects.toEqual(refused('not_found'))
  })
})
