import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'

/**
 * Who may run an organisation within a cluster: its managers, and the coordinator of a cluster in which it is (or was)
 * accepted. A coordinator learns nothing of organisations elsewhere: `not_found`.
 */
export async function mustRun(ctx: Ctx, organisationId: string, clusterId: string): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const membership = actor.organisations.find((m) => m.organisationId === organisationId)
  if (membership?.role === 'manager') return
  if (!actor.coordinates.includes(clusterId)) throw new AppError('not_manager')
  const place = await ctx.db
    .selectFrom('affiliations')
    .select('status')
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  if (place?.status !== 'active' && place?.status !== 'suspended') throw new AppError('not_found')
}
