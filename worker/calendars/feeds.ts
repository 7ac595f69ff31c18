import type { Selectable } from 'kysely'
import { capacityToRule } from '../bookings/closures'
import { AppError } from '../core/errors'
import { fact, type Fact } from '../platform/commit'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import type { Report } from './reading'
import { keptOf } from './rulesOfKeeping'

type Row = Selectable<Schema['calendarFeeds']>
/** A calendar from elsewhere that closes a capacity, with how its reading goes. */
export interface Feed extends Row {
  dueAt: string | null
  failures: number
  /** Why the last reading failed, as a code. */
  problem: string | null
  etag: string | null
  lastModified: string | null
  readAt: string | null
  wholeAt: string | null
  report: Partial<Report>
}

const readFeeds = (ctx: Ctx) =>
  ctx.db
    .selectFrom('calendarFeeds as f')
    .innerJoin('feedReads as r', 'r.feedId', 'f.id')
    .selectAll('f')
    .select([
      'r.dueAt',
      'r.failures',
      'r.problem',
      'r.etag',
      'r.lastModified',
      'r.readAt',
      'r.wholeAt',
      'r.report',
    ])
    .where('f.removedAt', 'is', null)

const asFeed = (row: Omit<Feed, 'report'> & { report: string }): Feed => ({
  ...row,
  report: JSON.parse(row.report) as Partial<Report>,
})

export async function feedById(ctx: Ctx, id: string): Promise<Feed | null> {
  const row = await readFeeds(ctx).where('f.id', '=', id).executeTakeFirst()
  return row ? asFeed(row) : null
}

/** The feeds of some capacities, oldest first; at most 100. For those who may rule these. */
export async function feedsOf(ctx: Ctx, capacityIds: readonly string[]): Promise<Feed[]> {
  if (capacityIds.length === 0) return []
  const rows = await readFeeds(ctx)
    .where('f.capacityId', 'in', capacityIds.slice(0, 90))
    .orderBy('f.id')
    .limit(100)
    .execute()
  return rows.map(asFeed)
}

/** Those whose time has come, the longest overdue first. */
export async function dueFeeds(ctx: Ctx, most: number): Promise<Feed[]> {
  const rows = await readFeeds(ctx).where('r.dueAt', '<=', ctx.now).orderBy('r.dueAt').limit(most).execute()
  return rows.map(asFeed)
}

/** A feed that the actor may change: they answer for its organisation, or coordinate. Throws `not_found`, `not_manager`. */
export async function feedToRule(ctx: Ctx, id: string): Promise<Feed> {
  mustBeSignedIn(ctx)
  const feed = await feedById(ctx, id)
  if (!feed) throw new AppError('not_found')
  await capacityToRule(ctx, feed.capacityId)
  return feed
}

/** What was last read of a feed; null: none was kept. */
export async function textOf(ctx: Ctx, feedId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('feedTexts')
    .select('text')
    .where('feedId', '=', feedId)
    .executeTakeFirst()
  return row?.text ?? null
}

export const keepText = (ctx: Ctx, feedId: string, text: string) =>
  ctx.db
    .insertInto('feedTexts')
    .values({ feedId, text: keptOf(text) })
    .onConflict((row) => row.column('feedId').doUpdateSet((eb) => ({ text: eb.ref('excluded.text') })))

type About = Pick<Row, 'id' | 'clusterId' | 'listingId' | 'capacityId' | 'organisationId'>
type FeedEvent = 'feed.added' | 'feed.collided' | 'feed.failed' | 'feed.removed'

/** A fact about a feed: never its address, nor what it is called. */
export function feedFact(
  ctx: Ctx,
  type: FeedEvent,
  { id, clusterId, listingId, capacityId, organisationId }: About,
  more: object = {},
): Fact {
  const payload = { organisationId, listingId, capacityId, ...more } as never
  return fact(ctx, type, { clusterId, table: 'calendarFeeds', row: id, payload }) as Fact
}

/** The fact that a calendar's closures took the place of those before. */
export const closuresFact = (
  ctx: Ctx,
  { id, clusterId, capacityId }: About,
  { closures, collisions }: Pick<Report, 'closures' | 'collisions'>,
): Fact =>
  fact(ctx, 'capacity.closures_replaced', {
    ...{ clusterId, table: 'capacities', row: capacityId },
    payload: { feedId: id, closures, collisions },
  }) as Fact

/** What a feed closes, and in which zone its days are told. */
export const capacityOf = (ctx: Ctx, capacityId: string) =>
  ctx.db
    .selectFrom('capacities')
    .innerJoin('clusters', 'clusters.id', 'capacities.clusterId')
    .select(['capacities.id', 'capacities.quantity', 'capacities.version', 'clusters.timeZone'])
    .where('capacities.id', '=', capacityId)
    .executeTakeFirstOrThrow()

/** The row of a capacity as it was read, whose closures change with it. */
export const touched = (ctx: Ctx, { id, version }: { id: string; version: number }, happened: Fact) =>
  ctx.db
    .updateTable('capacities')
    .set({ version: version + 1, lastEventId: happened.id })
    .where('id', '=', id)
    .where('version', '=', version)
