import { type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { Listing } from '../queries'

/** The facts and writes that settle the open reports of a listing one way or the other; `commit` them together. */
export async function settleReports(
  ctx: Ctx,
  l: Pick<Listing, 'id' | 'clusterId'>,
  status: 'upheld' | 'dismissed',
): Promise<{ facts: Fact[]; writes: Query[] }> {
  const open = await ctx.db
    .selectFrom('reports')
    .select(['id', 'version'])
    .where('listingId', '=', l.id)
    .where('status', '=', 'open')
    .limit(50)
    .execute()
  const facts = open.map((report) =>
    fact(ctx, `report.${status}`, {
      ...{ clusterId: l.clusterId, table: 'reports', row: report.id },
      payload: { listingId: l.id },
    }),
  )
  const writes = open.map((report, i) =>
    ctx.db
      .updateTable('reports')
      .set({ status, ...stamp(facts[i]!) })
      .where('id', '=', report.id)
      .where('version', '=', report.version),
  )
  return { facts, writes }
}
