import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { among, prepare, together } from '../platform/db'
import type { Schema } from '../platform/schema'
import { projectShares } from './projectBookings'
import { type AtOnce, openSpans, openWeeks, type StateChange, wallMinute, weekOf } from './rulesOfTime'

const CHANGES = ['published', 'paused', 'resumed', 'renewed', 'closed', 'expired', 'hidden', 'restored'].map(
  (verb) => `listing.${verb}`,
)

/**
 * Recomputes the facts and the open weeks of some listings, at most 100; done twice it is the same. Bookings of an offer
 * that has become more or less are recomputed too, because each takes a part of it.
 */
export async function projectListings(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const known = await readListings(ctx, ids)
  if (known.length === 0) return
  const facts: object[] = []
  const weeks: object[] = []
  for (const l of known) {
    const { version, timeZone } = l
    const spans = openSpans(l, l.changes)
      .map(({ from, to }) => ({
        from: l.startsAt && from < l.startsAt ? l.startsAt : from,
        to: l.endsAt && to > l.endsAt ? l.endsAt : to,
      }))
      .filter(({ from, to }) => from < to)
    const week = weekOf(l.publishedAt, timeZone)
    const until = spans.at(-1)?.to
    const openUntil = until ? weekOf(until, timeZone) : null
    facts.push({ id: l.id, version, state: stateOf(l), week, openUntil, held: l.held })
    if (l.direction === 'need') continue
    const onWall = spans.map(({ from, to }) => ({
      from: wallMinute(from, timeZone),
      to: wallMinute(to, timeZone),
    }))
    for (const [at, minutes] of openWeeks(
      { grain: l.grain, windows: JSON.parse(l.windows) },
      onWall,
      l.atOnce,
    ))
      weeks.push({ id: l.id, version, week: at, minutes })
  }
  await write(ctx, facts, weeks)
  for (const l of known) if (l.heldBefore !== null && l.heldBefore !== l.held) await projectShares(ctx, l.id)
}

type Read = Awaited<ReturnType<typeof readListings>>[number]

function stateOf(l: Read): Schema['listingFacts']['state'] {
  if (l.status === 'closed') {
    if (l.direction === 'offer') return 'closed'
    if (l.outcome === 'expired') return 'unmet'
    return l.outcome === 'no_longer_needed' ? 'dropped' : 'met'
  }
  return l.status === 'published' && l.hiddenReason === null && l.standing === 'active' ? 'open' : 'paused'
}

async function readListings(ctx: Ctx, ids: readonly string[]) {
  const given = among(ids)
  const [listings, capacities, changes] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('listings as l')
      .innerJoin('clusters as c', 'c.id', 'l.clusterId')
      .leftJoin('affiliations as a', (join) =>
        join.onRef('a.clusterId', '=', 'l.clusterId').onRef('a.organisationId', '=', 'l.organisationId'),
      )
      .select([
        'l.id',
        'l.version',
        'l.direction',
        'l.kind',
        'l.status',
        'l.outcome',
        'l.hiddenReason',
        'l.grain',
      ])
      .select([
        'l.windows',
        'l.startsAt',
        'l.endsAt',
        'l.publishedAt',
        'l.closedAt',
        'l.expiresAt',
        'c.timeZone',
      ])
      .leftJoin('listingFacts as f', 'f.listingId', 'l.id')
      .select(['a.status as standing', 'f.held as heldBefore'])
      .where('l.id', 'in', given)
      .where('l.publishedAt', 'is not', null),
    ctx.db
      .selectFrom('listingCapacities as lc')
      .innerJoin('capacities as k', 'k.id', 'lc.capacityId')
      .select([
        'lc.listingId',
        'k.shape',
        sql<number>`sum(k.quantity)`.as('quantity'),
        sql<number>`count(*)`.as('n'),
      ])
      .where('lc.listingId', 'in', given)
      .groupBy(['lc.listingId', 'k.shape']),
    ctx.db
      .selectFrom('events')
      .select(['subjectId', 'type', 'occurredAt as at'])
      .where('subjectId', 'in', given)
      .where('type', 'in', CHANGES)
      .orderBy('seq'),
  )
  return listings.map((l) => ({
    ...l,
    publishedAt: l.publishedAt as string,
    atOnce: atOnceOf(capacities.filter((k) => k.listingId === l.id)),
    held: capacities.filter((k) => k.listingId === l.id).reduce((n, k) => n + k.quantity, 0),
    changes: changes.filter((e) => e.subjectId === l.id) as StateChange[],
  }))
}

