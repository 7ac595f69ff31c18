import { type FieldError, invalid } from '../core/errors'
import { addDays, type Instant, wallOf } from '../core/time'
import { sameName } from '../premises/rules'
import { boundsOf, type Quota } from './rulesOfQuotas'
import type { Criterion } from './rulesOfScores'

// Pure: the states of a call, and what can be wrong with one.

export type CallStatus = 'draft' | 'published' | 'closed' | 'judged' | 'allocated' | 'ended' | 'cancelled'

/** The state as it truly is: the clock writes it each minute, and nobody may use the minute in between. */
export const callAt = (c: { status: CallStatus; deadline: Instant | null }, now: Instant): CallStatus =>
  c.status === 'published' && c.deadline !== null && c.deadline <= now ? 'closed' : c.status

/** Who is who among the applications is known to those who judge only once they have judged without. */
export const namesAreShown = (c: { status: CallStatus; round: number }): boolean =>
  ['judged', 'allocated', 'ended'].includes(c.status) || (c.status === 'closed' && c.round === 2)

export const LEAST_JURORS = 3
export const MOST_LOTS = 200

export interface Terms {
  startsOn: string | null
  endsOn: string | null
  deadline: Instant | null
  answerOn: string | null
  criteria: readonly (Pick<Criterion, 'weight'> & { label: string })[]
  quotas: readonly Quota[]
  visits: readonly { date: string; from: string; to: string }[]
  lots: number
  jurors: number
}

/** What can be wrong with a call at any time, as a draft too. `zone`: of the cluster, whose local dates these are. */
export function problemsOf(c: Terms, now: Instant, zone: string): FieldError[] {
  const found: FieldError[] = []
  const today = wallOf(now, zone).date
  const lastDay = c.deadline && wallOf(c.deadline, zone).date
  if (c.deadline && c.deadline <= now) found.push({ path: 'deadline', code: 'in_the_past' })
  if (c.deadline && lastDay && lastDay > addDays(today, 731))
    found.push({ path: 'deadline', code: 'too_far_ahead' })
  if (c.startsOn && c.startsOn <= today) found.push({ path: 'startsOn', code: 'in_the_past' })
  if (c.startsOn && c.endsOn && c.endsOn < c.startsOn)
    found.push({ path: 'endsOn', code: 'end_before_start' })
  if (c.endsOn && c.endsOn > addDays(today, 366 * 12)) found.push({ path: 'endsOn', code: 'too_far_ahead' })
  if (lastDay && c.answerOn && c.answerOn < lastDay) found.push({ path: 'answerOn', code: 'before_deadline' })
  if (lastDay && c.startsOn && c.startsOn <= lastDay)
    found.push({ path: 'startsOn', code: 'before_deadline' })
  const sum = c.criteria.reduce((all, one) => all + one.weight, 0)
  if (c.criteria.length > 0 && sum !== 100)
    found.push({ path: 'criteria', code: 'weights_sum', params: { sum } })
  for (const [i, { label }] of c.criteria.entries())
    if (c.criteria.findIndex((one) => sameName(one.label, label)) < i)
      found.push({ path: `criteria.${i}.label`, code: 'criterion_twice' })
  for (const [i, v] of c.visits.entries()) {
    if (v.to <= v.from) found.push({ path: `visits.${i}.to`, code: 'end_before_start' })
    if (v.date < today) found.push({ path: `visits.${i}.date`, code: 'in_the_past' })
    else if (lastDay && v.date > lastDay) found.push({ path: `visits.${i}.date`, code: 'after_deadline' })
  }
  return [...found, ...problemsOfQuotas(c)]
}

function problemsOfQuotas({ quotas, lots }: Terms): FieldError[] {
  const found: FieldError[] = []
  const sectors = quotas.map((q) => q.sector)
  for (const [i, q] of quotas.entries()) {
    if (sectors.indexOf(q.sector) < i) found.push({ path: `quotas.${i}.sector`, code: 'sector_twice' })
    if (q.min === undefined && q.max === undefined) found.push({ path: `quotas.${i}.min`, code: 'required' })
    if (q.min !== undefined && q.max !== undefined && q.max < q.min)
      found.push({ path: `quotas.${i}.max`, code: 'max_below_min' })
    if (q.unit === 'percent' && Math.max(q.min ?? 0, q.max ?? 0) > 100)
      found.push({ path: `quotas.${i}.max`, code: 'too_big', params: { max: 100 } })
  }
  if (found.length > 0 || lots === 0) return found
  const bounds = [...boundsOf(quotas, lots)]
  const least = bounds.reduce((sum, [, b]) => sum + b.min, 0)
  if (least > lots) found.push({ path: 'quotas', code: 'quotas_too_many', params: { least, lots } })
  for (const [i, [, b]] of bounds.entries())
    if (b.max < b.min && quotas[i]?.max !== undefined)
      found.push({ path: `quotas.${i}.max`, code: 'max_below_min' })
  return found
}

/** What a call must say before it is published. */
export function missingToPublish(c: Terms): FieldError[] {
  const found: FieldError[] = []
  for (const name of ['deadline', 'startsOn', 'endsOn'] as const)
    if (!c[name]) found.push({ path: name, code: 'required' })
  if (c.lots === 0) found.push({ path: 'lotIds', code: 'lots_needed' })
  if (c.criteria.length === 0) found.push({ path: 'criteria', code: 'criteria_needed' })
  if (c.jurors < LEAST_JURORS)
    found.push({ path: 'jurors', code: 'jurors_needed', params: { min: LEAST_JURORS } })
  return found
}

/** Lots that are not there for all of the time that a call gives them for: nobody could agree on them. */
export function problemsOfPlace(
  c: { startsOn: string | null; endsOn: string | null; siteEndsOn: string | null },
  lots: readonly { availableFrom: string | null; availableUntil: string | null }[],
): FieldError[] {
  const { startsOn, endsOn, siteEndsOn } = c
  if (!startsOn || !endsOn) return []
  const found: FieldError[] = []
  if (siteEndsOn && endsOn > siteEndsOn) found.push({ path: 'endsOn', code: 'after_site_end' })
  for (const [i, { availableFrom, availableUntil }] of lots.entries())
    if ((availableFrom && availableFrom > startsOn) || (availableUntil && availableUntil < endsOn))
      found.push({ path: `lotIds.${i}`, code: 'lot_not_there' })
  return found
}

export function mustBeRight(found: readonly FieldError[]): void {
  if (found.length > 0) throw invalid(...found)
}

/** What an application must say before it is sent. */
export function missingToSubmit(a: {
  answers: readonly string[]
  choices: readonly string[]
  hasProfile: boolean
}): FieldError[] {
  const found: FieldError[] = []
  if (!a.hasProfile) found.push({ path: 'profile', code: 'profile_needed' })
  for (let i = 0; i < 3; i++)
    if (!a.answers[i]?.trim()) found.push({ path: `answers.${i}`, code: 'required' })
  if (a.choices.length === 0) found.push({ path: 'choices', code: 'choice_needed' })
  return found
}
