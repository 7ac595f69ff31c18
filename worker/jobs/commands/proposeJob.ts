import { clusterById } from '../../clusters/queries'
import { AppError } from '../../core/errors'
import { mondayOf, wallOf } from '../../core/time'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { JobInput } from '../input'
import { partTimeNeeds } from '../needs'
import { jobById, type SharedJob } from '../queries'
import { jobsOf } from '../rules'
import { writeJob } from '../writing'

/**
 * Proposes one whole job to the employers whose needs make it. Throws `invalid` where these needs make none (see
 * `jobsOf`) or the week has begun, `already_exists` where one of them stands in another job.
 */
export async function proposeJob(ctx: Ctx, clusterId: string, input: JobInput): Promise<SharedJob> {
  mustCoordinate(ctx, clusterId)
  const { needIds, startsOn, ...wanted } = check(JobInput, input)
  const cluster = await clusterById(ctx, clusterId)
  if (!cluster) throw new AppError('not_found')
  const needs = await partTimeNeeds(ctx, cluster, { ids: needIds })
  if (needs.length < new Set(needIds).size) throw refused('needIds', 'not_a_choice')
  const job = jobsOf(needs).find((j) => j.parts.length === needs.length)
  if (!job) throw refused('needIds', 'no_shared_job')
  const monday = startsOn ? mondayOf(startsOn) : null
  if (monday && monday <= wallOf(ctx.now, cluster.timeZone).date) throw refused('startsOn', 'in_the_past')
  const id = await writeJob(ctx, cluster, job, { ...wanted, startsOn: monday, origin: 'coordinator' })
  return (await jobById(ctx, id)) as SharedJob
}

const refused = (path: string, code: string) => new AppError('invalid', { fields: [{ path, code }] })
