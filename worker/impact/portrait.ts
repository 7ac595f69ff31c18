import { sql } from 'kysely'
import type { Kind } from '../core/kinds'
import { instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { LegalForm } from '../platform/schema'
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
 * was posted and shared in these quarters; of the time before only since when two organisations know each other.
 */
export async function portrait(
  ctx: Ctx,
  cluster: { id: string; timeZone: string },
  until: string,
  count = QUARTERS,
): Promise<QuarterOfPortrait[]> {
  const quarters = quartersUntil(until, count)
  const [from, to] = [quarters[0]?.from ?? '', quarters.at(-1)?.to ?? '']
  const within = sql`cluster_id = ${cluster.id} and month between ${from} and ${to}`
  const [offers, resources, pairs, parties, needs, terms, members] = await together(
    ctx.env.DB,
    query(
      ctx,
      sql<{
        month: string
        key: string
        n: number
      }>`select month, resource as key, count(*) as n from impact_offers
        where ${within} group by month, resource`,
    ),
    query(
      ctx,
      sql<{ month: string; key: string; n: number }>`select month, key, exchanges as n from impact_sums
        where scope = 'resource' and ${within} and exchanges > 0`,
    ),
    query(
      ctx,
      sql<{
        month: string
        key: string
        first: string
      }>`select month, key, (select min(month) from impact_sums f
          where f.cluster_id = ${cluster.id} and f.scope = 'pair' and f.key = s.key and f.exchanges > 0) as first
        from impact_sums s where scope = 'pair' and ${within} and exchanges > 0`,
    ),
    query(
      ctx,
      sql<{
        month: string
        id: string
        n: number
        name: string
        form: LegalForm
      }>`select s.month, s.key as id,
          sum(s.exchanges) as n, o.name, o.legal_form as form
        from impact_sums s join organisations o on o.id = s.key
        where s.scope in ('lender', 'borrower') and s.cluster_id = ${cluster.id}
          and s.month between ${from} and ${to} and s.exchanges > 0 group by s.month, s.key`,
    ),
    query(
      ctx,
      sql<UnmetNeeds & { month: string }>`select month, kind, commune, count(*) as needs from impact_needs
        where ${within} and state in ('open', 'unmet') group by month, kind, commune`,
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
    const here = <R extends { month: string }>(rows: readonly R[]) =>
      rows.filter((row) => row.month >= q.from && row.month <= q.to)
    const { from: begins = '', to: ends = '' } = instants[i] ?? {}
    const sharing = here(parties)
    const lots = perOrganisation(sharing)
    const actors = actorsOf(sharing)
    const pairsHere = here(pairs)
    const ties = new Set(pairsHere.map((row) => row.key)).size
    const exchanges = here(resources).reduce((n, row) => n + row.n, 0)
    // Nobody is a member of a quarter to come; the present one counts those who are there now.
    const memberCount = members.filter((m) => m.since < ends).length
    const top = dependence(exchanges, lots)
    return {
      ...{ quarter: q.name, exchanges, members: memberCount, actors },
      actorsSimpson: simpson(Object.values(actors)),
      offered: diversity(here(offers)),
      exchanged: diversity(here(resources)),
      ...{ ties, density: density(ties, memberCount) },
      dependence: top && { ...top, name: sharing.find((p) => p.id === top.organisationId)?.name ?? '' },
      newTies: new Set(pairsHere.filter((row) => row.first >= q.from).map((row) => row.key)).size,
      unmet: grouped(here(needs)),
      coordination: rotationOf(terms, begins, ends < ctx.now ? ends : ctx.now),
    }
  })
}

function perOrganisation(rows: readonly { id: string; n: number }[]): Map<string, number> {
  const all = new Map<string, number>()
  for (const { id, n } of rows) all.set(id, (all.get(id) ?? 0) + n)
  return all
}

function actorsOf(rows: readonly { id: string; form: LegalForm }[]): Record<Group, number> {
  const forms = new Map(rows.map((row) => [row.id, groupOf(row.form)]))
  return Object.fromEntries(
    GROUPS.map((group) => [group, [...forms.values()].filter((one) => one === group).length]),
  ) as Record<Group, number>
}

function diversity(rows: readonly { key: string; n: number }[]): Diversity {
  const sorts = new Map<string, number>()
  for (const { key, n } of rows) sorts.set(key, (sorts.get(key) ?? 0) + n)
  const counts = [...sorts.values()]
  return { sorts: sorts.size, shannon: shannon(counts), simpson: simpson(counts) }
}

/** By kind and place, the most first. */
function grouped(rows: readonly UnmetNeeds[]): UnmetNeeds[] {
  const all = new Map<string, UnmetNeeds>()
  for (const { kind, commune, needs } of rows) {
    const key = `${kind} ${commune}`
    all.set(key, { kind, commune, needs: (all.get(key)?.needs ?? 0) + needs })
  }
  return [...all.values()].sort((a, b) => b.needs - a.needs || (a.commune < b.commune ? -1 : 1))
}
