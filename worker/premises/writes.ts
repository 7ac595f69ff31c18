import { sql } from 'kysely'
import type { Events } from '../core/events'
import { newId } from '../core/ids'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Lot as ListedLot } from '../listings/input'
import type { BuildingInput, ChargeInput, LotInput } from './input'
import { cleaned } from './rulesOfPlan'

// The rows of a site, worded once for the commands that write them. A list goes as one json_each(?).

export interface SiteRef {
  id: string
  clusterId: string
  organisationId: string
  listingId: string
}

/** A lot as the offer shows it. */
export const listed = (lot: {
  name: string
  surfaceM2: number
  floor?: string
  state?: ListedLot['state']
  availableFrom?: string | null | undefined
  availableUntil?: string | null | undefined
  capacityId?: string
}): ListedLot => ({
  ...(lot.capacityId && { capacityId: lot.capacityId }),
  ...{ label: lot.name, surfaceM2: lot.surfaceM2, floor: lot.floor ?? '', state: lot.state ?? 'ready' },
  ...(lot.availableFrom && { availableFrom: lot.availableFrom }),
  ...(lot.availableUntil && { availableUntil: lot.availableUntil }),
})

/**
 * Inserts lots whose capacities the same batch makes for the site's offer, before: each is found by its name, which no two
 * lots of an offer share.
 */
export function insertLots(
  ctx: Ctx,
  site: SiteRef,
  lots: readonly LotInput[],
  after: number,
  onBehalfOf: string | null,
  onlyIf = sql<boolean>`true`,
) {
  const rows = lots.map((lot, i) => ({
    ...lot,
    id: newId('lot', Date.parse(ctx.now)),
    position: after + i + 1,
    outline: lot.outline ? JSON.stringify(cleaned(lot.outline)) : null,
  }))
  const facts = rows.map((lot) => lotFact(ctx, 'lot.added', site, { id: lot.id, capacityId: '' }, onBehalfOf))
  const json = JSON.stringify(rows.map((row, i) => ({ ...row, eventId: facts[i]?.id })))
  const insert = sql`insert into lots (id, cluster_id, site_id, building_id, capacity_id, position, name, surface_m2, floor, state,
      step_free, access, power, power_kva, water, floor_load_kg_m2, public_type, public_category, uses, available_from,
      available_until, comfort_percent, plan_id, outline, last_event_id, created_at)
    select value ->> 'id', ${site.clusterId}, ${site.id}, value ->> 'buildingId',
      (select c.id from listing_capacities lc join capacities c on c.id = lc.capacity_id
        where lc.listing_id = ${site.listingId} and c.label = value ->> 'name' and c.quantity > 0),
      value ->> 'position', value ->> 'name', value ->> 'surfaceM2', value ->> 'floor', value ->> 'state',
      value ->> 'stepFree', value ->> 'access', value ->> 'power', value ->> 'powerKva', value ->> 'water',
      value ->> 'floorLoadKgM2', value ->> 'publicType', value ->> 'publicCategory', value -> 'uses',
      value ->> 'availableFrom', value ->> 'availableUntil', value ->> 'comfortPercent', value ->> 'planId',
      value ->> 'outline', value ->> 'eventId', ${ctx.now}
    from json_each(${json}) where ${onlyIf}`
  return { ids: rows.map((row) => row.id), facts, writes: rows.length > 0 ? [query(ctx, insert)] : [] }
}

/** Nobody has drawn on the plan since its lots were read: two at once may not draw one over the other. */
export function drawnAsRead(
  planId: string | null | undefined,
  others: readonly { id: string; planId: string | null; version: number }[],
  lotId = '',
) {
  if (!planId) return sql<boolean>`true`
  const read = others.filter((one) => one.planId === planId)
  const versions = Object.fromEntries(read.map((one) => [one.id, one.version]))
  return sql<boolean>`(select json_group_object(id, version) from (select id, version from lots
    where plan_id = ${planId} and removed_at is null and id <> ${lotId} order by id)) = ${JSON.stringify(sorted(versions))}`
}
const sorted = (versions: Record<string, number>) => Object.fromEntries(Object.entries(versions).sort())

export function lotFact(
  ctx: Ctx,
  type: 'lot.added' | 'lot.changed' | 'lot.removed',
  site: SiteRef,
  lot: { id: string; capacityId: string },
  onBehalfOf: string | null,
): Fact {
  return fact(ctx, type, {
    ...{ clusterId: site.clusterId, table: 'lots', row: lot.id, onBehalfOf },
    payload: { organisationId: site.organisationId, siteId: site.id, capacityId: lot.capacityId },
  }) as Fact
}

export function siteFact(
  ctx: Ctx,
  site: SiteRef,
  what: Events['site.changed']['what'],
  onBehalfOf: string | null,
): Fact {
  return fact(ctx, 'site.changed', {
    ...{ clusterId: site.clusterId, table: 'sites', row: site.id, onBehalfOf },
    payload: { organisationId: site.organisationId, what },
  }) as Fact
}

export function insertBuildings(
  ctx: Ctx,
  site: SiteRef,
  buildings: readonly BuildingInput[],
  eventId: string,
): Query[] {
  if (buildings.length === 0) return []
  const rows = buildings.map((b, i) => ({
    ...b,
    id: b.id ?? newId('building', Date.parse(ctx.now)),
    position: i + 1,
  }))
  return [
    query(
      ctx,
      sql`insert into buildings (id, cluster_id, site_id, position, name, kind, state, floors, built_year, surface_m2, last_event_id)
      select value ->> 'id', ${site.clusterId}, ${site.id}, value ->> 'position', value ->> 'name', value ->> 'kind',
        value ->> 'state', value ->> 'floors', value ->> 'builtYear', value ->> 'surfaceM2', ${eventId}
      from json_each(${JSON.stringify(rows)}) where true
      on conflict (id) do update set position = excluded.position, name = excluded.name, kind = excluded.kind,
        state = excluded.state, floors = excluded.floors, built_year = excluded.built_year,
        surface_m2 = excluded.surface_m2, version = version + 1, last_event_id = excluded.last_event_id`,
    ),
  ]
}

export function insertCharges(
  ctx: Ctx,
  site: SiteRef,
  charges: readonly ChargeInput[],
  eventId: string,
): Query[] {
  if (charges.length === 0) return []
  const rows = charges.map((one, i) => ({
    ...one,
    id: newId('charge', Date.parse(ctx.now)),
    position: i + 1,
  }))
  return [
    query(
      ctx,
      sql`insert into site_charges (id, cluster_id, site_id, position, item, label, cents_per_year, last_event_id)
      select value ->> 'id', ${site.clusterId}, ${site.id}, value ->> 'position', value ->> 'item', value ->> 'label',
        value ->> 'centsPerYear', ${eventId} from json_each(${JSON.stringify(rows)})`,
    ),
  ]
}

export const query = (
  ctx: Ctx,
  statement: { compile: (db: Ctx['db']) => ReturnType<Query['compile']> },
): Query => ({
  compile: () => statement.compile(ctx.db),
})
