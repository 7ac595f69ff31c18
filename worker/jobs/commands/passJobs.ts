import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { jobsDue } from '../queries'
import { endJob } from './withdrawJob'

/** The clock: jobs that not every employer accepted in time come to nothing. Returns how many. */
export async function passJobs(ctx: Ctx): Promise<number> {
  let passed = 0
  for (const id of await jobsDue(ctx))
    try {
      if (await endJob(ctx, id, 'lapsed')) passed++
    } catch (error) {
      // Left to the next look.
      if (!(error instanceof AppError)) throw error
    }
  return passed
}
