import { expect, it } from 'vitest'
import { listingById } from '../../worker/listings/queries'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { changeSite } from '../../worker/premises/commands/changeSite'
import { siteById } from '../../worker/premises/queries'
import { as, db, eventTypes, givenCluster, givenOrganisation } from '../support/given'
import { givenSite } from '../support/givenSite'

const codes = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e) =>
      e.details?.fields?.map((f: { path: string; code: string }) => `${f.path} ${f.code}`).join() ?? e.code,
  )

it('is another organisation’s once a coordinator says so: its offer and its lots too', async () => {
  const { id, site, other, owner, stranger, coordinator } = await givenSite()
  const ctx = await as(coordinator)
  await changeSite(ctx, id, { organisationId: other.id })
  expect(await siteById(ctx, id)).toMatchObject({
    organisationId: other.id,
    name: site.name,
    version: site.version + 1,
  })
  expect((await listingById(ctx, site.listingId))?.organisationId).toBe(other.id)
  const capacities = await db.selectFrom('capacities').select('organisationId').execute()
  expect(capacities).toEqual([{ organisationId: other.id }, { organisationId: other.id }])
  expect((await eventTypes(id)).at(-1)).toBe('site.changed')
  expect((await eventTypes(site.listingId)).at(-1)).toBe('listing.edited')
  // From then on it is theirs to change, and nobody else's.
  expect(await codes(changeSite(await as(owner), id, { name: 'Repris' }))).toBe('not_found')
  await changeSite(await as(stranger), id, { name: 'Chez nous' })
  await changeSite(ctx, id, { organisationId: site.organisationId, name: 'De retour' })
  expect((await listingById(ctx, site.listingId))?.title).toBe('De retour')
  expect((await siteById(ctx, id))?.organisationId).toBe(site.organisationId)
})

it('stays its owner’s where another asks, where the other is none of the cluster, and where it has a history', async () => {
  const { id, lots, cluster, other, ctx, coordinator, site } = await givenSite()
  const asked = await as(coordinator)
  const elsewhere = await givenOrganisation(await givenCluster(), {})
  expect(await codes(changeSite(ctx, id, { organisationId: other.id }))).toBe('not_coordinator')
  expect(await codes(changeSite(asked, id, { organisationId: elsewhere.id }))).toBe(
    'organisationId not_a_choice',
  )
  await draftOccupancy(ctx, cluster.id, {
    ...{ lotId: lots[0]!.id, occupantId: other.id, startsOn: '2027-01-01', endsOn: '2027-12-31' },
  })
  const before = (await eventTypes()).length
  expect(await codes(changeSite(asked, id, { organisationId: other.id }))).toBe(
    'organisationId site_has_history',
  )
  expect([(await siteById(ctx, id))?.organisationId, (await eventTypes()).length]).toEqual([
    site.organisationId,
    before,
  ])
})
