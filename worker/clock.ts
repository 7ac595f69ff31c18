import { passBookings } from './bookings/commands/passBookings'
import { sendDueMails } from './notifications/commands/sendDueMails'
import { expireListings } from './listings/commands/expireListings'
import type { Ctx } from './platform/context'
import { forgetOldKeys } from './platform/idempotency'
import { forgetOldLimits } from './platform/limits'
import { forgetOldSignIns } from './people/signIn'
import { relay } from './platform/relay'

/** What passes with time, each minute. One chore that fails does not stop the others. */
const CHORES: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  relay,
  passBookings,
  expireListings,
  sendDueMails,
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
