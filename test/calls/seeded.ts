import type { Candidate, Problem } from '../../worker/calls/rulesOfAllocation'

/** The same numbers each time (mulberry32). */
export function seeded(seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(random() * n)
  const shuffled = <T>(all: readonly T[]): T[] => {
    const list = [...all]
    for (let i = list.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[list[i], list[j]] = [list[j] as T, list[i] as T]
    }
    return list
  }
  return { random, below, shuffled }
}

const SECTORS = ['culture', 'food', 'craft', 'care']

/** A call drawn by lot: few scores, so that many are equal; some lots that can not take who names them. */
export function randomProblem(seed: number, withQuotas: boolean): Problem {
  const { below, shuffled, random } = seeded(seed)
  const lots = Array.from({ length: 1 + below(8) }, (_, i) => `lot_${i}`)
  const candidates = Array.from({ length: 1 + below(16) }, (_, i): Candidate => {
    const named = shuffled(lots).slice(0, 1 + below(3))
    return {
      ...{ id: `apl_${i}`, sector: SECTORS[below(SECTORS.length)] as string, score: below(6) * 100_000 },
      tie: String(below(1_000_000)).padStart(7, '0'),
      choices: named.map((lot) => ({ lot, fits: random() < 0.8 })),
    }
  })
  const quotas = shuffled(SECTORS)
    .slice(0, withQuotas ? 1 + below(4) : 0)
    .map((sector) => {
      if (random() < 0.3) return { sector, unit: 'percent' as const, min: below(40), max: 40 + below(61) }
      const min = below(3)
      return { sector, unit: 'lots' as const, min, max: min + below(3) }
    })
  return { lots, candidates, quotas }
}
