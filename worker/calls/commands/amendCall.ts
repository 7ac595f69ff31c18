import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { Amendment } from '../input'
import { type AmendmentMade, type Call, callById, callToRun, jurorsOf, lotsOfCall } from '../queries'
import { LEAST_JURORS, mustBeRight, problemsOf } from '../rules'
import { openVisits, visitsOf } from '../visits'
import {
  callFact,
  hold,
  letGo,
  lotsFor,
  peopleFor,
  putJurors,
  putLots,
  query,
  setCall,
  whichAreTaken,
} from '../writing'

/**
 * Changes a published call, in public: what changed and why is on its page from then on, and all who applied or began to are told.
 * Until the deadline; after it only who judges, while they judge. The deadline only moves later. Throws `transition_not_allowed`,
 * `version_mismatch`, `lot_under_call`, `invalid` (also where nothing changes).
 */
export async function amendCall(ctx: Ctx, id: string, given: Amendment, ifVersion?: number): Promise<Call> {
  const call = await callToRun(ctx, id, ['published', 'closed'])
  if (ifVersion !== undefined && ifVersion !== call.version) throw new AppError('version_mismatch')
  const { reason, lotIds, jurors, criteria, quotas, visits, ...plain } = check(Amendment, given)
  const [jurorsBefore, lotsBefore] = await Promise.all([jurorsOf(ctx, id), lotsOfCall(ctx, id)])
  const lots = lotIds ? await lotsFor(ctx, call.siteId, lotIds) : lotsBefore
  const people = jurors && (await peopleFor(ctx, call.clusterId, jurors))
  const judging = jurorsBefore.filter((j) => j.leftAt === null).map((j) => j.personId)
  // A criterion keeps its name in the record as long as it keeps its place.
  const weighed = criteria?.map((c, i) => ({ id: `c${i + 1}`, ...c }))
  const now = {
    ...{ ...call, ...plain, criteria: weighed ?? call.criteria },
    ...{ quotas: quotas ?? call.quotas, visits: visits ?? call.visits },
  }
  const changes = changesOf(call, now)
  if (
    !sameIds(
      lotsBefore.map((l) => l.id),
      lots.map((l) => l.id),
    )
  )
    changes.push({ field: 'lots' })
  if (people && !sameIds([...judging].sort(), [...people].sort())) changes.push({ field: 'jurors' })
  if (changes.length === 0) throw invalid({ path: 'reason', code: 'nothing_changes' })
  if (call.now === 'closed' && changes.some((c) => c.field !== 'jurors'))
    throw new AppError('transition_not_allowed', { state: call.now })
  mustStay(call, now, lots.length, people?.length ?? judging.length)
  if (call.now === 'published') {
    // A visit that is over was right when it was announced.
    const visits = now.visits.filter(
      (v) => !call.visits.some((was) => JSON.stringify(was) === JSON.stringify(v)),
    )
    mustBeRight(
      problemsOf(
        { ...now, visits, lots: lots.length, jurors: people?.length ?? judging.length },
        ctx.now,
        call.timeZone,
      ),
    )
  }
  const number = call.amendments + 1
  const happened = callFact(ctx, 'call.amended', call, { number })
  const added = lots.filter((l) => !lotsBefore.some((one) => one.id === l.id))
  const gone = lotsBefore.filter((l) => !lots.some((one) => one.id === l.id))
  const offer = !call.visitListingId && now.visits.length > 0 ? await visitsOf(ctx, now) : null
  const set = {
    ...plain,
    ...(weighed && { criteria: JSON.stringify(weighed) }),
    ...(quotas && { quotas: JSON.stringify(quotas) }),
    ...(visits && { visits: JSON.stringify(visits) }),
    ...(offer && { visitListingId: offer.id }),
    amendments: number,
  }
  try {
    await commit(
      ctx,
      [happened, ...(offer?.facts ?? [])],
      [
        ...(offer?.writes ?? []),
        amendment(ctx, { callId: id, number, eventId: happened.id, reason, changes, madeAt: ctx.now }),
        setCall(ctx, call, happened, set),
        ...(lotIds ? putLots(ctx, id, lots) : []),
        ...(gone.length > 0 ? [letGo(ctx, id, gone)] : []),
        ...(added.length > 0 ? [hold(ctx, id, call, added)] : []),
        ...(people ? putJurors(ctx, id, jurorsBefore, people) : []),
      ],
    )
  } catch (error) {
    throw await whichAreTaken(ctx, error, call, added)
  }
  const after = (await callById(ctx, id)) as Call
  if (visits || plain.visitPlaces !== undefined) await openVisits(ctx, after)
  return after
}

const TOLD_WITH_VALUES = ['deadline', 'answerOn', 'answerDays', 'form', 'title'] as const
const FIELDS = [...TOLD_WITH_VALUES, 'description', 'criteria', 'quotas', 'visits', 'visitPlaces'] as const

function changesOf(was: Call, now: Call): AmendmentMade['changes'] {
  return FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(now[field])).map((field) =>
    (TOLD_WITH_VALUES as readonly string[]).includes(field)
      ? { field, from: text(was[field]), to: text(now[field]) }
      : { field },
  )
}
const text = (value: unknown) => (value === null ? null : String(value))
const sameIds = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b)

/** What people have gone by already. */
function mustStay(was: Call, now: Call, lots: number, jurors: number): void {
  if (!now.deadline || (was.deadline && now.deadline < was.deadline))
    throw invalid({ path: 'deadline', code: 'only_later' })
  if (lots === 0) throw invalid({ path: 'lotIds', code: 'lots_needed' })
  if (now.criteria.length === 0) throw invalid({ path: 'criteria', code: 'criteria_needed' })
  if (jurors < LEAST_JURORS)
    throw invalid({ path: 'jurors', code: 'jurors_needed', params: { min: LEAST_JURORS } })
}

const amendment = (ctx: Ctx, a: AmendmentMade & { callId: string; eventId: string }) =>
  query(
    ctx,
    sql`insert into call_amendments (call_id, number, event_id, reason, changes, made_at)
      values (${a.callId}, cast(${a.number} as integer), ${a.eventId}, ${a.reason}, ${JSON.stringify(a.changes)}, ${a.madeAt})`,
  )
