import { describe, expect, test } from 'vitest'
import { type Candidate, type Combo, combine, MOST_TOGETHER } from '../../worker/combos/rules'
import { random } from '../support/random'

const drawn = (seed: number, n: number): { candidates: Candidate[]; wanted: number } => {
  const { whole, one } = random(seed)
  const candidates = Array.from({ length: n }, (_, i) => ({
    ...{ id: `o${i}`, free: whole(0, 12), metres: whole(0, 40) * 100 },
    ...{ centsEach: one([0, 50, 50, 120]), centsOnce: one([0, 0, 500]) },
  }))
  return { candidates, wanted: whole(8, 30) }
}

type Key = [number, number, number]
const keyOf = (c: Combo): Key => [c.parts.length, c.metres, c.cents]
const less = (a: Key, b: Key) =>
  a.find((n, i) => n !== b[i]) !== undefined && (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) < 0

/** Written apart from the rules: every set of offers, and of each every way to share the quantity over it. */
function everySet({ candidates, wanted }: { candidates: Candidate[]; wanted: number }): Key | null {
  let best: Key | null = null
  for (let set = 1; set < 1 << candidates.length; set++) {
    const some = candidates.filter((_, i) => set & (1 << i))
    if (some.length > MOST_TOGETHER) continue
    const cheapest = (at: number, left: number): number => {
      const c = some[at]
      if (!c) return left === 0 ? 0 : Number.POSITIVE_INFINITY
      let cents = Number.POSITIVE_INFINITY
      for (let q = 1; q <= Math.min(c.free, left); q++)
        cents = Math.min(cents, c.centsOnce + c.centsEach * q + cheapest(at + 1, left - q))
      return cents
    }
    if (some.reduce((sum, c) => sum + c.free, 0) < wanted) continue
    const cents = cheapest(0, wanted)
    const key: Key = [some.length, some.reduce((sum, c) => sum + c.metres, 0), cents]
    if (Number.isFinite(cents) && (!best || less(key, best))) best = key
  }
  return best
}

describe('offers together', () => {
  test('are those that every set would show to be the best', { timeout: 60_000 }, () => {
    let met = 0
    for (let seed = 1; seed <= 150; seed++) {
      const given = drawn(seed, 3 + (seed % 5))
      const { combos, exact } = combine(given.candidates, given.wanted)
      const best = everySet(given)
      expect(exact).toBe(true)
      if (!best || best[0] < 2) expect(combos, `seed ${seed}`).toEqual([])
      else {
        expect(keyOf(combos[0] as Combo), `seed ${seed}`).toEqual(best)
        met++
      }
      for (const combo of combos) {
        expect(combo.parts.reduce((sum, p) => sum + p.quantity, 0)).toBe(given.wanted)
        for (const part of combo.parts) {
          expect(part.quantity).toBeGreaterThan(0)
          expect(part.quantity).toBeLessThanOrEqual(given.candidates.find((c) => c.id === part.id)?.free ?? 0)
        }
      }
    }
    expect(met).toBeGreaterThan(60)
  })

  test('sixty chairs come from two, the nearest two of those that do', () => {
    const chair = (id: string, free: number, km: number) => ({
      ...{ id, free, metres: km * 1000, centsEach: 0, centsOnce: 0 },
    })
    const { combos } = combine(
      [chair('a', 40, 9), chair('b', 30, 2), chair('c', 25, 1), chair('d', 35, 3)],
      60,
    )
    expect(combos.map((c) => c.parts.map((p) => p.id))).toEqual([
      ['c', 'd'],
      ['b', 'd'],
      ['c', 'a'],
    ])
    expect(combos[0]?.parts.map((p) => p.quantity)).toEqual([25, 35])
  })

  test('are none where one has enough, or five do not', () => {
    const one = (id: string, free: number) => ({ id, free, metres: 0, centsEach: 0, centsOnce: 0 })
    expect(combine([one('a', 60), one('b', 30)], 60).combos).toEqual([])
    expect(combine([one('a', 10), one('b', 10)], 60).combos).toEqual([])
    expect(
      combine(
        Array.from({ length: 9 }, (_, i) => one(`o${i}`, 10)),
        60,
      ).combos,
    ).toEqual([])
  })
})
