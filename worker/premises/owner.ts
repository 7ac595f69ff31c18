import { sql } from 'kysely'
import { AppError, invalid } from '../core/errors'
import { affiliationOf } from '../organisations/queries'
import { type Fact, fact, stamp } from '../platform/commit'
import { type Ctx, mustCoordinate } from '../platform/context'
import type { Query } from '../platform/db'
import type { Site } from './queries'
import { query } from './writes'

/** What was asked of its lots, called for or agreed on was with the owner of then: their bookings and figures stay theirs. */
export const historyOf = (site: Pick<Site, 'id' | 'listingId'>) => sql<number>`(
  exists (select 1 from bookings where listing_id = ${site.listingId})
  or exists (select 1 from calls where site_id = ${site.id}) or exists (select 1 from occupancies where site_id = ${site.id}))`

/**
 * What else a batch says to give a site to another organisation of its cluster: one that was written down for the wrong owner, or sold
 * while it was empty. For coordinators. `edited`: whether the batch edits the offer anyway. Throws `not_coordinator`, `invalid` of
 * an organisation that is none of the cluster, and of a site with a history, which stays its owner's.
 */
export async function givenTo(
  ctx: Ctx,
  site: Site,
  organisationId: string,
  edited: boolean,
): Promise<{ facts: Fact[]; writes: Query[] }> {
  mustCoordinate(ctx, site.clusterId)
  if ((await affiliationOf(ctx, site.clusterId, organisationId))?.status !== 'active')
    throw invalid({ path: 'organisationId', code: 'not_a_choice' })
  const [row] = (await sql<{ held: number }>`select ${historyOf(site)} as held`.execute(ctx.db)).rows
  if (row?.held) throw invalid({ path: 'organisationId', code: 'site_has_history' })
  const offer = await ctx.db
    .selectFrom('listings')
    .select(['direction', 'kind'])
    .where('id', '=', site.listingId)
    .executeTakeFirst()
  if (!offer) throw new AppError('not_found')
  const told = fact(ctx, 'listing.edited', {
    ...{ clusterId: site.clusterId, table: 'listings', row: site.listingId },
    payload: { organisationId, ...offer },
  }) as Fact
  return {
    facts: edited ? [] : [told],
    writes: [
      ctx.db
        .updateTable('listings')
        .set({ organisationId, ...(!edited && stamp(told)) })
        .where('id', '=', site.listingId),
      query(
        ctx,
        sql`update capacities set organisation_id = ${organisationId}
          where id in (select capacity_id from listing_capacities where listing_id = ${site.listingId})`,
      ),
    ],
  }
}
