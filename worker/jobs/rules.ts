import type { Point } from '../core/geo'
import { COMMUTE_KMH, travelMinutes } from '../core/travel'
import { chooseWays, type HalfDay, trimmed, type Way, waysOf } from './rulesOfWeek'

// Pure: which part-time needs make one whole job.

/** A part-time need of one employer, as packing reads it. */
export interface PartTime {
  id: string
  organisationId: string
  /** Its ROME code. */
  rome: string
  /** Asked for each week. */
  minutes: number
  halfDays: HalfDay[]
  point: Point
  /** Local dates, where it has any. */
  startsOn: string | null
  endsOn: string | null
}

export const LEAST_MINUTES = 24 * 60
export const MOST_MINUTES = 35 * 60
export const MOST_TRAVEL = 45
export const MOST_EMPLOYERS = 4
/** Less than this at the same time is no job. */
export const LEAST_DAYS = 28
/** More needs of one family are not looked at together: the oldest come first. */
export const MOST_NEEDS = 40

/**
 * What belongs together: the professional domain of the ROME code ("M1203" is of "M12", accounting and management). The
 * same code exactly fits better, see `score`.
 */
export const familyOf = (rome: string): string => rome.slice(0, 3)

export interface Part {
  need: PartTime
  /** What is worked there each week: never more than was asked for. */
  halfDays: HalfDay[]
}
export interface Job {
  /** By the ids of their needs. */
  parts: Part[]
  minutes: number
  /** The longest way between two of its employers. */
  travel: number
  score: number
  scoreParts: ScoreParts
}
/** What the score is made of, each from 0 to 1. */
export interface ScoreParts {
  hours: number
  travel: number
  fit: number
}
export const WEIGHTS: ScoreParts = { hours: 0.5, travel: 0.3, fit: 0.2 }

/** From 0 to 1, to the thousandth: near to a whole week, near to each other, the same trade. */
export function score(parts: ScoreParts): number {
  const sum = WEIGHTS.hours * parts.hours + WEIGHTS.travel * parts.travel + WEIGHTS.fit * parts.fit
  return Math.round(sum * 1000) / 1000
}

interface Known {
  need: PartTime
  ways: Way[]
}

/**
 * Every job that 2 to 4 of these needs make: of one family and of different employers, no half-day twice, none further than
 * 45 minutes from another, 24 to 35 hours in all, at the same time of the year for four weeks at least. Best first. All sets are looked at
 * (102,050 of 40 needs), a set only where all its pairs can be.
 */
export function jobsOf(needs: readonly PartTime[]): Job[] {
  const found: Job[] = []
  for (const family of Map.groupBy(needs, (n) => familyOf(n.rome)).values()) {
    const known = family
      .slice(0, MOST_NEEDS)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((need): Known => ({ need, ways: waysOf(need.halfDays, need.minutes) }))
      .filter(({ ways }) => ways.length > 0)
    found.push(...ofFamily(known))
  }
  return found.sort(byScore)
}

export const byScore = (a: Job, b: Job): number =>
  b.score - a.score || b.minutes - a.minutes || (keyOf(a) < keyOf(b) ? -1 : 1)
/** The needs of a job, as one text. */
export const keyOf = (job: Pick<Job, 'parts'>): string => job.parts.map((p) => p.need.id).join(' ')

function ofFamily(known: readonly Known[]): Job[] {
  const found: Job[] = []
  const pairs = known.map((a) => known.map((b) => together(a, b)))
  const grow = (chosen: number[], minutes: number) => {
    for (let i = (chosen.at(-1) ?? -1) + 1; i < known.length; i++) {
      const next = minutes + (known[i]?.need.minutes ?? 0)
      if (next > MOST_MINUTES || !chosen.every((j) => pairs[j]?.[i])) continue
      const set = [...chosen, i]
      const some = set.map((j) => known[j] as Known)
      // A set that has no room leaves none for a larger one.
      const ways = set.length > 1 ? chooseWays(some.map((k) => k.ways)) : []
      if (!ways) continue
      if (set.length > 1 && next >= LEAST_MINUTES && timeTogether(some) >= LEAST_DAYS)
        found.push(jobOf(some, ways))
      if (set.length < MOST_EMPLOYERS) grow(set, next)
    }
  }
  grow([], 0)
  return found
}

const together = (a: Known, b: Known): boolean =>
  a.need.organisationId !== b.need.organisationId &&
  travelMinutes(a.need.point, b.need.point, COMMUTE_KMH) <= MOST_TRAVEL &&
  timeTogether([a, b]) >= LEAST_DAYS

/** Days that all of them have in common; without dates, for ever. */
function timeTogether(some: readonly Known[]): number {
  const start = some
    .flatMap(({ need }) => need.startsOn ?? [])
    .sort()
    .at(-1)
  const end = some.flatMap(({ need }) => need.endsOn ?? []).sort()[0]
  return start && end ? (Date.parse(end) - Date.parse(start)) / 86_400_000 : Number.POSITIVE_INFINITY
}

function jobOf(some: readonly Known[], ways: readonly Way[]): Job {
  const parts = some.map(({ need }, i) => ({
    need,
    halfDays: trimmed(ways[i]?.halfDays ?? [], need.minutes),
  }))
  const minutes = some.reduce((sum, { need }) => sum + need.minutes, 0)
  const between = some.flatMap((a, i) =>
    some.slice(i + 1).map((b) => ({
      travel: travelMinutes(a.need.point, b.need.point, COMMUTE_KMH),
      same: a.need.rome === b.need.rome,
    })),
  )
  const travel = Math.max(...between.map((w) => w.travel))
  const scoreParts = {
    hours: minutes / MOST_MINUTES,
    travel: 1 - travel / MOST_TRAVEL,
    fit: between.filter((w) => w.same).length / between.length,
  }
  return { parts, minutes, travel, score: score(scoreParts), scoreParts }
}
