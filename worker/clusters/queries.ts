import { AppError } from '../core/errors'
import { type Selectable, sql } from 'kysely'
import type { Language } from '../core/kinds'
import { belongsTo, type Ctx, mustBeSignedIn } from '../platform/context'
import type { ClusterInView } from '../platform/http'
import type { Schema } from '../platform/schema'

type Row = Selectable<Schema['clusters']>
export type Cluster = ClusterInView & { charter: string; createdAt: string }

const COLUMNS = [
  ...(['id', 'slug', 'name', 'territory', 'lat', 'lng', 'radiusKm', 'timeZone', 'currency'] as const),
  ...(['languages', 'helperName', 'helperPhone', 'isDemo', 'version'] as const),
] as const
type ReadRow = Pick<Row, (typeof COLUMNS)[number]>

const parsed = <R extends ReadRow>({ languages, isDemo, ...row }: R) => ({
  ...row,
  languages: JSON.parse(languages) as Language[],
  isDemo: isDemo === 1,
})

/** A cluster by the name in its address. */
export async function clusterBySlug(ctx: Ctx, slug: string): Promise<ClusterInView | null> {
  const row = await ctx.db.selectFrom('clusters').select(COLUMNS).where('slug', '=', slug).executeTakeFirst()
  return row ? parsed(row) : null
}

/** The same where there must be one: throws `not_found`. */
export async function clusterNamed(ctx: Ctx, slug: string): Promise<ClusterInView> {
  const cluster = await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found')
  return cluster
}

/** The same for those who belong to it: throws `not_signed_in`, and `not_found` to others. */
export async function ownClusterNamed(ctx: Ctx, slug: string): Promise<ClusterInView> {
  mustBeSignedIn(ctx)
  const cluster = await clusterNamed(ctx, slug)
  if (!belongsTo(ctx.actor, cluster.id)) throw new AppError('not_found')
  return cluster
}

/** A cluster with its charter. */
export async function clusterById(ctx: Ctx, id: string): Promise<Cluster | null> {
  const row = await ctx.db
    .selectFrom('clusters')
    .select([...COLUMNS, 'charter', 'createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? parsed(row) : null
}

/** Clusters of the deployment by name; `after`: the slug that ended the page before. */
export async function clusters(
  ctx: Ctx,
  { limit = 50, after = '' }: { limit?: number; after?: string } = {},
) {
  const rows = await ctx.db
    .selectFrom('clusters')
    .select([...COLUMNS, 'createdAt'])
    .select(
      sql<number>`(select count(*) from affiliations a where a.cluster_id = clusters.id and a.status = 'active')`.as(
        'organisations',
      ),
    )
    .where('slug', '>', after)
    .orderBy('slug')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(parsed)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.slug ?? null) : null }
}

/** Who coordinates a cluster today, oldest first. */
export function coordinatorsOf(ctx: Ctx, clusterId: string) {
  return ctx.db
    .selectFrom('coordinators')
    .innerJoin('people', 'people.id', 'coordinators.personId')
    .select(['personId', 'name', 'email', 'language', 'since', 'until', 'coordinators.version'])
    .where('clusterId', '=', clusterId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
    .orderBy('since')
    .limit(100)
    .execute()
}

/** The cluster's own words of a page, or null where it keeps those that come with Maillage. */
export async function clusterPage(ctx: Ctx, clusterId: string, page: string, language: Language) {
  const row = await ctx.db
    .selectFrom('clusterPages')
    .select(['body', 'version'])
    .where('clusterId', '=', clusterId)
    .where('page', '=', page)
    .where('language', '=', language)
    .executeTakeFirst()
  return row && row.body !== '' ? row : null
}

/** Which pages a cluster has worded itself. */
export const ownPages = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('clusterPages')
    .select(['page', 'language'])
    .where('clusterId', '=', clusterId)
    .where('body', '<>', '')
    .execute()
