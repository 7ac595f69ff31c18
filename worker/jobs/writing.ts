import { AppError } from '../core/errors'
import type { Events } from '../core/events'
import { newId } from '../core/ids'
import { commit, type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { StaffNeed } from './needs'
import { carriersFor, type SharedJob } from './queries'
import type { Job } from './rules'
import { answerBy, firstMonday } from './rulesOfLife'
import { hourCentsOf } from './rulesOfSharing'

type JobEvent = keyof Events & `job.${string}`

export const jobFact = <T extends JobEvent>(
  ctx: Ctx,
  type: T,
  job: Pick<SharedJob, 'id' | 'clusterId'>,
  payload: Events[T],
  onBehalfOf: string | null = null,
): Fact =>
  fact(ctx, type, {
    ...{ clusterId: job.clusterId, table: 'sharedJobs', row: job.id, payload },
    onBehalfOf,
  }) as Fact

/** The next state of a job, if nobody was faster. */
export const setJob = (
  ctx: Ctx,
  job: Pick<SharedJob, 'id' | 'clusterId' | 'version'>,
  happened: Fact,
  set: Partial<Pick<SharedJob, 'status' | 'offerId'>> = {},
): Query =>
  ctx.db
    .updateTable('sharedJobs')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', job.id)
    .where('clusterId', '=', job.clusterId)
    .where('version', '=', job.version)

interface Wanted {
  carrierId?: string | null | undefined
  hourCents?: number | null | undefined
  startsOn?: string | null | undefined
  weeks: number
  answerDays: number
  note: string
  origin: 'coordinator' | 'suggested'
}
export interface Here {
  id: string
  timeZone: string
}

/** The needs of a job with their contents: an edited one may be suggested again. */
export const keyWithContents = (job: Job): string =>
  job.parts.map((p) => `${p.need.id}@${(p.need as StaffNeed).contentVersion}`).join(' ')

/**
 * Writes down a job that is proposed to its employers. Throws `invalid` for a carrier who could not carry it,
 * `already_exists` where one of the needs stands in another job by now.
 */
export async function writeJob(ctx: Ctx, cluster: Here, job: Job, wanted: Wanted): Promise<string> {
  const needs = job.parts.map((p) => p.need as StaffNeed)
  const employers = needs.map((n) => ({
    ...{ organisationId: n.organisationId, name: n.organisationName, minutes: n.minutes, point: n.point },
  }))
  const carriers = await carriersFor(ctx, cluster.id, employers)
  const able = [...carriers.map((c) => c.organisationId), ...employers.map((e) => e.organisationId)]
  const carrierId = wanted.carrierId ?? able[0] ?? ''
  if (!able.includes(carrierId))
    throw new AppError('invalid', { fields: [{ path: 'carrierId', code: 'not_a_choice' }] })
  const id = newId('job', Date.parse(ctx.now))
  const happened = jobFact(
    ctx,
    'job.proposed',
    { id, clusterId: cluster.id },
    { employers: job.parts.length, carrierId },
  )
  const hours = needs.map((n) => ({ minutes: n.minutes, cents: n.hourCents }))
  const row = ctx.db.insertInto('sharedJobs').values({
    ...{
      id,
      clusterId: cluster.id,
      status: 'proposed',
      origin: wanted.origin,
      needsKey: keyWithContents(job),
    },
    romeCode: [...needs].sort((a, b) => b.minutes - a.minutes)[0]?.rome ?? '',
    ...{ minutes: job.minutes, travelMinutes: job.travel, score: job.score },
    ...{
      scoreParts: JSON.stringify(job.scoreParts),
      hourCents: wanted.hourCents ?? hourCentsOf(hours),
      carrierId,
    },
    startsOn: wanted.startsOn ?? firstMonday(ctx.now, cluster.timeZone, needs),
    ...{
      weeks: wanted.weeks,
      answerBy: answerBy(ctx.now, wanted.answerDays),
      offerId: null,
      note: wanted.note,
    },
    ...{ proposedBy: ctx.actor?.personId ?? null, createdAt: ctx.now, lastEventId: happened.id },
  })
  const parts = ctx.db.insertInto('sharedJobParts').values(
    job.parts.map((p) => ({
      ...{ jobId: id, needId: p.need.id, organisationId: p.need.organisationId, minutes: p.need.minutes },
      ...{ halfDays: JSON.stringify(p.halfDays), answeredBy: null, answeredAt: null, onBehalfOf: null },
    })),
  )
  await commit(ctx, happened, [row, parts])
  return id
}
