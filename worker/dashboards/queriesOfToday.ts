import { sql } from 'kysely'
import { DAY, HOUR, later, MINUTE } from '../core/time'
import type { Kind } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'

/** How many of each sort are listed; one more is read, to say that there are others. */
export const SHOWN = 5

/** After which time something waits too long. */
export const WAITS = { need: 48 * HOUR, request: 24 * HOUR, expiry: 7 * DAY, relay: 5 * MINUTE }

interface AboutListing {
  id: string
  title: string
  language: string
  kind: Kind
  organisationId: string
  organisationName: string
}
export interface UnansweredNeed extends AboutListing {
  publishedAt: string
  matches: number
}
export interface WaitingRequest {
  id: string
  title: string
  language: string
  lender: string
  borrower: string
  requestedAt: string
  startsAt: string
  endsAt: string
  answerBy: string | null
}
export interface ExpiringListing extends AboutListing {
  direction: 'offer' | 'need'
  expiresAt: string
}

export type Today = Awaited<ReturnType<typeof today>>

/**
 * What waits for the coordinator, each sort oldest first and at most six: needs nobody answered for 48 h, requests that wait
 * for 24 h, listings that expire within 7 days, open reports, organisations and people who ask to join, and what stops the
 * flow of events. One round trip; rows read depend on what is shown.
 */
export async function today(ctx: Ctx, clusterId: string) {
  const { db, now } = ctx
  const most = SHOWN + 1
  const [needs, requests, expiring, reports, organisations, members, lag, dead] = await together(
    ctx.env.DB,
    db
      .selectFrom('listingFacts as f')
      .innerJoin('listings as l', 'l.id', 'f.listingId')
      .innerJoin('organisations as o', 'o.id', 'l.organisationId')
      .select([
        'l.id',
        'l.title',
        'l.language',
        'l.kind',
        'o.id as organisationId',
        'o.name as organisationName',
        'f.publishedAt',
      ])
      .select(
        sql<number>`(select count(*) from (select 1 from matches m where m.need_id = l.id and m.status in ('suggested', 'seen') limit 50))`.as(
          'matches',
        ),
      )
      .where('f.clusterId', '=', clusterId)
      .where('f.direction', '=', sql.lit('need'))
      .where('f.state', '=', sql.lit('open'))
      .where('f.answered', '=', sql.lit(0))
      .where('f.publishedAt', '<=', later(now, -WAITS.need))
      .orderBy('f.publishedAt')
      .limit(most),
    db
      .selectFrom('bookingWeeks as w')
      .innerJoin('bookings as b', 'b.id', 'w.bookingId')
      .innerJoin('listings as l', 'l.id', 'b.listingId')
      .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
      .innerJoin('organisations as borrower', 'borrower.id', 'b.borrowerId')
      .select(['b.id', 'l.title', 'l.language', 'lender.name as lender', 'borrower.name as borrower'])
      .select(['w.requestedAt', 'b.startsAt', 'b.endsAt', 'b.answerBy'])
      .where('w.clusterId', '=', clusterId)
      .where('w.state', '=', sql.lit('requested'))
      .where('w.begins', '=', sql.lit(1))
      .where('w.requestedAt', '<=', later(now, -WAITS.request))
      .where('b.status', '=', 'requested')
      .orderBy('w.requestedAt')
      .limit(most),
    db
      .selectFrom('listingFacts as f')
      .innerJoin('listings as l', 'l.id', 'f.listingId')
      .innerJoin('organisations as o', 'o.id', 'l.organisationId')
      .select(['l.id', 'l.title', 'l.language', 'l.kind', 'l.direction', 'l.expiresAt'])
      .select(['o.id as organisationId', 'o.name as organisationName'])
      .where('f.clusterId', '=', clusterId)
      .where('f.state', '=', sql.lit('open'))
      .where('f.expiresAt', '>', now)
      .where('f.expiresAt', '<=', later(now, WAITS.expiry))
      .orderBy('f.expiresAt')
      .limit(most),
    db
      .selectFrom('reports as r')
      .innerJoin('listings as l', 'l.id', 'r.listingId')
      .select(['r.id', 'r.reason', 'r.createdAt', 'l.title', 'l.language'])
      .where('r.clusterId', '=', clusterId)
      .where('r.status', '=', sql.lit('open'))
      .orderBy('r.createdAt')
      .limit(most),
    db
      .selectFrom('affiliations as a')
      .innerJoin('organisations as o', 'o.id', 'a.organisationId')
      .select(['o.id', 'o.name', 'o.commune', 'a.since'])
      .where('a.clusterId', '=', clusterId)
      .where('a.status', '=', sql.lit('requested'))
      .orderBy('a.since')
      .limit(most),
    db
      .selectFrom('members as m')
      .innerJoin('affiliations as a', 'a.organisationId', 'm.organisationId')
      .innerJoin('organisations as o', 'o.id', 'm.organisationId')
      .innerJoin('people as p', 'p.id', 'm.personId')
      .select(['m.id', 'p.name', 'o.id as organisationId', 'o.name as organisationName', 'm.createdAt'])
      .where('m.status', '=', sql.lit('requested'))
      .where('a.clusterId', '=', clusterId)
      .where('a.status', '=', 'active')
      .orderBy('m.createdAt')
      .limit(most),
    db.selectFrom('events').select('occurredAt').where('relayedAt', 'is', null).orderBy('seq').limit(1),
    // What failed is the whole deployment's concern: the first hundred tell enough.
    db.selectFrom('deadLetters').select('failedAt').limit(100),
  )
  const oldest = lag[0]?.occurredAt
  return {
    needs: needs as UnansweredNeed[],
    requests: requests as WaitingRequest[],
    expiring: expiring as ExpiringListing[],
    reports,
    organisations,
    members,
    unrelayedSince: oldest && oldest <= later(now, -WAITS.relay) ? oldest : null,
    deadLetters: dead.length,
  }
}

/** How many things wait, each sort counted up to `SHOWN`. */
export const waiting = (t: Today): number =>
  [t.needs, t.requests, t.expiring, t.reports, t.organisations, t.members]
    .map((list) => Math.min(list.length, SHOWN))
    .reduce((a, b) => a + b, 0) + Number(t.unrelayedSince !== null || t.deadLetters > 0)
