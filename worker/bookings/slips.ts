import { type Fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Booking } from './queries'

/** Writes a slip with a booking, or another number in the place of one that was wrong. `happened` is the fact that tells of it. */
export const keepSlip = (
  ctx: Ctx,
  booking: Pick<Booking, 'id' | 'clusterId'>,
  number: string,
  happened: Fact,
): Query => {
  const enteredBy = ctx.actor?.personId ?? ''
  const { version, lastEventId } = stamp(happened)
  return ctx.db
    .insertInto('slips')
    .values({
      ...{ bookingId: booking.id, clusterId: booking.clusterId, number },
      ...{ enteredBy, lastEventId, createdAt: ctx.now },
    })
    .onConflict((c) => c.column('bookingId').doUpdateSet({ number, enteredBy, version, lastEventId }))
}

/** The number of a booking's slip; null where none was entered. */
export async function slipOf(ctx: Ctx, bookingId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('slips')
    .select('number')
    .where('bookingId', '=', bookingId)
    .executeTakeFirst()
  return row?.number ?? null
}
