import { setOfferRules } from '../../bookings/commands/setOfferRules'
import { AppError } from '../../core/errors'
import { instantOf } from '../../core/time'
import { draftListing } from '../../listings/commands/draftListing'
import { commit } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { wordsOf } from '../../text'
import { jobById, type SharedJob, visibleJob } from '../queries'
import { jobFact, setJob } from '../writing'

/**
 * Where the person is still to be hired: the carrier's offer of staff as a draft, with the week and the half-days of the
 * other employers, who alone may book it. When it is published, their half-days are booked (worker/jobs/reactTo.ts). For
 * those who answer for the carrier. Throws `transition_not_allowed` where the job is not accepted, or has an offer.
 */
export async function prepareOffer(ctx: Ctx, id: string): Promise<SharedJob> {
  mustBeSignedIn(ctx)
  const job = await visibleJob(ctx, id)
  mustAnswerFor(ctx, job.carrierId, job.clusterId)
  if (job.status !== 'accepted' || job.offerId !== null)
    throw new AppError('transition_not_allowed', { state: job.offerId ? 'prepared' : job.status })
  const others = job.parts.filter((p) => p.organisationId !== job.carrierId)
  const hours = others.reduce((sum, p) => sum + p.minutes, 0) / 60
  const offerId = await draftListing(ctx, job.clusterId, {
    ...{ direction: 'offer', kind: 'staff', organisationId: job.carrierId, language: ctx.language },
    title: wordsOf(ctx.language).jobs.offerTitle(job.romeTitle).slice(0, 120),
    description: wordsOf(ctx.language).jobs.offerDescription(others.length),
    windows: others.flatMap((p) => p.halfDays.map((h) => ({ days: [h.day], from: h.from, to: h.to }))),
    startsAt: instantOf(job.startsOn, '00:00', job.zone),
    ...{ visibility: 'cluster', instantFor: 'nobody' },
    ...(job.hourCents ? { tariffMode: 'price' as const } : {}),
    details: {
      ...{ romeCode: job.romeCode, hoursPerWeek: Math.round(hours * 2) / 2 },
      ...(job.hourCents ? { wagesCents: job.hourCents } : {}),
    },
  })
  await setOfferRules(ctx, offerId, { onlyFor: others.map((p) => p.organisationId) })
  const happened = jobFact(ctx, 'job.prepared', job, { offerId })
  await commit(ctx, happened, [setJob(ctx, job, happened, { offerId })])
  return (await jobById(ctx, id)) as SharedJob
}
