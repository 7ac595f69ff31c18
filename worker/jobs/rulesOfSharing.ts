import type { Point } from '../core/geo'
import { proportion } from '../core/money'
import { sharesOf } from '../core/shares'
import { COMMUTE_KMH, travelMinutes } from '../core/travel'
import { byScore, type Job, keyOf, MOST_TRAVEL } from './rules'
import { pack } from './rulesOfPacking'

// Pure: the jobs to propose together, who pays which part, and who could carry the contract.

/**
 * The jobs to make at once, of all that could be: none shares a need with another, as many hours as possible find a place,
 * and of equal hours the best scores.
 */
export function plan(jobs: readonly Job[]): { jobs: Job[]; exact: boolean } {
  const ids = [...new Set(jobs.flatMap((j) => j.parts.map((p) => p.need.id)))].sort()
  const place = new Map(ids.map((id, i) => [id, i]))
  const sets = jobs.map((job) => ({
    members: job.parts.map((p) => place.get(p.need.id) ?? 0),
    worth: worthOf(job),
  }))
  const { chosen, exact } = pack(sets)
  return { jobs: chosen.flatMap((i) => jobs[i] ?? []).sort(byScore), exact }
}

/** Minutes first; the score, in thousandths, only where these are equal. */
export const worthOf = (job: Pick<Job, 'minutes' | 'score'>): number =>
  job.minutes * 100_000 + Math.round(job.score * 1000)

/** Jobs without those of which a need stands in a better one, at most so many. */
export const bestOf = (jobs: readonly Job[], most: number, except: readonly Job[] = []): Job[] => {
  const shown = new Set(except.map(keyOf))
  return jobs.filter((j) => !shown.has(keyOf(j))).slice(0, most)
}

export interface Share {
  minutes: number
  /** Of a hundred, without remainder. */
  percent: number
  /** Of the weekly cost, in cents, without remainder; null where no cost is known. */
  cents: number | null
}

/** Each employer's part of the hours, and of what the week costs: wages, charges and expenses by the hour, in cents. */
export function sharesOfWeek(minutes: readonly number[], hourCents: number | null): Share[] {
  const all = minutes.reduce((a, b) => a + b, 0)
  const percents = sharesOf(100, minutes)
  const cents = hourCents === null ? null : sharesOf(proportion(hourCents, all, 60), minutes)
  return minutes.map((m, i) => ({ minutes: m, percent: percents[i] ?? 0, cents: cents?.[i] ?? null }))
}

/** What an hour may cost, from what the needs say they would pay, by their hours; null where none says it. */
export function hourCentsOf(prices: readonly { minutes: number; cents: number | null }[]): number | null {
  const told = prices.flatMap(({ minutes, cents }) => (cents === null ? [] : [{ minutes, cents }]))
  const minutes = told.reduce((sum, p) => sum + p.minutes, 0)
  if (minutes === 0) return null
  return Math.round(told.reduce((sum, p) => sum + p.cents * p.minutes, 0) / minutes)
}

export interface Organisation {
  id: string
  name: string
  description: string
  point: Point | null
}

/**
 * Whether an organisation is an employers' group (C. trav. L1253-1), a GEIQ (L1253-1, "groupement d’employeurs pour
 * l’insertion et la qualification") or its like elsewhere: by its name, or by how it begins to describe itself.
 */
export function isEmployersGroup({ name, description }: Pick<Organisation, 'name' | 'description'>): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
      .replace(/[’']/g, ' ')
  return GROUP.test(plain(name)) || BEGINS.test(plain(description).trim().slice(0, 80))
}
const GROUP_WORDS = String.raw`groupements?\s+d\s*employeu?rs|employers?\s*s?\s+group|\bgeiq\b|مجموعة\s+(ال)?مشغلين|تجمع\s+(ال)?مشغلين`
const GROUP = new RegExp(`${GROUP_WORDS}|^ge\\s`)
const BEGINS = new RegExp(`^(un |le |a |an |the )?(${GROUP_WORDS})`)

export interface Carrier {
  organisationId: string
  name: string
  why: 'employers_group' | 'largest_employer'
  /** Minutes to the employer it is furthest from. */
  travel: number
}

/**
 * Who could carry the contract: employers' groups within reach of every employer, the nearest first; then the employer of
 * the most hours (of equal ones, the first).
 */
export function carriersOf(
  employers: readonly { organisationId: string; name: string; minutes: number; point: Point }[],
  others: readonly Organisation[],
): Carrier[] {
  const farthest = (point: Point) =>
    Math.max(...employers.map((e) => travelMinutes(point, e.point, COMMUTE_KMH)))
  const groups = others
    .filter(isEmployersGroup)
    .flatMap(({ id, name, point }) =>
      point ? [{ organisationId: id, name, why: 'employers_group' as const, travel: farthest(point) }] : [],
    )
    .filter((g) => g.travel <= MOST_TRAVEL)
    .sort((a, b) => a.travel - b.travel || (a.organisationId < b.organisationId ? -1 : 1))
  const [largest] = [...employers].sort(
    (a, b) => b.minutes - a.minutes || (a.organisationId < b.organisationId ? -1 : 1),
  )
  if (!largest || groups.some((g) => g.organisationId === largest.organisationId)) return groups
  const own = { organisationId: largest.organisationId, name: largest.name, why: 'largest_employer' as const }
  return [...groups, { ...own, travel: farthest(largest.point) }]
}
