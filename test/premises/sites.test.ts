import { describe, expect, it } from 'vitest'
import { placeBooking } from '../support/placing'
import { duplicateListing } from '../../worker/listings/commands/duplicateListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { capacitiesOf, listingById } from '../../worker/listings/queries'
import { addLot, changeLot, removeLot } from '../../worker/premises/commands/changeLots'
import { changeSite } from '../../worker/premises/commands/changeSite'
import { openSite } from '../../worker/premises/commands/openSite'
import { setBuildings, setCharges } from '../../worker/premises/commands/setParts'
import { putOnline, takeOffline } from '../../worker/premises/commands/showSite'
import { buildingsOf, chargesOf, lotsOf, siteById, sitesOf } from '../../worker/premises/queries'
import { as, db, eventTypes } from '../support/given'
import { givenSite } from '../support/givenSite'

const codes = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e) => e,
  )
  if (!error) return 'no refusal'
  return error.details?.fields?.map((f: { path: string; code: string }) => [f.path, f.code]) ?? error.code
}
const events = async () => (await db.selectFrom('events').select('id').execute()).length

describe('a site', () => {
  it('is written down with its lots and the draft of its offer: one capacity each, in one batch', async () => {
    const { ctx, id, site, lots, landlord } = await givenSite()
    expect(site).toMatchObject({
      name: 'Manufacture du Puchot',
      status: 'draft',
      organisationId: landlord.id,
    })
    expect(lots).toMatchObject([
      { name: 'A1', surfaceM2: 62, occupation: 'free', comfortPercent: 100, outline: null },
      { name: 'B2', surfaceM2: 110 },
    ])
    const listing = await listingById(ctx, site.listingId)
    expect(listing).toMatchObject({
      kind: 'premises',
      status: 'draft',
      quantity: 172,
      unit: 'm2',
      commune: 'Elbeuf',
    })
    const capacities = await capacitiesOf(ctx, site.listingId)
    expect(capacities.map(({ id, shape, quantity, label }) => ({ id, shape, quantity, label }))).toEqual(
      lots.map((lot) => ({ id: lot.capacityId, shape: 'lot', quantity: 1, label: lot.name })),
    )
    expect(await eventTypes()).toEqual(['listing.drafted', 'site.opened', 'lot.added', 'lot.added'])
    expect(await siteById(ctx, id)).toMatchObject({ version: 1 })
  })

  it.each([
    [
      'two lots of one name',
      {
        lots: [
          { name: 'A', surfaceM2: 1 },
          { name: ' a ', surfaceM2: 1 },
        ],
      },
      'lots.1.name',
      'twice',
    ],
    ['a lot of −5 m²', { lots: [{ name: 'A', surfaceM2: -5 }] }, 'lots.0.surfaceM2', 'too_small'],
    [
      'dates reversed',
      { lots: [{ name: 'A', surfaceM2: 5, availableFrom: '2027-05-01', availableUntil: '2027-04-30' }] },
      'lots.0.availableUntil',
      'end_before_start',
    ],
    ['half a place', { lat: 49.4 }, 'lat', 'half_place'],
    ['a date that is none', { endsOn: '2027-02-30' }, 'endsOn', 'not_date'],
  ])('with %s is refused beside the field, and nothing is written', async (_what, wrong, path, code) => {
    const { ctx, cluster, landlord } = await givenSite()
    const before = await events()
    const given = { organisationId: landlord.id, name: 'Autre', ...wrong }
    expect(await codes(openSite(ctx, cluster.id, given as never))).toContainEqual([path, code])
    expect(await events()).toBe(before)
  })

  it('is its landlord’s and the coordinators’: to another landlord there is none', async () => {
    const { id, lots, stranger, coordinator, cluster, landlord } = await givenSite()
    const them = await as(stranger)
    for (const work of [
      () => changeSite(them, id, { name: 'Pris' }),
      () => addLot(them, id, { name: 'C', surfaceM2: 3 }),
      () => changeLot(them, lots[0]!.id, { name: 'C' }),
      () => removeLot(them, lots[0]!.id),
      () => setCharges(them, id, []),
      () => setBuildings(them, id, []),
      () => putOnline(them, id),
    ])
      expect(await codes(work())).toBe('not_found')
    expect(await codes(openSite(them, cluster.id, { organisationId: landlord.id, name: 'Pour eux' }))).toBe(
      'not_member',
    )
    expect(await codes(sitesOf(them, cluster.id, null))).toBe('not_coordinator')
    await changeSite(await as(coordinator), id, { description: 'Vu par l’animation' })
    expect((await siteById(them, id))?.description).toBe('Vu par l’animation')
  })

  it('takes its offer along when its sheet changes, and is refused over an older version', async () => {
    const { ctx, id, site } = await givenSite()
    await changeSite(ctx, id, {
      ...{ name: 'La manufacture', lat: 49.29, lng: 1.01, endsOn: '2028-07-31', endReason: 'Démolition' },
      friches: { sol_pollution_existe: 'pollution peu probable' },
    })
    expect(await listingById(ctx, site.listingId)).toMatchObject({
      ...{ title: 'La manufacture', lat: 49.29, endsAt: '2028-07-31T22:00:00.000Z' },
      details: { reason: 'Démolition', surfaceM2: 172 },
    })
    expect((await siteById(ctx, id))?.friches).toEqual({ sol_pollution_existe: 'pollution peu probable' })
    expect(await codes(changeSite(ctx, id, { name: 'Trop tard' }, { ifVersion: 1 }))).toBe('version_mismatch')
    const [one, two] = await Promise.allSettled([
      changeSite(ctx, id, { name: 'Première' }),
      changeSite(ctx, id, { name: 'Seconde' }),
    ])
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a lot', () => {
  it('changes with its capacity, and keeps it', async () => {
    const { ctx, id, lots, site } = await givenSite()
    await changeLot(ctx, lots[0]!.id, {
      name: 'A2',
      surfaceM2: 70,
      power: 'three_phase',
      powerKva: 36,
      uses: ['workshop'],
    })
    const [after] = await lotsOf(ctx, id)
    expect(after).toMatchObject({
      name: 'A2',
      power: 'three_phase',
      uses: ['workshop'],
      capacityId: lots[0]!.capacityId,
    })
    expect(await capacitiesOf(ctx, site.listingId)).toMatchObject([
      { id: lots[0]!.capacityId, label: 'A2', details: { surfaceM2: 70 } },
      { label: 'B2' },
    ])
    expect(await listingById(ctx, site.listingId)).toMatchObject({
      quantity: 180,
      details: { uses: ['workshop'] },
    })
    await changeLot(ctx, lots[0]!.id, { water: 'hot', buildingId: '', planId: '' })
    expect(await eventTypes(lots[0]!.id)).toEqual(['lot.added', 'lot.changed', 'lot.changed'])
  })

  it('of a name that is there, with dates reversed, of −5 m² is refused beside the field', async () => {
    const { ctx, id, lots } = await givenSite()
    const before = await events()
    expect(await codes(addLot(ctx, id, { name: 'b2', surfaceM2: 4 }))).toEqual([['name', 'twice']])
    expect(await codes(addLot(ctx, id, { name: 'C', surfaceM2: -5 }))).toEqual([['surfaceM2', 'too_small']])
    expect(await codes(changeLot(ctx, lots[0]!.id, { name: 'B2' }))).toEqual([['name', 'twice']])
    expect(
      await codes(changeLot(ctx, lots[0]!.id, { availableFrom: '2027-02-01', availableUntil: '2027-01-01' })),
    ).toEqual([['availableUntil', 'end_before_start']])
    expect(await codes(changeLot(ctx, lots[0]!.id, { buildingId: 'bld_none' }))).toEqual([
      ['buildingId', 'not_a_choice'],
    ])
    expect(await events()).toBe(before)
  })

  it('of one name is made once, by two at once', async () => {
    const { ctx, id } = await givenSite()
    const tries = await Promise.allSettled([1, 2, 3].map(() => addLot(ctx, id, { name: 'C', surfaceM2: 9 })))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await lotsOf(ctx, id)).map((lot) => lot.name)).toEqual(['A1', 'B2', 'C'])
    expect((await capacitiesOf(ctx, (await siteById(ctx, id))!.listingId)).length).toBe(3)
  })

  it('goes with its capacity, and stays where it is held: by a booking, or by a call', async () => {
    const { ctx, id, lots, other, cluster, site } = await givenSite()
    await putOnline(ctx, id)
    await placeBooking(cluster, site, lots[0]!.capacityId, other.id)
    await db
      .insertInto('holds')
      .values({
        ...{
          capacityId: lots[1]!.capacityId,
          bookingId: null,
          reason: 'waitlist',
          sourceId: 'cal_x',
          quantity: 1,
        },
        ...{ busyFrom: 1, busyTo: 2_147_483_647 },
      })
      .execute()
    expect((await lotsOf(ctx, id)).map((lot) => lot.occupation)).toEqual(['occupied', 'kept'])
    expect(await codes(removeLot(ctx, lots[0]!.id))).toBe('capacity_held')
    expect(await codes(removeLot(ctx, lots[1]!.id))).toBe('capacity_held')
    // The same mechanism holds all: nobody books what a call keeps.
    await expect(placeBooking(cluster, site, lots[1]!.capacityId, other.id)).rejects.toThrow(/capacity_taken/)
    const free = await addLot(ctx, id, { name: 'C', surfaceM2: 9 })
    await removeLot(ctx, free)
    expect((await lotsOf(ctx, id)).map((lot) => lot.name)).toEqual(['A1', 'B2'])
    await addLot(ctx, id, { name: 'C', surfaceM2: 12 })
    expect((await lotsOf(ctx, id)).map((lot) => lot.surfaceM2)).toEqual([62, 110, 12])
  })

  it('is changed on its site, not by the form of the offer, and a copy of the offer points at the same', async () => {
    const { ctx, lots, site } = await givenSite()
    const given = {
      lots: [
        { capacityId: lots[0]!.capacityId, label: 'Z', surfaceM2: 1, floor: '', state: 'ready' as const },
      ],
    }
    expect(await codes(editListing(ctx, site.listingId, given))).toEqual([['lots', 'lots_of_site']])
    await editListing(ctx, site.listingId, { description: 'Au bord de l’eau' })
    const copy = await duplicateListing(ctx, site.listingId)
    expect((await capacitiesOf(ctx, copy)).map((c) => c.id)).toEqual(lots.map((lot) => lot.capacityId))
    expect(await codes(editListing(ctx, copy, given))).toEqual([['lots', 'lots_of_site']])
  })
})

