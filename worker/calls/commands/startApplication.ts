import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Start } from '../input'
import { visibleCall } from '../queries'
import { type Application, applicationById, latestOf } from '../queriesOfApplications'
import { applicationFact } from '../writesOfApplications'

/**
 * Begins an application, or returns the one that was begun: an organisation has one in each call. One that was withdrawn is taken
 * up again with what it said. Throws `call_closed`, `own_offer` for the landlord's own organisation, `already_exists` once sent.
 */
export async function startApplication(ctx: Ctx, callId: string, given: Start): Promise<Application> {
  mustBeSignedIn(ctx)
  const { call } = await visibleCall(ctx, callId)
  const { organisationId, onBehalfOf: memberId } = check(Start, given)
  const onBehalfOf = await mustActFor(ctx, organisationId, call.clusterId, memberId)
  const before = await latestOf(ctx, callId, organisationId)
  if (before?.status === 'draft') return before
  if (before?.status === 'submitted') throw new AppError('already_exists')
  if (call.now !== 'published') throw new AppError('call_closed')
  if (organisationId === call.organisationId) throw new AppError('own_offer')
  const id = newId('application', Date.parse(ctx.now))
  const happened = applicationFact(ctx, 'application.started', {
    id,
    clusterId: call.clusterId,
    callId,
    onBehalfOf,
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('applications').values({
      ...{ id, clusterId: call.clusterId, callId, organisationId, onBehalfOf },
      answers: JSON.stringify(before?.answers ?? ['', '', '']),
      ...{ choices: JSON.stringify(before?.choices ?? []), needs: JSON.stringify(before?.needs ?? {}) },
      ...{ number: null, hash: null, submittedAt: null, withdrawnAt: null },
      ...{ createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now, lastEventId: happened.id },
    }),
  ])
  return (await applicationById(ctx, id)) as Application
}
