import type { StoredEvent } from '../core/events'
import { concernedByCall } from '../calls/tellWhom'
import type { Ctx } from '../platform/context'
import { ofJob, ofRemainder } from './recipientsOfSharing'

/** People to tell of an event, without those who made it happen. Each query is bounded. */
export async function recipientsOf(ctx: Ctx, event: StoredEvent): Promise<string[]> {
  const people = new Set(await concerned(ctx, event))
  // A receipt is for who sent it, too.
  if (event.actorId && !RECEIPTS.has(event.type)) people.delete(event.actorId)
  return [...people]
}

const RECEIPTS: ReadonlySet<string> = new Set(['application.submitted', 'application.withdrawn'])
const MOST = 50

async function concerned(ctx: Ctx, event: StoredEvent): Promise<string[]> {
  switch (event.type) {
    case 'booking.requested':
      return answerersOf(ctx, event.payload.lenderId)
    case 'booking.confirmed':
    case 'booking.cancelled':
    case 'booking.changed':
    case 'booking.expired':
    case 'booking.suspended':
    case 'booking.resumed':
      return [
        ...(await answerersOf(ctx, event.payload.lenderId)),
        ...(await borrowersOf(ctx, event.subjectId)),
      ]
    case 'booking.completed':
      return [
        ...(await answerersOf(ctx, event.payload.lenderId)),
        ...(await borrowersOf(ctx, event.subjectId)),
        ...(await posterOfNeed(ctx, event.subjectId)),
      ]
    case 'booking.declined':
    case 'booking.no_show':
      return borrowersOf(ctx, event.subjectId)
    case 'waitlist.offered':
    case 'waitlist.returned':
      return waitersOf(ctx, event.subjectId)
    // Who waited for a time that has come knows it: only who let an offer go by is told.
    case 'waitlist.lapsed':
      return event.payload.offered ? waitersOf(ctx, event.subjectId) : []
    case 'handover.noted':
    case 'agreement.accepted':
      return otherSide(ctx, event.payload)
    case 'handover.overdue':
    case 'agreement.lapsed':
      return [
        ...(await answerersOf(ctx, event.payload.lenderId)),
        ...(await borrowersOf(ctx, event.payload.bookingId)),
      ]
    // Of one date alone, its booking tells.
    case 'series.requested':
      return event.payload.bookings > 1 ? answerersOf(ctx, event.payload.lenderId) : []
    case 'series.declined':
      return event.payload.bookings > 1 ? requestersOf(ctx, event.subjectId) : []
    case 'series.confirmed':
    case 'series.cancelled':
    case 'series.changed':
      return event.payload.bookings > 1
        ? [...(await answerersOf(ctx, event.payload.lenderId)), ...(await requestersOf(ctx, event.subjectId))]
        : []
    case 'need.asked':
      return answerersOf(ctx, event.payload.organisationId)
    case 'match.accepted':
    case 'match.time_proposed':
      // The booking that made it accepted has told them already.
      if ('bookingId' in event.payload) return []
      return [...(await posterOf(ctx, event.payload.offerId)), ...(await posterOf(ctx, event.payload.needId))]
    case 'job.proposed':
      return ofJob(ctx, event.subjectId, ['carrier'])
    case 'job.prepared':
      return ofJob(ctx, event.subjectId, [])
    case 'job.refused':
    case 'job.lapsed':
    case 'job.withdrawn':
      return ofJob(ctx, event.subjectId, ['coordinator'])
    case 'job.accepted':
    case 'job.booked':
      return ofJob(ctx, event.subjectId, ['carrier', 'coordinator'])
    case 'cascade.opened':
    case 'cascade.ended':
      return answerersOf(ctx, event.payload.lenderId)
    case 'remainder.offered':
    case 'remainder.lapsed':
    case 'remainder.withdrawn':
      return ofRemainder(ctx, event)
    case 'message.sent':
      return correspondentsOf(ctx, event.payload.aboutId, event.payload.toOrganisationId)
    case 'listing.hidden':
    case 'listing.restored':
    case 'listing.expired':
      return posterOf(ctx, event.subjectId)
    case 'report.opened':
    case 'lead.reported':
    case 'affiliation.requested':
      return event.clusterId ? coordinatorsOf(ctx, event.clusterId) : []
    case 'affiliation.refused':
      return [
        ...(await answerersOf(ctx, event.payload.organisationId)),
        ...(await foundersOf(ctx, event.payload.organisationId)),
      ]
    case 'feed.collided':
    case 'feed.failed':
    case 'affiliation.accepted':
    case 'affiliation.suspended':
    case 'affiliation.reinstated':
      return answerersOf(ctx, event.payload.organisationId)
    case 'occupancy.proposed':
    case 'occupancy.revised':
    case 'occupancy.accepted':
    case 'occupancy.ended':
    case 'occupancy.reminded':
    case 'inventory.saved':
    case 'inventory.agreed':
      return bothSides(ctx, event.payload)
    case 'occupancy.cancelled':
      return event.payload.occupantId ? bothSides(ctx, event.payload) : []
    case 'fee_line.recorded':
    case 'fee_line.corrected':
      return answerersOf(ctx, event.payload.occupantId)
    case 'member.requested':
      return answerersOf(ctx, event.payload.organisationId)
    case 'member.joined':
      return [event.payload.personId]
    default:
      return concernedByCall(ctx, event)
  }
}

