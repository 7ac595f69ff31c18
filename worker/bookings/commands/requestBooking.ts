import type { Selectable } from 'kysely'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact } from '../../platform/commit'
import { type Ctx, mustActFor, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import type { Schema } from '../../platform/schema'
import { alternatives } from '../alternatives'
import { BookingInput } from '../input'
import { answersAtOnce, type Booking, bookingById, mustBeOpen, type Offer, visibleOffer } from '../queries'
import { answerBy } from '../rules'
import { planOf } from '../rulesOfHolds'
import { bookingFact, insertHolds } from '../writes'

/**
 * Books a quantity of an offer over [startsAt, endsAt): confirmed at once where the offer says so, else a request that
 * holds the capacity until it is answered or lapses. Throws `capacity_taken` with `alternatives`, `own_offer`,
 * `listing_not_open`, `listing_hidden`, `hazardous_needs_slip`, `outside_opening_hours`, `in_the_past`, `invalid`.
 */
export async function requestBooking(ctx: Ctx, offerId: string, input: BookingInput): Promise<Booking> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const { listing } = offer
  const wanted = check(BookingInput, input)
  const onBehalfOf = await mustActFor(ctx, wanted.organisationId, listing.clusterId, wanted.onBehalfOf)
  mustBeOpen(offer, ctx.now)
  if (wanted.organisationId === listing.organisationId) throw new AppError('own_offer')
  mustHaveTariff(offer, wanted.tariff)
  const plan = planOf(listing, offer.capacities, wanted, ctx.now, offer.zone)
  if (wanted.needId) await mustBeTheirNeed(ctx, wanted.needId, wanted.organisationId, listing.clusterId)

  const id = newId('booking', Date.parse(ctx.now))
  const instant = await answersAtOnce(ctx, listing, wanted.organisationId)
  const { holds, ...taken } = plan
  const row = {
    ...{ id, clusterId: listing.clusterId, listingId: listing.id, needId: wanted.needId ?? null },
    ...{ lenderId: listing.organisationId, borrowerId: wanted.organisationId },
    ...{ startsAt: wanted.startsAt, endsAt: wanted.endsAt, ...taken, currency: offer.currency },
    ...{ tariff: wanted.tariff, note: wanted.note, requestedBy: ctx.actor?.personId ?? '', onBehalfOf },
    status: instant ? ('confirmed' as const) : ('requested' as const),
    answerBy: instant ? null : answerBy(ctx.now, wanted.startsAt, wanted.endsAt),
    createdAt: ctx.now,
  }
  const happened = bookingFact(ctx, instant ? 'booking.confirmed' : 'booking.requested', row, onBehalfOf)
  try {
    await commit(ctx, happened, [insertBooking(ctx, happened, row), insertHolds(ctx, id, holds)])
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The offer was open when it was read: say what closed it since.
    if (error.code === 'stale') mustBeOpen(await visibleOffer(ctx, offerId), ctx.now)
    if (error.code !== 'capacity_taken') throw error
    throw new AppError('capacity_taken', { alternatives: await alternatives(ctx, offer, wanted) })
  }
  return (await bookingById(ctx, id)) as Booking
}

/** One row, if the offer is still open at the moment of writing. */
function insertBooking(
  ctx: Ctx,
  happened: Fact,
  row: Partial<Selectable<Schema['bookings']>> & { listingId: string },
) {
  const values = { ...row, lastEventId: happened.id }
  const columns = Object.keys(values) as (keyof typeof values)[]
  return ctx.db
    .insertInto('bookings')
    .columns(columns)
    .expression(
      ctx.db
        .selectFrom('listings')
        .where('id', '=', row.listingId)
        .where('status', '=', 'published')
        .where('hiddenReason', 'is', null)
        .select((eb) => columns.map((column) => eb.val(values[column]).as(column))),
    )
}

function mustHaveTariff({ listing }: Offer, tariff: 'solidarity' | 'reference' | 'support') {
  if (tariff === 'reference') return
  if (listing.tariffMode !== 'price' || listing[`${tariff}Cents`] === null)
    throw new AppError('invalid', { fields: [{ path: 'tariff', code: 'not_a_choice' }] })
}

/** Refuses a need that is not the borrower's own, in this cluster. */
async function mustBeTheirNeed(
  ctx: Ctx,
  needId: string,
  borrowerId: string,
  clusterId: string,
): Promise<void> {
  const need = await ctx.db
    .selectFrom('listings')
    .select('id')
    .where('id', '=', needId)
    .where('clusterId', '=', clusterId)
    .where('organisationId', '=', borrowerId)
    .where('direction', '=', 'need')
    .executeTakeFirst()
  if (!need) throw new AppError('invalid', { fields: [{ path: 'needId', code: 'not_a_choice' }] })
}
