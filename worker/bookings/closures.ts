import { sql } from 'kysely'
import { AppError } from '../core/errors'
import { fromMinutes, type Instant, toMinutes } from '../core/time'
import { type Ctx, mustAnswerFor } from '../platform/context'

/** A capacity that the actor may close and reopen: its organisation's, or any of the cluster for its coordinator. */
export async function capacityToRule(ctx: Ctx, capacityId: string) {
  const capacity = await ctx.db
    .selectFrom('capacities')
    .select(['id', 'clusterId', 'organisationId', 'quantity', 'shape', 'version'])
    .where('id', '=', capacityId)
    .executeTakeFirst()
  const knows =
    capacity &&
    (ctx.actor?.coordinates.includes(capacity.clusterId) ||
      ctx.actor?.organisations.some((m) => m.organisationId === capacity.organisationId))
  if (!capacity || !knows) throw new AppError('not_found')
  if (!ctx.actor?.coordinates.includes(capacity.clusterId))
    mustAnswerFor(ctx, capacity.organisationId, capacity.clusterId)
  return capacity
}

export interface Closure {
  holdId: number
  capacityId: string
  startsAt: Instant
  endsAt: Instant
}

/** Closures of some capacities that are not over, the first to come first; at most 50. Those of calendars are shown with them. */
export async function closuresOf(ctx: Ctx, capacityIds: readonly string[]): Promise<Closure[]> {
  const rows = await ctx.db
    .selectFrom('holds')
    .select(['id', 'capacityId', 'busyFrom', 'busyTo'])
    .where('capacityId', 'in', capacityIds.length ? capacityIds.slice(0, 90) : [''])
    // Written out, so that the index of just these is found.
    .where(sql<boolean>`live = 1 and reason = 'closure' and source_id is null`)
    .where('busyTo', '>', toMinutes(ctx.now))
    .orderBy('busyFrom')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    ...{ holdId: row.id, capacityId: row.capacityId },
    ...{ startsAt: fromMinutes(row.busyFrom), endsAt: fromMinutes(row.busyTo) },
  }))
}
