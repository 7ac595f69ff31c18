import { organisationOfMember } from '../../bookings/people'
import { type Booking, visibleBooking } from '../../bookings/queries'
import { statusAt } from '../../bookings/rules'
import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import { type Ctx, mustActFor, mustAnswerFor, mustBeMember, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { type Agreement, type AgreementSide, agreementOf } from '../agreements'
import { AcceptInput } from '../input'

const TRIES = 3

/**
 * Accepts the loan agreement for one side: its lender's who answer, any member of the borrower, or the coordinator for a
 * member of either. What is accepted is the text whose hash was read; another one is `stale`. Accepting again what one's
 * side has accepted changes nothing. Throws `not_found` where none is offered, `transition_not_allowed` before the booking
 * is confirmed and after its end, `forbidden` (or what is missing).
 */
export async function acceptAgreement(ctx: Ctx, bookingId: string, input: AcceptInput): Promise<Agreement> {
  mustBeSignedIn(ctx)
  const booking = await visibleBooking(ctx, bookingId)
  const given = check(AcceptInput, input)
  const { side, onBehalfOf } = await mustAcceptFor(ctx, booking, given)
  // The other side may accept in the same moment: the two are one agreement, so it is read again.
  for (let left = TRIES; ; left--) {
    const present = await agreementOf(ctx, booking)
    if (!present) throw new AppError('not_found')
    if (!present.isOpen) throw new AppError('transition_not_allowed', { state: statusAt(booking, ctx.now) })
    if (present.hash !== given.hash) throw new AppError('stale')
    if (present.acceptances[side]) return present
    try {
      await write(ctx, booking, present, side, onBehalfOf)
      return (await agreementOf(ctx, booking)) as Agreement
    } catch (error) {
      const again = error instanceof AppError && ['stale', 'already_exists'].includes(error.code)
      if (!again || left <= 1) throw error
    }
  }
}

async function write(
  ctx: Ctx,
  b: Booking,
  present: Agreement,
  side: AgreementSide,
  onBehalfOf: string | null,
) {
  const { row, hash, textVersion } = present
  const id = row?.id ?? newId('agreement', Date.parse(ctx.now))
  const other = side === 'lender' ? 'borrower' : 'lender'
  const both = present.acceptances[other] !== null
  const accepted = {
    [`${side}AcceptedAt`]: ctx.now,
    [`${side}AcceptedBy`]: ctx.actor?.personId ?? '',
    [`${side}AcceptedFor`]: onBehalfOf,
    status: both ? ('accepted' as const) : ('open' as const),
  }
  const happened = fact(ctx, 'agreement.accepted', {
    ...{ clusterId: b.clusterId, table: 'agreements', row: id, onBehalfOf },
    payload: {
      ...{ bookingId: b.id, listingId: b.listingId, lenderId: b.lenderId, borrowerId: b.borrowerId },
      ...{ side, both: both ? 1 : 0, textVersion, hash },
    },
  }) as Fact
  const update = row
    ? ctx.db
        .updateTable('agreements')
        .set({ ...accepted, ...stamp(happened) })
        .where('id', '=', row.id)
        .where('version', '=', row.version)
    : ctx.db.insertInto('agreements').values({
        ...{ id, clusterId: b.clusterId, bookingId: b.id, textVersion, hash },
        ...{ terms: JSON.stringify(present.terms), text: JSON.stringify(present.text) },
        // Two who begin at once begin the same one, and the second is refused.
        number: present.number + 1,
        ...accepted,
        ...{ lastEventId: happened.id, createdAt: ctx.now },
      })
  await commit(ctx, happened, [update])
}

/** For which side the actor accepts, and for which member a coordinator does. */
async function mustAcceptFor(
  ctx: Ctx,
  b: Booking,
  given: { side?: AgreementSide | null; onBehalfOf?: string | null },
): Promise<{ side: AgreementSide; onBehalfOf: string | null }> {
  if (given.onBehalfOf) {
    const organisationId = await organisationOfMember(ctx, b.clusterId, given.onBehalfOf)
    const side =
      organisationId === b.lenderId ? 'lender' : organisationId === b.borrowerId ? 'borrower' : null
    if (!organisationId || !side) throw invalid({ path: 'onBehalfOf', code: 'not_a_choice' })
    return { side, onBehalfOf: await mustActFor(ctx, organisationId, b.clusterId, given.onBehalfOf) }
  }
  const belongs = (id: string) => ctx.actor?.organisations.some((m) => m.organisationId === id)
  const side = given.side ?? (belongs(b.lenderId) ? 'lender' : 'borrower')
  if (!belongs(side === 'lender' ? b.lenderId : b.borrowerId)) throw new AppError('forbidden')
  if (side === 'lender') mustAnswerFor(ctx, b.lenderId, b.clusterId)
  else mustBeMember(ctx, b.borrowerId, b.clusterId)
  return { side, onBehalfOf: null }
}
