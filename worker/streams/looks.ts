import type { Ctx } from '../platform/context'

/** The clock looks at a recurring stream at its next tick: it is new, or its windows were changed. */
export async function lookAgain(ctx: Ctx, listingId: string): Promise<void> {
  await ctx.db
    .insertInto('streamLooks')
    .values({ listingId, lookedUntil: ctx.now, nextAt: ctx.now })
    .onConflict((c) => c.column('listingId').doUpdateSet({ nextAt: ctx.now }))
    .execute()
}
