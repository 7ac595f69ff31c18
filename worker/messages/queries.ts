import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import { aboutFor, type Seen } from './about'

export interface Message {
  id: string
  organisationId: string
  organisationName: string
  /** Absent where the person erased their account. */
  personName: string | null
  body: string
  createdAt: string
  mine: boolean
}
export interface Contact {
  name: string
  email: string | null
  phone: string | null
}
export interface Conversation {
  about: Seen
  /** Oldest first. */
  messages: Message[]
  /** The id before which older ones are read, or null. */
  older: string | null
  /** How to reach the other side, once both have agreed; null before. */
  contacts: Contact[] | null
}

const PAGE = 50
const MOST_CONTACTS = 5

/** A conversation for one of its parties: its last 50 messages, or those before `before`. Throws `not_found`. */
export async function conversation(ctx: Ctx, aboutId: string, before?: string): Promise<Conversation> {
  const about = await aboutFor(ctx, aboutId)
  let query = ctx.db
    .selectFrom('messages as m')
    .leftJoin('people as p', 'p.id', 'm.fromPersonId')
    .select(['m.id', 'm.fromOrganisationId', 'm.body', 'm.createdAt', 'p.name as personName', 'p.erasedAt'])
    .where('m.aboutId', '=', aboutId)
    .where('m.clusterId', '=', about.clusterId)
  if (before) {
    query = query.where(
      sql<boolean>`(m.created_at, m.id) < (select created_at, id from messages where id = ${before})`,
    )
  }
  const [rows, contacts] = await together(
    ctx.env.DB,
    query
      .orderBy('m.createdAt', 'desc')
      .orderBy('m.id', 'desc')
      .limit(PAGE + 1),
    contactsOf(ctx, about),
  )
  const names = new Map(about.organisations.map((party) => [party.id, party.name]))
  const shown = rows.slice(0, PAGE).reverse()
  return {
    about,
    messages: shown.map((row) => ({
      ...{ id: row.id, organisationId: row.fromOrganisationId, body: row.body, createdAt: row.createdAt },
      organisationName: names.get(row.fromOrganisationId) ?? '',
      personName: row.erasedAt ? null : row.personName,
      mine: row.fromOrganisationId === about.mine.id,
    })),
    older: rows.length > PAGE ? (shown[0]?.id ?? null) : null,
    contacts: about.agreed ? contacts : null,
  }
}

/** The people of the other side, those who answer requests first. */
const contactsOf = (ctx: Ctx, about: Seen) =>
  ctx.db
    .selectFrom('members as m')
    .innerJoin('people as p', 'p.id', 'm.personId')
    .select(['p.name', 'p.email', 'p.phone'])
    .where('m.organisationId', '=', about.theirs.id)
    .where('m.status', '=', 'active')
    .where('p.erasedAt', 'is', null)
    .where(sql<boolean>`${about.agreed ? 1 : 0} = 1`)
    .orderBy(sql`m.role = 'manager' or m.may_answer = 1`, 'desc')
    .orderBy('p.name')
    .limit(MOST_CONTACTS)

/** How to reach the other side of a booking or a match, once both have agreed; null before. */
export async function contacts(ctx: Ctx, aboutId: string): Promise<Contact[] | null> {
  const about = await aboutFor(ctx, aboutId)
  return about.agreed ? contactsOf(ctx, about).execute() : null
}

/** Remembers that the actor has read a conversation up to now. Not a fact: it is written directly. */
export async function markRead(ctx: Ctx, aboutId: string): Promise<void> {
  if (!ctx.actor) return
  await ctx.db
    .insertInto('readMarks')
    .values({ personId: ctx.actor.personId, aboutId, readAt: ctx.now })
    .onConflict((c) => c.columns(['personId', 'aboutId']).doUpdateSet({ readAt: ctx.now }))
    .execute()
}

export interface ConversationLine {
  aboutId: string
  title: string
  theirName: string
  /** The beginning of the last message. */
  last: string
  lastAt: string
  lastIsMine: boolean
  unread: boolean
}

/** The latest messages looked at, each way, for each of a person's organisations. */
const LOOKED_AT = 200
const MOST_ORGANISATIONS = 5
const MOST_LINES = 50

/** The actor's conversations in a cluster, the latest first, at most 50. */
export async function conversationsOf(ctx: Ctx, clusterId: string): Promise<ConversationLine[]> {
  const actor = ctx.actor
  const mine = (actor?.organisations ?? [])
    .filter((m) => m.clusters.includes(clusterId) || m.suspendedIn.includes(clusterId))
    .slice(0, MOST_ORGANISATIONS)
    .map((m) => m.organisationId)
  if (!actor || mine.length === 0) return []
  const way = (column: 'from_organisation_id' | 'to_organisation_id', organisationId: string) =>
    sql`select * from (select id, about_id, created_at from messages where ${sql.ref(column)} = ${organisationId}
      and cluster_id = ${clusterId} order by created_at desc limit ${LOOKED_AT})`
  const ways = mine.flatMap((id) => [way('from_organisation_id', id), way('to_organisation_id', id)])
  // SQLite gives the other columns of the row that has the maximum.
  const latest = sql<{ aboutId: string; id: string; at: string }>`
    (select about_id, id, max(created_at || id) as at from (${sql.join(ways, sql` union all `)}) group by about_id
      order by at desc limit ${MOST_LINES})`
  const rows = await ctx.db
    .selectFrom(latest.as('latest'))
    .innerJoin('messages as m', 'm.id', 'latest.id')
    .leftJoin('readMarks as r', (join) =>
      join.onRef('r.aboutId', '=', 'm.aboutId').on('r.personId', '=', actor.personId),
    )
    .leftJoin('bookings as b', 'b.id', 'm.aboutId')
    .leftJoin('matches as x', 'x.id', 'm.aboutId')
    .innerJoin('listings as l', (join) => join.on(sql<boolean>`l.id = coalesce(b.listing_id, x.offer_id)`))
    .innerJoin('organisations as o', (join) =>
      join.on(
        sql<boolean>`o.id = case when m.from_organisation_id in (${sql.join(mine)}) then m.to_organisation_id else m.from_organisation_id end`,
      ),
    )
    .select([
      'm.aboutId',
      'l.title',
      'o.name as theirName',
      'm.createdAt as lastAt',
      'm.fromOrganisationId',
      'r.readAt',
    ])
    .select(sql<string>`substr(m.body, 1, 140)`.as('last'))
    .orderBy('latest.at', 'desc')
    .limit(MOST_LINES)
    .execute()
  return rows.map((row) => {
    const lastIsMine = mine.includes(row.fromOrganisationId)
    return {
      ...{
        aboutId: row.aboutId,
        title: row.title,
        theirName: row.theirName,
        last: row.last,
        lastAt: row.lastAt,
        lastIsMine,
      },
      unread: !lastIsMine && (row.readAt === null || row.readAt < row.lastAt),
    }
  })
}
