import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { callById, interestIn } from '../queries'
import { callOfferById, offersDue } from '../queriesOfOffers'
import { callFact, setCall } from '../writing'
import { passOn } from './answerCallOffer'

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
  for (const { id } of due) if (await tried(() => close(ctx, id))) passed++
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

async function close(ctx: Ctx, id: string): Promise<boolean> {
  const call = await callById(ctx, id)
  // It may have been amended since: a later deadline.
  if (call?.status !== 'published' || call.now !== 'closed') return false
  const { applications } = await interestIn(ctx, id)
  const happened = callFact(ctx, 'call.closed', call, { applications })
  await commit(ctx, happened, [setCall(ctx, call, happened, { status: 'closed', closedAt: ctx.now })])
  return true
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
