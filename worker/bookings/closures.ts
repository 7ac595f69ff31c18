import { sql } from 'kysely'
import { AppError } from '../core/errors'
import { fromMinutes, type Instant, toMinutes } from '../core/time'
import { type Fact, fact, stamp } from '../platform/commit'
import { type Ctx, mustAnswerFor } from '../platform/context'
import type { Query } from '../platform/db'

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

type Ruled = Awaited<ReturnType<typeof capacityToRule>>
interface Span {
  startsAt: Instant
  endsAt: Instant
}

/** The fact and the writes of a closure, for the command that closes and for what closes a thing on the way. */
export function closing(ctx: Ctx, capacity: Ruled, { startsAt, endsAt }: Span) {
  const happened = fact(ctx, 'capacity.closed', {
    ...{ clusterId: capacity.clusterId, table: 'capacities', row: capacity.id },
    payload: { from: startsAt, to: endsAt },
  }) as Fact
  const writes: Query[] = [
    ctx.db
      .updateTable('capacities')
      .set(stamp(happened))
      .where('id', '=', capacity.id)
      .where('clusterId', '=', capacity.clusterId)
      .where('version', '=', capacity.version),
    ctx.db.insertInto('holds').values({
      ...{ capacityId: capacity.id, bookingId: null, reason: 'closure', quantity: capacity.quantity },
      ...{ busyFrom: toMinutes(startsAt), busyTo: toMinutes(endsAt) },
    }),
  ]
  return { happened, writes }
}

const openClosure = (ctx: Ctx, capacityId: string, holdId: number) =>
  ctx.db
    .selectFrom('holds')
    .select(['id', 'busyFrom', 'busyTo'])
    .where('id', '=', holdId)
    .where('capacityId', '=', capacityId)
    .where('reason', '=', 'closure')
    .where('live', '=', 1)

/** The same of its end; null where there is no such closure of this capacity. */
export async function reopening(ctx: Ctx, capacity: Pick<Ruled, 'id' | 'clusterId'>, holdId: number) {
  const hold = await openClosure(ctx, capacity.id, holdId).executeTakeFirst()
  if (!hold) return null
  const happened = fact(ctx, 'capacity.reopened', {
    ...{ clusterId: capacity.clusterId, table: 'capacities', row: capacity.id },
    payload: { from: fromMinutes(hold.busyFrom), to: fromMinutes(hold.busyTo) },
  }) as Fact
  const writes: Query[] = [
    // Nothing to reopen any more: the guard leaves the row alone, and the batch is undone.
    ctx.db
      .updateTable('capacities')
      .set(stamp(happened))
      .where('id', '=', capacity.id)
      .where(({ exists }) => exists(openClosure(ctx, capacity.id, holdId))),
    ctx.db.updateTable('holds').set({ live: 0 }).where('id', '=', holdId).where('reason', '=', 'closure'),
  ]
  return { happened, writes }
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
