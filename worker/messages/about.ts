import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'

/** What a conversation is about: a booking or a match, with its two organisations. */
export interface About {
  id: string
  clusterId: string
  title: string
  organisations: readonly [Party, Party]
  /** Both sides have agreed (a booking was confirmed, a match accepted by the two): they may know how to reach one another. */
  agreed: boolean
  /** Nothing more is to be said: the match was set aside. */
  closed: boolean
}
export interface Party {
  id: string
  name: string
}
/** As one of the parties sees it. */
export interface Seen extends About {
  mine: Party
  theirs: Party
}

const AGREED = ['confirmed', 'in_use', 'completed']

async function aboutBooking(ctx: Ctx, id: string): Promise<About | null> {
  const row = await ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
    .innerJoin('organisations as borrower', 'borrower.id', 'b.borrowerId')
    .select(['b.clusterId', 'b.status', 'l.title', 'lender.id as lenderId', 'lender.name as lenderName'])
    .select(['borrower.id as borrowerId', 'borrower.name as borrowerName'])
    .where('b.id', '=', id)
    .executeTakeFirst()
  return row
    ? {
        ...{
          id,
          clusterId: row.clusterId,
          title: row.title,
          agreed: AGREED.includes(row.status),
          closed: false,
        },
        organisations: [
          { id: row.lenderId, name: row.lenderName },
          { id: row.borrowerId, name: row.borrowerName },
        ],
      }
    : null
}

async function aboutMatch(ctx: Ctx, id: string): Promise<About | null> {
  const row = await ctx.db
    .selectFrom('matches as m')
    .innerJoin('listings as o', 'o.id', 'm.offerId')
    .innerJoin('listings as n', 'n.id', 'm.needId')
    .innerJoin('organisations as holder', 'holder.id', 'o.organisationId')
    .innerJoin('organisations as seeker', 'seeker.id', 'n.organisationId')
    .select(['m.clusterId', 'm.status', 'o.title', 'holder.id as holderId', 'holder.name as holderName'])
    .select(['seeker.id as seekerId', 'seeker.name as seekerName'])
    .where('m.id', '=', id)
    .executeTakeFirst()
  return row
    ? {
        ...{
          id,
          clusterId: row.clusterId,
          title: row.title,
          agreed: row.status === 'accepted',
          closed: row.status === 'dismissed',
        },
        organisations: [
          { id: row.holderId, name: row.holderName },
          { id: row.seekerId, name: row.seekerName },
        ],
      }
    : null
}

/**
 * A conversation's subject for one of its parties: an active member of one of the two organisations. `not_found` for
 * everybody else; the coordinator too: what the parties write is theirs.
 */
export async function aboutFor(ctx: Ctx, id: string): Promise<Seen> {
  const about = id.startsWith('bkg_')
    ? await aboutBooking(ctx, id)
    : id.startsWith('mat_')
      ? await aboutMatch(ctx, id)
      : null
  const mine = about?.organisations.find((party) =>
    ctx.actor?.organisations.some(
      (m) =>
        m.organisationId === party.id &&
        (m.clusters.includes(about.clusterId) || m.suspendedIn.includes(about.clusterId)),
    ),
  )
  const theirs = about?.organisations.find((party) => party.id !== mine?.id)
  if (!about || !mine || !theirs) throw new AppError('not_found')
  return { ...about, mine, theirs }
}
