import type { OpenHours } from '../listings/rules'

// Pure: the half-days of a week, and which of them an employer needs.

export const HALVES = ['am', 'pm'] as const
export type Half = (typeof HALVES)[number]
/** A morning or an afternoon of a weekday (1 = Monday), with the hours worked in it, in local time. */
export interface HalfDay {
  day: number
  half: Half
  from: string
  to: string
}

/** Where the morning ends. */
export const NOON = '13:00'
/** What reaches less than this into the other half belongs to its own. */
const LEAST_MINUTES = 60
/** More half-days than these no employer needs. */
export const MOST_HALF_DAYS = 14

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
export const minutesOf = (h: Pick<HalfDay, 'from' | 'to'>): number => minuteOf(h.to) - minuteOf(h.from)
/** Its place in the week: 0 is Monday morning, 13 Sunday afternoon. */
export const placeOf = (h: Pick<HalfDay, 'day' | 'half'>): number => (h.day - 1) * 2 + HALVES.indexOf(h.half)

/** The half-days that weekly hours cover, in the order of the week; two of one half-day are one. */
export function halfDaysOf(windows: readonly Pick<OpenHours, 'days' | 'from' | 'to'>[]): HalfDay[] {
  const found = new Map<number, HalfDay>()
  for (const window of windows)
    for (const day of window.days)
      for (const piece of piecesOf(window.from, window.to)) {
        const one = { day, ...piece }
        const known = found.get(placeOf(one))
        found.set(placeOf(one), known ? { ...one, ...around(known, one) } : one)
      }
  return [...found.values()].sort((a, b) => placeOf(a) - placeOf(b))
}

const around = (a: HalfDay, b: HalfDay) => ({
  from: a.from < b.from ? a.from : b.from,
  to: a.to > b.to ? a.to : b.to,
})

function piecesOf(from: string, to: string): Omit<HalfDay, 'day'>[] {
  const [start, end, noon] = [minuteOf(from), minuteOf(to), minuteOf(NOON)]
  const before = Math.min(end, noon) - start
  const after = end - Math.max(start, noon)
  if (after < LEAST_MINUTES && before >= Math.max(1, after)) return [{ half: 'am', from, to }]
  if (before < LEAST_MINUTES) return [{ half: 'pm', from, to }]
  return [
    { half: 'am', from, to: NOON },
    { half: 'pm', from: NOON, to },
  ]
}

/** A choice among the half-days of an employer, as bits of the week: bit 0 is Monday morning. */
export interface Way {
  mask: number
  halfDays: HalfDay[]
}

/**
 * The ways in which half-days can give so many minutes a week: all of them where they give no more; else every choice of
 * which none can be spared. Fewest days first, then fewest half-days, then the earliest.
 */
export function waysOf(halfDays: readonly HalfDay[], minutes: number): Way[] {
  const all = halfDays.slice(0, MOST_HALF_DAYS)
  const lengths = all.map(minutesOf)
  const total = lengths.reduce((a, b) => a + b, 0)
  if (all.length === 0) return []
  if (total <= minutes) return [wayOf(all)]
  const ways: Way[] = []
  for (let chosen = 1; chosen < 1 << all.length; chosen++) {
    let sum = 0
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < all.length; i++)
      if (chosen & (1 << i)) {
        sum += lengths[i] ?? 0
        least = Math.min(least, lengths[i] ?? 0)
      }
    if (sum >= minutes && sum - least < minutes) ways.push(wayOf(all.filter((_, i) => chosen & (1 << i))))
  }
  return ways.sort(
    (a, b) => daysIn(a) - daysIn(b) || a.halfDays.length - b.halfDays.length || a.mask - b.mask,
  )
}

const wayOf = (halfDays: HalfDay[]): Way => ({
  mask: halfDays.reduce((mask, h) => mask | (1 << placeOf(h)), 0),
  halfDays,
})
const daysIn = (way: Way): number => new Set(way.halfDays.map((h) => h.day)).size

/**
 * The hours that are worked in the half-days chosen: together no more than the minutes asked for; the last one that would
 * go beyond ends sooner.
 */
export function trimmed(halfDays: readonly HalfDay[], minutes: number): HalfDay[] {
  let left = minutes
  const kept: HalfDay[] = []
  for (const h of halfDays) {
    const length = Math.min(left, minutesOf(h))
    if (length <= 0) break
    kept.push({ ...h, to: timeOf(minuteOf(h.from) + length) })
    left -= length
  }
  return kept
}

/**
 * Chooses one way for each, so that no half-day is given twice, or null. Exact: whatever can be chosen is found. The first
 * found is kept, so that ways that come first count.
 */
export function chooseWays(waysOfEach: readonly (readonly Way[])[]): Way[] | null {
  const order = waysOfEach
    .map((_, i) => i)
    .sort((a, b) => (waysOfEach[a]?.length ?? 0) - (waysOfEach[b]?.length ?? 0))
  if (!roomFor(waysOfEach)) return null
  const chosen: Way[] = []
  const dead = new Set<number>()
  const from = (i: number, taken: number): boolean => {
    const at = order[i]
    if (at === undefined) return true
    const key = i * 16_384 + taken
    if (dead.has(key)) return false
    for (const way of waysOfEach[at] ?? []) {
      if (way.mask & taken) continue
      chosen[at] = way
      if (from(i + 1, taken | way.mask)) return true
    }
    dead.add(key)
    return false
  }
  return from(0, 0) ? chosen : null
}

/** Whether there are half-days enough, counted: most sets that do not fit are told so at once. */
function roomFor(waysOfEach: readonly (readonly Way[])[]): boolean {
  let there = 0
  let needed = 0
  for (const ways of waysOfEach) {
    if (ways.length === 0) return false
    let least = MOST_HALF_DAYS
    for (const way of ways) {
      there |= way.mask
      least = Math.min(least, way.halfDays.length)
    }
    needed += least
  }
  let count = 0
  for (let bits = there; bits; bits &= bits - 1) count++
  return needed <= count
}
