/**
 * Splits a whole number among weights, to the last unit: largest remainder (Hamilton); of equal remainders the first gets
 * the unit. No weight at all: the first gets everything.
 */
export function sharesOf(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum <= 0) return weights.map((_, i) => (i === 0 ? total : 0))
  const exact = weights.map((w) => (total * w) / sum)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((a, b) => a + b, 0)
  const order = weights.map((_, i) => i).sort((a, b) => remainder(exact, b) - remainder(exact, a) || a - b)
  for (const i of order.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1
  return shares
}

/** To nine digits: what differs only by rounding of a quotient is equal. */
const remainder = (exact: readonly number[], i: number): number => {
  const value = exact[i] ?? 0
  return Math.round((value - Math.floor(value)) * 1e9)
}
