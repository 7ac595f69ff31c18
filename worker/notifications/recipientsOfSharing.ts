import type { StoredEvent } from '../core/events'
import type { Ctx } from '../platform/context'

const MOST = 50

/** Whom to tell of a job that employers share: those who answer for them, for its carrier, and who runs the cluster. */
export async function ofJob(
  ctx: Ctx,
  jobId: string,
  also: readonly ('carrier' | 'coordinator')[],
): Promise<string[]> {
  const people = (organisations: 'parts' | 'carrier') =>
    ctx.db
      .selectFrom('members as m')
      .select('m.personId')
      .where('m.status', '=', 'active')
      .where((eb) => eb.or([eb('m.role', '=', 'manager'), eb('m.mayAnswer', '=', 1)]))
      .where('m.organisationId', 'in', (eb) =>
        organisations === 'parts'
          ? eb.selectFrom('sharedJobParts').select('organisationId').where('jobId', '=', jobId)
          : eb.selectFrom('sharedJobs').select('carrierId as organisationId').where('id', '=', jobId),
      )
      .limit(MOST)
      .execute()
  const coordinators = ctx.db
    .selectFrom('coordinators as c')
    .innerJoin('sharedJobs as j', 'j.clusterId', 'c.clusterId')
    .select('c.personId')
    .where('j.id', '=', jobId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
    .limit(MOST)
  const found = await Promise.all([
    people('parts'),
    also.includes('carrier') ? people('carrier') : [],
    also.includes('coordinator') ? coordinators.execute() : [],
  ])
  return [...new Set(found.flat().map((row) => row.personId))]
}

/** Whom to tell of what is left: who posted the need that it would meet and those who answer for that organisation. */
export async function ofRemainder(
  ctx: Ctx,
  event: Extract<StoredEvent, { type: `remainder.${string}` }>,
): Promise<string[]> {
  const { needId, organisationId } = event.payload
  const rows = await ctx.db
    .selectFrom('members as m')
    .leftJoin('listings as l', (join) => join.onRef('l.createdBy', '=', 'm.personId').on('l.id', '=', needId))
    .select('m.personId')
    .where('m.organisationId', '=', organisationId)
    .where('m.status', '=', 'active')
    .where((eb) =>
      eb.or([eb('m.role', '=', 'manager'), eb('m.mayAnswer', '=', 1), eb('l.id', 'is not', null)]),
    )
    .limit(MOST)
    .execute()
  return rows.map((row) => row.personId)
}
