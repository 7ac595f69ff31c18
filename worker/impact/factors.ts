import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { type Query, together } from '../platform/db'
import type { Schema } from '../platform/schema'
import type { Basis, FactorValue } from './rules'
import type { FactorMeasure } from './rulesOfFactors'

export type Factor = Selectable<Schema['factorVersions']>
const MOST = 1000

/** Every version that a cluster may reckon with: carried over, of the deployment, and its own. By key, the latest first. */
export const factorsOf = (ctx: Ctx, clusterId: string, measure?: FactorMeasure): Query<Factor> => {
  let query = ctx.db
    .selectFrom('factorVersions')
    .selectAll()
    .where((eb) => eb.or([eb('clusterId', 'is', null), eb('clusterId', '=', clusterId)]))
    .orderBy('category')
    .orderBy('key')
    .orderBy('number', 'desc')
    .limit(MOST)
  if (measure) query = query.where('measure', '=', measure)
  return query
}

/** The same, read. */
export async function factorsInUse(ctx: Ctx, clusterId: string): Promise<Factor[]> {
  const [all] = await together(ctx.env.DB, factorsOf(ctx, clusterId))
  return all
}

/** Of each factor the latest version. */
export const latestOf = (factors: readonly Factor[]): Factor[] =>
  factors.filter((f) => !factors.some((other) => other.key === f.key && other.number > f.number))

/** Versions by their ids, whoever asks. */
export async function factorsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Factor>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('factorVersions')
    .selectAll()
    .where('id', 'in', sql<string>`(select value from json_each(${JSON.stringify([...new Set(ids)])}))`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

type BasisRow = Selectable<Schema['impactBases']>

export const factorIdsOf = (b: BasisRow): string[] => [
  ...[b.thingFactor, b.transportFactor, b.disposalFactor].flatMap((one) => one ?? []),
  ...(JSON.parse(b.vacancyFactors) as string[]),
]

/** A basis with the values of its versions. */
export function asBasis(row: BasisRow, factors: ReadonlyMap<string, Factor>): Basis {
  const value = (id: string | null): FactorValue | null => {
    if (!id) return null
    const factor = factors.get(id)
    if (!factor) throw new AppError('not_found', { factor: id })
    const { unit, lowMicro, highMicro, atMost } = factor
    return { id, unit, lowMicro, highMicro, atMost }
  }
  return {
    ...{ number: row.number, appliesFrom: row.appliesFrom, distanceHm: row.distanceHm },
    ...{ thing: value(row.thingFactor), thingsMilli: row.thingsMilli ?? 1000 },
    ...{ replacedPercent: row.replacedPercent ?? 0, lifePercent: row.lifePercent ?? 0 },
    ...{ transport: value(row.transportFactor), disposal: value(row.disposalFactor) },
    vacancy: (JSON.parse(row.vacancyFactors) as string[]).flatMap((id) => value(id) ?? []),
    unitGrams: row.unitGrams,
  }
}

/** Every choice made for an offer, the latest first; at most 100. */
export const basesOf = (ctx: Ctx, listingId: string): Query<BasisRow> =>
  ctx.db
    .selectFrom('impactBases')
    .selectAll()
    .where('listingId', '=', listingId)
    .orderBy('number', 'desc')
    .limit(100)

/** What the form of an offer shows: every choice made for it, and the factors to choose from. */
export async function choicesOf(ctx: Ctx, listingId: string, clusterId: string) {
  const [bases, factors] = await together(ctx.env.DB, basesOf(ctx, listingId), factorsOf(ctx, clusterId))
  return { bases, factors }
}
