import type { Recount } from './count.ts'

type Sums = {
  exchanges: number
  minutes: number
  kg: { weighed: number; declared: number }
  co2Grams: { low: number; high: number }
  vacancyCents: { low: number; high: number }
  disposalCents: { low: number; high: number }
  cashSavedCents: number
  marketCents: number
  paidCents: number
  estimatedFrom: { co2: number; vacancy: number; disposal: number; cash: number }
}
type Keyed = { key: string; sums: Sums }
/** The figures of a report as the API gives them. */
export type Told = {
  total: Sums
  byKind: Keyed[]
  byMonth: Keyed[]
  byCommune: Keyed[]
  organisations: { active: number; members: number }
  premises: { surfaceM2: number; lots: number; organisations: number }
  needs: { published: number; met: number; unmet: number; open: number; dropped: number }
  /** Null of a report that was published before hours were told. */
  inclusion?:
    | (Hours & { organisations: number; exchanges: number; byFamily: (Hours & { key: string })[] })
    | null
}
type Hours = { people: number; trainingMinutes: number; integrationMinutes: number }
/** A figure of a report, and the same counted again. */
export type Pair = { figure: string; told: number; counted: number }

/** Every figure of a report beside what was counted again; also those that only one of both knows of. */
export function pairsOf(told: Told, again: Recount): Pair[] {
  const pairs: Pair[] = sums('total', told.total, again.total)
  for (const [name, rows, counted] of [
    ['kind', told.byKind, again.byKind],
    ['month', told.byMonth, again.byMonth],
    ['commune', told.byCommune, again.byCommune],
  ] as const) {
    for (const { key, sums: row } of rows) pairs.push(...sums(`${name} ${key}`, row, counted[key] ?? {}))
    for (const key of Object.keys(counted))
      if (!rows.some((row) => row.key === key))
        pairs.push({ figure: `${name} ${key}`, told: 0, counted: counted[key]?.exchanges ?? 0 })
  }
  for (const part of ['organisations', 'premises', 'needs'] as const) {
    const counted = again[part] as Record<string, number>
    for (const [name, value] of Object.entries(told[part]))
      pairs.push({ figure: `${part} ${name}`, told: value, counted: counted[name] ?? 0 })
  }
  if (told.inclusion) pairs.push(...hours(told.inclusion, again.inclusion))
  return pairs
}

function hours(told: NonNullable<Told['inclusion']>, again: Recount['inclusion']): Pair[] {
  const { byFamily, ...plain } = told
  const pairs = (of: string, one: object, counted: object | undefined): Pair[] =>
    Object.entries(one)
      .filter(([name]) => name !== 'key')
      .map(([name, value]) => ({
        figure: `${of} ${name}`,
        told: Number(value),
        counted: Number((counted as Record<string, number> | undefined)?.[name] ?? 0),
      }))
  const unknown = Object.keys(again.byFamily).filter((key) => !byFamily.some((f) => f.key === key))
  return [
    ...pairs('inclusion', plain, again),
    ...byFamily.flatMap((one) => pairs(`inclusion ${one.key}`, one, again.byFamily[one.key])),
    ...unknown.map((key) => ({
      figure: `inclusion ${key}`,
      told: 0,
      counted: again.byFamily[key]?.people ?? 0,
    })),
  ]
}

function sums(of: string, s: Sums, again: Record<string, number>): Pair[] {
  const counted = (name: string) => again[name] ?? 0
  const rows: [string, number, number][] = [
    ['exchanges', s.exchanges, counted('exchanges')],
    ['minutes', s.minutes, counted('minutes')],
    ['kg weighed', s.kg.weighed, counted('kgWeighed')],
    ['kg declared', s.kg.declared, counted('kgDeclared')],
    ['CO2e, low', s.co2Grams.low, counted('co2Low')],
    ['CO2e, high', s.co2Grams.high, counted('co2High')],
    ['vacancy, low', s.vacancyCents.low, counted('vacancyLow')],
    ['vacancy, high', s.vacancyCents.high, counted('vacancyHigh')],
    ['disposal, low', s.disposalCents.low, counted('disposalLow')],
    ['disposal, high', s.disposalCents.high, counted('disposalHigh')],
    ['market cost', s.marketCents, counted('market')],
    ['paid', s.paidCents, counted('paid')],
    ['cash saved', s.cashSavedCents, counted('market') - counted('paid')],
    ['with CO2e', s.estimatedFrom.co2, counted('withCo2')],
    ['with vacancy', s.estimatedFrom.vacancy, counted('withVacancy')],
    ['with disposal', s.estimatedFrom.disposal, counted('withDisposal')],
    ['with a market price', s.estimatedFrom.cash, counted('withCash')],
  ]
  return rows.map(([name, told, again]) => ({ figure: `${of}: ${name}`, told, counted: again }))
}
