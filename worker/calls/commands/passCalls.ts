import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { callOfferById, offersDue } from '../queriesOfOffers'
import { passOn } from './answerCallOffer'
import { closeCall } from './closeCall'

const MOST = 50

/** The clock: calls whose deadline has come are closed; a lot whose winner did not answer goes to the next in line. */
export async function passCalls(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .selectFrom('calls')
    .select('id')
    .where('status', '=', 'published')
    .where('deadline', '<=', ctx.now)
    .orderBy('deadline')
    .limit(MOST)
    .execute()
  let passed = 0
  for (const { id } of due) if (await tried(() => closeCall(ctx, id))) passed++
  for (const offer of await offersDue(ctx, MOST)) {
    const lapsed = await tried(() =>
      passOn(ctx, 'lapsed', async () => {
        const now = await callOfferById(ctx, offer.id)
        return now?.status === 'offered' && now.answerBy <= ctx.now ? now : null
      }),
    )
    if (lapsed) passed++
  }
  return passed
}

async function tried(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act()
  } catch (error) {
    // Somebody was faster: left to the next look.
    if (!(error instanceof AppError)) throw error
    return false
  }
}
