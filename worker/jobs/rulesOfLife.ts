import { addDays, DAY, type Instant, later, mondayOf, wallOf } from '../core/time'

// Pure: how a proposed job goes on, and when it begins.

export type JobStatus = 'proposed' | 'accepted' | 'booked' | 'refused' | 'lapsed' | 'withdrawn'
export type Answer = 'waiting' | 'accepted' | 'refused'

/** The state as it truly is: the clock writes it each minute. */
export const jobAt = (job: { status: JobStatus; answerBy: Instant }, now: Instant): JobStatus =>
  job.status === 'proposed' && job.answerBy <= now ? 'lapsed' : job.status

/** One refusal ends it; the last yes makes it. */
export function afterAnswer(others: readonly Answer[], answer: 'accepted' | 'refused'): JobStatus {
  if (answer === 'refused') return 'refused'
  return others.every((a) => a === 'accepted') ? 'accepted' : 'proposed'
}

export const answerBy = (now: Instant, days: number): Instant => later(now, days * DAY)

/** Time to answer, and to find the person. */
const LEAD_DAYS = 28

/** The Monday of the first week: four weeks from now, or of the week in which the last of the needs begins. */
export function firstMonday(
  now: Instant,
  zone: string,
  needs: readonly { startsOn: string | null }[],
): string {
  const soonest = mondayOf(addDays(wallOf(now, zone).date, LEAD_DAYS + 6))
  const latest = needs
    .flatMap((n) => n.startsOn ?? [])
    .sort()
    .at(-1)
  if (!latest || latest <= soonest) return soonest
  return mondayOf(addDays(latest, 6))
}

/** Who said no lately is not asked again by itself. */
export const ASKED_AGAIN_AFTER = 30 * DAY
