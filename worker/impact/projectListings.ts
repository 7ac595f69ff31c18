import { sql } from 'kysely'
import { wallOf } from '../core/time'
import type { AnyDetails } from '../listings/input'
import type { Ctx } from '../platform/context'
import { prepare } from '../platform/db'
import { projectImpact } from './project'
import { resourceOf } from './rulesOfResource'

const STEP = 100

/**
 * Recomputes what the portrait reads of some listings, at most 100: done twice it is the same. Where the place, the sort or
 * the market price of an offer has changed, its exchanges are reckoned again first; `alone`: they are not.
 */
export async function projectOfListings(ctx: Ctx, ids: readonly string[], alone = false): Promise<void> {
  if (ids.length === 0) return
  const given = sql<string>`(select value from json_each(${JSON.stringify(ids)}))`
  const rows = await ctx.db
    .selectFrom('listings as l')
    .innerJoin('clusters as c', 'c.id', 'l.clusterId')
    .leftJoin('impactOffers as o', 'o.listingId', 'l.id')
    .select(['l.id', 'l.version', 'l.direction', 'l.kind', 'l.details', 'l.publishedAt', 'l.commune'])
    .select(['l.status', 'l.outcome', 'l.marketCents', 'l.marketUnit', 'c.timeZone'])
    .select(['o.market as marketBefore', 'o.commune as communeBefore', 'o.resource as resourceBefore'])
    .where('l.id', 'in', given)
    .where('l.publishedAt', 'is not', null)
    .execute()
  const facts = rows.map((l) => ({
    ...{ id: l.id, version: l.version, market: `${l.marketCents ?? ''} ${l.marketUnit ?? ''}`.trim() },
    resource: resourceOf(l.kind, JSON.parse(l.details) as AnyDetails),
    month: wallOf(l.publishedAt ?? '', l.timeZone).date.slice(0, 7),
    state: stateOf(l.status, l.outcome),
  }))
  if (!alone) {
    for (const [i, l] of rows.entries()) {
      const now = facts[i]
      const same =
        l.marketBefore === now?.market && l.communeBefore === l.commune && l.resourceBefore === now.resource
      if (l.direction === 'offer' && !same) await reckonOffer(ctx, l.id)
    }
  }
  await write(ctx, JSON.stringify(facts))
}

const stateOf = (status: string, outcome: string | null): 'open' | 'met' | 'unmet' | 'dropped' =>
  status !== 'closed'
    ? 'open'
    : outcome === 'expired'
      ? 'unmet'
      : outcome === 'no_longer_needed'
        ? 'dropped'
        : 'met'

/** Every booking of an offer, some at a time. */
export async function reckonOffer(ctx: Ctx, listingId: string): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await ctx.db
      .selectFrom('bookings')
      .select(['id', 'startsAt'])
      .where('listingId', '=', listingId)
      .where(sql<boolean>`starts_at || id > ${after}`)
      .orderBy(sql`starts_at || id`)
      .limit(STEP)
      .execute()
    await projectImpact(
      ctx,
      rows.map((row) => row.id),
    )
    const last = rows.at(-1)
    if (!last || rows.length < STEP) return
    after = last.startsAt + last.id
  }
}

/** A need that something was booked for is met, whatever it says itself: as the dashboard counts it. */
async function write(ctx: Ctx, facts: string) {
  const from = `from json_each(?1) j join listings l on l.id = j.value ->> 'id' and l.version = j.value ->> 'version'`
  const statements = [
    `insert into impact_needs (listing_id, cluster_id, organisation_id, kind, resource, commune, month, state, listing_version)
      select id, cluster_id, organisation_id, kind, resource, commune, month,
        case when state in ('open', 'unmet') and exists (select 1 from bookings where need_id = id
          and status in ('confirmed', 'in_use', 'completed')) then 'met' else state end, version
      from (select l.id, l.cluster_id, l.organisation_id, l.kind, j.value ->> 'resource' as resource, l.commune,
          j.value ->> 'month' as month, j.value ->> 'state' as state, l.version ${from} where l.direction = 'need')
      where true
      on conflict (listing_id) do update set resource = excluded.resource, commune = excluded.commune,
        month = excluded.month, state = excluded.state, listing_version = excluded.listing_version`,
    `insert into impact_offers (listing_id, cluster_id, organisation_id, kind, resource, commune, month, market, listing_version)
      select l.id, l.cluster_id, l.organisation_id, l.kind, j.value ->> 'resource', l.commune, j.value ->> 'month',
        j.value ->> 'market', l.version ${from} where l.direction = 'offer'
      on conflict (listing_id) do update set resource = excluded.resource, commune = excluded.commune,
        month = excluded.month, market = excluded.market, listing_version = excluded.listing_version`,
  ]
  const { DB } = ctx.env
  await DB.batch(statements.map((text) => prepare(DB, { sql: text, parameters: [facts] } as never)))
}
