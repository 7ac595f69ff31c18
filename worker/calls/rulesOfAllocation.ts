import { boundsOf, LeastShares, type Quota, type Wishing } from './rulesOfQuotas'

// Pure: which application gets which lot, and why.

export interface Candidate {
  id: string
  sector: string
  /** In millionths: see `judged`. */
  score: number
  /** SHA-256 of the seed and the id, in hexadecimal: decides between equal scores, the smaller first. */
  tie: string
  /** The lots it names, in its order; those that can not take it with `fits` false. */
  choices: readonly { lot: string; fits: boolean }[]
}
export interface Problem {
  lots: readonly string[]
  candidates: readonly Candidate[]
  quotas: readonly Quota[]
}

/** Why a lot that was named was not given. */
export type Why = 'unfit' | 'not_in_call' | 'taken' | 'sector_full' | 'kept_for_sector'
export interface Line {
  application: string
  /** Its place in the order of scores: 1 is first. */
  rank: number
  lot: string | null
  /** Which of its choices it got: 1 is the first. */
  choice: number | null
  /** What it named before, and why it did not get that; `by`: who has it. */
  refused: { lot: string; why: Why; by?: string }[]
}
export interface Allocation {
  /** One for each application, in the order of scores. */
  lines: Line[]
  /** Least shares that could be reached, by sector: less than what was asked where too few fit. */
  least: Record<string, number>
}

/** Best score first; between equal ones the tie decides, which nobody can choose. */
export const inOrder = <C extends Pick<Candidate, 'score' | 'tie' | 'id'>>(candidates: readonly C[]): C[] =>
  [...candidates].sort((a, b) => b.score - a.score || compare(a.tie, b.tie) || compare(a.id, b.id))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Deferred acceptance (Gale and Shapley 1962): applications propose in their own order; a lot keeps the best score among those
 * that propose to it and that it can take. In which order they propose does not change the result (McVitie and Wilson 1971), so
 * they do in the order of scores: as all lots rank by the same score, what is kept once is never taken back.
 *
 * Stability, without quotas: no pair of an application and a lot blocks, that is, there is no lot which an application named,
 * that can take it, that it would rather have than what it got, and that is free or went to a lower score.
 *
 * With quotas, a pair blocks only where giving in to it breaks none: the application gets the lot, who had it gets nothing, the
 * lot the application leaves is free, and then each sector still has at most its largest share and at least the least share
 * that is reachable. This is stability under distributional constraints (Kamada and Kojima 2017, “Stability concepts in matching
 * under distributional constraints”, Journal of Economic Theory 168, strong version) with hard bounds (Ehlers, Hafalir, Yenmez
 * and Yildirim 2014, “School choice with controlled choice constraints”, Journal of Economic Theory 153), for quotas over the
 * whole call. None exists: when its turn came the application was refused the lot because one above had it, because those above
 * filled its sector, or because with it no way was left to fill a least share; but a pair that breaks nothing is such a way.
 */
export function allocated({ lots, candidates, quotas }: Problem): Allocation {
  const bounds = boundsOf(quotas, lots.length)
  const order = inOrder(candidates)
  const known = new Set(lots)
  const wishing: Wishing[] = order.map((c) => ({
    ...{ id: c.id, sector: c.sector },
    lots: c.choices.filter((one) => one.fits && known.has(one.lot)).map((one) => one.lot),
  }))
  const shares = new LeastShares(wishing, lots, bounds)
  const least = Object.fromEntries([...shares.reachable].filter(([, n]) => n > 0))
  const holders = new Map<string, string>()
  const counts = new Map<string, number>()
  const lines = order.map((c, i): Line => {
    const line: Line = { application: c.id, rank: i + 1, lot: null, choice: null, refused: [] }
    const had = counts.get(c.sector) ?? 0
    for (const [at, { lot, fits }] of c.choices.entries()) {
      const by = holders.get(lot)
      const full = had >= (bounds.get(c.sector)?.max ?? lots.length)
      const no: Why | null = !known.has(lot)
        ? 'not_in_call'
        : !fits
          ? 'unfit'
          : by !== undefined
            ? 'taken'
            : full
              ? 'sector_full'
              : shares.take(c.id, lot)
                ? null
                : 'kept_for_sector'
      if (no !== null) {
        line.refused.push({ lot, why: no, ...(no === 'taken' && by !== undefined && { by }) })
        continue
      }
      holders.set(lot, c.id)
      counts.set(c.sector, had + 1)
      line.lot = lot
      line.choice = at + 1
      break
    }
    if (line.lot === null) shares.pass(c.id)
    return line
  })
  return { lines, least }
}

