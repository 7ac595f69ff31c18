import * as z from 'zod'
import { countHours } from '../../inclusion/commands/countHours'
import { FAMILIES, PURPOSES } from '../../inclusion/rules'
import type { Ctx } from '../../platform/context'

/** Hours of training or integration that came with the exchanges of an offer: of so many of those that are over, the last first. */
export const DemoHours = z.object({
  offer: z.string(),
  exchanges: z.int().min(1).max(30).default(4),
  by: z.enum(['lender', 'borrower']),
  purpose: z.enum(PURPOSES),
  family: z.enum(FAMILIES),
  people: z.int().min(1).max(20),
  /** Of each of them. */
  minutes: z.int().min(15).max(600),
})

/** Counts the hours of a demo cluster, as its coordinator. */
export async function giveHours(
  ctx: Ctx,
  cluster: { id: string },
  given: readonly z.infer<typeof DemoHours>[],
): Promise<void> {
  for (const { offer, exchanges, by, people, minutes, ...what } of given) {
    const bookings = await ctx.db
      .selectFrom('bookings as b')
      .innerJoin('listings as l', 'l.id', 'b.listingId')
      .select(['b.id', 'b.lenderId', 'b.borrowerId'])
      .where('b.clusterId', '=', cluster.id)
      .where('l.externalId', '=', offer)
      .where('b.status', '=', 'completed')
      .orderBy('b.startsAt', 'desc')
      .limit(exchanges)
      .execute()
    for (const b of bookings)
      await countHours(ctx, b.id, {
        ...what,
        ...{ people, minutes: people * minutes },
        organisationId: by === 'lender' ? b.lenderId : b.borrowerId,
      })
  }
}
