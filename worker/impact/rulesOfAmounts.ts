/**
 * What an exchange produced, each in its own measure: `co2` in grams of CO2 equivalent; in cents `cash` (what the borrower
 * did not spend), `vacancy` (what the owner of empty premises did not spend) and `disposal` (what a giver did not pay to have
 * taken away). They are objects and not numbers, so that one can not be added to another: neither by `+`, nor by `sum`.
 */
export type Measure = 'co2' | 'cash' | 'vacancy' | 'disposal'

export interface Estimate<M extends Measure> {
  readonly of: M
  readonly low: number
  readonly high: number
}

export const estimate = <M extends Measure>(of: M, low: number, high: number): Estimate<M> => ({
  of,
  low,
  high,
})

/** Two of one measure. Of two measures it does not compile. */
export const sum = <M extends Measure>(a: Estimate<M>, b: Estimate<NoInfer<M>>): Estimate<M> =>
  estimate(a.of, a.low + b.low, a.high + b.high)

/** n ÷ d, rounded half up to a whole number; both exact, so that whoever counts again finds the same. */
export function divided(n: bigint, d: bigint): number {
  const [twice, whole] = [2n * n + d, 2n * d]
  const floor = twice >= 0n || twice % whole === 0n ? twice / whole : twice / whole - 1n
  return Number(floor)
}

/** A product of whole numbers, exact however large. */
export const product = (...factors: readonly number[]): bigint =>
  factors.reduce((all, one) => all * BigInt(one), 1n)
