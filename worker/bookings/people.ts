import { sql } from 'kysely'
import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { Booking } from './queries'

/** The members for whom a coordinator can act, by organisation; at most 300. */
export const membersOfCluster = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .selectFrom('affiliations')
    .innerJoin('members', 'members.organisationId', 'affiliations.organisationId')
    .innerJoin('people', 'people.id', 'members.personId')
    .innerJoin('organisations', 'organisations.id', 'affiliations.organisationId')
    .select(['members.id as memberId', 'people.name', 'organisations.id as organisationId'])
    .select('organisations.name as organisationName')
    .where('affiliations.clusterId', '=', clusterId)
    .where('affiliations.status', '=', 'active')
    .where('members.status', '=', 'active')
    .where('people.erasedAt', 'is', null)
    .orderBy(sql`organisations.name collate nocase`)
    .orderBy('people.name')
    .limit(300)
    .execute()

/** The organisation of a member of the cluster, or undefined where there is none such. */
export const organisationOfMember = async (ctx: Ctx, clusterId: string, memberId: string) =>
  (
    await ctx.db
      .selectFrom('members')
      .innerJoin('affiliations', 'affiliations.organisationId', 'members.organisationId')
      .select('members.organisationId')
      .where('members.id', '=', memberId)
      .where('affiliations.clusterId', '=', clusterId)
      .executeTakeFirst()
  )?.organisationId

export interface Contact {
  organisationId: string
  name: string
  email: string | null
  phone: string | null
  language: Language
}

/**
 * Whom to reach on both sides: who booked (or for whom it was booked), and up to three of those who answer for the
 * lender. Only for a booking that both sides have accepted: whoever shows them must look at its state.
 */
export async function contactsOf(ctx: Ctx, b: Booking): Promise<Contact[]> {
  const columns = ['people.name', 'people.email', 'people.phone', 'people.language'] as const
  const [borrowers, lenders] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('people')
      .select(columns)
      .where('id', '=', b.onBehalfOf ?? b.requestedBy)
      .where('erasedAt', 'is', null),
    ctx.db
      .selectFrom('members')
      .innerJoin('people', 'people.id', 'members.personId')
      .select(columns)
      .where('organisationId', '=', b.lenderId)
      .where('status', '=', 'active')
      .where((eb) => eb.or([eb('role', '=', 'manager'), eb('mayAnswer', '=', 1)]))
      .where('erasedAt', 'is', null)
      .orderBy('members.createdAt')
      .limit(3),
  )
  return [
    ...borrowers.map((p) => ({ ...p, organisationId: b.borrowerId })),
    ...lenders.map((p) => ({ ...p, organisationId: b.lenderId })),
  ]
}

/** What happened to a booking, oldest first: when, what, and in the name of which side. */
export async function journalOf(ctx: Ctx, b: Booking) {
  const rows = await ctx.db
    .selectFrom('events')
    .select(['type', 'occurredAt', 'actorId'])
    .where('subjectId', '=', b.id)
    .orderBy('seq')
    .limit(50)
    .execute()
  const actors = [...new Set(rows.flatMap((row) => row.actorId ?? []))].slice(0, 50)
  const memberships = actors.length
    ? await ctx.db
        .selectFrom('members')
        .select(['personId', 'organisationId'])
        .where('personId', 'in', actors)
        .where('organisationId', 'in', [b.borrowerId, b.lenderId])
        .execute()
    : []
  const sideOf = (personId: string | null) => {
    if (personId === null) return 'clock' as const
    const of = memberships.filter((m) => m.personId === personId).map((m) => m.organisationId)
    return of.includes(b.borrowerId)
      ? ('borrower' as const)
      : of.includes(b.lenderId)
        ? ('lender' as const)
        : ('coordinator' as const)
  }
  return rows.map((row) => ({ type: row.type, at: row.occurredAt, side: sideOf(row.actorId) }))
}

/** Where the thing is: for the parties once it is confirmed, and for the lender always. */
export const placeOf = (ctx: Ctx, listingId: string) =>
  ctx.db
    .selectFrom('listings')
    .select(['address', 'commune', 'postcode', 'terms', 'tariffMode', 'details'])
    .where('id', '=', listingId)
    .executeTakeFirstOrThrow()
