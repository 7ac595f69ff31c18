import { type Selectable, sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Call, type CallLot, type Juror, jurorsOf, lotsOfCall, type Part } from './queries'
import { type Sent, sentTo } from './queriesOfApplications'
import { namesAreShown } from './rules'
import { type Fit, fitOf } from './rulesOfFit'
import { type Criterion, type Judged, judged, type Sheet } from './rulesOfScores'

export interface Score extends Omit<Selectable<Schema['applicationScores']>, 'points' | 'comments'> {
  points: Record<string, number>
  comments: Record<string, string>
}

/** What has been given in a call so far; at most 20,000. */
export async function scoresOf(ctx: Ctx, callId: string, applicationId?: string): Promise<Score[]> {
  let query = ctx.db.selectFrom('applicationScores').selectAll().where('callId', '=', callId)
  if (applicationId) query = query.where('applicationId', '=', applicationId)
  const rows = await query.orderBy('applicationId').orderBy('personId').limit(20_000).execute()
  return rows.map((r) => ({
    ...r,
    points: JSON.parse(r.points) as Score['points'],
    comments: JSON.parse(r.comments) as Score['comments'],
  }))
}

/** Whether a juror has said all that is asked of one application. */
export const isWhole = (criteria: readonly Criterion[], points: Readonly<Record<string, number>>): boolean =>
  criteria.every((c) => points[c.id] !== undefined)

export interface Jury {
  jurors: Juror[]
  applications: Sent[]
  scores: Score[]
  marks: Map<string, Judged>
  /** By juror who still judges: how many applications they have yet to score. */
  missing: { personId: string; left: number }[]
  /** Who is near to which application, "application person": they do not judge it. */
  recused: Set<string>
}

/** All that is judged in a call, and what is missing of it. */
export async function juryOf(ctx: Ctx, call: Call): Promise<Jury> {
  const [jurors, applications, scores] = await Promise.all([
    jurorsOf(ctx, call.id),
    sentTo(ctx, call.id),
    scoresOf(ctx, call.id),
  ])
  const recused = await nearness(ctx, call.id)
  for (const s of scores) if (s.recused) recused.add(`${s.applicationId} ${s.personId}`)
  const judging = jurors.filter((j) => j.leftAt === null)
  const sheets = sheetsOf(call, judging, scores, recused)
  const whole = new Set(sheets.map((s) => `${s.application} ${s.juror}`))
  const missing = judging.map((j) => ({
    personId: j.personId,
    left: applications.filter((a) => {
      const key = `${a.id} ${j.personId}`
      return !recused.has(key) && !whole.has(key)
    }).length,
  }))
  // An application that nobody may judge is missing from everybody: somebody else must be named.
  const unjudged = applications.filter((a) =>
    judging.every((j) => recused.has(`${a.id} ${j.personId}`)),
  ).length
  if (unjudged > 0) missing.push({ personId: '', left: unjudged })
  return { jurors, applications, scores, marks: judged(call.criteria, sheets), missing, recused }
}

const sheetsOf = (
  call: Call,
  judging: readonly Juror[],
  scores: readonly Score[],
  recused: ReadonlySet<string>,
): Sheet[] =>
  scores
    .filter(
      (s) =>
        judging.some((j) => j.personId === s.personId) &&
        !recused.has(`${s.applicationId} ${s.personId}`) &&
        isWhole(call.criteria, s.points),
    )
    .map((s) => ({ juror: s.personId, application: s.applicationId, points: s.points }))

/** Jurors who belong to an applicant, or wrote its application: "application person". */
async function nearness(ctx: Ctx, callId: string): Promise<Set<string>> {
  const near = sql<{ key: string }>`select a.id || ' ' || j.person_id as key from applications a
    join call_jurors j on j.call_id = a.call_id
    where a.call_id = ${callId} and a.status = 'submitted' and (j.person_id = a.created_by or exists (
      select 1 from members m where m.organisation_id = a.organisation_id and m.person_id = j.person_id and m.status = 'active'))`
  const [rows] = await together(ctx.env.DB, { compile: () => near.compile(ctx.db) })
  return new Set(rows.map((r) => r.key))
}

