import { clusterById } from '../../clusters/queries'
import { AppError, type FieldError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { wallOf } from '../../core/time'
import { type Listing, listingById, maySee } from '../../listings/queries'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { type Factor, factorsById } from '../factors'
import { BasisInput } from '../input'
import type { FactorMeasure } from '../rulesOfFactors'

/** From the first exchange. */
export const ALWAYS = '0001-01-01'

/**
 * Says how the exchanges of an offer are reckoned from a day on: by a member of its organisation, or a coordinator. Whatever
 * was chosen before stays and counts for the exchanges before that day. An empty choice ends the reckoning. Throws
 * `not_found`, `not_member`, `invalid` where a factor is not of the measure, the currency or the kind; `already_exists`
 * where two choose at once. Returns the number of the choice.
 */
export async function chooseBasis(ctx: Ctx, listingId: string, given: BasisInput): Promise<number> {
  const listing = await offerToReckon(ctx, listingId)
  const b = check(BasisInput, given)
  const vacancyFactors = [...new Set(b.vacancyFactors)]
  const cluster = await clusterById(ctx, listing.clusterId)
  if (!cluster) throw new AppError('not_found')
  const ids = [b.thingFactor, b.transportFactor, b.disposalFactor, ...vacancyFactors].flatMap((f) => f ?? [])
  const factors = await factorsById(ctx, ids)
  const problems = problemsOf(b, vacancyFactors, factors, listing, cluster)
  if (problems.length > 0) throw invalid(...problems)

  const last = await ctx.db
    .selectFrom('impactBases')
    .select('number')
    .where('listingId', '=', listingId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const appliesFrom = b.appliesFrom ?? (last ? wallOf(ctx.now, cluster.timeZone).date : ALWAYS)
  const thousandths = (value: number) => Math.round(value * 1000)
  const row = {
    ...{ thingFactor: b.thingFactor ?? null, transportFactor: b.transportFactor ?? null },
    thingsMilli: b.thingFactor ? thousandths(b.thingsPerUnit ?? 1) : null,
    replacedPercent: b.thingFactor ? (b.replacedPercent ?? null) : null,
    lifePercent: b.thingFactor ? (b.lifePercent ?? null) : null,
    distanceHm: Math.round((b.distanceKm ?? 0) * 10),
    disposalFactor: b.disposalFactor ?? null,
    unitGrams: b.unitKg == null ? null : thousandths(b.unitKg),
  }
  const id = newId('basis', Date.parse(ctx.now))
  const some = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  const happened = fact(ctx, 'impact_basis.chosen', {
    ...{ clusterId: listing.clusterId, table: 'impactBases', row: id },
    payload: {
      ...(some as { distanceHm: number }),
      ...{ listingId, number, appliesFrom },
      ...(vacancyFactors.length > 0 && { vacancyFactors: vacancyFactors.join(' ') }),
    },
  })
  await commit(ctx, happened, [
    ctx.db.insertInto('impactBases').values({
      ...row,
      ...{ id, listingId, number, clusterId: listing.clusterId, appliesFrom },
      vacancyFactors: JSON.stringify(vacancyFactors),
      ...{ chosenBy: ctx.actor?.personId ?? '', lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
  return number
}

/** An offer, for the members of its organisation and the coordinators. Throws `not_found`, `not_member`. */
export async function offerToReckon(ctx: Ctx, listingId: string): Promise<Listing> {
  const actor = mustBeSignedIn(ctx)
  const listing = await listingById(ctx, listingId)
  if (listing?.direction !== 'offer' || !maySee(ctx, listing)) throw new AppError('not_found')
  if (!actor.coordinates.includes(listing.clusterId))
    mustBeMember(ctx, listing.organisationId, listing.clusterId)
  return listing
}

function problemsOf(
  b: {
    thingFactor?: string | null
    transportFactor?: string | null
    disposalFactor?: string | null
    unitKg?: number | null
  },
  vacancy: readonly string[],
  factors: ReadonlyMap<string, Factor>,
  listing: Listing,
  cluster: { id: string; currency: string },
): FieldError[] {
  const found: FieldError[] = []
  const suits = (path: string, id: string | null | undefined, measure: FactorMeasure, kind?: string) => {
    if (!id) return
    const f = factors.get(id)
    const known = f && (f.clusterId === null || f.clusterId === cluster.id) && f.measure === measure
    if (!known || (kind && listing.kind !== kind)) found.push({ path, code: 'not_a_choice' })
    else if (f.currency !== null && f.currency !== cluster.currency)
      found.push({ path, code: 'other_currency', params: { currency: cluster.currency } })
  }
  suits('thingFactor', b.thingFactor, 'new_thing')
  suits('transportFactor', b.transportFactor, 'transport')
  suits('disposalFactor', b.disposalFactor, 'disposal', 'waste')
  for (const id of vacancy) suits('vacancyFactors', id, 'vacancy', 'premises')
  if (b.disposalFactor && listing.unit !== 'kg' && b.unitKg == null)
    found.push({ path: 'unitKg', code: 'required' })
  return found
}
