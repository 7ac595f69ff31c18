import { AppError } from '../core/errors'
import { listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import { bookPrepared } from './commands/bookJob'
import { suggestJobs } from './commands/suggestJobs'
import { endJob } from './commands/withdrawJob'
import { jobOfNeed, jobOfOffer } from './queries'

/**
 * A need of staff that is open may make a job with others; one that no longer is takes its job along. Looks at the present
 * state, so that it may come twice or late.
 */
export const suggest: Consumer = async (ctx, event) => {
  if (!event.subjectId.startsWith('ned_')) return
  const need = await listingById(ctx, event.subjectId)
  if (need?.kind !== 'staff') return
  const isOpen = need.status === 'published' && need.hiddenReason === null && need.standing === 'active'
  const job = await jobOfNeed(ctx, need.id)
  if (!isOpen && job) await endJob(ctx, job, 'withdrawn')
  if (isOpen && !job && need.details.romeCode) await suggestJobs(ctx, need.clusterId, need.details.romeCode)
}

/**
 * The offer that was prepared for a job is published: each employer's half-days are booked. What stands against it is told
 * to whoever books it by hand, on the page of the job, where it stays accepted.
 */
export const book: Consumer = async (ctx, event) => {
  const job = event.subjectId.startsWith('ofr_') ? await jobOfOffer(ctx, event.subjectId) : undefined
  if (!job) return
  try {
    await bookPrepared(ctx, job)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
