import { sql } from 'kysely'
import type { Ctx } from '../platform/context'

/** E-mail addresses of jurors, for the form of who named them by it. */
export async function emailsOf(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await ctx.db
    .selectFrom('people')
    .select(['id', 'email'])
    .where('id', 'in', sql<string>`(select value from json_each(${JSON.stringify(personIds)}))`)
    .limit(100)
    .execute()
  return new Map(rows.map((r) => [r.id, r.email]))
}

/** Members for whom a coordinator may apply: first those without an e-mail address. At most 200. */
export const actableInCluster = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('members as m')
    .innerJoin('people as p', 'p.id', 'm.personId')
    .innerJoin('organisations as o', 'o.id', 'm.organisationId')
    .innerJoin('affiliations as a', 'a.organisationId', 'm.organisationId')
    .select(['m.id', 'm.organisationId', 'p.name', 'o.name as organisationName'])
    .where('a.clusterId', '=', clusterId)
    .where('a.status', '=', 'active')
    .where('m.status', '=', 'active')
    .orderBy(sql`p.email is not null`)
    .orderBy('p.name')
    .limit(200)
    .execute()
