import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { type Place, placeById } from '../queries'
import { placeToUse } from '../rights'
import { giveUp } from '../writing'

/** Gives a place in the queue up; if something was offered, the next in line is asked at once. */
export const leaveWaitlist = (ctx: Ctx, id: string): Promise<Place> => leave(ctx, id, 'left')

/** Says no to the place that is offered: the next in line is asked in the same batch. */
export const passPlace = (ctx: Ctx, id: string): Promise<Place> => leave(ctx, id, 'passed')

async function leave(ctx: Ctx, id: string, status: 'left' | 'passed'): Promise<Place> {
  mustBeSignedIn(ctx)
  const states = status === 'left' ? (['waiting', 'offered'] as const) : (['offered'] as const)
  await giveUp(ctx, status, async () => (await placeToUse(ctx, id, states)).place)
  return (await placeById(ctx, id)) as Place
}
