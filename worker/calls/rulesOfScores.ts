// Pure: what several jurors make of an application, in one number that a severe juror does not sink.

export interface Criterion {
  id: string
  /** Points of a hundred; those of a call sum to 100. */
  weight: number
}
/** What one juror gave one application: a whole number for each criterion. */
export interface Sheet {
  juror: string
  application: string
  points: Readonly<Record<string, number>>
}
export interface Judged {
  /** Millionths of a standard deviation above (or below) what its jurors usually give. */
  score: number
  /** How many jurors it is the mean of. */
  jurors: number
  /** By juror: the weighted sum of the points, and its standardised value in millionths. */
  by: { juror: string; total: number; scaled: number }[]
}

/** The best that can be given for a criterion; the least is 0. */
export const MOST_POINTS = 10
const MILLION = 1_000_000n

/**
 * The score of each application. A juror's total T = Σ weight × points is centred and scaled over all the applications that
 * juror judged (the z-score: (T − mean) ÷ standard deviation of the population); an application's score is the mean over its
 * jurors. So a juror who gives 2 to 4 weighs as much as one who gives 3 to 9, and one who gives the same to all weighs nothing.
 *
 * Everything is counted in whole numbers, so that every machine finds the same: with n applications, S = ΣT and Q = ΣT², the
 * z-score is (nT − S) ÷ √(nQ − S²); it is rounded to the nearest millionth by an integer square root, and the mean of these to
 * the nearest millionth again, halves away from zero. The order in which sheets are given does not matter.
 */
export function judged(criteria: readonly Criterion[], sheets: readonly Sheet[]): Map<string, Judged> {
  const byJuror = Map.groupBy(sheets, (s) => s.juror)
  const found = new Map<string, Judged>()
  for (const juror of [...byJuror.keys()].sort()) {
    const own = byJuror.get(juror) ?? []
    const totals = own.map((s) => totalOf(criteria, s))
    const n = BigInt(own.length)
    const sum = totals.reduce((all, t) => all + BigInt(t), 0n)
    const spread = n * totals.reduce((all, t) => all + BigInt(t) * BigInt(t), 0n) - sum * sum
    for (const [i, sheet] of own.entries()) {
      const total = totals[i] as number
      const scaled = Number(scaledBy(n * BigInt(total) - sum, spread))
      const before = found.get(sheet.application) ?? { score: 0, jurors: 0, by: [] }
      const by = [...before.by, { juror, total, scaled }]
      found.set(sheet.application, { by, jurors: by.length, score: mean(by.map((one) => one.scaled)) })
    }
  }
  return found
}

const totalOf = (criteria: readonly Criterion[], sheet: Sheet): number =>
  criteria.reduce((sum, c) => sum + c.weight * (sheet.points[c.id] ?? 0), 0)

/** millionths of above ÷ √spread, to the nearest; 0 where the juror made no difference. */
function scaledBy(above: bigint, spread: bigint): bigint {
  if (spread === 0n || above === 0n) return 0n
  const doubled = rootOf((4n * MILLION * MILLION * above * above) / spread)
  const rounded = (doubled + 1n) / 2n
  return above < 0n ? -rounded : rounded
}

/** The whole part of a square root, by Newton's method. */
function rootOf(n: bigint): bigint {
  if (n < 2n) return n
  let guess = 1n << BigInt(Math.ceil(n.toString(2).length / 2))
  for (;;) {
    const next = (guess + n / guess) / 2n
    if (next >= guess) return guess
    guess = next
  }
}

/** To the nearest whole number, halves away from zero. */
function mean(values: readonly number[]): number {
  const sum = values.reduce((all, v) => all + v, 0)
  const [size, n] = [Math.abs(sum), values.length]
  return Math.sign(sum) * Math.floor((2 * size + n) / (2 * n)) || 0
}

/** A score as people read it: 50 is what is usually given, ten more a standard deviation above; to the tenth. */
export const asMark = (score: number): number => Math.round(500 + score / 10_000) / 10
