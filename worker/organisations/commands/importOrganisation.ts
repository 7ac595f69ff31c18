import { AppError } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { OrganisationInput } from '../input'
import { affiliationOf, isElsewhere, organisationByKey } from '../queries'
import { ORGANISATION_FIELDS } from '../rules'
import { newOrganisation, placed } from '../writes'

export interface Imported {
  outcome: 'added' | 'updated' | 'unchanged'
  /** Fields that the file would change and that were changed by hand, or that belong to another cluster. */
  leftAlone: string[]
}

/**
 * Takes in what a coordinator's file says of an organisation, found again by its SIRET or identifier: a new one is
 * accepted at once, a known one gets what the file knows better. Empty cells erase nothing; what was changed by hand wins;
 * what is told of an organisation that another cluster knows too is left to its managers.
 *
 * Throws `organisation_suspended`, and `transition_not_allowed` where it was refused or has left.
 */
export async function importOrganisation(
  ctx: Ctx,
  clusterId: string,
  given: OrganisationInput,
): Promise<Imported> {
  mustCoordinate(ctx, clusterId)
  const input = check(OrganisationInput, given)
  const before = await organisationByKey(ctx, input)
  if (!before) {
    const made = newOrganisation(ctx, clusterId, given)
    const place = placed(ctx, clusterId, made.id)
    await commit(ctx, [...made.facts, place.fact], [...made.writes, place.write])
    return { outcome: 'added', leftAlone: [] }
  }
  const standing = await affiliationOf(ctx, clusterId, before.id)
  if (standing?.status === 'suspended') throw new AppError('organisation_suspended')
  if (standing?.status === 'left' || standing?.status === 'refused')
    throw new AppError('transition_not_allowed', { state: standing.status })

  const differing = ORGANISATION_FIELDS.filter((field) => {
    const told = given[field]
    return told !== undefined && told !== null && told !== '' && input[field] !== before[field]
  })
  const shared = await isElsewhere(ctx, before.id, clusterId)
  const leftAlone = differing.filter((field) => shared || before.handEdited.includes(field))
  const changes = Object.fromEntries(
    differing.filter((field) => !leftAlone.includes(field)).map((field) => [field, input[field]]),
  )
  const facts: Fact[] = []
  const writes: Query[] = []
  if (standing?.status !== 'active') {
    const place = placed(ctx, clusterId, before.id)
    facts.push(place.fact)
    writes.push(place.write)
  }
  if (Object.keys(changes).length > 0) {
    const updated = fact(ctx, 'organisation.updated', {
      clusterId,
      table: 'organisations',
      row: before.id,
      payload: {},
    })
    facts.push(updated)
    writes.push(
      ctx.db
        .updateTable('organisations')
        .set({ ...changes, ...stamp(updated) })
        .where('id', '=', before.id)
        .where('version', '=', before.version),
    )
  }
  if (facts.length > 0) await commit(ctx, facts, writes)
  const outcome = standing?.status !== 'active' ? 'added' : writes.length > 0 ? 'updated' : 'unchanged'
  return { outcome, leftAlone }
}
