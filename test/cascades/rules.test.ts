import { describe, expect, test } from 'vitest'
import { keptUntil, remainderAt, shareOut, type Taker } from '../../worker/cascades/rules'
import { random } from '../support/random'

const drawn = (seed: number, n: number): { left: number; takers: Taker[] } => {
  const { whole, one } = random(seed)
  const takers = Array.from({ length: n }, (_, i) => ({
    ...{ needId: `n${i}`, organisationId: `o${i}`, quantity: whole(1, 9) },
    ...{ centsEach: one([0, 0, 5, 10, 20]), metres: whole(0, 20) },
  }))
  return { left: whole(1, 25), takers }
}

/** Written apart from the rules: every amount for every taker. */
function everySharing({ left, takers }: { left: number; takers: Taker[] }) {
  let best = { taken: -1, cents: -1, metres: Number.POSITIVE_INFINITY }
  const share = (at: number, rest: number, taken: number, cents: number, metres: number) => {
    const taker = takers[at]
    if (!taker) {
      const better =
        cents > best.cents ||
        (cents === best.cents && (taken > best.taken || (taken === best.taken && metres < best.metres)))
      if (better) best = { taken, cents, metres }
      return
    }
    for (let q = 0; q <= Math.min(rest, taker.quantity); q++)
      share(at + 1, rest - q, taken + q, cents + q * taker.centsEach, metres + q * taker.metres)
  }
  share(0, left, 0, 0, 0)
  return best
}

describe('what is left', () => {
  test('is shared as no other sharing could be better: most money, most taken, least far', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const given = drawn(seed, 1 + (seed % 5))
      const portions = shareOut(given.left, given.takers)
      const of = (needId: string) => given.takers.find((t) => t.needId === needId) as Taker
      const sum = (value: (p: (typeof portions)[number]) => number) =>
        portions.reduce((s, p) => s + value(p), 0)
      expect(
        {
          taken: sum((p) => p.quantity),
          cents: sum((p) => p.quantity * of(p.needId).centsEach),
          metres: sum((p) => p.quantity * of(p.needId).metres),
        },
        `seed ${seed}`,
      ).toEqual(everySharing(given))
      for (const p of portions) expect(p.quantity).toBeLessThanOrEqual(of(p.needId).quantity)
    }
  })

  test('goes to one organisation once, whatever the number of its needs', () => {
    const taker = (needId: string, organisationId: string) => ({
      ...{ needId, organisationId, quantity: 10, centsEach: 0, metres: 0 },
    })
    expect(shareOut(25, [taker('a', 'x'), taker('b', 'x'), taker('c', 'y')]).map((p) => p.needId)).toEqual([
      'a',
      'c',
    ])
  })

  test('is kept for a day, and never so long that nobody could fetch it', () => {
    const now = '2026-11-21T08:00:00.000Z'
    expect(keptUntil(now, null)).toBe('2026-11-22T08:00:00.000Z')
    expect(keptUntil(now, '2026-11-27T08:00:00.000Z')).toBe('2026-11-22T08:00:00.000Z')
    expect(keptUntil(now, '2026-11-21T18:00:00.000Z')).toBe('2026-11-21T16:00:00.000Z')
    expect(keptUntil(now, '2026-11-21T10:00:00.000Z')).toBe('2026-11-21T09:00:00.000Z')
    expect(keptUntil(now, '2026-11-21T08:15:00.000Z')).toBe(null)
    const r = { status: 'offered' as const, offeredUntil: now }
    expect([remainderAt(r, now), remainderAt(r, '2026-11-21T07:59:00.000Z')]).toEqual(['lapsed', 'offered'])
  })
})
