import { AppError } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { CallPatch } from '../input'
import { type Call, callById, callToRun, jurorsOf, lotsOfCall } from '../queries'
import { mustBeRight, problemsOf } from '../rules'
import { callFact, lotsFor, peopleFor, putJurors, putLots, setCall } from '../writing'

/** Changes a draft. A published call is amended: see `amendCall`. Throws `transition_not_allowed`, `version_mismatch`, `invalid`. */
export async function editCall(ctx: Ctx, id: string, given: CallPatch, ifVersion?: number): Promise<Call> {
  const call = await callToRun(ctx, id, ['draft'])
  if (ifVersion !== undefined && ifVersion !== call.version) throw new AppError('version_mismatch')
  const { lotIds, jurors, criteria, questions, quotas, visits, ...plain } = check(CallPatch, given)
  const [before, lotsBefore] = await Promise.all([jurorsOf(ctx, id), lotsOfCall(ctx, id)])
  const lots = lotIds && (await lotsFor(ctx, call.siteId, lotIds))
  const people = jurors && (await peopleFor(ctx, call.clusterId, jurors))
  const now = {
    ...call,
    ...plain,
    criteria: criteria?.map((c, i) => ({ id: `c${i + 1}`, ...c })) ?? call.criteria,
    ...{
      questions: questions ?? call.questions,
      quotas: quotas ?? call.quotas,
      visits: visits ?? call.visits,
    },
  }
  const count = {
    lots: (lots ?? lotsBefore).length,
    jurors: (people ?? before.filter((j) => !j.leftAt)).length,
  }
  mustBeRight(problemsOf({ ...now, ...count }, ctx.now, call.timeZone))
  const happened = callFact(ctx, 'call.edited', call)
  await commit(ctx, happened, [
    setCall(ctx, call, happened, {
      ...plain,
      ...(criteria && { criteria: JSON.stringify(now.criteria) }),
      ...(questions && { questions: JSON.stringify(questions) }),
      ...(quotas && { quotas: JSON.stringify(quotas) }),
      ...(visits && { visits: JSON.stringify(visits) }),
    }),
    ...(lots ? putLots(ctx, id, lots) : []),
    ...(people ? putJurors(ctx, id, before, people) : []),
  ])
  return (await callById(ctx, id)) as Call
}
