import { HOUR, type Instant, instantOf, later, wallOf } from '../../core/time'

/** A small generator with a seed (mulberry32), so that a day's history can be drawn again. */
export function seeded(seed: string) {
  let state = [...seed].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 16777619), 2166136261)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    /** A whole number from `from` to `to`, both included. */
    whole: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    chance: (p: number) => next() < p,
    /** One of a list, the first ones far more often: people share with those they know. */
    near: <T>(list: readonly T[]): T => list[Math.floor(next() ** 2.2 * list.length)] as T,
  }
}
export type Seeded = ReturnType<typeof seeded>

/** The same day, at a time when people are at work. */
export function workingHour(at: Instant, zone: string, draw: Seeded): Instant {
  const time = `${String(draw.whole(8, 18)).padStart(2, '0')}:${String(draw.whole(0, 59)).padStart(2, '0')}`
  return instantOf(wallOf(at, zone).date, time, zone)
}

/** Some hours later. */
export const hoursAfter = (at: Instant, from: number, to: number, draw: Seeded): Instant =>
  later(at, draw.whole(from * 60, to * 60) * (HOUR / 60))
