import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { AskInput } from '../input'
import { standingNeed } from '../queries'

/**
 * The coordinator asks organisations of the cluster whether they have what a need looks for: each at most once about a need.
 * Those asked before are left out. Returns how many were asked now. Throws `invalid` for one that is not active here, or
 * the one that asks; `listing_not_open`.
 */
export async function askOrganisations(ctx: Ctx, needId: string, given: AskInput): Promise<number> {
  const actor = mustBeSignedIn(ctx)
  const need = await standingNeed(ctx, needId)
  const { clusterId } = need
  mustCoordinate(ctx, clusterId)
  const ids = [...new Set(check(AskInput, given).organisations)]
  const [active, before] = await Promise.all([
    ctx.db
      .selectFrom('affiliations')
      .select('organisationId')
      .where('clusterId', '=', clusterId)
      .where('status', '=', 'active')
      .where('organisationId', 'in', ids)
      .execute(),
    ctx.db.selectFrom('needAsks').select('organisationId').where('needId', '=', needId).execute(),
  ])
  const here = new Set(active.map((a) => a.organisationId))
  if (ids.some((id) => !here.has(id) || id === need.organisationId))
    throw invalid({ path: 'organisations', code: 'wrong' })
  const known = new Set(before.map((b) => b.organisationId))
  const asked = ids.filter((id) => !known.has(id))
  if (asked.length === 0) return 0
  const rows = asked.map((organisationId) => ({ id: newId('ask', Date.parse(ctx.now)), organisationId }))
  const facts = rows.map(({ id, organisationId }) =>
    fact(ctx, 'need.asked', { clusterId, table: 'needAsks', row: id, payload: { organisationId, needId } }),
  )
  const writes = rows.map((row, i) =>
    ctx.db.insertInto('needAsks').values({
      ...{ ...row, needId, clusterId, askedBy: actor.personId, createdAt: ctx.now },
      lastEventId: facts[i]?.id ?? '',
    }),
  )
  try {
    await commit(ctx, facts, writes)
  } catch (error) {
    // Somebody else asked them at the same moment: they are asked.
    if (error instanceof AppError && error.code === 'already_exists') return 0
    throw error
  }
  return asked.length
}
