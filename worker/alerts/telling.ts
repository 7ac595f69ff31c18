import { newId } from '../core/ids'
import type { Instant } from '../core/time'
import { USUAL_QUIET } from '../notifications/rules'
import type { Ctx } from '../platform/context'
import { foundKey } from './reactTo'

/** Something that was found and not told yet, with what is read to tell it. */
export interface Due {
  searchId: string
  listingId: string
  contentVersion: number
  clusterId: string
  personId: string
  digest: 0 | 1
  foundAt: Instant
  /** Still there as it was found, still to be seen by them, and still wanted. */
  stands: 0 | 1
  email: string | null
  mailRhythm: 'now' | 'daily' | 'never'
  stopped: 0 | 1
  quietFrom: string
  quietTo: string
  timeZone: string
  lastAt: Instant | null
}

/** What one tick of the clock tells at most, and one digest. */
const MOST = 200

const READ = `select a.search_id as searchId, a.listing_id as listingId, a.content_version as contentVersion,
    a.cluster_id as clusterId, a.person_id as personId, a.digest, a.found_at as foundAt,
    s.status = 'active' and l.status = 'published' and l.hidden_reason is null and l.content_version = a.content_version
      and (l.expires_at is null or l.expires_at > ?1)
      and exists (select 1 from affiliations f where f.cluster_id = l.cluster_id and f.organisation_id = l.organisation_id
                   and f.status = 'active')
      and (l.visibility = 'public'
        or exists (select 1 from members m join affiliations f on f.organisation_id = m.organisation_id
             where m.person_id = a.person_id and m.status = 'active' and f.cluster_id = a.cluster_id and f.status = 'active')
        or exists (select 1 from coordinators k where k.cluster_id = a.cluster_id and k.person_id = a.person_id
             and (k.until is null or k.until > ?1))) as stands,
    p.email, p.mail_rhythm as mailRhythm,
    exists (select 1 from mail_stops where person_id = a.person_id and topic = 'searches') as stopped,
    coalesce(q.quiet_from, '${USUAL_QUIET.from}') as quietFrom, coalesce(q.quiet_to, '${USUAL_QUIET.to}') as quietTo,
    c.time_zone as timeZone, d.last_at as lastAt
  from search_alerts a
  join saved_searches s on s.id = a.search_id
  join listings l on l.id = a.listing_id
  join people p on p.id = a.person_id
  join clusters c on c.id = a.cluster_id
  left join quiet_hours q on q.person_id = a.person_id
  left join search_digests d on d.person_id = a.person_id and d.cluster_id = a.cluster_id`

/** What is due by now. */
export async function dueFound(ctx: Ctx): Promise<Due[]> {
  const { results } = await ctx.env.DB.prepare(
    `${READ} where a.state = 'waiting' and a.due_at <= ?1 order by a.due_at limit ${MOST}`,
  )
    .bind(ctx.now)
    .all<Due>()
  return results
}

/** All that waits for the next digest of a person. */
export async function waitingOf(ctx: Ctx, of: Pick<Due, 'personId' | 'clusterId'>): Promise<Due[]> {
  const { results } = await ctx.env.DB.prepare(
    `${READ} where a.person_id = ?2 and a.cluster_id = ?3 and a.digest = 1 and a.state = 'waiting'
      order by a.found_at limit ${MOST}`,
  )
    .bind(ctx.now, of.personId, of.clusterId)
    .all<Due>()
  return results
}

const keys = (some: Due[]) => JSON.stringify(some.map((d) => [d.searchId, d.listingId, d.contentVersion]))
const AMONG = `(search_id, listing_id, content_version) in
  (select value ->> 0, value ->> 1, cast(value ->> 2 as integer) from json_each(?1))`

/** Looked at again then. */
export async function later(ctx: Ctx, some: Due[], at: Instant): Promise<void> {
  await ctx.env.DB.prepare(`update search_alerts set due_at = ?2 where ${AMONG} and state = 'waiting'`)
    .bind(keys(some), at)
    .run()
}

/** The mails of what was found: the same as the notice in the app, so that each thing is told once to each person. */
export async function writeMails(ctx: Ctx, some: Due[], at: Instant): Promise<void> {
  if (some.length === 0) return
  const rows = some.map((d) => ({
    ...{ id: newId('notice'), eventId: foundKey(d.listingId, d.contentVersion), personId: d.personId },
    ...{ clusterId: d.clusterId, subjectId: d.listingId },
  }))
  await ctx.env.DB.prepare(
    `insert or ignore into notices (id, event_id, person_id, channel, cluster_id, type, subject_id, due_at, state, created_at)
     select value ->> 'id', value ->> 'eventId', value ->> 'personId', 'mail', value ->> 'clusterId', 'search.found',
            value ->> 'subjectId', ?2, 'due', ?3 from json_each(?1)`,
  )
    .bind(JSON.stringify(rows), at, ctx.now)
    .run()
}

/** What stood is told, the rest is dropped; a digest is remembered. */
export async function finish(ctx: Ctx, all: Due[]): Promise<void> {
  const { DB } = ctx.env
  const standing = all.filter((d) => d.stands)
  const gone = all.filter((d) => !d.stands)
  const mark = `update search_alerts set state = ?2 where ${AMONG} and state = 'waiting'`
  const [first] = standing
  await DB.batch([
    DB.prepare(mark).bind(keys(standing), 'told'),
    DB.prepare(mark).bind(keys(gone), 'dropped'),
    ...(first?.digest
      ? [
          DB.prepare(
            `insert into search_digests (person_id, cluster_id, last_at) values (?1, ?2, ?3)
             on conflict (person_id, cluster_id) do update set last_at = excluded.last_at`,
          ).bind(first.personId, first.clusterId, ctx.now),
        ]
      : []),
  ])
}
