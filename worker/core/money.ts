/** Money is integer cents of one currency; it is rounded once, here. */
export interface Money {
  cents: number
  currency: string
}

/** cents × numerator ÷ denominator, rounded half up to the cent. */
export const proportion = (cents: number, numerator: number, denominator: number): number =>
  Math.floor((cents * numerator) / denominator + 0.5)
