// Pure: which offers together give what none gives alone.

/** An offer, for the time of the need: how much of it is free, how far it is, and what it costs. */
export interface Candidate {
  id: string
  free: number
  metres: number
  /** What one costs, and what is asked once whatever the quantity, in cents. */
  centsEach: number
  centsOnce: number
}
export interface Taken {
  id: string
  quantity: number
  cents: number
}
export interface Combo {
  parts: Taken[]
  metres: number
  cents: number
}

/** More than this is no longer one errand. */
export const MOST_TOGETHER = 5
/** More candidates are not looked at: the nearest come first. */
export const MOST_CANDIDATES = 60
const MOST_STEPS = 200_000

/**
 * The best combinations of offers that give `wanted`, none of which can be spared: fewest offers, then the shortest way in
 * all, then the lowest price. Empty where one offer gives it alone, or where five do not. Branch and bound; `exact` says
 * whether all was looked at.
 */
export function combine(
  candidates: readonly Candidate[],
  wanted: number,
  most = 3,
  mostSteps = MOST_STEPS,
): { combos: Combo[]; exact: boolean } {
  const usable = candidates
    .filter((c) => c.free > 0)
    .sort((a, b) => a.metres - b.metres || a.centsEach - b.centsEach || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
  const size = fewest(usable, wanted)
  if (size < 2 || size > MOST_TOGETHER) return { combos: [], exact: true }
  const reach = reachFrom(usable, size)
  const best: Combo[] = []
  const chosen: Candidate[] = []
  let steps = 0
  const worst = () => (best.length < most ? null : (best.at(-1) ?? null))
  const look = (at: number, left: number, metres: number) => {
    const open = size - chosen.length
    if (open === 0) {
      if (left > 0) return
      best.push(comboOf(chosen, wanted, metres))
      best.sort(compare)
      best.splice(most)
      return
    }
    for (let i = at; i + open <= usable.length; i++) {
      if (++steps > mostSteps) return
      // What is left can not be had of the largest of the rest; the nearest of the rest are already too far.
      if ((reach[open]?.[i] ?? 0) < left) return
      const limit = worst()
      const nearest = usable.slice(i, i + open).reduce((sum, c) => sum + c.metres, 0)
      if (limit && metres + nearest > limit.metres) return
      const one = usable[i] as Candidate
      chosen.push(one)
      look(i + 1, left - one.free, metres + one.metres)
      chosen.pop()
    }
  }
  look(0, wanted, 0)
  return { combos: best, exact: steps <= mostSteps }
}

/** How many of the largest it takes; 1 where one is enough, more than all where none are. */
export function fewest(candidates: readonly Candidate[], wanted: number): number {
  const sizes = candidates.map((c) => c.free).sort((a, b) => b - a)
  let sum = 0
  for (const [i, free] of sizes.entries()) {
    sum += free
    if (sum >= wanted) return i + 1
  }
  return Number.POSITIVE_INFINITY
}

/** For each number of offers and each place: how much the largest of those from there on give. */
function reachFrom(usable: readonly Candidate[], size: number): number[][] {
  const reach = Array.from({ length: size + 1 }, () => new Array<number>(usable.length + 1).fill(0))
  for (let at = usable.length - 1; at >= 0; at--)
    for (let n = 1; n <= size; n++) {
      const largest = usable
        .slice(at)
        .map((c) => c.free)
        .sort((a, b) => b - a)
      const row = reach[n] as number[]
      row[at] = largest.slice(0, n).reduce((a, b) => a + b, 0)
    }
  return reach
}

/** The cheapest gives all it has, then the next; because none can be spared, each gives something. */
export function comboOf(chosen: readonly Candidate[], wanted: number, metres: number): Combo {
  let left = wanted
  const quantities = new Map<string, number>()
  for (const c of [...chosen].sort((a, b) => a.centsEach - b.centsEach || a.metres - b.metres)) {
    const quantity = Math.min(c.free, left)
    quantities.set(c.id, quantity)
    left -= quantity
  }
  const parts = chosen.map((c) => {
    const quantity = quantities.get(c.id) ?? 0
    return { id: c.id, quantity, cents: c.centsOnce + c.centsEach * quantity }
  })
  return { parts, metres, cents: parts.reduce((sum, p) => sum + p.cents, 0) }
}

const idsOf = (combo: Combo) =>
  combo.parts
    .map((p) => p.id)
    .sort()
    .join(' ')
export const compare = (a: Combo, b: Combo): number =>
  a.parts.length - b.parts.length ||
  a.metres - b.metres ||
  a.cents - b.cents ||
  (idsOf(a) < idsOf(b) ? -1 : 1)
