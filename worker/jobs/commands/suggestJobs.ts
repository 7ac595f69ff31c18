import { AppError } from '../../core/errors'
import { clusterById } from '../../clusters/queries'
import type { Ctx } from '../../platform/context'
import { partTimeNeeds } from '../needs'
import { suggestedKeys } from '../queries'
import { familyOf, jobsOf } from '../rules'
import { plan } from '../rulesOfSharing'
import { keyWithContents, writeJob } from '../writing'

const WEEKS = 12
const ANSWER_DAYS = 14

/**
 * Suggests to employers the jobs that their needs of one trade make together: those that place the most hours, no need in
 * two. A set that was suggested before is not suggested again unless one of its needs was edited; who refused in the last
 * thirty days is not asked. Returns how many were suggested.
 */
export async function suggestJobs(ctx: Ctx, clusterId: string, rome: string): Promise<number> {
  const cluster = await clusterById(ctx, clusterId)
  if (!cluster) return 0
  const needs = await partTimeNeeds(ctx, cluster, { willing: true })
  const [known, jobs] = [
    await suggestedKeys(ctx, clusterId),
    jobsOf(needs.filter((n) => familyOf(n.rome) === familyOf(rome))),
  ]
  let suggested = 0
  for (const job of plan(jobs.filter((j) => !known.has(keyWithContents(j)))).jobs)
    try {
      const more = { weeks: WEEKS, answerDays: ANSWER_DAYS, note: '', origin: 'suggested' as const }
      await writeJob(ctx, cluster, job, more)
      suggested++
    } catch (error) {
      // Somebody proposed one of these needs in between, or the message came twice.
      if (!(error instanceof AppError) || error.code !== 'already_exists') throw error
    }
  return suggested
}
