import { sql } from 'kysely'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'

/** Makes a person coordinate a cluster from now on, to be written alone or with the invitation they took up. */
export function appointed(ctx: Ctx, clusterId: string, personId: string, until: string | null = null) {
  const row = { clusterId, personId }
  const appointment = fact(ctx, 'coordinator.appointed', {
    clusterId,
    table: 'coordinators',
    row,
    payload: { personId },
  })
  const write = ctx.db
    .insertInto('coordinators')
    .values({ ...row, since: ctx.now, until, lastEventId: appointment.id })
    .onConflict((c) =>
      c.columns(['clusterId', 'personId']).doUpdateSet({
        since: ctx.now,
        until,
        version: sql<number>`coordinators.version + 1`,
        lastEventId: appointment.id,
      }),
    )
  return { facts: [appointment] as Fact[], writes: [write] as Query[] }
}
