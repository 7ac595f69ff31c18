import { openSite } from '../../worker/premises/commands/openSite'
import type { SiteInput } from '../../worker/premises/input'
import { lotsOf, siteById } from '../../worker/premises/queries'
import { as, givenCluster, givenCoordinator, givenMember, givenOrganisation } from './given'

/** A landlord with a site of two lots, a draft; and who else is in the cluster. */
export async function givenSite(given: Partial<SiteInput> = {}) {
  const cluster = await givenCluster()
  const landlord = await givenOrganisation(cluster, { name: 'Foncière du Puchot' })
  const owner = await givenMember(landlord, { role: 'manager' })
  const other = await givenOrganisation(cluster, { name: 'Autre bailleur' })
  const stranger = await givenMember(other, { role: 'manager' })
  const coordinator = await givenCoordinator(cluster)
  const ctx = await as(owner)
  const id = await openSite(ctx, cluster.id, {
    ...{
      organisationId: landlord.id,
      name: 'Manufacture du Puchot',
      commune: 'Elbeuf',
      address: '3 rue Puchot',
    },
    lots: [
      { name: 'A1', surfaceM2: 62, floor: '2' },
      { name: 'B2', surfaceM2: 110, floor: '2' },
    ],
    ...given,
  })
  const site = (await siteById(ctx, id))!
  return {
    cluster,
    landlord,
    owner,
    other,
    stranger,
    coordinator,
    ctx,
    id,
    site,
    lots: await lotsOf(ctx, id),
  }
}
