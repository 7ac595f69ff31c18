import * as z from 'zod'
import { DAY, later, MINUTE } from '../../core/time'
import { noteHandover } from '../../handovers/commands/noteHandover'
import type { Ctx } from '../../platform/context'
import { recordEnd } from '../../streams/commands/recordEnd'
import { keepBookings, keepRests } from '../../streams/keeping'
import { keepBalance } from '../../streams/reactTo'

/** What a stream truly brought, collection by collection, the last one first: percent of what was promised. */
export const DemoStream = z.object({
  offer: z.string(),
  came: z.array(z.int().min(0).max(200)).max(20),
  /** Of the last one: percent that was refused. */
  refused: z.int().min(0).max(50).default(0),
  /** Percent of what came that was used; the rest is in hand. */
  used: z.int().min(0).max(100).default(100),
})

const SOME = 500
const OLD = 21

/** Notes the hand-overs of some streams as they were weighed, and what became of them; then every balance is kept. */
export async function weighDemo(
  ctx: Ctx,
  cluster: { id: string },
  streams: readonly z.infer<typeof DemoStream>[],
): Promise<void> {
  const waste = await ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .select(['b.id', 'b.startsAt', 'b.quantity', 'b.status', 'l.externalId', 'l.id as listingId', 'l.grain'])
    .where('b.clusterId', '=', cluster.id)
    .where('l.kind', '=', 'waste')
    .orderBy('b.startsAt', 'desc')
    .limit(SOME)
    .execute()
  for (const { offer, came, refused, used } of streams) {
    const completed = waste.filter((b) => b.externalId === offer && b.status === 'completed')
    for (const [i, percent] of came.entries()) {
      const b = completed[i]
      if (!b) break
      const left = i === 0 ? Math.round((b.quantity * refused) / 100) : 0
      const quantity = Math.round((b.quantity * percent) / 100) - left
      await noteHandover(ctx, b.id, {
        ...{ step: 'pick_up', side: 'coordinator', at: later(b.startsAt, 20 * MINUTE), measure: 'weighed' },
        ...{
          quantity,
          sure: true,
          ...(left > 0 && { refusedQuantity: left, refusedReason: 'contaminated' }),
        },
      })
      await keepBalance({ ...ctx, actor: null }, { type: 'booking.completed', subjectId: b.id } as never)
      const batch = await ctx.db
        .selectFrom('streamBatches')
        .select(['id', 'inHand'])
        .where('bookingId', '=', b.id)
        .executeTakeFirst()
      const share = Math.floor(((batch?.inHand ?? 0) * used) / 100)
      if (batch && share > 0) await recordEnd(ctx, batch.id, { act: 'used', quantity: share })
    }
  }
  await keepBookings(
    ctx,
    waste.map((b) => b.id),
  )
  // What was fetched some weeks ago has been used since.
  const old = await ctx.db
    .selectFrom('streamBatches')
    .select(['id', 'inHand'])
    .where('clusterId', '=', cluster.id)
    .where('inHand', '>', 0)
    .where('slot', '<', later(ctx.now, -OLD * DAY))
    .limit(SOME)
    .execute()
  for (const { id, inHand } of old) await recordEnd(ctx, id, { act: 'used', quantity: inHand })
  const stocks = await ctx.db
    .selectFrom('listings')
    .select('id as listingId')
    .where('clusterId', '=', cluster.id)
    .where('kind', '=', 'waste')
    .where('direction', '=', 'offer')
    .where('grain', '=', 'stock')
    .limit(SOME)
    .execute()
  await keepRests(
    ctx,
    stocks.map(({ listingId }) => ({ listingId, slot: '' })),
  )
}
