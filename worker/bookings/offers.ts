import { sql } from 'kysely'
import { clusterById } from '../clusters/queries'
import type { Ctx } from '../platform/context'
import { among } from '../platform/db'
import { NO_RULES, OfferRules } from './inputOfRules'
import type { Counted } from './rulesOfLimits'

/** What a lender asks of those who book, and the version of that; 0 where nothing was ever set. */
export async function rulesOf(ctx: Ctx, listingId: string): Promise<{ rules: OfferRules; version: number }> {
  const row = await ctx.db
    .selectFrom('offerRules')
    .select(['rules', 'version'])
    .where('listingId', '=', listingId)
    .executeTakeFirst()
  return row ? { rules: readRules(row.rules), version: row.version } : { rules: NO_RULES, version: 0 }
}

export const readRules = (text: string | null): OfferRules =>
  text === null ? NO_RULES : OfferRules.parse(JSON.parse(text))

/** The rules of some offers, of those that have any; at most 300 are looked at. */
export async function rulesOfMany(ctx: Ctx, listingIds: readonly string[]): Promise<Map<string, OfferRules>> {
  if (listingIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('offerRules')
    .select(['listingId', 'rules'])
    .where('listingId', 'in', among(listingIds.slice(0, 300)))
    .execute()
  return new Map(rows.map((row) => [row.listingId, readRules(row.rules)]))
}

/** How many bookings of one borrower limits look at: the database itself counts all of them. */
const MOST_COUNTED = 2000

/** What a borrower has of some offers that ends after an instant: what limits count. */
export async function countedOf(
  ctx: Ctx,
  listingIds: readonly string[],
  borrowerId: string,
  since: string,
): Promise<Counted[]> {
  const rows = await ctx.db
    .selectFrom('bookings')
    .select(['id', 'listingId', 'borrowerId', 'startsAt', 'endsAt', 'status'])
    .where('listingId', 'in', among(listingIds.slice(0, 100)))
    .where('borrowerId', '=', borrowerId)
    .where('endsAt', '>', since)
    .where('status', 'in', ['requested', 'confirmed', 'in_use', 'completed', 'no_show'])
    .orderBy('startsAt')
    .limit(MOST_COUNTED)
    .execute()
  return rows.map(({ status, ...b }) => ({
    ...b,
    open: status !== 'completed' && status !== 'no_show',
  }))
}

/** The time zone in which an offer's rules are meant. */
export const zoneOf = async (ctx: Ctx, clusterId: string): Promise<string> =>
  (await clusterById(ctx, clusterId))?.timeZone ?? 'UTC'

/** The names of some organisations, in the order of their names; at most 50. */
export async function namesOfSome(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .selectFrom('organisations')
    .select('name')
    .where('id', 'in', ids.slice(0, 50))
    .orderBy(sql`name collate nocase`)
    .execute()
  return rows.map((row) => row.name)
}
