// Pure: of sets that share members, those to take together. Weighted set packing.

/** A set of members, by their places in a list, with what it is worth: a whole number above 0. */
export interface Weighted {
  members: readonly number[]
  worth: number
}
export interface Packing {
  /** Places in the list of sets, in order. */
  chosen: number[]
  worth: number
  /** Nothing better exists; else the search was stopped, and better may. */
  exact: boolean
}

/** How many sets the search may try: some tenths of a second. */
export const MOST_STEPS = 1_000_000

/**
 * The sets without a common member that are worth the most together: branch and bound over the members in order, from what
 * taking the best first gives. The bound shares the worth of each set equally among its members. Of equal worth, the first
 * found.
 */
export function pack(sets: readonly Weighted[], most = MOST_STEPS): Packing {
  const size = membersIn(sets)
  const byFirst: number[][] = Array.from({ length: size }, () => [])
  const share = new Float64Array(size)
  sets.forEach((set, i) => {
    byFirst[Math.min(...set.members)]?.push(i)
    for (const m of set.members) share[m] = Math.max(share[m] ?? 0, set.worth / set.members.length)
  })
  const worthOf = (i: number) => sets[i]?.worth ?? 0
  for (const list of byFirst) list.sort((a, b) => worthOf(b) - worthOf(a) || a - b)
  let best = improved(sets, greedy(sets))
  let worth = best.reduce((sum, i) => sum + worthOf(i), 0)
  let steps = 0
  const covered = new Uint8Array(size)
  const chosen: number[] = []
  const look = (at: number, sum: number, open: number) => {
    let [i, left] = [at, open]
    for (; i < size && covered[i]; i++);
    if (sum > worth) {
      worth = sum
      best = [...chosen]
    }
    if (i >= size || sum + left <= worth + 1e-6) return
    for (const s of byFirst[i] ?? []) {
      if (++steps > most) return
      const { members } = sets[s] as Weighted
      if (members.some((m) => covered[m])) continue
      let less = 0
      for (const m of members) {
        covered[m] = 1
        less += share[m] ?? 0
      }
      chosen.push(s)
      look(i + 1, sum + worthOf(s), left - less)
      chosen.pop()
      for (const m of members) covered[m] = 0
    }
    covered[i] = 1
    left -= share[i] ?? 0
    look(i + 1, sum, left)
    covered[i] = 0
  }
  look(
    0,
    0,
    share.reduce((a, b) => a + b, 0),
  )
  return { chosen: best.sort((a, b) => a - b), worth, exact: steps <= most }
}

const membersIn = (sets: readonly Weighted[]): number =>
  sets.reduce((size, s) => Math.max(size, ...s.members.map((m) => m + 1)), 0)

/** The best first, by worth and by worth a member: the better of the two. */
export function greedy(sets: readonly Weighted[]): number[] {
  const size = membersIn(sets)
  const tries = [(s: Weighted) => s.worth, (s: Weighted) => s.worth / s.members.length].map((key) => {
    const taken = new Uint8Array(size)
    const chosen: number[] = []
    let worth = 0
    const order = sets
      .map((_, i) => i)
      .sort((a, b) => key(sets[b] as Weighted) - key(sets[a] as Weighted) || a - b)
    for (const i of order) {
      const set = sets[i] as Weighted
      if (set.members.some((m) => taken[m])) continue
      for (const m of set.members) taken[m] = 1
      chosen.push(i)
      worth += set.worth
    }
    return { chosen, worth }
  })
  return tries.sort((a, b) => b.worth - a.worth)[0]?.chosen ?? []
}

const ROUNDS = 20
const MOST_LOOKED_AT = 400

/** A set in, and whatever it meets out, as long as that is worth more; what then has room comes in too. */
export function improved(sets: readonly Weighted[], from: readonly number[]): number[] {
  let chosen = [...from]
  const order = sets
    .map((_, i) => i)
    .sort((a, b) => (sets[b]?.worth ?? 0) - (sets[a]?.worth ?? 0) || a - b)
    .slice(0, MOST_LOOKED_AT)
  const worthOf = (list: readonly number[]) => list.reduce((sum, i) => sum + (sets[i]?.worth ?? 0), 0)
  for (let round = 0; round < ROUNDS; round++) {
    let better = false
    for (const i of order) {
      if (chosen.includes(i)) continue
      const mine = new Set(sets[i]?.members)
      const kept = chosen.filter((j) => !sets[j]?.members.some((m) => mine.has(m)))
      const taken = new Set([...kept, i].flatMap((j) => sets[j]?.members ?? []))
      const next = [...kept, i]
      for (const j of order) {
        const { members = [] } = sets[j] ?? {}
        if (members.some((m) => taken.has(m))) continue
        for (const m of members) taken.add(m)
        next.push(j)
      }
      if (worthOf(next) <= worthOf(chosen)) continue
      chosen = next
      better = true
    }
    if (!better) break
  }
  return chosen
}
