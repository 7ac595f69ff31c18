import { check } from '../../worker/platform/input'
import { SearchInput } from '../../worker/search/input'
import { searchListings } from '../../worker/search/queries'
import { indexListing } from '../../worker/search/reactTo'
import type { Ctx } from '../../worker/platform/context'
import { as, db, givenCluster, givenListing, givenMember, givenOrganisation } from '../support/given'

export const CLUSTER = { timeZone: 'Europe/Paris' }
export const TUESDAY = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T17:00:00.000Z' } // 9:00 to 18:00 in Paris

export const ROOM = {
  ...{ title: 'Salle de réunion claire', description: 'Au rez-de-chaussée.' },
  details: { seats: 20 },
  windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
}

export async function given() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const stranger = await as(null)
  return { cluster, organisation, stranger, member: await as(await givenMember(organisation)) }
}
export const find = (ctx: Ctx, cluster: { id: string }, filters: Record<string, unknown> = {}) =>
  searchListings(ctx, { ...CLUSTER, id: cluster.id }, check(SearchInput, filters))
export const titles = async (ctx: Ctx, cluster: { id: string }, filters: Record<string, unknown> = {}) =>
  (await find(ctx, cluster, filters)).items.map((one) => one.title)

export async function published(
  g: Awaited<ReturnType<typeof given>>,
  row: Parameters<typeof givenListing>[2] = {},
) {
  const listing = await givenListing(g.cluster, g.organisation, { ...ROOM, ...row })
  await indexListing(g.stranger, listing.id)
  const held = await db
    .selectFrom('listingCapacities')
    .select('capacityId')
    .where('listingId', '=', listing.id)
    .executeTakeFirst()
  return { ...listing, capacityId: held?.capacityId ?? '' }
}
export const hold = (capacityId: string, from: string, to: string, quantity = 1) =>
  db
    .insertInto('holds')
    .values({
      capacityId,
      reason: 'closure',
      bookingId: null,
      busyFrom: Date.parse(from) / 60_000,
      busyTo: Date.parse(to) / 60_000,
      quantity,
    })
    .execute()
