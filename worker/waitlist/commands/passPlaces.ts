import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { placeById, placesDue } from '../queries'
import { placeAt } from '../rules'
import { giveUp, offerWhatIsKept, takeBack } from '../writing'

const MOST = 50

/**
 * The clock: an offer that was not answered in time goes to the next in line; who waits for a time that has come waits no
 * more; what a lost message left for a queue is offered. Returns how many places lapsed.
 */
export async function passPlaces(ctx: Ctx): Promise<number> {
  let passed = 0
  for (const what of ['offered', 'waiting'] as const)
    for (const due of await placesDue(ctx, what, MOST)) {
      // What an outage has taken meanwhile is no offer that was not answered.
      if (what === 'offered') await takeBack(ctx, due.capacityId)
      try {
        const lapsed = await giveUp(ctx, 'lapsed', async () => {
          const now = await placeById(ctx, due.id)
          return now && now.status === what && placeAt(now, ctx.now) === 'lapsed' ? now : null
        })
        if (lapsed) passed++
      } catch (error) {
        // Left to the next look.
        if (!(error instanceof AppError)) throw error
      }
    }
  await offerWhatIsKept(ctx)
  return passed
}
