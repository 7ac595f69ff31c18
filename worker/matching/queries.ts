import { type Selectable, type SqlBool, sql } from 'kysely'
import { AppError } from '../core/errors'
import type { Kind, Unit } from '../core/kinds'
import { isInside } from '../listings/queries'
import type { Ctx } from '../platform/context'
import type { Schema } from '../platform/schema'
import { type Reason, reasons } from './reasons'
import type { Parts } from './rules'

/** The listing at one end of a match, as the people of the other end may see it. */
export interface End {
  id: string
  organisationId: string
  organisationName: string
  title: string
  language: Selectable<Schema['listings']>['language']
  kind: Kind
  commune: string
  status: string
}

export interface Match {
  id: string
  clusterId: string
  version: number
  /** `seen`: suggested, and somebody of the other side (of a side, for those who are of none) has opened it. */
  status: Selectable<Schema['matches']>['status']
  score: number
  parts: Parts
  reasons: Reason[]
  dismissedReason: Selectable<Schema['matches']>['dismissedReason']
  proposedStartsAt: string | null
  proposedEndsAt: string | null
  offerAcceptedAt: string | null
  needAcceptedAt: string | null
  createdAt: string
  offer: End
  need: End
}

const MOST = 50

/** The read mark of whoever opened a match, by their side of it. */
const markOf = (matchId: string, side: SideName) => `${matchId}/${side}`
const opened = (side: SideName) =>
  sql<0 | 1>`exists (select 1 from read_marks as r where r.about_id = m.id || ${`/${side}`})`

const read = (ctx: Ctx) =>
  ctx.db
    .selectFrom('matches as m')
    .innerJoin('listings as o', 'o.id', 'm.offerId')
    .innerJoin('listings as n', 'n.id', 'm.needId')
    .innerJoin('organisations as oo', 'oo.id', 'o.organisationId')
    .innerJoin('organisations as no', 'no.id', 'n.organisationId')
    .selectAll('m')
    .select([
      'o.organisationId as oOrg',
      'oo.name as oName',
      'o.title as oTitle',
      'o.language as oLang',
      'o.kind as oKind',
    ])
    .select([
      'o.commune as oCommune',
      'o.status as oStatus',
      'o.hiddenReason as oHidden',
      'o.unit as oUnit',
      'o.grain as oGrain',
    ])
    .select([
      'n.organisationId as nOrg',
      'no.name as nName',
      'n.title as nTitle',
      'n.language as nLang',
      'n.kind as nKind',
    ])
    .select([opened('offer').as('oSeen'), opened('need').as('nSeen')])
    .select(['n.commune as nCommune', 'n.status as nStatus', 'n.hiddenReason as nHidden'])
type Row = Awaited<ReturnType<ReturnType<typeof read>['executeTakeFirstOrThrow']>>

function asMatch(ctx: Ctx, row: Row): Match {
  const parts = JSON.parse(row.parts) as Parts
  const of = (organisationId: string) =>
    ctx.actor?.organisations.some((m) => m.organisationId === organisationId) ?? false
  const seen = (row.oSeen === 1 && !of(row.oOrg)) || (row.nSeen === 1 && !of(row.nOrg))
  return {
    ...{
      id: row.id,
      clusterId: row.clusterId,
      version: row.version,
      status: row.status === 'suggested' && seen ? 'seen' : row.status,
      score: row.score,
      parts,
    },
    reasons: reasons(parts, { kind: row.oKind, unit: row.oUnit as Unit, grain: row.oGrain }),
    ...{
      dismissedReason: row.dismissedReason,
      proposedStartsAt: row.proposedStartsAt,
      proposedEndsAt: row.proposedEndsAt,
    },
    ...{ offerAcceptedAt: row.offerAcceptedAt, needAcceptedAt: row.needAcceptedAt, createdAt: row.createdAt },
    offer: {
      ...{
        id: row.offerId,
        organisationId: row.oOrg,
        organisationName: row.oName,
        title: row.oTitle,
        language: row.oLang,
      },
      ...{ kind: row.oKind, commune: row.oCommune, status: row.oHidden ? 'hidden' : row.oStatus },
    },
    need: {
      ...{
        id: row.needId,
        organisationId: row.nOrg,
        organisationName: row.nName,
        title: row.nTitle,
        language: row.nLang,
      },
      ...{ kind: row.nKind, commune: row.nCommune, status: row.nHidden ? 'hidden' : row.nStatus },
    },
  }
}

