import type { Point } from '../core/geo'
import type { Ctx } from '../platform/context'

/** A cluster's organisations are read by their place: this many say where its communes are. */
const MOST_ORGANISATIONS = 600

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[-'’\s]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .trim()

/** Where a commune of the cluster is, by the organisations that are there; null where none is. */
export async function placeNamed(
  ctx: Ctx,
  clusterId: string,
  name: string,
): Promise<(Point & { name: string }) | null> {
  const wanted = plain(name.slice(0, 100))
  if (!wanted) return null
  const rows = await ctx.db
    .selectFrom('affiliations as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .select(['o.commune', 'o.lat', 'o.lng'])
    .where('a.clusterId', '=', clusterId)
    .where('o.lat', 'is not', null)
    .limit(MOST_ORGANISATIONS)
    .execute()
  const known = rows.filter((row) => row.commune && row.lat !== null && row.lng !== null)
  const found =
    known.filter((row) => plain(row.commune) === wanted)[0] ??
    known.find((row) => plain(row.commune).startsWith(wanted))
  if (!found) return null
  return { name: found.commune, lat: found.lat as number, lng: found.lng as number }
}

/** Where the reader's first organisation in the cluster is. */
export async function homeOf(ctx: Ctx, clusterId: string): Promise<Point | null> {
  const mine = ctx.actor?.organisations.find((m) => m.clusters.includes(clusterId))
  if (!mine) return null
  const row = await ctx.db
    .selectFrom('organisations')
    .select(['lat', 'lng'])
    .where('id', '=', mine.organisationId)
    .executeTakeFirst()
  return row && row.lat !== null && row.lng !== null ? { lat: row.lat, lng: row.lng } : null
}