interface Held {
  shape: string
  quantity: number
  n: number
}

/** Three vans of one offer count as one thing that can be taken in parts; each lot counts for itself. */
function atOnceOf(capacities: Held[]): AtOnce {
  const week = capacities.find((k) => k.shape === 'week')
  if (week) return { things: 1, weekMinutes: week.quantity }
  const things = capacities.filter((k) => k.shape === 'thing' || k.shape === 'lot')
  return { things: things.reduce((n, k) => n + k.n, 0), weekMinutes: null }
}

/**
 * One batch. Only rows that differ are written, and only while the listing is still at the version that was read: what was
 * read too early is left to the event of the newer version. What matches and bookings say is read as it is written.
 */
async function write(ctx: Ctx, facts: object[], weeks: object[]) {
  const given = JSON.stringify(facts)
  const wanted = JSON.stringify(weeks)
  const statements = [
    sql`insert into listing_facts (listing_id, cluster_id, organisation_id, direction, kind, state, week, published_at,
        expires_at, open_until, held, first_match_at, minutes_to_match, answered, last_booked_at)
      select id, cluster_id, organisation_id, direction, kind,
        case when booked and state in ('open', 'paused', 'unmet') then 'met' else state end, week, published_at, expires_at,
        open_until, held, matched_at, max(0, (unixepoch(matched_at) - unixepoch(published_at)) / 60), booked or answered, booked_at
      from (
        select l.id, l.cluster_id, l.organisation_id, l.direction, l.kind, j.value ->> 'state' as state,
          j.value ->> 'week' as week, l.published_at, l.expires_at, j.value ->> 'openUntil' as open_until,
          j.value ->> 'held' as held,
          case l.direction when 'need' then (select min(created_at) from matches where need_id = l.id) end as matched_at,
          l.direction = 'need' and exists (select 1 from bookings where need_id = l.id
            and status in ('confirmed', 'in_use', 'completed')) as booked,
          l.direction = 'need' and (
            exists (select 1 from matches where need_id = l.id and (status = 'accepted' or proposed_starts_at is not null))
            or exists (select 1 from bookings where need_id = l.id and status = 'requested')
            or exists (select 1 from matches m join messages s on s.about_id = m.id where m.need_id = l.id)) as answered,
          case l.direction when 'offer' then (select starts_at from bookings where listing_id = l.id
            and status in ('confirmed', 'in_use', 'completed') order by starts_at desc limit 1) end as booked_at
        from json_each(${given}) j join listings l on l.id = j.value ->> 'id' and l.version = j.value ->> 'version')
      where true
      on conflict (listing_id) do update set state = excluded.state, week = excluded.week,
        published_at = excluded.published_at, expires_at = excluded.expires_at, open_until = excluded.open_until,
        held = excluded.held, first_match_at = excluded.first_match_at, minutes_to_match = excluded.minutes_to_match,
        answered = excluded.answered, last_booked_at = excluded.last_booked_at
      where (listing_facts.state, listing_facts.week, listing_facts.published_at, listing_facts.expires_at,
          listing_facts.open_until, listing_facts.held, listing_facts.first_match_at, listing_facts.answered, listing_facts.last_booked_at)
        is not (excluded.state, excluded.week, excluded.published_at, excluded.expires_at,
          excluded.open_until, excluded.held, excluded.first_match_at, excluded.answered, excluded.last_booked_at)`,
    sql`delete from offer_weeks where listing_id in (
        select l.id from json_each(${given}) j join listings l on l.id = j.value ->> 'id' and l.version = j.value ->> 'version')
      and not exists (select 1 from json_each(${wanted}) w
        where w.value ->> 'id' = offer_weeks.listing_id and w.value ->> 'week' = offer_weeks.week)`,
    sql`insert into offer_weeks (listing_id, week, cluster_id, kind, minutes_open)
      select l.id, w.value ->> 'week', l.cluster_id, l.kind, w.value ->> 'minutes'
        from json_each(${wanted}) w join listings l on l.id = w.value ->> 'id' and l.version = w.value ->> 'version'
      where true
      on conflict (listing_id, week) do update set minutes_open = excluded.minutes_open
      where offer_weeks.minutes_open <> excluded.minutes_open`,
  ]
  await ctx.env.DB.batch(statements.map((s) => prepare(ctx.env.DB, s.compile(ctx.db))))
}
