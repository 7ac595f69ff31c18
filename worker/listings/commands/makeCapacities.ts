import { sql } from 'kysely'
import { newId } from '../../core/ids'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { CapacityPlan } from '../rules'

interface Owner {
  listingId: string
  clusterId: string
  organisationId: string
  eventId: string
}
/** The writes that make capacities of a listing, however many, in two statements. `after`: the position behind which they stand. */
export function makeCapacities(ctx: Ctx, owner: Owner, plans: readonly CapacityPlan[], after = 0): Query[] {
  if (plans.length === 0) return []
  const rows = plans.map((plan, i) => ({
    ...plan,
    id: newId('capacity', Date.parse(ctx.now)),
    position: after + i + 1,
  }))
  const json = JSON.stringify(rows)
  const { listingId, clusterId, organisationId, eventId } = owner
  return [
    sql`insert into capacities (id, cluster_id, organisation_id, shape, label, quantity, unit, details, last_event_id)
      select value ->> 'id', ${clusterId}, ${organisationId}, value ->> 'shape', value ->> 'label', value ->> 'quantity',
        value ->> 'unit', value -> 'details', ${eventId} from json_each(${json})`,
    sql`insert into listing_capacities (listing_id, capacity_id, position)
      select ${listingId}, value ->> 'id', value ->> 'position' from json_each(${json})`,
  ].map((statement) => ({ compile: () => statement.compile(ctx.db) }))
}
