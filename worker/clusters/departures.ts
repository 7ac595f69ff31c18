import { sql } from 'kysely'
import { fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'

/** The clusters a person coordinates today; `isNeeded`: nobody else does. */
export async function rolesOf(ctx: Ctx, personId: string) {
  const rows = await ctx.db
    .selectFrom('coordinators')
    .innerJoin('clusters', 'clusters.id', 'coordinators.clusterId')
    .select(['clusterId', 'clusters.name', 'coordinators.version', 'since', 'until'])
    .select((eb) => eb.not(replaceable(ctx)).as('isNeeded'))
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, isNeeded: Number(row.isNeeded) === 1 }))
}
type Role = Awaited<ReturnType<typeof rolesOf>>[number]

/** The end of these roles, to be written together with what ends them; a cluster keeps a coordinator (else `stale`). */
export function resignations(ctx: Ctx, personId: string, roles: readonly Role[]) {
  const facts = roles.map(({ clusterId }) => {
    const row = { clusterId, personId }
    return fact(ctx, 'coordinator.ended', { clusterId, table: 'coordinators', row, payload: { personId } })
  })
  const writes = roles.map(
    (role, i): Query =>
      ctx.db
        .updateTable('coordinators')
        .set({ until: ctx.now, ...stamp(facts[i] ?? { id: '' }) })
        .where('clusterId', '=', role.clusterId)
        .where('personId', '=', personId)
        .where('version', '=', role.version)
        .where(replaceable(ctx)),
  )
  return { facts, writes }
}

const replaceable = (ctx: Ctx) => sql<boolean>`exists (select 1 from coordinators other
  where other.cluster_id = coordinators.cluster_id and other.person_id <> coordinators.person_id
    and (other.until is null or other.until > ${ctx.now}))`
