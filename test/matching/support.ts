import { rematch } from '../../worker/matching/reactTo'
import { indexListing } from '../../worker/search/reactTo'
import {
  as,
  db,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

export async function given() {
  const cluster = await givenCluster()
  const [lender, borrower] = [
    await givenOrganisation(cluster),
    await givenOrganisation(cluster, { name: 'Le Pain de l’Aubette' }),
  ]
  return {
    ...{ cluster, lender, borrower, clock: await as(null) },
    ...{ holder: await as(await givenMember(lender)), seeker: await as(await givenMember(borrower)) },
    ...{
      coordinator: await as(await givenCoordinator(cluster)),
      outsider: await as(await givenMember(await givenOrganisation(cluster))),
    },
  }
}
export type Given = Awaited<ReturnType<typeof given>>

export const anOffer = (g: Given, row: object = {}) =>
  listed(g, g.lender, { kind: 'equipment', grain: 'day', title: 'Fourgon avec hayon', ...row })
export const aNeed = (g: Given, row: object = {}) =>
  listed(g, g.borrower, {
    direction: 'need',
    kind: 'equipment',
    grain: 'day',
    title: 'Un fourgon pour déménager',
    ...row,
  })
export async function listed(g: Given, organisation: { id: string }, row: object) {
  const listing = await givenListing(g.cluster, organisation, row)
  await indexListing(g.clock, listing.id)
  return listing
}
export const told = (g: Given, listing: { id: string }) =>
  rematch(g.clock, { type: 'listing.published', subjectId: listing.id } as never)
export const matches = () => db.selectFrom('matches').selectAll().execute()
export const edit = (id: string, row: object) =>
  db
    .updateTable('listings')
    .set((eb) => ({ ...row, version: eb('version', '+', 1), contentVersion: eb('contentVersion', '+', 1) }))
    .where('id', '=', id)
    .execute()
export const set = (id: string, row: object) =>
  db.updateTable('listings').set(row).where('id', '=', id).execute()

export async function matched(g: Given) {
  const [offer, need] = [await anOffer(g), await aNeed(g)]
  await told(g, need)
  const [match] = await matches()
  if (!match) throw new Error('no match')
  return { offer, need, id: match.id }
}
