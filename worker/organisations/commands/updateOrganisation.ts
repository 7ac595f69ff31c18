import { AppError, invalid } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { isPostcodeOf, OrganisationPatch } from '../input'
import { organisationById } from '../queries'
import { mustRun } from '../rights'
import { changedByHand } from '../rules'

/**
 * Changes what is told of an organisation; the fields changed are remembered, so that an import leaves them alone.
 * `ifVersion`: refuses with `version_mismatch` where another change came between.
 */
export async function updateOrganisation(
  ctx: Ctx,
  clusterId: string,
  organisationId: string,
  patch: OrganisationPatch,
  ifVersion?: number,
): Promise<void> {
  await mustRun(ctx, organisationId, clusterId)
  const changes = check(OrganisationPatch, patch)
  const before = await organisationById(ctx, organisationId)
  if (!before) throw new AppError('not_found')
  if (changes.postcode !== undefined && !isPostcodeOf(before.country, changes.postcode))
    throw invalid({ path: 'postcode', code: 'postcode_five_digits' })
  if (ifVersion !== undefined && ifVersion !== before.version) throw new AppError('version_mismatch')
  const updated = fact(ctx, 'organisation.updated', {
    clusterId,
    table: 'organisations',
    row: organisationId,
    payload: {},
  })
  await commit(ctx, updated, [
    ctx.db
      .updateTable('organisations')
      .set({ ...changes, handEdited: JSON.stringify(changedByHand(before, changes)), ...stamp(updated) })
      .where('id', '=', organisationId)
      .where('version', '=', before.version),
  ])
}
