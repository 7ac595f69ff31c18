/** What a factor is for: what a new thing costs the climate, transport, empty premises, getting rid of; others are for reference. */
export const MEASURES = ['new_thing', 'transport', 'vacancy', 'disposal', 'reference'] as const
export type FactorMeasure = (typeof MEASURES)[number]

/** Units that the rules reckon with; ¤ stands for a currency of three letters. */
export const UNITS_OF: Record<Exclude<FactorMeasure, 'reference'>, readonly string[]> = {
  new_thing: ['kgCO2e/item', 'kgCO2e/kg'],
  transport: ['gCO2e/veh.km'],
  vacancy: ['¤/m2/year', '¤/ha/year'],
  disposal: ['¤/tonne'],
}

/** The currency of a unit, or null where it holds no money. */
export const currencyOf = (unit: string): string | null => /^([A-Z]{3})\//.exec(unit)?.[1] ?? null

/** Whether a measure is not counted in this unit. */
export const unitProblem = (measure: FactorMeasure, unit: string): boolean =>
  measure !== 'reference' && !UNITS_OF[measure].includes(unit.replace(/^[A-Z]{3}\//, '¤/'))

/** Millionths, exact. */
export const micro = (value: number): number => Math.round(value * 1e6)
export const fromMicro = (value: number): number => value / 1e6