const bothSides = async (ctx: Ctx, of: { landlordId: string; occupantId?: string }): Promise<string[]> => [
  ...(await answerersOf(ctx, of.landlordId)),
  ...(of.occupantId ? await answerersOf(ctx, of.occupantId) : []),
]

/** Managers, and members they named to answer. */
async function answerersOf(ctx: Ctx, organisationId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('members')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('status', '=', 'active')
    .where((eb) => eb.or([eb('role', '=', 'manager'), eb('mayAnswer', '=', 1)]))
    .limit(MOST)
    .execute()
  return rows.map((r) => r.personId)
}

/** Who registered an organisation that nobody has accepted yet. */
async function foundersOf(ctx: Ctx, organisationId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('members')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('status', '=', 'requested')
    .where('role', '=', 'manager')
    .limit(MOST)
    .execute()
  return rows.map((r) => r.personId)
}

/** Who asked for the booking, and the member for whom a coordinator did. */
async function borrowersOf(ctx: Ctx, bookingId: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('bookings')
    .select(['requestedBy', 'onBehalfOf'])
    .where('id', '=', bookingId)
    .executeTakeFirst()
  return row ? [row.requestedBy, row.onBehalfOf].filter((id) => id !== null) : []
}

/** The side of a booking that did not do it; both, where the coordinator did. */
async function otherSide(
  ctx: Ctx,
  { side, bookingId, lenderId }: { side: string; bookingId: string; lenderId: string },
): Promise<string[]> {
  return [
    ...(side === 'lender' ? [] : await answerersOf(ctx, lenderId)),
    ...(side === 'borrower' ? [] : await borrowersOf(ctx, bookingId)),
  ]
}

/** Who asked for a series, and the member for whom a coordinator did. */
async function requestersOf(ctx: Ctx, seriesId: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('series')
    .select(['requestedBy', 'onBehalfOf'])
    .where('id', '=', seriesId)
    .executeTakeFirst()
  return row ? [row.requestedBy, row.onBehalfOf].filter((id) => id !== null) : []
}

/** Who asked for a place in a queue, while they belong to its organisation; else those who answer for it. */
async function waitersOf(ctx: Ctx, placeId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('waitlist')
    .leftJoin('members', (join) =>
      join
        .onRef('members.organisationId', '=', 'waitlist.organisationId')
        .on('members.status', '=', 'active')
        .on((eb) =>
          eb.or([
            eb('members.personId', '=', eb.ref('waitlist.askedBy')),
            eb('members.personId', '=', eb.ref('waitlist.onBehalfOf')),
          ]),
        ),
    )
    .select(['waitlist.organisationId', 'waitlist.askedBy', 'waitlist.onBehalfOf', 'members.personId'])
    .where('waitlist.id', '=', placeId)
    .execute()
  const first = rows[0]
  if (!first) return []
  if (first.onBehalfOf) return [first.askedBy, first.onBehalfOf]
  return first.personId ? rows.flatMap((row) => row.personId ?? []) : answerersOf(ctx, first.organisationId)
}

/** Who posted the need that a booking answered: they say whether it is met. */
async function posterOfNeed(ctx: Ctx, bookingId: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('bookings')
    .select('needId')
    .where('id', '=', bookingId)
    .executeTakeFirst()
  return row?.needId ? posterOf(ctx, row.needId) : []
}

/** Who posted a listing, while they belong to its organisation; else those who answer for it. */
export async function posterOf(ctx: Ctx, listingId: string): Promise<string[]> {
  const row = await ctx.db
    .selectFrom('listings')
    .leftJoin('members', (join) =>
      join
        .onRef('members.organisationId', '=', 'listings.organisationId')
        .onRef('members.personId', '=', 'listings.createdBy')
        .on('members.status', '=', 'active'),
    )
    .select(['listings.organisationId', 'members.personId'])
    .where('listings.id', '=', listingId)
    .executeTakeFirst()
  if (!row) return []
  return row.personId ? [row.personId] : answerersOf(ctx, row.organisationId)
}

/** The other side of a conversation: those of it who wrote in it, and those who answer for it. */
async function correspondentsOf(ctx: Ctx, aboutId: string, organisationId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('messages')
    .select('fromPersonId')
    .distinct()
    .where('aboutId', '=', aboutId)
    .where('fromOrganisationId', '=', organisationId)
    .limit(MOST)
    .execute()
  return [...rows.map((r) => r.fromPersonId), ...(await answerersOf(ctx, organisationId))]
}

async function coordinatorsOf(ctx: Ctx, clusterId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('coordinators')
    .select('personId')
    .where('clusterId', '=', clusterId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
    .limit(MOST)
    .execute()
  return rows.map((r) => r.personId)
}
