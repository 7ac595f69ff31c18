import { withBundles, withoutOwn } from '../../baskets/bundles'
import { alternatives } from '../../bookings/alternatives'
import { place, placingsOfWhole } from '../../bookings/placing'
import { type Booking, bookingById, sidesOf, visibleBooking, visibleOffer } from '../../bookings/queries'
import { statusAt } from '../../bookings/rules'
import { bookingFact } from '../../bookings/writes'
import { AppError } from '../../core/errors'
import { stamp } from '../../platform/commit'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { Replacement } from '../input'

/**
 * Books something else instead of what is out of order. Where that is confirmed at once, the old booking is given up in the
 * same batch; where its lender has to answer first, the old one stays, in case it is repaired before. Throws as
 * `requestBooking` does, `forbidden` to the lender, `transition_not_allowed` where nothing is out of order.
 */
export async function replaceBooking(ctx: Ctx, id: string, input: Replacement): Promise<Booking> {
  mustBeSignedIn(ctx)
  const old = await visibleBooking(ctx, id)
  const sides = sidesOf(ctx, old)
  if (!sides.includes('coordinator')) {
    if (!ctx.actor?.organisations.some((m) => m.organisationId === old.borrowerId))
      throw new AppError('forbidden')
    mustBeMember(ctx, old.borrowerId, old.clusterId)
  }
  const status = statusAt(old, ctx.now)
  if (old.outOfOrder !== 1 || (status !== 'requested' && status !== 'confirmed'))
    throw new AppError('transition_not_allowed', { state: status })
  const wanted = check(Replacement, input)
  const offer = await visibleOffer(ctx, wanted.offerId)
  if (offer.listing.clusterId !== old.clusterId) throw new AppError('not_found')

  const onBehalfOf = sides.includes('borrower') ? null : (old.onBehalfOf ?? old.requestedBy)
  const all = withoutOwn(
    await withBundles(ctx, [{ offer, item: { note: old.note, ...wanted } }]),
    old.borrowerId,
  )
  const about = { organisationId: old.borrowerId, note: wanted.note ?? old.note, needId: old.needId }
  const placings = await placingsOfWhole(
    ctx,
    all.map((one) => ({ offer: one.offer, wanted: { ...one.item, ...about } })),
    { onBehalfOf },
  )
  const sure = placings.every((p) => p.row.status === 'confirmed')
  const given = bookingFact(
    ctx,
    'booking.cancelled',
    old,
    onBehalfOf,
    onBehalfOf ? 'coordinator' : 'borrower',
  )
  const giveUp = ctx.db
    .updateTable('bookings')
    .set({ status: 'cancelled', cancelledSide: onBehalfOf ? 'coordinator' : 'borrower', ...stamp(given) })
    .where('id', '=', id)
    .where('clusterId', '=', old.clusterId)
    .where('version', '=', old.version)
  try {
    await place(ctx, placings, sure ? { facts: [given], before: [giveUp] } : {})
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    const asked = { ...wanted, organisationId: old.borrowerId }
    throw new AppError('capacity_taken', { alternatives: await alternatives(ctx, offer, asked) })
  }
  return (await bookingById(ctx, placings[0]?.row.id ?? '')) as Booking
}
