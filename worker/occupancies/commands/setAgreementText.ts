import { invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import { check } from '../../platform/input'
import { TextInput } from '../input'
import type { Form } from '../rulesOfForms'
import { problemsOfText } from '../rulesOfText'
import { type TextVersion, textInForce } from '../texts'

/**
 * Writes a new version of a form's text in a cluster; agreements that were proposed with an older one keep it. Throws `invalid`
 * where a blank is unknown or one that the law asks for is missing, and where nothing changes; `not_coordinator`.
 */
export async function setAgreementText(
  ctx: Ctx,
  clusterId: string,
  form: Form,
  given: TextInput,
): Promise<TextVersion> {
  const actor = mustCoordinate(ctx, clusterId)
  const input = check(TextInput, given)
  const body = input.body.replace(/\r\n?/g, '\n')
  const problems = problemsOfText(form, body)
  if (problems.length > 0) throw invalid(...problems)
  const now = await textInForce(ctx, clusterId, form)
  if (now.body === body) throw invalid({ path: 'body', code: 'nothing_changes' })
  const id = newId('agreementText', Date.parse(ctx.now))
  const number = now.number + 1
  const happened = fact(ctx, 'agreement_text.changed', {
    ...{ clusterId, table: 'agreementTexts', row: id, payload: { form, number } },
  }) as Fact
  await commit(ctx, happened, [
    ctx.db.insertInto('agreementTexts').values({
      ...{ id, clusterId, form, number, body, note: input.note },
      ...{ lastEventId: happened.id, createdBy: actor.personId, createdAt: ctx.now },
    }),
  ])
  return { number, body, note: input.note, createdAt: ctx.now }
}
