import { type Estimate, estimate, sum } from './rulesOfAmounts'

/** What some exchanges produced together: each measure for itself. */
export interface Sums {
  exchanges: number
  /** Counted from what was booked and used. */
  minutes: number
  /** Kilograms: noted at the hand-over, or as the booking declares them. */
  kg: { weighed: number; declared: number }
  co2: Estimate<'co2'>
  vacancy: Estimate<'vacancy'>
  disposal: Estimate<'disposal'>
  /** What the same use costs at the market price, less what was paid, where a price is stated. */
  cash: Estimate<'cash'>
  marketCents: number
  paidCents: number
  /** Of how many exchanges each estimate was made. */
  counted: { co2: number; vacancy: number; disposal: number; cash: number }
}

/** The columns that add up, as they are selected: `sum(minutes) as minutes`, … */
export const ADDED = [
  ...(['exchanges', 'minutes', 'kgWeighed', 'kgDeclared', 'co2Low', 'co2High', 'vacancyLow'] as const),
  ...(['vacancyHigh', 'disposalLow', 'disposalHigh', 'marketCents', 'paidCents', 'withCo2'] as const),
  ...(['withVacancy', 'withDisposal', 'withMarket'] as const),
] as const
type Row = Record<(typeof ADDED)[number], number>

export const NOTHING: Sums = {
  ...{ exchanges: 0, minutes: 0, kg: { weighed: 0, declared: 0 }, marketCents: 0, paidCents: 0 },
  ...{ co2: estimate('co2', 0, 0), vacancy: estimate('vacancy', 0, 0) },
  ...{ disposal: estimate('disposal', 0, 0), cash: estimate('cash', 0, 0) },
  counted: { co2: 0, vacancy: 0, disposal: 0, cash: 0 },
}

export const asSums = (row: Row): Sums => {
  const saved = row.marketCents - row.paidCents
  return {
    ...{ exchanges: row.exchanges, minutes: row.minutes },
    kg: { weighed: row.kgWeighed, declared: row.kgDeclared },
    co2: estimate('co2', row.co2Low, row.co2High),
    vacancy: estimate('vacancy', row.vacancyLow, row.vacancyHigh),
    disposal: estimate('disposal', row.disposalLow, row.disposalHigh),
    cash: estimate('cash', saved, saved),
    ...{ marketCents: row.marketCents, paidCents: row.paidCents },
    counted: { co2: row.withCo2, vacancy: row.withVacancy, disposal: row.withDisposal, cash: row.withMarket },
  }
}

export const added = (a: Sums, b: Sums): Sums => ({
  ...{ exchanges: a.exchanges + b.exchanges, minutes: a.minutes + b.minutes },
  kg: { weighed: a.kg.weighed + b.kg.weighed, declared: a.kg.declared + b.kg.declared },
  ...{ co2: sum(a.co2, b.co2), vacancy: sum(a.vacancy, b.vacancy), disposal: sum(a.disposal, b.disposal) },
  cash: sum(a.cash, b.cash),
  ...{ marketCents: a.marketCents + b.marketCents, paidCents: a.paidCents + b.paidCents },
  counted: {
    ...{ co2: a.counted.co2 + b.counted.co2, vacancy: a.counted.vacancy + b.counted.vacancy },
    ...{ disposal: a.counted.disposal + b.counted.disposal, cash: a.counted.cash + b.counted.cash },
  },
})

export const total = (all: readonly Sums[]): Sums => all.reduce(added, NOTHING)
