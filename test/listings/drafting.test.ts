import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { capacitiesOf, listingById } from '../../worker/listings/queries'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await givenMember(organisation)
  return { cluster, organisation, member, ctx: await as(member) }
}
const room = (organisation: { id: string }) => ({
  ...{
    direction: 'offer' as const,
    organisationId: organisation.id,
    kind: 'space' as const,
    title: 'Salle des Aulnes',
  },
})
const nothingWritten = async () => {
  expect(await eventsOf()).toEqual([])
  expect(await db.selectFrom('listings').select('id').execute()).toEqual([])
  expect(await db.selectFrom('capacities').select('id').execute()).toEqual([])
}
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (e) => (e as AppError).details.fields,
  )

describe('draftListing', () => {
  it('writes a draft at its organisation’s place, with a capacity and one fact', async () => {
    const { cluster, organisation, member, ctx } = await scene()
    const id = await draftListing(ctx, cluster.id, {
      ...room(organisation),
      quantity: 2,
      details: { seats: 24, none: 1 },
    })
    expect(await listingById(ctx, id)).toMatchObject({
      ...{
        id,
        clusterId: cluster.id,
        organisationId: organisation.id,
        direction: 'offer',
        kind: 'space',
        status: 'draft',
      },
      ...{
        title: 'Salle des Aulnes',
        commune: 'Rouen',
        postcode: '76000',
        lat: 49.44,
        lng: 1.09,
        quantity: 2,
        unit: 'piece',
      },
      ...{
        grain: 'hour',
        tariffMode: 'free',
        visibility: 'public',
        instantFor: 'nobody',
        contentVersion: 1,
        version: 1,
      },
      ...{
        details: { seats: 24, amenities: [] },
        windows: [],
        handEdited: [],
        publishedAt: null,
        expiresAt: null,
      },
      ...{
        createdBy: member.id,
        createdAt: NOW,
        organisationName: 'Les Jardins des Aulnes',
        standing: 'active',
      },
    })
    expect(await capacitiesOf(ctx, id)).toMatchObject([
      { shape: 'thing', label: '', quantity: 2, unit: 'piece', details: {} },
    ])
    expect(await eventsOf()).toMatchObject([
      {
        ...{
          type: 'listing.drafted',
          clusterId: cluster.id,
          subjectId: id,
          subjectVersion: 1,
          actorId: member.id,
        },
        payload: { organisationId: organisation.id, direction: 'offer', kind: 'space' },
      },
    ])
  })

  it('makes the capacities of each kind', async () => {
    const { cluster, organisation, ctx } = await scene()
    const shapes = async (more: object) => {
      const id = await draftListing(ctx, cluster.id, { ...room(organisation), ...more })
      return (await capacitiesOf(ctx, id)).map((c) => [c.shape, c.label, c.quantity, c.unit])
    }
    expect(await shapes({ kind: 'equipment', quantity: 40 })).toEqual([['thing', '', 40, 'piece']])
    expect(await shapes({ kind: 'staff', details: { hoursPerWeek: 4.5 } })).toEqual([
      ['person', '', 1, 'piece'],
      ['week', '', 270, 'minute'],
    ])
    expect(await shapes({ kind: 'waste', quantity: 200 })).toEqual([['window', '', 200, 'kg']])
    expect(await shapes({ kind: 'waste', quantity: 40, unit: 'pallet', grain: 'stock' })).toEqual([
      ['stock', '', 40, 'pallet'],
    ])
    const lots = Array.from({ length: 120 }, (_, i) => ({ label: `Lot ${i + 1}`, surfaceM2: 10 + i }))
    const premises = await shapes({ kind: 'premises', lots })
    expect([premises.length, premises[0], premises[119]]).toEqual([
      ...[120, ['lot', 'Lot 1', 1, 'piece'], ['lot', 'Lot 120', 1, 'piece']],
    ])
    expect(await shapes({ direction: 'need' })).toEqual([])
  })

  it('lets two offers lend one thing', async () => {
    const { cluster, organisation, ctx } = await scene()
    const first = await draftListing(ctx, cluster.id, room(organisation))
    const second = await draftListing(ctx, cluster.id, { ...room(organisation), sharesCapacityOf: first })
    expect(await capacitiesOf(ctx, second)).toEqual(await capacitiesOf(ctx, first))
    const other = await givenOrganisation(cluster, { name: 'Autre' })
    const theirs = draftListing(await as(await givenMember(other)), cluster.id, {
      ...room(other),
      sharesCapacityOf: first,
    })
    expect(await fieldsOf(theirs)).toEqual([{ path: 'sharesCapacityOf', code: 'not_a_choice' }])
  })

  it('is for members of the organisation in that cluster', async () => {
    const { cluster, organisation, member } = await scene()
    const stranger = await givenMember(await givenOrganisation(cluster, { name: 'Autre' }))
    const elsewhere = await givenCluster()
    await expect(draftListing(await as(null), cluster.id, room(organisation))).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    await expect(draftListing(await as(stranger), cluster.id, room(organisation))).rejects.toMatchObject({
      code: 'not_member',
    })
    await expect(draftListing(await as(member), elsewhere.id, room(organisation))).rejects.toMatchObject({
      code: 'not_member',
    })
    await nothingWritten()
  })

  it('is possible for a coordinator on behalf of a member, and the fact says so', async () => {
    const { cluster, organisation, member } = await scene()
    const coordinator = await givenCoordinator(cluster)
    const id = await draftListing(await as(coordinator), cluster.id, room(organisation), {
      onBehalfOf: member.memberId,
    })
    expect(await eventsOf(id)).toMatchObject([{ actorId: coordinator.id, onBehalfOf: member.id }])
    await expect(draftListing(await as(coordinator), cluster.id, room(organisation))).rejects.toMatchObject({
      code: 'not_member',
    })
  })

  it('refuses what is wrong, field by field, and writes nothing', async () => {
    const { cluster, organisation, ctx } = await scene()
    const refused = (more: object) =>
      fieldsOf(draftListing(ctx, cluster.id, { ...room(organisation), ...more } as never))
    expect(await refused({ title: ' a ' })).toEqual([
      { path: 'title', code: 'too_short', params: { min: 3 } },
    ])
    expect(await refused({ details: { seats: 'many' } })).toEqual([
      { path: 'details.seats', code: 'not_number' },
    ])
    expect(await refused({ startsAt: '2026-12-02T08:00:00Z', endsAt: '2026-12-01T08:00:00Z' })).toEqual([
      { path: 'endsAt', code: 'end_before_start' },
    ])
    expect(await refused({ startsAt: '9999-12-02T08:00:00Z' })).toEqual([
      { path: 'startsAt', code: 'not_date' },
    ])
    expect(await refused({ tariffMode: 'price' })).toEqual([{ path: 'referenceCents', code: 'required' }])
    expect(await refused({ lat: 49 })).toEqual([{ path: 'lat', code: 'required' }])
    expect(
      await refused({
        kind: 'premises',
        lots: [
          { label: 'A', surfaceM2: 9 },
          { label: 'a', surfaceM2: 9 },
        ],
      }),
    ).toEqual([{ path: 'lots.1.label', code: 'twice' }])
    expect(await refused({ kind: 'waste', details: { lowCode: '99 99 99' } })).toEqual([
      { path: 'details.lowCode', code: 'no_such_code' },
    ])
    expect(await refused({ kind: 'staff', details: { romeCode: 'A9999' } })).toEqual([
      { path: 'details.romeCode', code: 'no_such_code' },
    ])
    await nothingWritten()
  })

  it('leaves no margin on staff', async () => {
    const { cluster, organisation, ctx } = await scene()
    const staff = {
      ...room(organisation),
      ...{ kind: 'staff' as const, tariffMode: 'price' as const, priceUnit: 'hour' as const },
      details: { wagesCents: 1800, chargesCents: 700, expensesCents: 100 },
    }
    expect(await fieldsOf(draftListing(ctx, cluster.id, { ...staff, referenceCents: 2700 }))).toEqual([
      { path: 'referenceCents', code: 'not_at_cost', params: { cents: 2600 } },
    ])
    expect(await fieldsOf(draftListing(ctx, cluster.id, { ...staff, supportCents: 2700 }))).toEqual([
      { path: 'supportCents', code: 'not_at_cost', params: { cents: 2600 } },
    ])
    await nothingWritten()
    const id = await draftListing(ctx, cluster.id, staff)
    expect(await listingById(ctx, id)).toMatchObject({ referenceCents: 2600 })
  })

  it('marks a starred code as hazardous', async () => {
    const { cluster, organisation, ctx } = await scene()
    const waste = { ...room(organisation), kind: 'waste' as const }
    const drawn = async (lowCode: string) =>
      (
        await listingById(
          ctx,
          await draftListing(ctx, cluster.id, { ...waste, details: { lowCode, hazardous: false } }),
        )
      )?.details
    expect(await drawn('13 02 05*')).toMatchObject({ lowCode: '130205', hazardous: true })
    expect(await drawn('030105')).toMatchObject({ lowCode: '030105', hazardous: false })
  })
})