export interface Row {
  application: Sent
  mark: Judged | null
  /** Of the lot that is looked at: which choice it is, and whether it fits. */
  choice: number | null
  fit: Fit | null
  /** What the reader has given, and whether they may. */
  mine: Score | null
  mayJudge: boolean
}
export interface Comparison extends Jury {
  lots: CallLot[]
  lot: CallLot | null
  named: boolean
  rows: Row[]
}

/**
 * The applications of a call side by side, the best first where all is judged, else by number; of one lot those that name it. As
 * its reader may see them: without names in the first round; a juror sees nothing of those they are recused from.
 */
export async function comparisonOf(ctx: Ctx, call: Call, runs: boolean, lotId?: string): Promise<Comparison> {
  const [jury, lots] = await Promise.all([juryOf(ctx, call), lotsOfCall(ctx, call.id)])
  const me = ctx.actor?.personId ?? ''
  const named = namesAreShown(call)
  const lot = lots.find((l) => l.id === lotId) ?? null
  const isOver = !['published', 'closed'].includes(call.now)
  const judging = jury.jurors.some((j) => j.personId === me && j.leftAt === null)
  const seen = jury.applications.filter(
    (a) => (!lot || a.choices.includes(lot.id)) && (runs || !jury.recused.has(`${a.id} ${me}`)),
  )
  const given = new Map(jury.scores.filter((s) => s.personId === me).map((s) => [s.applicationId, s]))
  const rows = seen.map((a): Row => {
    const at = lot ? a.choices.indexOf(lot.id) : -1
    return {
      application: named ? a : { ...a, organisationId: '', organisationName: '' },
      // Others' scores would lead those who have not given theirs.
      mark: call.round === 2 || isOver || !judging ? (jury.marks.get(a.id) ?? null) : null,
      choice: at < 0 ? null : at + 1,
      fit: lot
        ? fitOf(lot.features, a.needs, { startsOn: call.startsOn ?? '', endsOn: call.endsOn ?? '' })
        : null,
      mine: given.get(a.id) ?? null,
      mayJudge: judging && call.now === 'closed' && !jury.recused.has(`${a.id} ${me}`),
    }
  })
  rows.sort(
    (a, b) =>
      (b.mark?.score ?? -1e9) - (a.mark?.score ?? -1e9) ||
      (a.application.number ?? 0) - (b.application.number ?? 0),
  )
  return { ...jury, lots, lot, named, rows }
}

export interface Decision {
  at: string
  type: string
  /** Null: the clock. */
  actorName: string | null
  number: number | null
  payload: Record<string, string | number>
}

/**
 * Who decided what, and when, of a call: its steps and every score as it was given, newest first; paged by seq. In the first
 * round a juror reads their own scores alone, as in the comparison: others' would lead them.
 */
export async function recordOf(
  ctx: Ctx,
  { call, part }: { call: Call; part: Part },
  before?: number,
  limit = 50,
) {
  const callId = call.id
  const alone = part.judges && call.now === 'closed' && call.round === 1 ? (ctx.actor?.personId ?? '') : ''

  const { rows } = await sql<{
    seq: number
    at: string
    type: string
    actorName: string | null
    number: number | null
    payload: string
  }>`
    select e.seq, e.occurred_at as at, e.type, p.name as actor_name, a.number, e.payload from events e
      left join people p on p.id = e.actor_id
      left join applications a on a.id = case when e.type like 'score.%' then substr(e.subject_id, 1, instr(e.subject_id, ':') - 1)
        else e.payload->>'applicationId' end
     where e.subject_id in (select ${callId} union all
         select application_id || ':' || person_id from application_scores where call_id = ${callId}
         union all select id from call_offers where call_id = ${callId})
       and e.seq < ${before ?? Number.MAX_SAFE_INTEGER}
       and (${alone} = '' or e.type <> 'score.given' or e.actor_id = ${alone})
     order by e.seq desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows
    .slice(0, limit)
    .map((r) => ({ ...r, payload: JSON.parse(r.payload) as Decision['payload'] }))
  return { items, nextBefore: rows.length > limit ? (items.at(-1)?.seq ?? null) : null }
}
