import type * as z from 'zod'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { isPostcodeOf } from '../../organisations/input'
import { CheckedListing } from '../input'
import { type By, capacitiesOf, listingById, mustWriteFor } from '../queries'
import { capacitiesFor, countedBy } from '../rules'
import { missingToPublish } from '../rulesOfContent'
import { checkCodes } from './checkCodes'
import { makeCapacities } from './makeCapacities'

/**
 * Writes down an offer or a need as a draft, with the capacities that bookings of an offer will take. Where it has no
 * place of its own it gets its organisation's. `toPublish`: it is refused unless it could be published next. Returns its id.
 */
export async function draftListing(
  ctx: Ctx,
  clusterId: string,
  given: z.input<typeof CheckedListing>,
  by: By & { toPublish?: boolean } = {},
): Promise<string> {
  const { id, happened, writes } = await draftOf(ctx, clusterId, given, by)
  await commit(ctx, happened, writes)
  return id
}

/** The same, not yet written: for a command that writes more in the same batch. */
export async function draftOf(
  ctx: Ctx,
  clusterId: string,
  given: z.input<typeof CheckedListing>,
  by: By & { toPublish?: boolean } = {},
): Promise<{ id: string; happened: Fact; writes: Query[]; onBehalfOf: string | null }> {
  const input = check(CheckedListing, given)
  const onBehalfOf = await mustWriteFor(ctx, input.organisationId, clusterId, by)
  const { lots, details, windows, sharesCapacityOf, address, commune, postcode, lat, lng, ...plain } = input
  const known = await checkCodes(ctx, details)
  const missing = by.toPublish ? missingToPublish(input, lots.length, ctx.now) : []
  if (missing.length > 0) throw invalid(...missing)
  if (sharesCapacityOf) await mustShare(ctx, sharesCapacityOf, clusterId, input.organisationId)

  if (!by.imported) await mustHavePostcode(ctx, input.organisationId, postcode)
  const id = newId(input.direction, Date.parse(ctx.now))
  const place = await placeOf(ctx, input.organisationId, { address, commune, postcode, lat, lng })
  const happened = fact(ctx, 'listing.drafted', {
    ...{ clusterId, table: 'listings', row: id, onBehalfOf },
    payload: {
      ...{ organisationId: input.organisationId, direction: input.direction, kind: input.kind },
      ...countedBy({ ...input, commune: place.commune }),
    },
  })
  const row = ctx.db.insertInto('listings').values({
    ...plain,
    ...place,
    ...{ id, clusterId, status: 'draft' as const, outcome: null, hiddenReason: null },
    startsAt: plain.startsAt ?? null,
    endsAt: plain.endsAt ?? null,
    withinKm: plain.withinKm ?? null,
    solidarityCents: plain.solidarityCents ?? null,
    referenceCents: plain.referenceCents ?? null,
    supportCents: plain.supportCents ?? null,
    priceUnit: plain.priceUnit ?? null,
    marketCents: plain.marketCents ?? null,
    marketUnit: plain.marketUnit ?? null,
    externalId: plain.externalId ?? null,
    source: plain.source ?? null,
    windows: JSON.stringify(windows),
    details: JSON.stringify({ ...details, ...known }),
    ...{ expiresAt: null, publishedAt: null, closedAt: null },
    ...{ lastEventId: happened.id, createdBy: ctx.actor?.personId ?? '', createdAt: ctx.now },
  })
  const owner = { listingId: id, clusterId, organisationId: input.organisationId, eventId: happened.id }
  const bookable =
    input.direction === 'need'
      ? []
      : sharesCapacityOf
        ? [sameCapacities(ctx, id, sharesCapacityOf)]
        : makeCapacities(ctx, owner, capacitiesFor(input, lots))
  return { id, happened: happened as Fact, writes: [row, ...bookable], onBehalfOf }
}

async function mustShare(ctx: Ctx, offerId: string, clusterId: string, organisationId: string) {
  const other = await listingById(ctx, offerId)
  const theirs =
    other?.organisationId === organisationId && other.clusterId === clusterId && other.direction === 'offer'
  if (!theirs || (await capacitiesOf(ctx, offerId)).length === 0)
    throw invalid({ path: 'sharesCapacityOf', code: 'not_a_choice' })
}

/** Throws `invalid` where a postcode can not be one of the organisation's country. */
export async function mustHavePostcode(ctx: Ctx, organisationId: string, postcode: string | undefined) {
  if (!postcode) return
  const home = await ctx.db
    .selectFrom('organisations')
    .select('country')
    .where('id', '=', organisationId)
    .executeTakeFirst()
  if (home && !isPostcodeOf(home.country, postcode))
    throw invalid({ path: 'postcode', code: 'postcode_five_digits' })
}

interface GivenPlace {
  address: string | undefined
  commune: string | undefined
  postcode: string | undefined
  lat: number | undefined
  lng: number | undefined
}
async function placeOf(ctx: Ctx, organisationId: string, given: GivenPlace) {
  const home = await ctx.db
    .selectFrom('organisations')
    .select(['address', 'commune', 'postcode', 'lat', 'lng'])
    .where('id', '=', organisationId)
    .executeTakeFirst()
  if (!home) throw new AppError('not_found')
  const elsewhere = given.commune !== undefined || given.lat !== undefined || given.address !== undefined
  if (!elsewhere) return home
  return {
    address: given.address ?? '',
    commune: given.commune ?? home.commune,
    postcode: given.postcode ?? (given.commune === undefined ? home.postcode : ''),
    lat: given.lat ?? home.lat,
    lng: given.lng ?? home.lng,
  }
}

const sameCapacities = (ctx: Ctx, id: string, from: string): Query =>
  ctx.db
    .insertInto('listingCapacities')
    .columns(['listingId', 'capacityId', 'position'])
    .expression((eb) =>
      eb
        .selectFrom('listingCapacities')
        .select([eb.val(id).as('listingId'), 'capacityId', 'position'])
        .where('listingId', '=', from),
    )