describe('publishListing', () => {
  it('shows a draft for 180 days, once', async () => {
    const { cluster, organisation, ctx } = await scene()
    const id = await draftListing(ctx, cluster.id, room(organisation))
    const two = await Promise.allSettled([publishListing(ctx, id), publishListing(ctx, id)])
    expect(two.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await listingById(ctx, id)).toMatchObject({
      ...{
        status: 'published',
        publishedAt: NOW,
        expiresAt: '2027-05-20T08:00:00.000Z',
        version: 2,
        contentVersion: 1,
      },
    })
    expect(await eventTypes(id)).toEqual(['listing.drafted', 'listing.published'])
    await expect(publishListing(ctx, id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
  })

  it('asks for what the kind still misses', async () => {
    const { cluster, organisation, ctx } = await scene()
    const missing = async (more: object) => {
      const id = await draftListing(ctx, cluster.id, { ...room(organisation), ...more })
      const fields = await fieldsOf(publishListing(ctx, id))
      return fields?.map((f) => [f.path, f.code])
    }
    expect(await missing({ kind: 'staff' })).toEqual([
      ['details.consent', 'consent_needed'],
      ['details.hoursPerWeek', 'required'],
    ])
    expect(await missing({ kind: 'waste' })).toEqual([
      ['details.materialStatus', 'required'],
      ['windows', 'required'],
    ])
    expect(await missing({ kind: 'waste', grain: 'stock', details: { materialStatus: 'waste' } })).toEqual([
      ['details.lowCode', 'low_code_needed'],
    ])
    expect(await missing({ kind: 'premises' })).toEqual([['lots', 'required']])
    expect(await missing({ direction: 'need', endsAt: '2026-11-20T08:00:00Z' })).toEqual([
      ['endsAt', 'in_the_past'],
    ])
    expect(await missing({ direction: 'need', kind: 'staff' })).toEqual([])
  })

  it('lets a need end with its date, or after 60 days', async () => {
    const { cluster, organisation, ctx } = await scene()
    const expiry = async (more: object) => {
      const id = await draftListing(ctx, cluster.id, { ...room(organisation), direction: 'need', ...more })
      await publishListing(ctx, id)
      return (await listingById(ctx, id))?.expiresAt
    }
    expect(await expiry({})).toBe('2027-01-20T08:00:00.000Z')
    expect(await expiry({ endsAt: '2027-06-01T10:00:00+02:00' })).toBe('2027-06-01T08:00:00.000Z')
  })
})
