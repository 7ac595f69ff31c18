import type { Unit } from '../core/kinds'

// Pure: from when carrying waste, or arranging what becomes of it, has to be declared in France. Information, not advice.

/**
 * C. env. R541-50, I: whoever carries more than this of waste by road in one load declares it to the prefect first, in grams.
 * Exempt (II): those who carry what they produce and are under Title I of Book V; household waste for public bodies; clean and
 * sorted soil, bricks, concrete; approved collectors of waste oil; take-back on delivery of new things.
 */
export const THRESHOLD_GRAMS = { hazardous: 100_000, other: 500_000 } as const
export type Threshold = keyof typeof THRESHOLD_GRAMS

/** Grams of a quantity, where its unit says them. */
export const gramsOf = (quantity: number, unit: Unit): number | null =>
  unit === 'kg' ? quantity * 1000 : null

/** Which threshold a load passes; null: none, or its weight is not known. Exactly the threshold does not pass it. */
export function thresholdOf(grams: number | null, hazardous: boolean): Threshold | null {
  const which: Threshold = hazardous ? 'hazardous' : 'other'
  return grams !== null && grams > THRESHOLD_GRAMS[which] ? which : null
}

/** Which thresholds one load of several wastes passes: hazardous ones and others are each counted for themselves. */
export function thresholdsOfLoad(
  parts: readonly { quantity: number; unit: Unit; hazardous: boolean }[],
): Threshold[] {
  const sum = (hazardous: boolean) =>
    parts
      .filter((p) => p.hazardous === hazardous)
      .reduce((grams, p) => grams + (gramsOf(p.quantity, p.unit) ?? 0), 0)
  return [thresholdOf(sum(true), true), thresholdOf(sum(false), false)].filter((t) => t !== null)
}
