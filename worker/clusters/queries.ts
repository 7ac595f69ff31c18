import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import type { ClusterInView } from '../platform/http'

/** A cluster by the name in its address. */
export async function clusterBySlug(ctx: Ctx, slug: string): Promise<ClusterInView | null> {
  const row = await ctx.db
    .selectFrom('clusters')
    .select(['id', 'slug', 'name', 'territory', 'lat', 'lng', 'radiusKm', 'timeZone', 'currency', 'languages'])
    .select(['helperName', 'helperPhone', 'isDemo', 'version'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (!row) return null
  return { ...row, languages: JSON.parse(row.languages) as Language[], isDemo: row.isDemo === 1 }
}
