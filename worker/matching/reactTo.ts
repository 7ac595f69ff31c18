import { bookingById } from '../bookings/queries'
import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import { listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { fitsOf } from './candidates'
import { acceptBooked } from './commands/acceptBooked'
import { type Suggestion, suggestMatch } from './commands/suggestMatch'
import { withdrawMatches } from './commands/withdrawMatches'
import { THRESHOLD } from './rules'

/** Nobody reads more than these; the twenty-first best is no suggestion. */
const MOST = 20

/** Finds the other side of a listing whenever it changes, as it is now; takes back what a listing no longer offers. */
export const rematch: Consumer = (ctx, event) => rematchListing(ctx, event.subjectId)

/** States of a booking to which both sides have said yes. */
const AGREED: readonly string[] = ['confirmed', 'in_use', 'completed', 'no_show']

/** What is booked for a need ends the looking of these two for one another. */
export const acceptMatchOfBooking: Consumer = async (ctx, event) => {
  const booking = await bookingById(ctx, event.subjectId)
  if (!booking?.needId || !AGREED.includes(booking.status)) return
  await acceptBooked(ctx, { offerId: booking.listingId, needId: booking.needId, bookingId: booking.id })
}

export async function rematchListing(ctx: Ctx, listingId: string): Promise<void> {
  const l = await listingById(ctx, listingId)
  if (!l) return
  const live =
    l.status === 'published' &&
    l.hiddenReason === null &&
    l.standing === 'active' &&
    (!l.expiresAt || l.expiresAt > ctx.now)
  const cluster = live ? await clusterById(ctx, l.clusterId) : null
  if (!cluster) {
    await withdrawMatches(ctx, listingId)
    return
  }
  const fits = await fitsOf(ctx, l, cluster, MOST, THRESHOLD)
  const suggestions = fits.map(({ row, score, parts }) => {
    const [offer, need] = l.direction === 'offer' ? [l, row] : [row, l]
    return {
      ...{ clusterId: l.clusterId, offerId: offer.id, offerContent: offer.contentVersion },
      ...{ needId: need.id, needContent: need.contentVersion, score, parts },
    }
  })
  await suggested(ctx, suggestions)
  await withdrawUnfit(
    ctx,
    l,
    fits.map((fit) => fit.row.id),
  )
}

/** Both sides may be matched at the same moment: whoever comes second reads again, and finds it written. */
async function suggested(ctx: Ctx, suggestions: Suggestion[], tries = 3): Promise<void> {
  try {
    await suggestMatch(ctx, suggestions)
  } catch (error) {
    const raced = error instanceof AppError && (error.code === 'already_exists' || error.code === 'stale')
    if (!raced || tries <= 1) throw error
    await suggested(ctx, suggestions, tries - 1)
  }
}

/** After an edit, what was suggested for the older words and no longer fits is taken back. */
async function withdrawUnfit(
  ctx: Ctx,
  l: { id: string; direction: string; contentVersion: number },
  fits: string[],
) {
  const [side, content] =
    l.direction === 'offer' ? (['offerId', 'offerContent'] as const) : (['needId', 'needContent'] as const)
  const older = await ctx.db
    .selectFrom('matches')
    .select('id')
    .where(side, '=', l.id)
    .where(content, '<', l.contentVersion)
    .where('status', 'in', ['suggested', 'seen'])
    .limit(1)
    .execute()
  if (older.length > 0) await withdrawMatches(ctx, l.id, fits)
}
