import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeMember } from '../../platform/context'
import { check } from '../../platform/input'
import { aboutFor } from '../about'
import { MessageInput } from '../input'

/**
 * Writes to the other party of a booking or a match; the event says that, never what. Returns the message's id. Throws
 * `not_found` for those who are no party, `organisation_suspended`, `invalid`, `transition_not_allowed` on a match that was
 * set aside.
 */
export async function sendMessage(ctx: Ctx, aboutId: string, text: string): Promise<string> {
  const about = await aboutFor(ctx, aboutId)
  const actor = mustBeMember(ctx, about.mine.id, about.clusterId)
  if (about.closed) throw new AppError('transition_not_allowed')
  const { body } = check(MessageInput, { body: text })
  const id = newId('message', Date.parse(ctx.now))
  const parties = { fromOrganisationId: actor.organisationId, toOrganisationId: about.theirs.id }
  const happened = fact(ctx, 'message.sent', {
    ...{ clusterId: about.clusterId, table: 'messages', row: id },
    payload: { aboutId, ...parties },
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('messages').values({
      ...{ id, clusterId: about.clusterId, aboutId, ...parties, fromPersonId: ctx.actor?.personId ?? '' },
      ...{ body, lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
  return id
}
