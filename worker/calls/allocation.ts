import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { juryOf } from './jury'
import { type Call, lotsOfCall } from './queries'
import { isWhole } from './jury'
import { type Export, type Inputs, replayed, resultOf } from './rulesOfReplay'

/** All that decides a call that has been judged, without a name; the seed is read here, and shown by what is published alone. */
export async function inputsOf(ctx: Ctx, call: Call): Promise<Inputs> {
  const [jury, lots, secret] = await Promise.all([
    juryOf(ctx, call),
    lotsOfCall(ctx, call.id),
    ctx.db.selectFrom('callSeeds').select('seed').where('callId', '=', call.id).executeTakeFirst(),
  ])
  if (!secret) throw new AppError('not_found')
  const numbers = new Map(
    jury.jurors.filter((j) => j.leftAt === null).map((j) => [j.personId, String(j.number)]),
  )
  const byApplication = Map.groupBy(jury.scores, (s) => s.applicationId)
  return {
    ...{ format: 'maillage-call/1', call: call.id, startsOn: call.startsOn ?? '', endsOn: call.endsOn ?? '' },
    ...{ seedHash: call.seedHash ?? '', seed: secret.seed, quotas: call.quotas },
    criteria: call.criteria.map(({ id, weight }) => ({ id, weight })),
    lots: lots.map(({ id, name, features }) => ({ id, name, features })),
    applications: jury.applications.map((a) => ({
      ...{ id: a.id, number: a.number ?? 0, sector: a.sector, choices: a.choices, needs: a.needs },
      scores: (byApplication.get(a.id) ?? []).flatMap((s) => {
        const juror = numbers.get(s.personId)
        const counts = juror && !jury.recused.has(`${a.id} ${s.personId}`) && isWhole(call.criteria, s.points)
        return counts ? [{ juror, points: s.points }] : []
      }),
    })),
  }
}

/** What comes out of a call that has been judged, with all that it came out of. */
export async function computed(ctx: Ctx, call: Call): Promise<Export> {
  const inputs = await inputsOf(ctx, call)
  return { ...inputs, result: await resultOf(inputs) }
}

/** What was published of a call's allocation: for anyone. Throws `not_found` before it is. */
export async function published(ctx: Ctx, callId: string): Promise<Export> {
  const row = await ctx.db
    .selectFrom('calls')
    .select('allocation')
    .where('id', '=', callId)
    .executeTakeFirst()
  if (!row?.allocation) throw new AppError('not_found')
  return JSON.parse(row.allocation) as Export
}

/** The published allocation done again, here and now. */
export const replayOf = async (ctx: Ctx, callId: string) => replayed(await published(ctx, callId))

/** The allocation as the reader may see it: published, or in advance to those who run or judge the call. */
export async function allocationFor(ctx: Ctx, call: Call, inside: boolean): Promise<Export | null> {
  if (call.allocatedAt !== null) return published(ctx, call.id)
  return call.now === 'judged' && inside ? computed(ctx, call) : null
}
