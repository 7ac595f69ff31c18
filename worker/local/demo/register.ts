import type { Ctx } from '../../platform/context'
import { registerBooking } from '../../register/reactTo'

/** The register of the waste that the demo has handed over: the demo sends no events, so it is asked for. */
export async function registerDemo(ctx: Ctx, clusterId: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .select('b.id')
    .where('b.clusterId', '=', clusterId)
    .where('l.kind', '=', 'waste')
    .where('b.status', 'in', ['in_use', 'completed'])
    .orderBy('b.startsAt')
    .limit(500)
    .execute()
  for (const { id } of rows) await registerBooking(ctx, id)
}
