import { AppError } from '../../core/errors'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import type { Query } from '../../platform/db'
import { affiliationOf, membersOf } from '../queries'

/** The coordinator takes an organisation in. Where nobody manages it yet, whoever registered it becomes its manager. */
export async function acceptAffiliation(ctx: Ctx, clusterId: string, organisationId: string): Promise<void> {
  mustCoordinate(ctx, clusterId)
  const before = await affiliationOf(ctx, clusterId, organisationId)
  if (!before) throw new AppError('not_found')
  if (before.status !== 'requested') throw new AppError('transition_not_allowed', { state: before.status })
  const row = { clusterId, organisationId }
  const accepted = fact(ctx, 'affiliation.accepted', {
    clusterId,
    table: 'affiliations',
    row,
    payload: { organisationId },
  })
  const facts: Fact[] = [accepted]
  const writes: Query[] = [
    ctx.db
      .updateTable('affiliations')
      .set({ status: 'active', since: ctx.now, reason: null, ...stamp(accepted) })
      .where('clusterId', '=', clusterId)
      .where('organisationId', '=', organisationId)
      .where('version', '=', before.version),
  ]
  const people = await membersOf(ctx, organisationId, ['requested', 'active'])
  const founder = people.find((m) => m.role === 'manager' && m.status === 'requested')
  if (founder && !people.some((m) => m.role === 'manager' && m.status === 'active')) {
    const joined = fact(ctx, 'member.joined', {
      clusterId,
      table: 'members',
      row: founder.id,
      payload: { organisationId, personId: founder.personId },
    })
    facts.push(joined)
    writes.push(
      ctx.db
        .updateTable('members')
        .set({ status: 'active', ...stamp(joined) })
        .where('id', '=', founder.id)
        .where('status', '=', 'requested'),
    )
  }
  await commit(ctx, facts, writes)
}
