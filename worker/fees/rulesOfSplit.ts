// How the owner's real charges are shared. Pure; integer cents, weights that are whole numbers.

/** Who bears what an empty lot weighs: the owner, or those who are there. */
export const EMPTY = ['owner', 'spread'] as const
export type Empty = (typeof EMPTY)[number]

/**
 * Splits cents in proportion to weights, by largest remainder: each gets the whole cents of its share, and those that are left
 * go to the largest remainders, the first of equals first. The parts sum to `cents` exactly, whatever the numbers: they are
 * counted as integers of any size. Throws RangeError where there is something to split and nothing weighs.
 */
export function splitCents(cents: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError(`not an amount in cents: ${cents}`)
  if (weights.some((w) => !Number.isSafeInteger(w) || w < 0))
    throw new RangeError('a weight is no whole number')
  const all = weights.reduce((sum, w) => sum + BigInt(w), 0n)
  if (all === 0n) {
    if (cents > 0) throw new RangeError('nothing weighs')
    return weights.map(() => 0)
  }
  const whole = BigInt(cents)
  const parts = weights.map((w, i) => {
    const product = whole * BigInt(w)
    return { i, cents: Number(product / all), rest: product % all }
  })
  const left = cents - parts.reduce((sum, part) => sum + part.cents, 0)
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1))
  for (const part of byRest.slice(0, left)) part.cents++
  return parts.map((part) => part.cents)
}

/** Twelve parts of a year's charges, one for each month, that sum to the year. */
export const monthsOf = (centsPerYear: number): number[] => splitCents(centsPerYear, Array(12).fill(1))

export interface WeighedLot {
  lotId: string
  surfaceM2: number
  /** Percent: 100 is plain. */
  comfortPercent: number
}
/** w = m² × comfort × solidarity, as a whole number: both percentages are kept as they are. */
export const weightOf = (lot: WeighedLot, solidarityPercent: number): number =>
  lot.surfaceM2 * lot.comfortPercent * solidarityPercent

/** A lot, or a part of a month of it, that takes a share: of somebody's, or nobody's (null). */
export interface Segment {
  lotId: string
  occupancyId: string | null
  /** Whether they pay a share of the charges; else the owner bears it (a fixed fee, or none). */
  shares: boolean
  weight: number
  days: number
}
export interface Line extends Segment {
  cents: number
}

/** Who stays in a lot over which days of a month, [first, last], 1 being the first of the month. */
export interface Stay {
  occupancyId: string
  first: number
  last: number
  solidarityPercent: number
  shares: boolean
}

/** The segments of a month: each stay, and the days in between that nobody is there. Stays of a lot do not overlap. */
export function segmentsOf(
  lots: readonly (WeighedLot & { stays: readonly Stay[] })[],
  daysInMonth: number,
): Segment[] {
  return lots.flatMap((lot) => {
    const segments: Segment[] = lot.stays.map((stay) => ({
      ...{ lotId: lot.lotId, occupancyId: stay.occupancyId, shares: stay.shares },
      ...{ weight: weightOf(lot, stay.solidarityPercent), days: stay.last - stay.first + 1 },
    }))
    const empty = daysInMonth - segments.reduce((sum, s) => sum + s.days, 0)
    if (empty > 0)
      segments.push({
        ...{ lotId: lot.lotId, occupancyId: null, shares: false },
        ...{ weight: weightOf(lot, 100), days: empty },
      })
    return segments
  })
}

/** What counts in the sum of weights: all, or without what stands empty. Where all does, the owner bears all the same. */
export function counted(segments: readonly Segment[], empty: Empty): Segment[] {
  const occupied = segments.filter((s) => s.occupancyId !== null)
  return empty === 'spread' && occupied.length > 0 ? occupied : [...segments]
}

const weightsOf = (segments: readonly Segment[]) => {
  // Where all of them last the same, their days do not matter: months of 30 and of 31 days split alike.
  const alike = segments.every((s) => s.days === segments[0]?.days)
  return segments.map((s) => (alike ? s.weight : s.weight * s.days))
}
const signature = (segments: readonly Segment[]) =>
  JSON.stringify(segments.map((s, i) => [s.lotId, s.occupancyId, s.shares, weightsOf(segments)[i]]))

/**
 * Each month of a year, split. The lines of a month sum to that month's part of the charges, and where nothing changes from
 * January on, the twelve months of a lot sum to its share of the year, to the cent: what a month gives is what the run of equal
 * months gives up to it, less what it gave before.
 */
export function yearInMonths(
  centsPerYear: number,
  months: readonly (readonly Segment[])[],
  empty: Empty,
): Line[][] {
  const parts = monthsOf(centsPerYear)
  const shown = months.map((segments) => counted(segments, empty))
  const signs = shown.map(signature)
  return shown.map((segments, m) => {
    if (segments.length === 0) return []
    let first = m
    while (first > 0 && signs[first - 1] === signs[m]) first--
    const until = sum(parts.slice(first, m + 1))
    const weights = weightsOf(segments)
    const now = splitCents(until, weights)
    const before = splitCents(until - (parts[m] ?? 0), weights)
    const cents = now.map((c, i) => c - (before[i] ?? 0))
    // The largest remainder of a larger sum can give somebody a cent less: then the month is split by itself.
    const whole = cents.some((c) => c < 0) ? splitCents(parts[m] ?? 0, weights) : cents
    return segments.map((s, i) => ({ ...s, cents: whole[i] ?? 0 }))
  })
}
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)

export interface Simulated {
  lotId: string
  /** Shares of a year: all lots occupied; some empty and the owner bears them; some empty and the others do. */
  full: number
  owner: number
  spread: number
}
/** A year with some lots empty, both ways. What the owner bears is said beside. */
export function simulate(
  centsPerYear: number,
  lots: readonly (WeighedLot & { solidarityPercent: number })[],
  empty: ReadonlySet<string>,
): { lots: Simulated[]; ownerBears: { owner: number; spread: number } } {
  const weights = lots.map((lot) => weightOf(lot, empty.has(lot.lotId) ? 100 : lot.solidarityPercent))
  const full = splitCents(
    centsPerYear,
    lots.map((lot) => weightOf(lot, lot.solidarityPercent)),
  )
  const owner = splitCents(centsPerYear, weights)
  const nobody = lots.every((lot) => empty.has(lot.lotId))
  const spread = nobody
    ? owner
    : splitCents(
        centsPerYear,
        lots.map((lot, i) => (empty.has(lot.lotId) ? 0 : (weights[i] ?? 0))),
      )
  const borne = (shares: readonly number[]) => sum(shares.filter((_, i) => empty.has(lots[i]?.lotId ?? '')))
  return {
    lots: lots.map((lot, i) => ({
      lotId: lot.lotId,
      ...{ full: full[i] ?? 0, owner: owner[i] ?? 0, spread: spread[i] ?? 0 },
    })),
    ownerBears: { owner: borne(owner), spread: borne(spread) },
  }
}
