import { describe, expect, test } from 'vitest'
import { distanceKm } from '../../worker/core/geo'
import { ROUND_KMH } from '../../worker/core/travel'
import { driven, isBetter, MOST_EXACT, roundOf, type Stop } from '../../worker/rounds/rules'
import { random } from '../support/random'

const DEPOT = { lat: 49.44, lng: 1.09 }
const stopAt = (id: string, lat: number, lng: number, more: Partial<Stop> = {}): Stop => ({
  ...{ id, point: { lat, lng }, from: null, to: null, minutes: 10 },
  ...more,
})
const drawn = (seed: number, n: number, hours = false): Stop[] => {
  const { next, whole } = random(seed)
  return Array.from({ length: n }, (_, i) => {
    const from = whole(8, 14) * 60
    const limits = hours && next() < 0.6 ? { from, to: from + whole(0, 180) } : {}
    return stopAt(`s${i}`, 49.3 + next() * 0.3, 0.9 + next() * 0.4, { minutes: whole(5, 20), ...limits })
  })
}

/** Written apart from the rules: all orders, one after the other. */
function everyOrder(stops: Stop[]): { late: number; km: number } {
  let best = { late: Number.POSITIVE_INFINITY, km: Number.POSITIVE_INFINITY }
  const permute = (left: Stop[], order: Stop[]) => {
    if (left.length === 0) {
      let [at, now, km, late] = [DEPOT, 480, 0, 0]
      for (const stop of order) {
        const d = distanceKm(at, stop.point)
        now += (d / ROUND_KMH) * 60
        if (stop.from !== null && now < stop.from) now = stop.from
        if (stop.to !== null && now > stop.to) late += now - stop.to
        now += stop.minutes
        km += d
        at = stop.point
      }
      km += distanceKm(at, DEPOT)
      if (isBetter({ late, km }, best)) best = { late, km }
    }
    for (const [i, stop] of left.entries())
      permute([...left.slice(0, i), ...left.slice(i + 1)], [...order, stop])
  }
  permute(stops, [])
  return best
}

describe('a round', () => {
  test('is the best of all orders, hours or none', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const stops = drawn(seed, 1 + (seed % 7), seed % 2 === 0)
      const round = roundOf(DEPOT, stops, 480)
      const best = everyOrder(stops)
      expect(round.exact).toBe(true)
      expect(round.late, `seed ${seed}`).toBeCloseTo(best.late, 1)
      expect(round.km, `seed ${seed}`).toBeCloseTo(best.km, 3)
      expect(round.visits.map((v) => v.stop.id).sort()).toEqual(stops.map((s) => s.id).sort())
    }
  })

  test('of more stops than can be looked at in all orders is mostly the best, and near to it else', () => {
    let best = 0
    for (let seed = 1; seed <= 20; seed++) {
      const stops = drawn(seed, MOST_EXACT + 2)
      const round = roundOf(DEPOT, stops, 480)
      expect(round.exact).toBe(false)
      const shortest = shortestOf(stops)
      expect(round.km).toBeGreaterThanOrEqual(shortest - 1e-6)
      expect(round.km).toBeLessThanOrEqual(shortest * 1.1)
      if (round.km < shortest + 1e-3) best++
    }
    expect(best).toBeGreaterThanOrEqual(12)
  })

  test('comes when a place opens, and goes first where it closes early', () => {
    const far = stopAt('far', 49.6, 1.3, { from: 600, to: 660 })
    const near = stopAt('near', 49.45, 1.1)
    const round = roundOf(DEPOT, [near, far], 480)
    expect(round.late).toBe(0)
    const visit = round.visits.find((v) => v.stop.id === 'far')
    expect(visit?.begins).toBeGreaterThanOrEqual(600)
    const early = stopAt('early', 49.45, 1.11, { to: 490 })
    expect(roundOf(DEPOT, [far, early], 480).visits[0]?.stop.id).toBe('early')
  })

  test('says when one is where, from the straight line at 30 km/h', () => {
    const one = stopAt('one', 49.44 + 15 / 111.195, 1.09)
    const { visits, km, back } = driven(DEPOT, [one], 480)
    expect(visits[0]?.arrives).toBeCloseTo(510, 0)
    expect(km).toBeCloseTo(30, 1)
    expect(back).toBeCloseTo(550, 0)
  })

  test('without a stop is none', () => {
    expect(roundOf(DEPOT, [], 480)).toEqual({ visits: [], km: 0, back: 480, late: 0, exact: true })
  })
})

/** Held and Karp: the shortest way through all, by sets. */
function shortestOf(stops: Stop[]): number {
  const n = stops.length
  const d = (a: number, b: number) => distanceKm(stops[a]?.point ?? DEPOT, stops[b]?.point ?? DEPOT)
  const best = Array.from({ length: 1 << n }, () => new Array<number>(n).fill(Number.POSITIVE_INFINITY))
  for (let i = 0; i < n; i++) (best[1 << i] as number[])[i] = d(n, i)
  for (let set = 1; set < 1 << n; set++)
    for (let last = 0; last < n; last++) {
      const known = best[set]?.[last] ?? Number.POSITIVE_INFINITY
      if (!Number.isFinite(known)) continue
      for (let next = 0; next < n; next++) {
        if (set & (1 << next)) continue
        const row = best[set | (1 << next)] as number[]
        row[next] = Math.min(row[next] ?? 0, known + d(last, next))
      }
    }
  return Math.min(...(best[(1 << n) - 1] ?? []).map((km, last) => km + d(last, n)))
}
