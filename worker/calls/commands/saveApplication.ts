import { AppError, invalid } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { ApplicationPatch } from '../input'
import { lotsOfCall } from '../queries'
import { type Application, applicationById, applicationToChange } from '../queriesOfApplications'
import { applicationFact, setApplication } from '../writesOfApplications'

/** Keeps a step of an application: it survives whatever happens to the browser. Throws `invalid`, `call_closed`, `transition_not_allowed`. */
export async function saveApplication(ctx: Ctx, id: string, given: ApplicationPatch): Promise<Application> {
  const { application, call, onBehalfOf } = await draftToChange(ctx, id)
  const patch = check(ApplicationPatch, given)
  if (patch.choices) {
    const known = new Set((await lotsOfCall(ctx, call.id)).map((l) => l.id))
    const wrong = patch.choices.findIndex((lot) => !known.has(lot))
    if (wrong >= 0) throw invalid({ path: `choices.${wrong}`, code: 'no_such_lot' })
  }
  const set = Object.fromEntries(Object.entries(patch).map(([name, value]) => [name, JSON.stringify(value)]))
  const same = Object.entries(patch).every(
    ([name, value]) => JSON.stringify(application[name as keyof Application]) === JSON.stringify(value),
  )
  if (same) return application
  const happened = applicationFact(ctx, 'application.saved', { ...application, onBehalfOf })
  await commit(ctx, happened, [setApplication(ctx, application, happened, set)])
  return (await applicationById(ctx, id)) as Application
}

/** A draft of a call that is open. */
export async function draftToChange(ctx: Ctx, id: string) {
  const found = await applicationToChange(ctx, id)
  if (found.application.status !== 'draft')
    throw new AppError('transition_not_allowed', { state: found.application.status })
  if (found.call.now !== 'published') throw new AppError('call_closed')
  return found
}
