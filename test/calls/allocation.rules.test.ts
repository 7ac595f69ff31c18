import { describe, expect, test } from 'vitest'
import {
  type Allocation,
  allocated,
  blockingPairs,
  type Candidate,
  nextInLine,
  type Problem,
} from '../../worker/calls/rulesOfAllocation'
import { boundsOf } from '../../worker/calls/rulesOfQuotas'
import { randomProblem, seeded } from './seeded'

const givenBy = ({ lines }: Allocation) =>
  new Map(lines.flatMap((l) => (l.lot === null ? [] : [[l.application, l.lot] as const])))
const byRank = (a: Candidate, b: Candidate) =>
  b.score - a.score || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : a.id < b.id ? -1 : 1)

/** Deferred acceptance as Gale and Shapley tell it: whoever is free proposes, a lot keeps the better of two. */
function proposals(
  { lots, candidates }: Problem,
  shuffled: <T>(all: readonly T[]) => T[],
): Map<string, string> {
  const keeps = new Map<string, Candidate>()
  const next = new Map(candidates.map((c) => [c.id, 0]))
  const free = shuffled(candidates)
  for (let c = free.pop(); c; c = free.pop()) {
    const at = next.get(c.id) ?? 0
    const choice = c.choices[at]
    if (!choice) continue
    next.set(c.id, at + 1)
    const holder = keeps.get(choice.lot)
    if (!choice.fits || !lots.includes(choice.lot) || (holder && byRank(holder, c) < 0)) free.push(c)
    else {
      keeps.set(choice.lot, c)
      if (holder) free.push(holder)
    }
  }
  return new Map([...keeps].map(([lot, c]) => [c.id, lot]))
}

/** Every way to give lots, of a small call: what can be reached is counted, not believed. */
function* everyWay(
  { lots, candidates }: Problem,
  i = 0,
  given = new Map<string, string>(),
): Generator<Map<string, string>> {
  const c = candidates[i]
  if (!c) {
    yield given
    return
  }
  yield* everyWay({ lots, candidates, quotas: [] }, i + 1, given)
  const taken = new Set(given.values())
  for (const { lot, fits } of c.choices)
    if (fits && !taken.has(lot))
      yield* everyWay({ lots, candidates, quotas: [] }, i + 1, new Map([...given, [c.id, lot]]))
}

const countsOf = (p: Problem, given: ReadonlyMap<string, string>) => {
  const counts: Record<string, number> = {}
  for (const c of p.candidates) if (given.has(c.id)) counts[c.sector] = (counts[c.sector] ?? 0) + 1
  return counts
}

describe('1,000 calls drawn by lot', () => {
  for (const withQuotas of [false, true])
    test(`have no blocking pair ${withQuotas ? 'with' : 'without'} quotas, each lot and application once, all in bounds`, () => {
      const wrong: unknown[] = []
      let promoted = 0
      for (let seed = 1; seed <= 1000; seed++) {
        const p = randomProblem(seed, withQuotas)
        const result = allocated(p)
        const given = givenBy(result)
        const counts = countsOf(p, given)
        if (blockingPairs(p, given, result.least).length > 0) wrong.push({ seed, why: 'blocking' })
        if (new Set(given.values()).size !== given.size) wrong.push({ seed, why: 'a lot twice' })
        if (result.lines.length !== p.candidates.length) wrong.push({ seed, why: 'somebody is missing' })
        for (const [sector, { max }] of boundsOf(p.quotas, p.lots.length))
          if ((counts[sector] ?? 0) > max) wrong.push({ seed, why: 'too many', sector })
        for (const [sector, n] of Object.entries(result.least))
          if ((counts[sector] ?? 0) < n) wrong.push({ seed, why: 'too few', sector })
        for (const c of p.candidates)
          for (const one of c.choices)
            if (given.get(c.id) === one.lot && !one.fits) wrong.push({ seed, why: 'unfit' })
        if (result.lines.some((l) => l.refused.some((r) => r.why === 'kept_for_sector'))) promoted++
      }
      expect(wrong).toEqual([])
      // The quotas are no decoration: they change what comes out.
      if (withQuotas) expect(promoted).toBeGreaterThan(50)
    })

  test('without quotas are given as by deferred acceptance, in whatever order applications propose', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const p = randomProblem(seed, false)
      const { shuffled } = seeded(seed * 31)
      expect(new Map([...givenBy(allocated(p))].sort()), `seed ${seed}`).toEqual(
        new Map([...proposals(p, shuffled)].sort()),
      )
    }
  })

  test('come out the same in whatever order lots and applications are read', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const p = randomProblem(seed, true)
      const { shuffled } = seeded(seed * 17)
      const other = { ...p, lots: shuffled(p.lots), candidates: shuffled(p.candidates) }
      expect(allocated(other), `seed ${seed}`).toEqual(allocated(p))
    }
  })

  test('reach as much of the least shares as any way of giving does, in the order of the quotas', () => {
    let checked = 0
    for (let seed = 2000; checked < 150; seed++) {
      const p = randomProblem(seed, true)
      if (p.candidates.length > 7) continue
      checked++
      const bounds = [...boundsOf(p.quotas, p.lots.length)]
      let ways = [...everyWay(p)].map((given) => countsOf(p, given))
      const { least } = allocated(p)
      for (const [sector, { min, max }] of bounds) {
        const best = Math.min(min, max, Math.max(...ways.map((w) => w[sector] ?? 0)))
        expect(least[sector] ?? 0, `seed ${seed} ${sector}`).toBe(best)
        ways = ways.filter((w) => (w[sector] ?? 0) >= best)
      }
    }
  })
})

