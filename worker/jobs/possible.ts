import { sql } from 'kysely'
import type { AnyDetails, Window } from '../listings/input'
import { type Ctx, mustCoordinate } from '../platform/context'
import { partTimeNeeds, type StaffNeed } from './needs'
import { carriersFor, type SharedJob } from './queries'
import { familyOf, type Job, jobsOf } from './rules'
import { covers } from './rulesOfBooking'
import { bestOf, type Carrier, plan } from './rulesOfSharing'

export interface Possible {
  /** To be made together: no need stands in two of them. */
  planned: Job[]
  /** The best of the others. */
  others: Job[]
  /** How many needs were looked at. */
  needs: number
}

const MOST_SHOWN = 12

/** The jobs that the part-time needs of a cluster could make now, for its coordinator. */
export async function possibleJobs(ctx: Ctx, cluster: { id: string; timeZone: string }): Promise<Possible> {
  mustCoordinate(ctx, cluster.id)
  const needs = await partTimeNeeds(ctx, cluster)
  const jobs = jobsOf(needs)
  const planned = plan(jobs).jobs
  return { planned, others: bestOf(jobs, MOST_SHOWN, planned), needs: needs.length }
}

/** One of them, with who could carry it; null where these needs make none. */
export async function possibleJob(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  needIds: readonly string[],
): Promise<{ job: Job; carriers: Carrier[] } | null> {
  mustCoordinate(ctx, cluster.id)
  const needs = await partTimeNeeds(ctx, cluster, { ids: needIds.slice(0, 4) })
  const job = jobsOf(needs).find(
    (j) => j.parts.length === needs.length && needs.length === new Set(needIds).size,
  )
  if (!job) return null
  const carriers = await carriersFor(ctx, cluster.id, employersOf(job))
  return { job, carriers }
}

export const employersOf = (job: Job) =>
  job.parts.map(({ need }) => ({
    organisationId: need.organisationId,
    name: (need as StaffNeed).organisationName,
    ...{ minutes: need.minutes, point: need.point },
  }))

export interface StaffOffer {
  id: string
  title: string
  organisationId: string
  organisationName: string
}

/** Offers of staff of the same trades whose hours cover the half-days of a job; at most five, the oldest first. */
export async function staffOffersFor(ctx: Ctx, job: SharedJob): Promise<StaffOffer[]> {
  const rows = await ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .innerJoin('affiliations as a', (join) =>
      join.onRef('a.organisationId', '=', 'l.organisationId').onRef('a.clusterId', '=', 'l.clusterId'),
    )
    .select(['l.id', 'l.title', 'l.organisationId', 'o.name as organisationName', 'l.windows', 'l.details'])
    .where('l.clusterId', '=', job.clusterId)
    .where('l.direction', '=', 'offer')
    .where('l.kind', '=', 'staff')
    .where('l.status', '=', 'published')
    .where('l.hiddenReason', 'is', null)
    .where('a.status', '=', 'active')
    .where(sql<boolean>`json_extract(l.details, '$.romeCode') like ${`${familyOf(job.romeCode)}%`}`)
    .where(({ eb, or }) => or([eb('l.expiresAt', 'is', null), eb('l.expiresAt', '>', ctx.now)]))
    .orderBy('l.publishedAt')
    .limit(100)
    .execute()
  const fits = rows.filter((row) => {
    const others = job.parts.filter((p) => p.organisationId !== row.organisationId)
    const { hoursPerWeek = 0 } = JSON.parse(row.details) as AnyDetails
    const minutes = others.reduce((sum, p) => sum + p.minutes, 0)
    return (
      hoursPerWeek * 60 >= minutes &&
      covers(
        JSON.parse(row.windows) as Window[],
        others.flatMap((p) => p.halfDays),
      )
    )
  })
  return fits.slice(0, 5).map(({ id, title, organisationId, organisationName }) => ({
    ...{ id, title, organisationId, organisationName },
  }))
}
