import { z } from '../platform/api'
import type { Ctx } from '../platform/context'
import type { StaffNeed } from './needs'
import type { SharedJob } from './queries'
import type { Job } from './rules'
import { jobAt } from './rulesOfLife'
import { sharesOfWeek } from './rulesOfSharing'

const Named = z.object({ id: z.string(), name: z.string() })
const HalfDay = z.object({
  day: z.int().openapi({ description: '1 is Monday' }),
  half: z.enum(['am', 'pm']),
  from: z.string(),
  to: z.string(),
})
const Score = z.object({ hours: z.number(), travel: z.number(), fit: z.number() })

/** A job that employers share, as programs read it. */
export const JobJson = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.enum(['proposed', 'accepted', 'booked', 'refused', 'lapsed', 'withdrawn']),
    clusterId: z.string(),
    origin: z.enum(['coordinator', 'suggested']),
    romeCode: z.string(),
    minutesPerWeek: z.int(),
    travelMinutes: z.int().openapi({ description: 'Between the two employers that are furthest apart' }),
    score: z.number(),
    scoreParts: Score,
    carrier: Named,
    hourCents: z.int().nullable(),
    currency: z.string(),
    startsOn: z.string(),
    weeks: z.int(),
    answerBy: z.iso.datetime(),
    offerId: z.string().nullable(),
    note: z.string(),
    parts: z.array(
      z.object({
        organisation: Named,
        needId: z.string(),
        needTitle: z.string(),
        minutesPerWeek: z.int(),
        percent: z.int(),
        centsPerWeek: z.int().nullable(),
        halfDays: z.array(HalfDay),
        answer: z.enum(['waiting', 'accepted', 'refused']),
      }),
    ),
    createdAt: z.iso.datetime(),
  })
  .openapi('SharedJob')

export function asJson(ctx: Ctx, job: SharedJob): z.infer<typeof JobJson> {
  const shares = sharesOfWeek(
    job.parts.map((p) => p.minutes),
    job.hourCents,
  )
  return {
    ...{ id: job.id, version: job.version, status: jobAt(job, ctx.now), clusterId: job.clusterId },
    ...{
      origin: job.origin,
      romeCode: job.romeCode,
      minutesPerWeek: job.minutes,
      travelMinutes: job.travelMinutes,
    },
    ...{
      score: job.score,
      scoreParts: job.scoreParts,
      carrier: { id: job.carrierId, name: job.carrierName },
    },
    ...{ hourCents: job.hourCents, currency: job.currency, startsOn: job.startsOn, weeks: job.weeks },
    ...{ answerBy: job.answerBy, offerId: job.offerId, note: job.note, createdAt: job.createdAt },
    parts: job.parts.map((p, i) => ({
      organisation: { id: p.organisationId, name: p.organisationName },
      ...{ needId: p.needId, needTitle: p.needTitle, minutesPerWeek: p.minutes },
      ...{ percent: shares[i]?.percent ?? 0, centsPerWeek: shares[i]?.cents ?? null },
      ...{ halfDays: p.halfDays, answer: p.answer },
    })),
  }
}

export const PossibleJson = z
  .object({
    minutesPerWeek: z.int(),
    travelMinutes: z.int(),
    score: z.number(),
    scoreParts: Score,
    parts: z.array(
      z.object({
        organisation: Named,
        needId: z.string(),
        needTitle: z.string(),
        romeCode: z.string(),
        minutesPerWeek: z.int(),
        halfDays: z.array(HalfDay),
      }),
    ),
  })
  .openapi('PossibleJob')

export const possibleAsJson = (job: Job): z.infer<typeof PossibleJson> => ({
  ...{ minutesPerWeek: job.minutes, travelMinutes: job.travel, score: job.score, scoreParts: job.scoreParts },
  parts: job.parts.map(({ need, halfDays }) => ({
    organisation: { id: need.organisationId, name: (need as StaffNeed).organisationName },
    ...{ needId: need.id, needTitle: (need as StaffNeed).title, romeCode: need.rome },
    ...{ minutesPerWeek: need.minutes, halfDays },
  })),
})
