import { capacitiesOfCall } from '../calls/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { offerPlaces, takeBack } from './writing'

/**
 * Something may have become free, or somebody waits: what is free now is offered to those who wait, in order. Looks at the
 * present state, so that it may come twice or late.
 */
export const offer: Consumer = async (ctx, event) => {
  for (const capacityId of await capacitiesOf(ctx, event.subjectId, event.payload)) {
    await takeBack(ctx, capacityId)
    await offerPlaces(ctx, capacityId)
  }
}

async function capacitiesOf(ctx: Ctx, subjectId: string, payload: object): Promise<string[]> {
  if ('capacityId' in payload && typeof payload.capacityId === 'string') return [payload.capacityId]
  if (subjectId.startsWith('cap_')) return [subjectId]
  if (subjectId.startsWith('ofr_')) {
    const rows = await ctx.db
      .selectFrom('listingCapacities')
      .select('capacityId')
      .where('listingId', '=', subjectId)
      .limit(100)
      .execute()
    return rows.map((row) => row.capacityId)
  }
  if (subjectId.startsWith('cll_')) return capacitiesOfCall(ctx, subjectId)
  const rows = await ctx.db
    .selectFrom('bookings')
    .select('capacityId')
    .where('id', '=', subjectId)
    .limit(1)
    .execute()
  return rows.map((row) => row.capacityId)
}
