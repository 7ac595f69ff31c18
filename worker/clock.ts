import { tellFound } from './alerts/commands/tellFound'
import { passCalls } from './calls/commands/passCalls'
import { passOccupancies } from './occupancies/commands/passOccupancies'
import { passBookings } from './bookings/commands/passBookings'
import { readDueFeeds } from './calendars/commands/readDueFeeds'
import { sendDueMails } from './notifications/commands/sendDueMails'
import { expireListings } from './listings/commands/expireListings'
import { passOutages } from './outages/commands/passOutages'
import { sendDayLists } from './handovers/commands/sendDayLists'
import { tellOverdue } from './handovers/commands/tellOverdue'
import { passJobs } from './jobs/commands/passJobs'
import { closeCollections } from './streams/commands/closeCollections'
import { passRemainders } from './cascades/commands/passRemainders'
import { passMatches } from './matching/commands/passMatches'
import type { Ctx } from './platform/context'
import { forgetOldKeys } from './platform/idempotency'
import { forgetOldLimits } from './platform/limits'
import { forgetOldSignIns } from './people/signIn'
import { relay } from './platform/relay'
import { weighUnmet } from './unmet/commands/weighUnmet'
import { passPlaces } from './waitlist/commands/passPlaces'

/** What passes with time, each minute. One chore that fails does not stop the others. */
const CHORES: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  relay,
  passBookings,
  passOutages,
  passPlaces,
  // After the bookings: what is over is known then.
  closeCollections,
  passRemainders,
  passJobs,
  passCalls,
  passOccupancies,
  expireListings,
  passMatches,
  tellOverdue,
  // Before the mails leave: what is found is told in them.
  tellFound,
  sendDueMails,
  sendDayLists,
  weighUnmet,
  readDueFeeds,
  forgetOldLimits,
  forgetOldKeys,
  forgetOldSignIns,
}

export async function tick(ctx: Ctx): Promise<void> {
  for (const [name, chore] of Object.entries(CHORES)) {
    try {
      await chore(ctx)
    } catch (error) {
      console.error(JSON.stringify({ at: 'clock', chore: name, error: String(error) }))
    }
  }
}
