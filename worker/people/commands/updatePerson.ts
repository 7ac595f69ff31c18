import type * as z from 'zod'
import { AppError } from '../../core/errors'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { PersonPatch } from '../input'
import { personById } from '../queries'

/**
 * Changes what the actor says of themselves: name, language, how often they get mail, telephone. What is left out, or the
 * same as before, is no change and records nothing. Throws `invalid`, `stale`.
 */
export async function updatePerson(ctx: Ctx, input: z.input<typeof PersonPatch>): Promise<void> {
  const actor = mustBeSignedIn(ctx)
  const wanted = check(PersonPatch, input)
  const before = await personById(ctx, actor.personId)
  if (!before) throw new AppError('not_found')
  const keys = ['name', 'language', 'mailRhythm', 'phone'] as const
  const changed = keys.filter((key) => wanted[key] !== undefined && wanted[key] !== before[key])
  if (changed.length === 0) return
  const happened = fact(ctx, 'person.updated', {
    clusterId: null,
    table: 'people',
    row: before.id,
    payload: {},
  })
  await commit(ctx, happened, [
    ctx.db
      .updateTable('people')
      .set({ ...Object.fromEntries(changed.map((key) => [key, wanted[key]])), ...stamp(happened) })
      .where('id', '=', before.id)
      .where('version', '=', before.version),
  ])
}