/** A match whoever asks: for commands and consumers, which know why they may. */
export async function matchById(ctx: Ctx, id: string): Promise<Match | null> {
  const row = await read(ctx).where('m.id', '=', id).executeTakeFirst()
  return row ? asMatch(ctx, row) : null
}

/** Published, not hidden, not expired, of an organisation that is active in the cluster. */
const live = (ctx: Ctx, end: 'o' | 'n') => sql<SqlBool>`(${sql.ref(`${end}.status`)} = 'published'
  and ${sql.ref(`${end}.hiddenReason`)} is null
  and (${sql.ref(`${end}.expiresAt`)} is null or ${sql.ref(`${end}.expiresAt`)} > ${ctx.now})
  and exists (select 1 from affiliations as a where a.cluster_id = ${sql.ref(`${end}.clusterId`)}
    and a.organisation_id = ${sql.ref(`${end}.organisationId`)} and a.status = 'active'))`

export type SideName = 'offer' | 'need'

/** The sides of a match that the actor is a member of: usually one, none for strangers. */
export const sidesOf = (ctx: Ctx, match: Match): SideName[] =>
  (['offer', 'need'] as const).filter((side) =>
    ctx.actor?.organisations.some(
      (m) => m.organisationId === match[side].organisationId && m.clusters.includes(match.clusterId),
    ),
  )

/** A match for one of its parties; `not_found` for everybody else, the coordinator included. */
export async function visibleMatch(ctx: Ctx, id: string): Promise<{ match: Match; mine: SideName }> {
  const match = await matchById(ctx, id)
  const mine = match ? sidesOf(ctx, match)[0] : undefined
  if (!match || !mine) throw new AppError('not_found')
  return { match, mine }
}

/**
 * Remembers that the actor has opened a match, for the side they are on: the other side then sees that it was seen. A read
 * mark is no fact: it is written directly.
 */
export async function markSeen(ctx: Ctx, match: Match, mine: SideName): Promise<void> {
  if (!ctx.actor) return
  await ctx.db
    .insertInto('readMarks')
    .values({ personId: ctx.actor.personId, aboutId: markOf(match.id, mine), readAt: ctx.now })
    .onConflict((c) => c.doNothing())
    .execute()
}

/**
 * The matches of a listing, best first, at most 50, for its organisation and the coordinator; `not_found` for others.
 * Without `all`, only those that still wait for an answer or were accepted.
 */
export async function matchesOf(ctx: Ctx, listingId: string, { all = false } = {}): Promise<Match[]> {
  const listing = await ctx.db
    .selectFrom('listings')
    .select(['organisationId', 'clusterId'])
    .where('id', '=', listingId)
    .executeTakeFirst()
  if (!listing || !isInside(ctx, listing)) throw new AppError('not_found')
  let query = read(ctx).where(listingId.startsWith('ofr') ? 'm.offerId' : 'm.needId', '=', listingId)
  // What was hidden or paused a moment ago may wait for its consumer: it is not shown meanwhile.
  if (!all)
    query = query
      .where('m.status', 'in', ['suggested', 'seen', 'accepted'])
      .where((eb) => eb.or([eb('m.status', '=', 'accepted'), eb.and([live(ctx, 'o'), live(ctx, 'n')])]))
  const rows = await query.orderBy('m.score', 'desc').orderBy('m.id').limit(MOST).execute()
  return rows.map((row) => asMatch(ctx, row))
}
