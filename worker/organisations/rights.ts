import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'

/**
 * Who may run an organisation within a cluster: its managers, wherever it has or asked for a place; and the coordinator of a
 * cluster in which it is (or was) accepted. Nothing is known of organisations elsewhere: `not_found`.
 */
export async function mustRun(ctx: Ctx, organisationId: string, clusterId: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const membership = actor.organisations.find((m) => m.organisationId === organisationId)
  const manages = membership?.role === 'manager'
  if (!manages && !actor.coordinates.includes(clusterId)) throw new AppError('not_manager')
  const place = await ctx.db
    .selectFrom('affiliations')
    .select('status')
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  // What a manager does is told in the cluster's journal: it must be one that knows the organisation.
  if (manages ? !place : place?.status !== 'active' && place?.status !== 'suspended')
    throw new AppError('not_found')
}
