import { sql } from 'kysely'
import { fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'

/** The places a person has, or asked for, in organisations; `isNeeded`: its only manager, while others are members. */
export async function placesOf(ctx: Ctx, personId: string) {
  const rows = await ctx.db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select([
      'members.id',
      'organisationId',
      'members.version',
      'role',
      'status',
      'name',
      'members.createdAt',
    ])
    .select((eb) => eb.not(replaceable('members')).as('isNeeded'))
    .where('personId', '=', personId)
    .where('status', '<>', 'left')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, isNeeded: Number(row.isNeeded) === 1 }))
}
type Place = Awaited<ReturnType<typeof placesOf>>[number]

/**
 * The end of these places, to be written together with what ends them. An organisation that has other members keeps a
 * manager: the condition is part of each UPDATE, so that of two managers who leave at once one is refused (`stale`).
 */
export function departures(ctx: Ctx, personId: string, places: readonly Place[]) {
  const facts = places.map(({ id, organisationId }) =>
    fact(ctx, 'member.left', {
      clusterId:
        ctx.actor?.organisations.find((m) => m.organisationId === organisationId)?.clusters[0] ?? null,
      table: 'members',
      row: id,
      payload: { organisationId, personId },
    }),
  )
  const writes = places.map(
    (place, i): Query =>
      ctx.db
        .updateTable('members')
        .set({ status: 'left', ...stamp(facts[i] ?? { id: '' }) })
        .where('id', '=', place.id)
        .where('version', '=', place.version)
        .where(replaceable('members')),
  )
  return { facts, writes }
}

/** Whether the organisation of a row of members goes on without it. */
const replaceable = (row: string) => sql<boolean>`(
  ${sql.ref(row)}.role <> 'manager' or ${sql.ref(row)}.status <> 'active'
  or exists (select 1 from members other where other.organisation_id = ${sql.ref(row)}.organisation_id
    and other.id <> ${sql.ref(row)}.id and other.role = 'manager' and other.status = 'active')
  or not exists (select 1 from members other where other.organisation_id = ${sql.ref(row)}.organisation_id
    and other.id <> ${sql.ref(row)}.id and other.status = 'active'))`