const candidate = (id: string, score: number, sector: string, ...lots: string[]): Candidate => ({
  ...{ id, score, sector, tie: id, choices: lots.map((lot) => ({ lot, fits: true })) },
})

describe('why a lot went where it did', () => {
  test('a better score, a sector that is full, a lot kept for another sector, a lot that can not take it', () => {
    const p: Problem = {
      lots: ['A', 'B', 'C'],
      candidates: [
        candidate('first', 900, 'craft', 'A', 'B'),
        candidate('second', 800, 'craft', 'A', 'C'),
        candidate('third', 700, 'food', 'C', 'B'),
        candidate('fourth', 600, 'culture', 'C'),
        {
          ...candidate('fifth', 500, 'care', 'B', 'X'),
          choices: [
            { lot: 'B', fits: false },
            { lot: 'X', fits: true },
          ],
        },
      ],
      quotas: [
        { sector: 'craft', unit: 'lots', max: 1 },
        { sector: 'culture', unit: 'percent', min: 10 },
      ],
    }
    const { lines, least } = allocated(p)
    expect(least).toEqual({ culture: 1 })
    expect(
      lines.map(({ application, lot, choice, refused }) => [
        application,
        lot,
        choice,
        ...refused.map((r) => `${r.lot} ${r.why} ${r.by ?? ''}`),
      ]),
    ).toEqual([
      ['first', 'A', 1],
      ['second', null, null, 'A taken first', 'C sector_full '],
      ['third', 'B', 2, 'C kept_for_sector '],
      ['fourth', 'C', 1],
      ['fifth', null, null, 'B unfit ', 'X not_in_call '],
    ])
  })

  test('equal scores are told apart by the tie alone', () => {
    const equal = (tie: string): Candidate => ({ ...candidate(`apl_${tie}`, 5, 'food', 'A'), tie })
    const winner = (...ties: string[]) =>
      allocated({ lots: ['A'], candidates: ties.map(equal), quotas: [] }).lines.find((l) => l.lot)
        ?.application
    expect([winner('c', 'a', 'b'), winner('b', 'c')]).toEqual(['apl_a', 'apl_b'])
  })
})

describe('the next in line', () => {
  const p: Problem = {
    lots: ['A', 'B'],
    candidates: [
      candidate('has', 900, 'food', 'B', 'A'),
      candidate('left', 800, 'food', 'A'),
      candidate('full', 700, 'food', 'A'),
      candidate('other', 600, 'craft', 'A'),
      candidate('scarce', 500, 'care', 'A'),
    ],
    quotas: [],
  }
  const given = new Map([['has', 'B']])

  test('is the best score without a lot that named it and did not turn one down', () => {
    expect(nextInLine(p, 'A', given, new Set(['left']), {})).toBe('full')
    expect(nextInLine(p, 'A', given, new Set(['left', 'full', 'other', 'scarce']), {})).toBeNull()
  })
  test('is of no sector that is full, and first of one that lacks its least share', () => {
    const quotas = [{ sector: 'food', unit: 'lots' as const, max: 1 }]
    expect(nextInLine({ ...p, quotas }, 'A', given, new Set(['left']), {})).toBe('other')
    expect(nextInLine(p, 'A', given, new Set(['left']), { care: 1 })).toBe('scarce')
  })
})
