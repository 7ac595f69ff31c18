import { addressesOf } from '../calendars/addresses'
import { rolesOf } from '../clusters/departures'
import { AppError } from '../core/errors'
import { placesOf } from '../organisations/departures'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { limit } from '../platform/limits'
import { personById } from './queries'
import { tokensOf } from './tokens'

const PAGE = 1000
/** Nothing here has an index by person, for it is asked for rarely: five times an hour at most. */
const EXPORTS_PER_HOUR = 5

/** Everything Maillage knows about the actor, whole (GDPR articles 15 and 20). Throws `too_many_requests`. */
export async function exportMyData(ctx: Ctx) {
  const { personId } = mustBeSignedIn(ctx)
  await limit(ctx, `export:${personId}`, EXPORTS_PER_HOUR, 3600)
  const { db } = ctx
  const person = await personById(ctx, personId)
  if (!person) throw new AppError('not_found')
  const { lastEventId: _, version: __, isOperator, ...about } = person
  return {
    exportedAt: ctx.now,
    person: { ...about, isOperator: isOperator === 1 },
    memberships: (await placesOf(ctx, personId)).map(
      ({ id, organisationId, name, role, status, createdAt }) => ({
        ...{ id, organisationId, organisation: name, role, status, createdAt },
      }),
    ),
    coordinates: (await rolesOf(ctx, personId)).map(({ clusterId, name, since, until }) => ({
      ...{ clusterId, cluster: name, since, until },
    })),
    sessions: await db
      .selectFrom('authSessions')
      .select(['id', 'device', 'createdAt', 'lastUsedAt', 'expiresAt'])
      .where('personId', '=', personId)
      .execute(),
    tokens: await tokensOf(ctx, personId),
    calendars: await addressesOf(ctx, personId),
    searches: await db
      .selectFrom('savedSearches')
      .selectAll()
      .where('personId', '=', personId)
      .limit(PAGE)
      .execute(),
    mailStops: await db.selectFrom('mailStops').selectAll().where('personId', '=', personId).execute(),
    drafts: await db
      .selectFrom('drafts')
      .select(['key', 'body', 'updatedAt'])
      .where('personId', '=', personId)
      .execute(),
    listings: await whole((after) =>
      db
        .selectFrom('listings')
        .select(['id', 'clusterId', 'organisationId', 'direction', 'kind', 'status', 'title', 'createdAt'])
        .where('createdBy', '=', personId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    bookings: await whole((after) =>
      db
        .selectFrom('bookings')
        .select(['id', 'clusterId', 'listingId', 'borrowerId', 'lenderId', 'status', 'startsAt', 'endsAt'])
        .select(['quantity', 'unit', 'tariff', 'priceCents', 'currency', 'note', 'cancelReason', 'createdAt'])
        .where((eb) => eb.or([eb('requestedBy', '=', personId), eb('onBehalfOf', '=', personId)]))
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    handovers: await whole((after) =>
      db
        .selectFrom('handovers')
        .select(['id', 'clusterId', 'bookingId', 'step', 'side', 'happened', 'at', 'condition', 'note'])
        .select(['quantity', 'lateMinutes', 'photoId', 'photoAlt', 'corrects', 'createdAt'])
        .where('notedBy', '=', personId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    agreements: await whole((after) =>
      db
        .selectFrom('agreements')
        .select(['id', 'clusterId', 'bookingId', 'status', 'textVersion', 'hash', 'createdAt'])
        .select(['lenderAcceptedAt', 'lenderAcceptedBy', 'lenderAcceptedFor'])
        .select(['borrowerAcceptedAt', 'borrowerAcceptedBy', 'borrowerAcceptedFor'])
        .where((eb) =>
          eb.or([
            eb('lenderAcceptedBy', '=', personId),
            eb('lenderAcceptedFor', '=', personId),
            eb('borrowerAcceptedBy', '=', personId),
            eb('borrowerAcceptedFor', '=', personId),
          ]),
        )
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute()
        .then((rows) => rows.map((row) => ofMine(row, personId))),
    ),
    applications: await whole((after) =>
      db
        .selectFrom('applications')
        .select(['id', 'clusterId', 'callId', 'organisationId', 'status', 'number', 'answers', 'submittedAt'])
        .where((eb) => eb.or([eb('createdBy', '=', personId), eb('onBehalfOf', '=', personId)]))
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    scores: await whole((after) =>
      db
        .selectFrom('applicationScores')
        .select([
          'applicationId as id',
          'callId',
          'points',
          'comments',
          'recused',
          'reason',
          'round',
          'givenAt',
        ])
        .where('personId', '=', personId)
        .where('applicationId', '>', after)
        .orderBy('applicationId')
        .limit(PAGE)
        .execute(),
    ),
    daysWithoutMail: await db
      .selectFrom('dayMailStops')
      .innerJoin('members', 'members.id', 'dayMailStops.memberId')
      .select(['members.organisationId', 'dayMailStops.stoppedAt'])
      .where('members.personId', '=', personId)
      .execute(),
    messages: await whole((after) =>
      db
        .selectFrom('messages')
        .select(['id', 'clusterId', 'aboutId', 'toOrganisationId', 'body', 'createdAt'])
        .where('fromPersonId', '=', personId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    notices: await whole((after) =>
      db
        .selectFrom('notices')
        .select(['id', 'clusterId', 'channel', 'type', 'subjectId', 'state', 'createdAt'])
        .where('personId', '=', personId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
    events: await whole((after) =>
      db
        .selectFrom('events')
        .select(['id', 'clusterId', 'type', 'subjectId', 'onBehalfOf', 'occurredAt'])
        .where((eb) => eb.or([eb('actorId', '=', personId), eb('onBehalfOf', '=', personId)]))
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute(),
    ),
  }
}

/** An agreement with one's own acceptances: who accepted for the other side is their affair. */
const ofMine = <R extends Record<`${'lender' | 'borrower'}Accepted${'By' | 'For'}`, string | null>>(
  row: R,
  personId: string,
): R => {
  const own = (id: string | null) => (id === personId ? id : null)
  return {
    ...row,
    ...{ lenderAcceptedBy: own(row.lenderAcceptedBy), lenderAcceptedFor: own(row.lenderAcceptedFor) },
    ...{ borrowerAcceptedBy: own(row.borrowerAcceptedBy), borrowerAcceptedFor: own(row.borrowerAcceptedFor) },
  }
}

/** Every page of a list, read after the id of the one before. */
async function whole<T extends { id: string }>(page: (after: string) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for (let after = ''; ; ) {
    const rows = await page(after)
    all.push(...rows)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return all
    after = last.id
  }
}
