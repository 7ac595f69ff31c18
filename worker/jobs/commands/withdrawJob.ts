import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { jobById, type SharedJob, visibleJob } from '../queries'
import { jobAt } from '../rulesOfLife'
import { jobFact, setJob } from '../writing'

/** The coordinator takes a job back, before it is booked. Throws `transition_not_allowed` where it is over or booked. */
export async function withdrawJob(ctx: Ctx, id: string): Promise<SharedJob> {
  const job = await visibleJob(ctx, id)
  mustCoordinate(ctx, job.clusterId)
  if (!(await endJob(ctx, id, 'withdrawn')))
    throw new AppError('transition_not_allowed', { state: jobAt(job, ctx.now) })
  return (await jobById(ctx, id)) as SharedJob
}

/** Ends a job that is not booked yet; false where there is nothing to end. */
export const endJob = (ctx: Ctx, id: string, status: 'withdrawn' | 'lapsed'): Promise<boolean> =>
  again(async () => {
    const job = await jobById(ctx, id)
    if (!job) return false
    const ends =
      status === 'lapsed' ? jobAt(job, ctx.now) === 'lapsed' : ['proposed', 'accepted'].includes(job.status)
    if (!ends || (status === 'lapsed' && job.status !== 'proposed')) return false
    const happened = jobFact(ctx, status === 'lapsed' ? 'job.lapsed' : 'job.withdrawn', job, {})
    await commit(ctx, happened, [setJob(ctx, job, happened, { status })])
    return true
  })
