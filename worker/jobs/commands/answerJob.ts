import { again } from '../../bookings/racing'
import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import { type Ctx, mustActFor, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { JobAnswer } from '../input'
import { type JobPart, jobById, type SharedJob, visibleJob } from '../queries'
import { afterAnswer, jobAt } from '../rulesOfLife'
import { jobFact, setJob } from '../writing'

/**
 * One employer's yes: the last of them makes the job. Throws `transition_not_allowed` where it was answered, or is no longer
 * to be answered; `invalid` where one answers for several employers and does not say for which.
 */
export const acceptJob = (ctx: Ctx, id: string, input: JobAnswer = {}): Promise<SharedJob> =>
  answer(ctx, id, 'accepted', input)

/** One employer's no ends it for all. Throws as `acceptJob`. */
export const refuseJob = (ctx: Ctx, id: string, input: JobAnswer = {}): Promise<SharedJob> =>
  answer(ctx, id, 'refused', input)

async function answer(
  ctx: Ctx,
  id: string,
  said: 'accepted' | 'refused',
  input: JobAnswer,
): Promise<SharedJob> {
  mustBeSignedIn(ctx)
  const asked = check(JobAnswer, input)
  // Two who say yes at once are both heard: the second reads again, and is perhaps the last.
  await again(async () => {
    const job = await visibleJob(ctx, id)
    const { part, onBehalfOf } = await partToAnswer(ctx, job, asked)
    const state = jobAt(job, ctx.now)
    if (state !== 'proposed' || part.answer !== 'waiting')
      throw new AppError('transition_not_allowed', { state })
    const others = job.parts.filter((p) => p !== part).map((p) => p.answer)
    const status = afterAnswer(others, said)
    const { organisationId } = part
    const happened =
      status === 'proposed'
        ? jobFact(ctx, 'job.answered', job, { organisationId }, onBehalfOf)
        : status === 'accepted'
          ? jobFact(ctx, 'job.accepted', job, { organisationId, carrierId: job.carrierId }, onBehalfOf)
          : jobFact(ctx, 'job.refused', job, { organisationId }, onBehalfOf)
    await commit(ctx, happened, [
      ctx.db
        .updateTable('sharedJobParts')
        .set({ answer: said, answeredBy: ctx.actor?.personId ?? '', answeredAt: ctx.now, onBehalfOf })
        .where('jobId', '=', id)
        .where('needId', '=', part.needId)
        .where('answer', '=', 'waiting'),
      setJob(ctx, job, happened, { status }),
    ])
  })
  return (await jobById(ctx, id)) as SharedJob
}

/** The part for which the actor may answer: who answers for the employer, or the coordinator for one of its members. */
async function partToAnswer(
  ctx: Ctx,
  job: SharedJob,
  asked: { organisationId?: string | null | undefined; onBehalfOf?: string | null | undefined },
): Promise<{ part: JobPart; onBehalfOf: string | null }> {
  const mine = job.parts.filter((p) =>
    asked.organisationId
      ? p.organisationId === asked.organisationId
      : ctx.actor?.organisations.some((m) => m.organisationId === p.organisationId),
  )
  const waiting = mine.length > 1 ? mine.filter((p) => p.answer === 'waiting') : mine
  const [part] = waiting.length > 0 ? waiting : mine
  if (!asked.organisationId && waiting.length > 1)
    throw new AppError('invalid', { fields: [{ path: 'organisationId', code: 'required' }] })
  if (!part) throw asked.organisationId ? unknown() : new AppError('not_member')
  if (asked.onBehalfOf) {
    const onBehalfOf = await mustActFor(ctx, part.organisationId, job.clusterId, asked.onBehalfOf)
    return { part, onBehalfOf }
  }
  mustAnswerFor(ctx, part.organisationId, job.clusterId)
  return { part, onBehalfOf: null }
}

const unknown = () => new AppError('invalid', { fields: [{ path: 'organisationId', code: 'not_a_choice' }] })
