import type * as z from 'zod'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { NewPerson } from '../input'

/**
 * Makes a person: one who has just shown that an address is theirs, or one without address for whom a coordinator acts.
 * Returns the id. Throws `invalid`, or `already_exists` where the address has a person.
 */
export async function registerPerson(ctx: Ctx, input: z.input<typeof NewPerson>): Promise<string> {
  const { name, email, language, phone } = check(NewPerson, input)
  const id = newId('person', Date.parse(ctx.now))
  const happened = fact(ctx, 'person.registered', { clusterId: null, table: 'people', row: id, payload: {} })
  await commit(ctx, happened, [
    ctx.db.insertInto('people').values({
      ...{ id, name, email, language, phone: phone ?? null },
      createdAt: ctx.now,
      lastEventId: happened.id,
    }),
  ])
  return id
}
