import { AppError, type FieldError } from '../../core/errors'
import { listingsById, maySee } from '../../listings/queries'
import { commit, fact, stamp } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../../platform/context'
import { among } from '../../platform/db'
import { check } from '../../platform/input'
import { OfferRules, type OfferRulesInput } from '../inputOfRules'
import { rulesOf } from '../offers'
import { offerOf, type Offer, visibleOffer } from '../queries'
import { choices } from '../rulesOfHolds'
import { problemsOfSetting } from '../rulesOfSetting'

/**
 * Sets what the lender asks of those who book an offer, whole: who answers for them does it, or the cluster's coordinator.
 * Bookings that stand already are left as they are. `ifVersion` 0: none were set before.
 *
 * Throws `not_found`, `not_manager`, `invalid`, `version_mismatch` where `ifVersion` is not the present one, `stale`.
 */
export async function setOfferRules(
  ctx: Ctx,
  listingId: string,
  input: OfferRulesInput,
  ifVersion?: number,
): Promise<{ rules: OfferRules; version: number }> {
  mustBeSignedIn(ctx)
  return putRules(ctx, await offerToRule(ctx, listingId), input, ifVersion)
}

/** The same, where the caller knows why the actor may. */
export async function putRules(
  ctx: Ctx,
  offer: Offer,
  input: OfferRulesInput,
  ifVersion?: number,
): Promise<{ rules: OfferRules; version: number }> {
  const { id: listingId, clusterId } = offer.listing
  const rules = check(OfferRules, input)
  const { version } = await rulesOf(ctx, listingId)
  if (ifVersion !== undefined && ifVersion !== version) throw new AppError('version_mismatch')
  const most = Math.max(0, ...choices(offer.capacities).map((c) => c.quantity))
  const fields = [
    ...problemsOfSetting(rules, { listing: offer.listing, most }),
    ...(await unknownOrganisations(ctx, clusterId, rules.onlyFor)),
    ...(await wrongParts(ctx, offer, rules.bundle)),
  ]
  if (fields.length > 0) throw new AppError('invalid', { fields })

  const happened = fact(ctx, 'offer_rules.changed', {
    ...{ clusterId, table: 'offerRules', row: { listingId }, payload: { listingId } },
  })
  const kept = JSON.stringify(rules)
  const write =
    version === 0
      ? ctx.db
          .insertInto('offerRules')
          .values({ listingId, clusterId, rules: kept, lastEventId: happened.id })
          .onConflict((row) => row.doNothing())
      : ctx.db
          .updateTable('offerRules')
          .set({ rules: kept, ...stamp(happened) })
          .where('listingId', '=', listingId)
          .where('clusterId', '=', clusterId)
          .where('version', '=', version)
  try {
    await commit(ctx, happened, [write])
  } catch (error) {
    if (ifVersion !== undefined && error instanceof AppError && error.code === 'stale')
      throw new AppError('version_mismatch')
    throw error
  }
  return { rules, version: version + 1 }
}

/** An offer whose rules the actor may set. Throws `not_found` to those who may not see it, else what is missing. */
export async function offerToRule(ctx: Ctx, listingId: string): Promise<Offer> {
  const { listing } = await visibleOffer(ctx, listingId)
  if (!ctx.actor?.coordinates.includes(listing.clusterId))
    mustAnswerFor(ctx, listing.organisationId, listing.clusterId)
  return offerOf(ctx, listing)
}

async function unknownOrganisations(
  ctx: Ctx,
  clusterId: string,
  ids: readonly string[],
): Promise<FieldError[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .selectFrom('affiliations')
    .select('organisationId')
    .where('clusterId', '=', clusterId)
    .where('status', '=', 'active')
    .where('organisationId', 'in', among(ids))
    .execute()
  const known = rows.map((row) => row.organisationId)
  return ids.flatMap((id, i) =>
    known.includes(id) ? [] : [{ path: `onlyFor.${i}`, code: 'not_in_cluster', params: { name: id } }],
  )
}

/**
 * What goes with an offer is another offer of its cluster: of the same lender, or one that others see, whose lender is then asked
 * as for any booking.
 */
async function wrongParts(ctx: Ctx, { listing }: Offer, parts: OfferRules['bundle']): Promise<FieldError[]> {
  const found = await listingsById(
    ctx,
    parts.map((part) => part.offerId),
  )
  return parts.flatMap((part, i) => {
    const other = found.find((one) => one.id === part.offerId)
    const fits =
      other &&
      other.id !== listing.id &&
      other.direction === 'offer' &&
      other.clusterId === listing.clusterId &&
      (other.organisationId === listing.organisationId || maySee(ctx, other))
    return fits ? [] : [{ path: `bundle.${i}.offerId`, code: 'not_a_choice' }]
  })
}
