import { actorOf, type Ctx } from '../platform/context'
import { together } from '../platform/db'

export const personById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()

/** The person of an address; erased people have none. */
export const personByEmail = (ctx: Ctx, email: string) =>
  ctx.db.selectFrom('people').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst()

/** The clusters a person belongs to, with their part in them, by name. */
export async function clustersOfActor(ctx: Ctx) {
  const { actor } = ctx
  if (!actor) return []
  const ids = new Set([...actor.coordinates, ...actor.organisations.flatMap((m) => m.clusters)])
  if (ids.size === 0) return []
  const [rows] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('clusters')
      .select(['id', 'slug', 'name', 'timeZone', 'currency'])
      .where('id', 'in', [...ids].slice(0, 90))
      .orderBy('name'),
  )
  return rows.map((row) => ({ ...row, coordinates: actor.coordinates.includes(row.id) }))
}

/** Where a person who goes nowhere in particular goes: their cluster, or the list where they have several or none. */
export async function homeOf(ctx: Ctx, personId: string): Promise<string> {
  const clusters = await clustersOfActor({ ...ctx, actor: await actorOf(ctx, personId, 'session') })
  const only = clusters.length === 1 ? clusters[0] : undefined
  return only ? `/${ctx.language}/${only.slug}` : `/${ctx.language}`
}
