import { sql } from 'kysely'
import { again } from '../../bookings/racing'
import { AppError, invalid } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { sha256 } from '../../platform/crypto'
import { type Call, lotsOfCall } from '../queries'
import { type Application, applicationById, applicationToChange, filesOf } from '../queriesOfApplications'
import { missingToSubmit } from '../rules'
import { applicationFact, setApplication } from '../writesOfApplications'
import { draftToChange } from './saveApplication'

/**
 * Sends an application: it gets its number and the hash of all it says, which its organisation is told by mail. The clock is the
 * server's, and the database asks it again. Throws `invalid` with what is missing, `call_closed`, `transition_not_allowed`.
 */
export async function submitApplication(ctx: Ctx, id: string): Promise<Application> {
  return again(async () => {
    const { application: a, call, onBehalfOf } = await draftToChange(ctx, id)
    const [lots, files] = await Promise.all([lotsOfCall(ctx, call.id), filesOf(ctx, id)])
    const missing = missingToSubmit({ ...a, hasProfile: a.profile !== null })
    if (missing.length > 0) throw invalid(...missing)
    const known = new Set(lots.map((l) => l.id))
    const gone = a.choices.findIndex((lot) => !known.has(lot))
    if (gone >= 0) throw invalid({ path: `choices.${gone}`, code: 'no_such_lot' })
    const { n } = await ctx.db
      .selectFrom('applications')
      .select(sql<number>`coalesce(max(number), 0) + 1`.as('n'))
      .where('callId', '=', call.id)
      .executeTakeFirstOrThrow()
    const number = Number(n)
    const said = JSON.stringify({
      ...{
        call: call.id,
        application: id,
        number,
        submittedAt: ctx.now,
        answers: a.answers,
        choices: a.choices,
      },
      ...{ needs: a.needs, profile: a.profile, files: files.map((f) => f.sha256) },
    })
    const happened = applicationFact(ctx, 'application.submitted', { ...a, onBehalfOf }, { number })
    const set = {
      ...{ status: 'submitted', number, submittedAt: ctx.now, hash: await sha256(said) },
      ...{ profile: JSON.stringify(a.profile), sector: a.profile?.sector ?? '' },
    }
    try {
      await commit(ctx, happened, [setApplication(ctx, a, happened, set)])
    } catch (error) {
      // Two who send at once ask for the same number: the second asks again.
      if (error instanceof AppError && error.code === 'already_exists') throw new AppError('stale')
      throw error
    }
    return (await applicationById(ctx, id)) as Application
  })
}

/** Takes an application back, at any time before the deadline. Throws `call_closed`, `transition_not_allowed`. */
export async function withdrawApplication(ctx: Ctx, id: string): Promise<Application> {
  const { application: a, call, onBehalfOf } = await applicationToChange(ctx, id)
  mustBeOpen(call)
  if (a.status !== 'submitted') throw new AppError('transition_not_allowed', { state: a.status })
  const happened = applicationFact(
    ctx,
    'application.withdrawn',
    { ...a, onBehalfOf },
    { number: a.number ?? 0 },
  )
  await commit(ctx, happened, [
    setApplication(ctx, a, happened, { status: 'withdrawn', withdrawnAt: ctx.now }),
  ])
  return (await applicationById(ctx, id)) as Application
}

function mustBeOpen(call: Call) {
  if (call.now !== 'published') throw new AppError('call_closed')
}
