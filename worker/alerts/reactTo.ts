import { clusterById } from '../clusters/queries'
import type { Direction, Kind } from '../core/kinds'
import { newId } from '../core/ids'
import { type Listing, listingById } from '../listings/queries'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { fitsWish, isOver } from './rules'
import { type Saying, saysAll, sayingOf, termsOfListing } from './words'

/** Searches looked at in one query. */
const PAGE = 200
const IN_ALL = 10_000

/** Finds the saved searches that a listing answers, whenever it is published or changed, as it is now. */
export const alertSearches: Consumer = async (ctx, event) => {
  const l = await listingById(ctx, event.subjectId)
  const live =
    l?.status === 'published' &&
    l.hiddenReason === null &&
    l.standing === 'active' &&
    (!l.expiresAt || l.expiresAt > ctx.now)
  const cluster = l && live ? await clusterById(ctx, l.clusterId) : null
  if (!l || !cluster) return
  const said = sayingOf(l)
  const terms = JSON.stringify(
    termsOfListing(said).flatMap((term) => [
      [l.kind, term],
      ['', term],
    ]),
  )
  let [at, after] = [0, '']
  for (let read = 0; read < IN_ALL; read += PAGE) {
    const rows = await searchesUnder(ctx, l, terms, at, after)
    const fit = new Map(
      rows.filter((row) => answers(ctx, l, row, cluster.timeZone, said)).map((row) => [row.id, row]),
    )
    await note(ctx, l, [...fit.values()])
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    at = last.at
    after = last.id
  }
}

interface Kept {
  at: number
  id: string
  personId: string
  direction: Direction
  kind: Kind | null
  q: string
  lat: number | null
  lng: number | null
  radiusKm: number | null
  startsAt: string | null
  endsAt: string | null
  quantity: number | null
  free: 0 | 1
  wheelchair: 0 | 1
  rhythm: 'now' | 'digest'
  status: 'active' | 'paused'
  belongs: 0 | 1
  own: 0 | 1
}

/**
 * The searches kept under the terms of a listing, in the order of the terms. CROSS JOIN fixes the order of the loops, so that
 * the limit stops the reading: what is read depends on how many want such a thing, never on how many searches there are.
 */
async function searchesUnder(
  ctx: Ctx,
  l: Listing,
  terms: string,
  at: number,
  after: string,
): Promise<Kept[]> {
  const { results } = await ctx.env.DB.prepare(
    `select t.key as at, s.id, s.person_id as personId, s.direction, s.kind, s.q, s.lat, s.lng, s.radius_km as radiusKm,
            s.starts_at as startsAt, s.ends_at as endsAt, s.quantity, s.free, s.wheelchair, s.rhythm, s.status,
            exists (select 1 from members m join affiliations a on a.organisation_id = m.organisation_id
                     where m.person_id = s.person_id and m.status = 'active' and a.cluster_id = ?2 and a.status = 'active')
              or exists (select 1 from coordinators c where c.cluster_id = ?2 and c.person_id = s.person_id
                     and (c.until is null or c.until > ?7)) as belongs,
            exists (select 1 from members m where m.person_id = s.person_id and m.organisation_id = ?6
                     and m.status = 'active') as own
       from json_each(?1) as t
       cross join saved_search_terms as x on x.cluster_id = ?2 and x.direction = ?3 and x.kind = t.value ->> 0
            and x.term = t.value ->> 1 and x.search_id > case when t.key = ?4 then ?5 else '' end
       cross join saved_searches as s on s.id = x.search_id
      where t.key >= ?4
      limit ${PAGE}`,
  )
    .bind(terms, l.clusterId, l.direction, at, after, l.organisationId, ctx.now)
    .all<Kept>()
  return results
}

function answers(ctx: Ctx, l: Listing, s: Kept, timeZone: string, said: Saying): boolean {
  if (s.status !== 'active' || s.own || isOver(s, ctx.now)) return false
  if (l.visibility !== 'public' && !s.belongs) return false
  const wish = { ...s, free: s.free === 1, wheelchair: s.wheelchair === 1 }
  return fitsWish(l, wish, ctx.now, timeZone) && saysAll(s.q, said)
}

/**
 * Writes what was found, once for each content of a listing: in the app now, by mail when the clock says so. A person with
 * two searches that find the same is told once.
 */
async function note(ctx: Ctx, l: Listing, found: Kept[]): Promise<void> {
  if (found.length === 0) return
  const key = foundKey(l.id, l.contentVersion)
  const rows = found.map((s) => ({
    ...{ id: newId('notice'), searchId: s.id, personId: s.personId, digest: s.rhythm === 'digest' ? 1 : 0 },
  }))
  const { DB } = ctx.env
  await DB.batch([
    DB.prepare(
      `insert or ignore into search_alerts
         (search_id, listing_id, content_version, cluster_id, person_id, digest, state, due_at, found_at)
       select value ->> 'searchId', ?2, ?3, ?4, value ->> 'personId', value ->> 'digest', 'waiting', ?5, ?5
         from json_each(?1) where exists (select 1 from saved_searches where id = value ->> 'searchId')`,
    ).bind(JSON.stringify(rows), l.id, l.contentVersion, l.clusterId, ctx.now),
    DB.prepare(
      `insert or ignore into notices (id, event_id, person_id, channel, cluster_id, type, subject_id, due_at, state, created_at)
       select value ->> 'id', ?2, value ->> 'personId', 'app', ?3, 'search.found', ?4, ?5, 'unread', ?5 from json_each(?1)`,
    ).bind(JSON.stringify(rows), key, l.clusterId, l.id, ctx.now),
  ])
}

/** In place of an event: what was found is told once to each person, however often it is delivered. */
export const foundKey = (listingId: string, contentVersion: number): string =>
  `found/${listingId}/${contentVersion}`
