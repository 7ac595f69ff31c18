import { monthAfter } from './rules'

/** The groups of actors whose mix a territory is described by. */
export const GROUPS = [
  'private',
  'public',
  'association',
  'cooperative',
  'research',
  'training',
  'other',
] as const
export type Group = (typeof GROUPS)[number]
/** `form`: the legal form of an organisation. A social enterprise is a company that works for others. */
export const groupOf = (form: Exclude<Group, 'private'> | 'company' | 'social_enterprise'): Group =>
  form === 'company' || form === 'social_enterprise' ? 'private' : form

export interface Quarter {
  name: string
  /** First and last month. */
  from: string
  to: string
}

/** "2026-08" → the third quarter of 2026. */
export function quarterOf(month: string): Quarter {
  const [year = '', number = '1'] = month.split('-')
  const q = Math.ceil(Number(number) / 3)
  const from = `${year}-${String(q * 3 - 2).padStart(2, '0')}`
  return { name: `${year}-Q${q}`, from, to: monthAfter(from, 2) }
}
export const isQuarter = (text: string): boolean => /^20\d\d-Q[1-4]$/.test(text)
const monthOf = (quarter: string): string =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3).padStart(2, '0')}`

/** Quarters up to one, the oldest first. */
export const quartersUntil = (quarter: string, count: number): Quarter[] =>
  Array.from({ length: count }, (_, i) => quarterOf(monthAfter(monthOf(quarter), -3 * (count - 1 - i))))

const parts = (counts: readonly number[]): number[] => {
  const all = counts.reduce((n, one) => n + one, 0)
  return counts.filter((n) => n > 0).map((n) => n / all)
}

/**
 * Diversity as entropy, H = −Σ pᵢ ln pᵢ: 0 where there is one sort, ln S where S sorts are even. Shannon, “A Mathematical
 * Theory of Communication”, Bell System Technical Journal 27 (1948). Null where there is nothing.
 */
export function shannon(counts: readonly number[]): number | null {
  const p = parts(counts)
  return p.length === 0 ? null : Math.abs(p.reduce((sum, one) => sum - one * Math.log(one), 0))
}

/**
 * The chance that two taken at random are of different sorts, 1 − Σ pᵢ². Simpson, “Measurement of Diversity”, Nature 163
 * (1949). Null where there is nothing.
 */
export function simpson(counts: readonly number[]): number | null {
  const p = parts(counts)
  return p.length === 0 ? null : 1 - p.reduce((sum, one) => sum + one * one, 0)
}

/**
 * Of all ties that could be between so many organisations, the part that is: 2T ÷ N(N − 1). Wasserman and Faust, Social
 * Network Analysis (1994), ch. 4. Null below two organisations.
 */
export const density = (ties: number, organisations: number): number | null =>
  organisations < 2 ? null : (2 * ties) / (organisations * (organisations - 1))

/** The part of all exchanges in which one and the same organisation takes part, as lender or borrower; 0 where there are none. */
export const dependence = (exchanges: number, ofOne: number): number =>
  exchanges > 0 ? ofOne / exchanges : 0

export interface Term {
  since: string
  until: string | null
}
export interface Rotation {
  inOffice: number
  arrivals: number
  departures: number
  /** (arrivals + departures) ÷ 2 ÷ the mean of those in office at both ends; null where nobody was. */
  rate: number | null
}

/** How the role of coordinator goes round between two instants. */
export function rotationOf(terms: readonly Term[], from: string, to: string): Rotation {
  const at = (instant: string) =>
    terms.filter((t) => t.since <= instant && (t.until === null || t.until > instant)).length
  const within = (instant: string | null) => instant !== null && instant >= from && instant < to
  const arrivals = terms.filter((t) => within(t.since)).length
  const departures = terms.filter((t) => within(t.until)).length
  const mean = (at(from) + at(to)) / 2
  return {
    inOffice: at(to),
    arrivals,
    departures,
    rate: mean > 0 ? (arrivals + departures) / 2 / mean : null,
  }
}
