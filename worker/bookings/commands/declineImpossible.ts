import { AppError } from '../../core/errors'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { competingWith } from '../competing'
import { sidesOf, visibleBooking } from '../queries'
import { passAll } from '../transition'

/**
 * The lender refuses, in one batch, every request for the time of a booking that no longer fits. Returns how many. Throws
 * `not_found`, `forbidden`, `stale`.
 */
export async function declineImpossible(ctx: Ctx, id: string): Promise<number> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, id)
  const sides = sidesOf(ctx, booking)
  if (!sides.includes('lender') && !sides.includes('coordinator')) throw new AppError('forbidden')
  const lost = (await competingWith(ctx, booking)).filter((one) => !one.fits).map((one) => one.booking)
  if (lost.length > 0) await passAll(ctx, lost, 'decline')
  return lost.length
}
