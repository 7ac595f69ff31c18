import { sql } from 'kysely'
import { AppError, invalid } from '../../core/errors'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Reason, ScoreInput } from '../input'
import { type Score, scoresOf } from '../jury'
import { type Seen, visibleApplication } from '../queriesOfApplications'
import { query } from '../writing'
import { closeCall } from './closeCall'

/**
 * Gives, or changes, what a juror makes of an application: points of 0 to 10 for each criterion, with words. Part of them may
 * follow. Throws `forbidden` to who is no juror, `juror_recused`, `transition_not_allowed` unless the jury is judging, `invalid`.
 */
export async function giveScore(ctx: Ctx, applicationId: string, given: ScoreInput): Promise<Score> {
  const { seen, before } = await judging(ctx, applicationId)
  const { call } = seen
  const input = check(ScoreInput, given)
  const known = call.criteria.map((c) => c.id)
  for (const part of ['points', 'comments'] as const)
    for (const name of Object.keys(input[part]))
      if (!known.includes(name)) throw invalid({ path: `${part}.${name}`, code: 'unknown_field' })
  const points = { ...before?.points, ...input.points }
  const comments = { ...before?.comments, ...input.comments }
  await write(ctx, seen, 'score.given', {
    ...{ points, comments, recused: 0, reason: '' },
    told: { points: known.map((id) => points[id] ?? '–').join(',') },
  })
  return (await mine(ctx, seen)) as Score
}

/** Says that one is too near to an application to judge it: what one gave counts no more, for good. Throws as `giveScore`. */
export async function recuse(ctx: Ctx, applicationId: string, given: Reason): Promise<Score> {
  const { seen, before } = await judging(ctx, applicationId)
  const { reason } = check(Reason, given)
  const kept = { points: before?.points ?? {}, comments: before?.comments ?? {} }
  await write(ctx, seen, 'score.recused', { ...kept, recused: 1, reason, told: {} })
  return (await mine(ctx, seen)) as Score
}

async function judging(ctx: Ctx, applicationId: string) {
  mustBeSignedIn(ctx)
  let seen = await visibleApplication(ctx, applicationId)
  // The deadline has passed within this minute, and the clock has not been by.
  if (seen.call.now === 'closed' && seen.part.judges && (await closeCall(ctx, seen.call.id)))
    seen = await visibleApplication(ctx, applicationId)
  if (!seen.part.judges) throw new AppError('forbidden')
  if (seen.concerned) throw new AppError('juror_recused')
  if (seen.call.status !== 'closed') throw new AppError('transition_not_allowed', { state: seen.call.now })
  const before = await mine(ctx, seen)
  if (before?.recused) throw new AppError('juror_recused')
  return { seen, before }
}

async function mine(ctx: Ctx, seen: Seen): Promise<Score | null> {
  const all = await scoresOf(ctx, seen.call.id, seen.application.id)
  return all.find((s) => s.personId === ctx.actor?.personId) ?? null
}

interface Given {
  points: Record<string, number>
  comments: Record<string, string>
  recused: 0 | 1
  reason: string
  told: Record<string, string>
}

/** The row, where the jury still judges at the moment of writing; else nothing, and the event undoes it: `stale`. */
async function write(ctx: Ctx, { call, application }: Seen, type: 'score.given' | 'score.recused', g: Given) {
  const personId = ctx.actor?.personId ?? ''
  const happened = fact(ctx, type, {
    ...{
      clusterId: call.clusterId,
      table: 'applicationScores',
      row: { applicationId: application.id, personId },
    },
    payload: { callId: call.id, round: call.round, ...g.told } as {
      callId: string
      round: number
      points: string
    },
  })
  await commit(ctx, happened, [
    query(
      ctx,
      sql`insert into application_scores
          (application_id, person_id, call_id, cluster_id, points, comments, recused, reason, round, last_event_id, given_at)
        select ${application.id}, ${personId}, c.id, c.cluster_id, ${JSON.stringify(g.points)}, ${JSON.stringify(g.comments)},
          ${sql.lit(g.recused)}, ${g.reason}, c.round, ${happened.id}, ${ctx.now}
          from calls c join call_jurors j on j.call_id = c.id and j.person_id = ${personId} and j.left_at is null
         where c.id = ${call.id} and c.status = 'closed' and c.round = ${sql.lit(call.round)}
        on conflict (application_id, person_id) do update set points = excluded.points, comments = excluded.comments,
          recused = excluded.recused, reason = excluded.reason, round = excluded.round, given_at = excluded.given_at,
          version = application_scores.version + 1, last_event_id = excluded.last_event_id`,
    ),
  ])
}
