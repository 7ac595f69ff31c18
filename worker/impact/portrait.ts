import { sql } from 'kysely'
import type { Kind } from '../core/kinds'
import { instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { LegalForm, Schema } from '../platform/schema'
import { query } from './queries'
import { monthAfter } from './rules'
import {
  density,
  dependence,
  type Group,
  GROUPS,
  groupOf,
  quartersUntil,
  type Rotation,
  rotationOf,
  shannon,
  simpson,
} from './rulesOfPortrait'

export interface Diversity {
  sorts: number
  shannon: number | null
  simpson: number | null
}
export interface UnmetNeeds {
  kind: Kind
  commune: string
  needs: number
}
export interface QuarterOfPortrait {
  quarter: string
  exchanges: number
  /** Organisations of the cluster at the end of the quarter, and those that lent or borrowed in it, by group. */
  members: number
  actors: Record<Group, number>
  actorsSimpson: number | null
  offered: Diversity
  exchanged: Diversity
  ties: number
  density: number | null
  dependence: { organisationId: string; name: string; part: number } | null
  newTies: number
  /** Of the needs published in it, those that nobody has met: closed without, or still open. */
  unmet: UnmetNeeds[]
  coordination: Rotation
}

export const QUARTERS = 8

/**
 * The portrait of a territory by quarter, up to one: who shares, how diverse what is shared, how dense the ties. Reads what
 * is counted by quarter, which does not grow with what is posted and shared.
 */
export async function portrait(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  until: string,
  count = QUARTERS,
): Promise<QuarterOfPortrait[]> {
  const quarters = quartersUntil(until, count)
  const [from, to] = [quarters[0]?.name ?? '', quarters.at(-1)?.name ?? '']
  const [counts, tops, terms, members] = await together(
    ctx.env.DB,
    query(
      ctx,
      sql<{
        quarter: string
        what: What
        key: string
        n: number
      }>`select quarter, what, key, n from portrait_counts
        where cluster_id = ${cluster.id} and quarter between ${from} and ${to}`,
    ),
    query(
      ctx,
      sql<{ quarter: string; organisationId: string; exchanges: number; name: string }>`select e.quarter,
          e.key as organisation_id, e.exchanges, o.name
        from json_each(${JSON.stringify(quarters.map((q) => q.name))}) q
        cross join portrait_exchanges e on e.cluster_id = ${cluster.id} and e.what = 'party' and e.quarter = q.value
          and e.key = (select key from portrait_exchanges where cluster_id = ${cluster.id} and what = 'party'
            and quarter = q.value order by exchanges desc, key limit 1)
        cross join organisations o on o.id = e.key`,
    ),
    query(
      ctx,
      sql<{ since: string; until: string | null }>`select since, until from coordinators
        where cluster_id = ${cluster.id} limit 500`,
    ),
    query(
      ctx,
      sql<{
        since: string
      }>`select since from affiliations where cluster_id = ${cluster.id} and status = 'active'`,
    ),
  )
  const instants = quarters.map((q) => ({
    from: instantOf(`${q.from}-01`, '00:00', cluster.timeZone),
    to: instantOf(`${monthAfter(q.to)}-01`, '00:00', cluster.timeZone),
  }))
  return quarters.map((q, i): QuarterOfPortrait => {
    const { from: begins = '', to: ends = '' } = instants[i] ?? {}
    const count = (what: What) => counts.filter((row) => row.quarter === q.name && row.what === what)
    const ties = count('ties')[0]?.n ?? 0
    const actors = actorsOf(count('actors') as { key: LegalForm; n: number }[])
    const exchanges = count('exchanged').reduce((n, row) => n + row.n, 0)
    // Nobody is a member of a quarter to come; the present one counts those who are there now.
    const memberCount = members.filter((m) => m.since < ends).length
    const top = tops.find((row) => row.quarter === q.name)
    return {
      ...{ quarter: q.name, exchanges, members: memberCount, actors },
      actorsSimpson: simpson(Object.values(actors)),
      offered: diversity(count('offers')),
      exchanged: diversity(count('exchanged')),
      ...{ ties, density: density(ties, memberCount) },
      dependence: top
        ? { organisationId: top.organisationId, name: top.name, part: dependence(exchanges, top.exchanges) }
        : null,
      newTies: count('new_ties')[0]?.n ?? 0,
      unmet: unmetOf(count('needs')),
      coordination: rotationOf(terms, begins, ends < ctx.now ? ends : ctx.now),
    }
  })
}

type What = Schema['portraitCounts']['what']

function actorsOf(rows: readonly { key: LegalForm; n: number }[]): Record<Group, number> {
  const actors = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>
  for (const { key, n } of rows) actors[groupOf(key)] += n
  return actors
}

function diversity(rows: readonly { key: string; n: number }[]): Diversity {
  const sorts = new Map<string, number>()
  for (const { key, n } of rows) sorts.set(key, (sorts.get(key) ?? 0) + n)
  const counts = [...sorts.values()]
  return { sorts: sorts.size, shannon: shannon(counts), simpson: simpson(counts) }
}

/** By kind and place, the most first. */
const unmetOf = (rows: readonly { key: string; n: number }[]): UnmetNeeds[] =>
  rows
    .map(({ key, n }) => {
      const [kind = '', ...commune] = key.split(' ')
      return { kind: kind as Kind, commune: commune.join(' '), needs: n }
    })
    .sort((a, b) => b.needs - a.needs || (a.commune < b.commune ? -1 : 1))
