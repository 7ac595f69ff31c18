import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { commit, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Schema } from '../platform/schema'
import { peopleBehind } from './queries'

type Row = Selectable<Schema['members']>

/**
 * Changes a membership so that an organisation that has managers keeps one. The condition is part of the UPDATE: of two
 * managers who leave at the same instant, the second finds no row to change. Throws `last_manager`.
 */
export async function writeMember(
  ctx: Ctx,
  member: Row,
  event: 'member.changed' | 'member.left',
  clusterId: string | null,
  changes: Partial<Pick<Row, 'role' | 'mayAnswer' | 'status'>>,
): Promise<void> {
  const { id, organisationId } = member
  const manages = member.role === 'manager' && member.status === 'active'
  const stops = manages && (changes.role === 'member' || changes.status === 'left')
  const happened = fact(ctx, event, {
    clusterId,
    table: 'members',
    row: id,
    payload: { organisationId, personId: member.personId },
  })
  let update = ctx.db
    .updateTable('members')
    .set({ ...changes, ...stamp(happened) })
    .where('id', '=', id)
    .where('version', '=', member.version)
  if (stops)
    update = update.where(
      sql<boolean>`exists (select 1 from members other where other.organisation_id = ${organisationId}
        and other.id <> ${id} and other.role = 'manager' and other.status = 'active')`,
    )
  try {
    await commit(ctx, happened, [update])
  } catch (error) {
    if (!stops || !(error instanceof AppError) || error.code !== 'stale') throw error
    const { managers } = await peopleBehind(ctx, organisationId)
    throw managers.some((person) => person !== member.personId) ? error : new AppError('last_manager')
  }
}
