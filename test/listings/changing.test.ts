import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { toMinutes } from '../../worker/core/time'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { capacitiesOf, listingById } from '../../worker/listings/queries'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
} from '../support/given'
import { eventsOf, givenOrganisation, NOW } from '../support/given'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await givenMember(organisation)
  return { cluster, organisation, member, ctx: await as(member) }
}
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (e) => (e as AppError).details.fields ?? (e as AppError).code,
  )
const held = (capacityId: string, quantity: number) =>
  db
    .insertInto('holds')
    .values({
      capacityId,
      bookingId: null,
      reason: 'booking',
      quantity,
      busyFrom: toMinutes(NOW),
      busyTo: toMinutes(NOW) + 60,
    } as never)
    .execute()

describe('editListing', () => {
  it('changes what is given, leaves the rest, and counts content apart', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation, { details: { seats: 20, amenities: ['wifi'] } })
    await editListing(ctx, l.id, { title: 'Grande salle', details: { seats: 24 } })
    expect(await listingById(ctx, l.id)).toMatchObject({
      ...{
        title: 'Grande salle',
        details: { seats: 24, amenities: ['wifi'] },
        address: '12 rue du Port',
        lat: 49.44321,
      },
      ...{ version: 2, contentVersion: 2, handEdited: [], status: 'published', expiresAt: l.expiresAt },
    })
    await editListing(ctx, l.id, { visibility: 'cluster', instantFor: 'known' })
    expect(await listingById(ctx, l.id)).toMatchObject({
      version: 3,
      contentVersion: 2,
      visibility: 'cluster',
    })
    expect(await eventTypes(l.id)).toEqual(['listing.edited', 'listing.edited'])
  })

  it('records nothing where nothing changes', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation, { details: { seats: 20, amenities: [] } })
    await editListing(ctx, l.id, { title: ` ${l.title} `, details: { seats: 20 }, endsAt: null })
    expect(await eventsOf()).toEqual([])
    expect(await listingById(ctx, l.id)).toMatchObject({ version: 1, contentVersion: 1 })
  })

  it('empties a field with null, and a price with the mode', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation, {
      ...{ tariffMode: 'price', referenceCents: 1200, solidarityCents: 400, priceUnit: 'hour' },
      ...{
        startsAt: '2026-12-01T08:00:00.000Z',
        endsAt: '2026-12-20T08:00:00.000Z',
        details: { seats: 9, amenities: [] },
      },
    })
    await editListing(ctx, l.id, { tariffMode: 'free', endsAt: null, details: { seats: null } })
    expect(await listingById(ctx, l.id)).toMatchObject({
      ...{ tariffMode: 'free', referenceCents: null, solidarityCents: null, priceUnit: null, endsAt: null },
      details: { amenities: [] },
    })
  })

  it('asks for the version that was read, and lets one of two at once through', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation)
    await expect(editListing(ctx, l.id, { title: 'Autre' }, 7)).rejects.toMatchObject({
      code: 'version_mismatch',
    })
    const two = await Promise.allSettled([
      editListing(ctx, l.id, { title: 'Une' }, 1),
      editListing(ctx, l.id, { title: 'Deux' }, 1),
    ])
    expect(two.map((r) => (r.status === 'rejected' ? r.reason.code : 'done')).sort()).toEqual([
      'done',
      'version_mismatch',
    ])
    expect(await eventTypes()).toEqual(['listing.edited'])
  })

  it('keeps what others see complete, and a hazardous waste hazardous', async () => {
    const { cluster, organisation, ctx } = await scene()
    const waste = {
      direction: 'offer' as const,
      organisationId: organisation.id,
      kind: 'waste' as const,
      title: 'Huile usée',
    }
    const details = { materialStatus: 'waste', lowCode: '130205' }
    const id = await draftListing(ctx, cluster.id, { ...waste, grain: 'stock', details })
    await publishListing(ctx, id)
    expect(await fieldsOf(editListing(ctx, id, { details: { lowCode: null } }))).toEqual([
      { path: 'details.lowCode', code: 'low_code_needed' },
    ])
    await editListing(ctx, id, {
      details: { lowCode: null, materialStatus: 'product_reuse', hazardous: false },
    })
    expect((await listingById(ctx, id))?.details).toMatchObject({
      hazardous: true,
      materialStatus: 'product_reuse',
    })
    await editListing(ctx, id, { details: { lowCode: '200125' } })
    expect((await listingById(ctx, id))?.details).toMatchObject({ hazardous: true, lowCode: '200125' })
  })

  it('keeps staff at cost: the price follows, and no margin enters by an edit', async () => {
    const { cluster, organisation, ctx } = await scene()
    const details = { wagesCents: 2000, chargesCents: 500, expensesCents: 0, hoursPerWeek: 4, consent: true }
    const staff = {
      direction: 'offer' as const,
      organisationId: organisation.id,
      kind: 'staff' as const,
      title: 'Comptable',
    }
    const id = await draftListing(ctx, cluster.id, { ...staff, tariffMode: 'price', details })
    expect(await fieldsOf(editListing(ctx, id, { referenceCents: 2600 }))).toMatchObject([
      { code: 'not_at_cost' },
    ])
    await editListing(ctx, id, { details: { wagesCents: 2100, hoursPerWeek: 6 } })
    expect(await listingById(ctx, id)).toMatchObject({ referenceCents: 2600 })
    expect((await capacitiesOf(ctx, id)).map((c) => [c.shape, c.quantity])).toEqual([
      ['person', 1],
      ['week', 360],
    ])
  })

  it('moves capacity with quantity, never below what is booked', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation, { kind: 'equipment', grain: 'day', quantity: 40 })
    const [capacity] = await capacitiesOf(ctx, l.id)
    await held(capacity?.id ?? '', 30)
    await expect(editListing(ctx, l.id, { quantity: 29 })).rejects.toMatchObject({ code: 'capacity_held' })
    expect(await listingById(ctx, l.id)).toMatchObject({ quantity: 40, version: 1 })
    expect(await eventsOf()).toEqual([])
    await editListing(ctx, l.id, { quantity: 30 })
    expect((await capacitiesOf(ctx, l.id))[0]).toMatchObject({ quantity: 30, version: 2 })
    expect(await eventTypes()).toEqual(['listing.edited', 'capacity.changed'])
  })

  it('tells other offers of the same thing how many there are now', async () => {
    const { cluster, organisation, ctx } = await scene()
    const chairs = {
      direction: 'offer' as const,
      organisationId: organisation.id,
      kind: 'equipment' as const,
      title: 'Chaises',
    }
    const first = await draftListing(ctx, cluster.id, { ...chairs, quantity: 40 })
    const second = await draftListing(ctx, cluster.id, { ...chairs, quantity: 40, sharesCapacityOf: first })
    await editListing(ctx, first, { quantity: 50 })
    expect(await listingById(ctx, second)).toMatchObject({ quantity: 50, version: 2, contentVersion: 2 })
  })

  it('changes, adds and takes away lots; a booked one stays', async () => {
    const { cluster, organisation, ctx } = await scene()
    const floor = {
      direction: 'offer' as const,
      organisationId: organisation.id,
      kind: 'premises' as const,
      title: 'Étage',
    }
    const lot = (label: string, more: object = {}) => ({
      label,
      surfaceM2: 50,
      floor: '',
      state: 'ready' as const,
      ...more,
    })
    const id = await draftListing(ctx, cluster.id, { ...floor, lots: [lot('A'), lot('B'), lot('C')] })
    const [a, b] = await capacitiesOf(ctx, id)
    await held(a?.id ?? '', 1)
    const without = [lot('B', { capacityId: b?.id, surfaceM2: 60 }), lot('D')]
    await expect(editListing(ctx, id, { lots: without })).rejects.toMatchObject({ code: 'capacity_held' })
    expect((await capacitiesOf(ctx, id)).map((c) => c.label)).toEqual(['A', 'B', 'C'])
    await editListing(ctx, id, { lots: [lot('A bis', { capacityId: a?.id }), ...without] })
    expect((await capacitiesOf(ctx, id)).map((c) => [c.label, c.details.surfaceM2, c.quantity])).toEqual([
      ['A bis', 50, 1],
      ['B', 60, 1],
      ['D', 50, 1],
    ])
    const foreign = await draftListing(ctx, cluster.id, { ...floor, lots: [lot('X')] })
    const [x] = await capacitiesOf(ctx, foreign)
    expect(await fieldsOf(editListing(ctx, id, { lots: [lot('X', { capacityId: x?.id })] }))).toMatchObject([
      { path: 'lots.0.capacityId' },
    ])
  })

  it('lets what was edited by hand win over an import', async () => {
    const { cluster, organisation, ctx } = await scene()
    const coordinator = await as(await givenCoordinator(cluster))
    const site = {
      direction: 'offer' as const,
      organisationId: organisation.id,
      kind: 'premises' as const,
      title: 'Ancienne usine',
    }
    const keys = { externalId: 'site-1', source: 'sites' }
    const id = await draftListing(coordinator, cluster.id, { ...site, ...keys }, { imported: true })
    await editListing(ctx, id, { title: 'La Filature' })
    await editListing(coordinator, id, { title: 'Ancienne usine', description: 'Neuf' }, undefined, {
      imported: true,
    })
    expect(await listingById(ctx, id)).toMatchObject({
      title: 'La Filature',
      description: 'Neuf',
      handEdited: ['title'],
    })
  })

  it('is for its organisation alone', async () => {
    const { cluster, organisation, member } = await scene()
    const l = await givenListing(cluster, organisation)
    const hidden = await givenListing(cluster, organisation, { hiddenReason: 'faux' })
    const colleague = await as(await givenMember(await givenOrganisation(cluster, { name: 'Autre' })))
    const elsewhere = await givenCluster()
    const stranger = await as(await givenMember(await givenOrganisation(elsewhere, { name: 'Loin' })))
    const closed = await givenListing(cluster, organisation, { visibility: 'cluster' })
    const edit = (ctx: typeof stranger, id: string) => fieldsOf(editListing(ctx, id, { title: 'Pris' }))
    expect(await edit(await as(null), l.id)).toBe('not_signed_in')
    expect(await edit(colleague, l.id)).toBe('not_member')
    expect(await edit(colleague, hidden.id)).toBe('not_found')
    expect(await edit(stranger, closed.id)).toBe('not_found')
    expect(await edit(await as(member), 'ofr_none')).toBe('not_found')
    const coordinator = await as(await givenCoordinator(cluster))
    expect(await edit(coordinator, l.id)).toBe('not_member')
    await editListing(coordinator, l.id, { title: 'Pour elle' }, undefined, { onBehalfOf: member.memberId })
    expect(await eventsOf()).toMatchObject([{ type: 'listing.edited', onBehalfOf: member.id }])
  })
})
