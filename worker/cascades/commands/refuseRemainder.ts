import { commit } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Refusing } from '../input'
import { type Remainder, remainderById } from '../queries'
import { remainderToAnswer } from '../rights'
import { remainderFact, setRemainder } from '../writing'

/** Says no to what is left: it goes on to the next. Throws `transition_not_allowed` where it is no longer offered. */
export async function refuseRemainder(ctx: Ctx, id: string, input: Refusing = {}): Promise<Remainder> {
  mustBeSignedIn(ctx)
  const asked = check(Refusing, input)
  const { remainder, onBehalfOf } = await remainderToAnswer(ctx, id, asked.onBehalfOf)
  const happened = remainderFact(ctx, 'remainder.refused', remainder, {}, onBehalfOf)
  await commit(ctx, happened, [setRemainder(ctx, remainder, happened, { status: 'refused' })])
  return (await remainderById(ctx, id)) as Remainder
}
