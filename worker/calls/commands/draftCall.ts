import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { wordsOf } from '../../text'
import { CallInput } from '../input'
import { type Call, callById } from '../queries'
import { mustBeRight, problemsOf } from '../rules'
import { callFact, lotsFor, peopleFor, putJurors, putLots, siteFor } from '../writing'

/**
 * Writes down a call for lots of a site, as a draft. Criteria and questions are the usual ones unless given. For those who
 * answer for the landlord, and the coordinators. Throws `invalid`, `not_manager`, `not_found` of a site that is not theirs.
 */
export async function draftCall(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  given: CallInput,
): Promise<Call> {
  const actor = mustBeSignedIn(ctx)
  const input = check(CallInput, given)
  const site = await siteFor(ctx, input.siteId, cluster.id)
  if (!actor.coordinates.includes(cluster.id)) {
    const isTheirs = actor.organisations.some((m) => m.organisationId === site.organisationId)
    if (!isTheirs) throw new AppError('not_found')
    mustAnswerFor(ctx, site.organisationId, cluster.id)
  }
  const { lotIds = [], jurors = [], siteId, ...rest } = input
  const [lots, people] = [await lotsFor(ctx, siteId, lotIds), await peopleFor(ctx, cluster.id, jurors)]
  const { defaults } = wordsOf(input.language).calls
  const criteria = (rest.criteria ?? defaults.criteria).map((c, i) => ({ id: `c${i + 1}`, ...c }))
  const terms = {
    ...{
      startsOn: rest.startsOn ?? null,
      endsOn: rest.endsOn ?? site.endsOn,
      deadline: rest.deadline ?? null,
    },
    ...{ answerOn: rest.answerOn ?? null, criteria, quotas: rest.quotas ?? [], visits: rest.visits ?? [] },
  }
  mustBeRight(problemsOf({ ...terms, lots: lots.length, jurors: people.length }, ctx.now, cluster.timeZone))
  const id = newId('call', Date.parse(ctx.now))
  const { organisationId } = site
  const happened = callFact(ctx, 'call.drafted', { id, clusterId: cluster.id, organisationId })
  await commit(ctx, happened, [
    ctx.db.insertInto('calls').values({
      ...{ id, clusterId: cluster.id, siteId, organisationId, language: input.language, title: input.title },
      ...{ description: rest.description ?? site.description, form: rest.form ?? '' },
      ...{
        startsOn: terms.startsOn,
        endsOn: terms.endsOn,
        deadline: terms.deadline,
        answerOn: terms.answerOn,
      },
      ...(rest.answerDays !== undefined && { answerDays: rest.answerDays }),
      ...(rest.visitPlaces !== undefined && { visitPlaces: rest.visitPlaces }),
      questions: JSON.stringify(rest.questions ?? defaults.questions),
      criteria: JSON.stringify(criteria),
      ...{ quotas: JSON.stringify(terms.quotas), visits: JSON.stringify(terms.visits) },
      ...{ visitListingId: null, seedHash: null, allocation: null, publishedAt: null, closedAt: null },
      ...{ judgedAt: null, allocatedAt: null, endedAt: null },
      ...{ lastEventId: happened.id, createdBy: actor.personId, createdAt: ctx.now },
    }),
    ...putLots(ctx, id, lots),
    ...putJurors(ctx, id, [], people),
  ])
  return (await callById(ctx, id)) as Call
}