describe('putting a site online', () => {
  it('publishes its offer, takes it off and on again; a site without lots stays a draft', async () => {
    const { ctx, id, cluster, landlord } = await givenSite()
    await putOnline(ctx, id)
    expect((await siteById(ctx, id))?.status).toBe('published')
    await takeOffline(ctx, id)
    expect((await siteById(ctx, id))?.status).toBe('paused')
    await putOnline(ctx, id)
    expect((await siteById(ctx, id))?.status).toBe('published')
    const empty = await openSite(ctx, cluster.id, { organisationId: landlord.id, name: 'Sans lot' })
    expect(await codes(putOnline(ctx, empty))).toEqual([['lots', 'required']])
  })
})

describe('buildings and charges', () => {
  it('are given whole: known ones change, those left out go, save with lots in them', async () => {
    const { ctx, id, lots } = await givenSite()
    await setBuildings(ctx, id, [{ name: 'Halle', kind: 'industrial', builtYear: 1912 }, { name: 'Bureaux' }])
    const [hall, offices] = await buildingsOf(ctx, id)
    await changeLot(ctx, lots[0]!.id, { buildingId: hall!.id })
    await setBuildings(ctx, id, [{ id: hall!.id, name: 'Grande halle', state: 'average' }])
    expect(await buildingsOf(ctx, id)).toMatchObject([
      { id: hall!.id, name: 'Grande halle', state: 'average', version: 2 },
    ])
    expect(await codes(setBuildings(ctx, id, []))).toEqual([['buildings', 'building_has_lots']])
    expect(await codes(setBuildings(ctx, id, [{ id: offices!.id, name: 'Bureaux' }]))).toContainEqual([
      'buildings.0.id',
      'not_a_choice',
    ])
    expect(await codes(setBuildings(ctx, id, [{ name: 'a' }, { name: 'A' }]))).toContainEqual([
      'buildings.1.name',
      'twice',
    ])
  })
  it('of a year are said by the offer as their sum', async () => {
    const { ctx, id, site } = await givenSite()
    await setCharges(ctx, id, [
      { item: 'property_tax', centsPerYear: 1_200_050 },
      { item: 'insurance', label: 'Multirisque', centsPerYear: 99_950 },
    ])
    expect(await chargesOf(ctx, id)).toMatchObject([
      { item: 'property_tax' },
      { label: 'Multirisque', centsPerYear: 99_950 },
    ])
    expect((await listingById(ctx, site.listingId))?.details.chargesCentsPerYear).toBe(1_300_000)
    await setCharges(ctx, id, [])
    expect((await listingById(ctx, site.listingId))?.details.chargesCentsPerYear).toBeUndefined()
    expect(await codes(setCharges(ctx, id, [{ item: 'insurance', centsPerYear: -1 }]))).toEqual([
      ['charges.0.centsPerYear', 'too_small'],
    ])
  })
})
