import { commit, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'

/** Sets how often a person is written to, as they asked by a signed link. False where the person is gone. */
export async function setMailRhythm(
  ctx: Ctx,
  personId: string,
  mailRhythm: 'now' | 'daily' | 'never',
): Promise<boolean> {
  const person = await ctx.db
    .selectFrom('people')
    .select(['version', 'mailRhythm'])
    .where('id', '=', personId)
    .where('erasedAt', 'is', null)
    .executeTakeFirst()
  if (!person) return false
  if (person.mailRhythm === mailRhythm) return true
  const happened = fact(ctx, 'person.updated', {
    clusterId: null,
    table: 'people',
    row: personId,
    payload: {},
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('people')
      .set({ mailRhythm, ...stamp(happened) })
      .where('id', '=', personId)
      .where('version', '=', person.version),
  ])
  return true
}