/** Who has what: lot by application. */
export type Given = ReadonlyMap<string, string>

/**
 * Every pair that blocks, as `allocated` defines it, looked for without a thought of how the lots were given: what is found
 * here would be an injustice. `given`: lot by application.
 */
export function blockingPairs(
  { lots, candidates, quotas }: Problem,
  given: Given,
  least: Readonly<Record<string, number>>,
): { application: string; lot: string }[] {
  const bounds = boundsOf(quotas, lots.length)
  const ranks = new Map(inOrder(candidates).map((c, i) => [c.id, i]))
  const sectors = new Map(candidates.map((c) => [c.id, c.sector]))
  const holders = new Map([...given].map(([application, lot]) => [lot, application]))
  const counts = new Map<string, number>()
  const add = (sector: string, n: number) => counts.set(sector, (counts.get(sector) ?? 0) + n)
  for (const application of given.keys()) add(sectors.get(application) ?? '', 1)
  const isKept = (sector: string, before: number): boolean => {
    const now = counts.get(sector) ?? 0
    // What was broken before and is no worse now does not count: a lot that was given up may leave a share short.
    return (
      (now <= (bounds.get(sector)?.max ?? lots.length) || now <= before) &&
      (now >= (least[sector] ?? 0) || now >= before)
    )
  }
  const found: { application: string; lot: string }[] = []
  for (const c of candidates) {
    const mine = given.get(c.id)
    for (const { lot, fits } of c.choices) {
      if (lot === mine) break
      if (!fits || !lots.includes(lot)) continue
      const holder = holders.get(lot)
      if (holder !== undefined && (ranks.get(holder) ?? 0) < (ranks.get(c.id) ?? 0)) continue
      const other = holder === undefined ? null : (sectors.get(holder) ?? '')
      const before = [counts.get(c.sector) ?? 0, counts.get(other ?? c.sector) ?? 0] as const
      if (mine === undefined) add(c.sector, 1)
      if (other !== null) add(other, -1)
      if (isKept(c.sector, before[0]) && isKept(other ?? c.sector, before[1]))
        found.push({ application: c.id, lot })
      if (mine === undefined) add(c.sector, -1)
      if (other !== null) add(other, 1)
    }
  }
  return found
}

/**
 * Who is offered a lot that its winner did not take: of those that have no lot and have turned none down (`out`), named it, and
 * whom it can take, the best score whose sector is not full; before all others one whose sector now lacks its least share.
 * Those who have a lot keep it. Null: nobody is left.
 */
export function nextInLine(
  { lots, candidates, quotas }: Problem,
  lot: string,
  given: Given,
  out: ReadonlySet<string>,
  least: Readonly<Record<string, number>>,
): string | null {
  const bounds = boundsOf(quotas, lots.length)
  const sectors = new Map(candidates.map((c) => [c.id, c.sector]))
  const counts = new Map<string, number>()
  for (const id of given.keys()) {
    const sector = sectors.get(id) ?? ''
    counts.set(sector, (counts.get(sector) ?? 0) + 1)
  }
  const count = (c: Candidate) => counts.get(c.sector) ?? 0
  const inLine = inOrder(candidates).filter(
    (c) =>
      !given.has(c.id) &&
      !out.has(c.id) &&
      c.choices.some((one) => one.lot === lot && one.fits) &&
      count(c) < (bounds.get(c.sector)?.max ?? lots.length),
  )
  return (inLine.find((c) => count(c) < (least[c.sector] ?? 0)) ?? inLine[0])?.id ?? null
}
