import { invalid } from '../../core/errors'
import { type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import type { Lot } from '../input'
import type { Capacity, Listing } from '../queries'
import { type CapacityPlan, capacitiesFor, lotCapacity, type Terms } from '../rules'
import { makeCapacities } from './makeCapacities'

type Changed = { facts: Fact[]; writes: (eventId: string) => Query[] }

/**
 * Makes what can be booked follow an edited offer. The database refuses to lower a quantity below what is booked
 * (`capacity_held`); a lot that leaves the list is set to nothing by the same rule, so that a booked one stays.
 */
export async function changeCapacities(
  ctx: Ctx,
  l: Listing,
  after: Terms & { title: string },
  lots: readonly Lot[],
  capacities: readonly Capacity[],
  onBehalfOf: string | null,
): Promise<Changed> {
  if (l.direction === 'need') return { facts: [], writes: () => [] }
  const plans = l.kind === 'premises' ? [] : capacitiesFor(after, [])
  const pairs =
    l.kind === 'premises'
      ? pairsOfLots(lots, capacities)
      : plans.map((plan, i) => ({ plan, now: capacities[i] }))
  const gone = capacities.filter((c) => !pairs.some((p) => p.now?.id === c.id))
  const set = [
    ...pairs.flatMap(({ plan, now }) => (now && differs(plan, now) ? [{ plan, now }] : [])),
    ...gone.map((now) => ({ plan: { ...now, quantity: 0 } as CapacityPlan, now })),
  ]
  const facts = set.map(({ plan, now }) =>
    fact(ctx, 'capacity.changed', {
      ...{ clusterId: l.clusterId, table: 'capacities', row: now.id, onBehalfOf },
      payload: {
        quantity: plan.quantity,
        ...('surfaceM2' in plan.details && { surfaceM2: Number(plan.details.surfaceM2) }),
      },
    }),
  )
  const owner = { listingId: l.id, clusterId: l.clusterId, organisationId: l.organisationId }
  const fresh = pairs.filter((p) => !p.now).map((p) => p.plan)
  const siblings = await sharing(
    ctx,
    l,
    set.map(({ now }) => now.id),
    after.quantity,
  )
  return {
    facts: [...facts, ...siblings.facts],
    writes: (eventId) => [
      ...set.map(({ plan, now }, i) =>
        ctx.db
          .updateTable('capacities')
          .set({
            label: plan.label,
            quantity: plan.quantity,
            unit: plan.unit,
            details: JSON.stringify(plan.details),
          })
          .set({ shape: plan.shape, ...stamp(facts[i]!) })
          .where('id', '=', now.id)
          .where('version', '=', now.version),
      ),
      ...gone.map((c) =>
        ctx.db.deleteFrom('listingCapacities').where('listingId', '=', l.id).where('capacityId', '=', c.id),
      ),
      ...siblings.writes,
      ...makeCapacities(
        ctx,
        { ...owner, eventId },
        fresh,
        capacities.length + 1000 * Number(gone.length > 0),
      ),
    ],
  }
}

function pairsOfLots(lots: readonly Lot[], capacities: readonly Capacity[]) {
  return lots.map((lot, i) => {
    const now = lot.capacityId ? capacities.find((c) => c.id === lot.capacityId) : undefined
    if (lot.capacityId && !now) throw invalid({ path: `lots.${i}.capacityId`, code: 'not_a_choice' })
    return { plan: lotCapacity(lot), now }
  })
}

const differs = (plan: CapacityPlan, now: Capacity): boolean =>
  plan.quantity !== now.quantity ||
  plan.label !== now.label ||
  plan.unit !== now.unit ||
  plan.shape !== now.shape ||
  JSON.stringify(Object.entries(plan.details).sort()) !== JSON.stringify(Object.entries(now.details).sort())

/** Other offers of the same thing: how many there are of it is true of each. */
async function sharing(ctx: Ctx, l: Listing, capacityIds: readonly string[], quantity: number) {
  const none = { facts: [] as Fact[], writes: [] as Query[] }
  if (capacityIds.length === 0 || (l.kind !== 'space' && l.kind !== 'equipment')) return none
  const others = await ctx.db
    .selectFrom('listingCapacities')
    .innerJoin('listings', 'listings.id', 'listingCapacities.listingId')
    .select(['listings.id', 'listings.kind', 'listings.version'])
    .where('capacityId', 'in', capacityIds)
    .where('listings.id', '<>', l.id)
    .limit(20)
    .execute()
  const facts = others.map((other) =>
    fact(ctx, 'listing.edited', {
      ...{ clusterId: l.clusterId, table: 'listings', row: other.id },
      payload: { organisationId: l.organisationId, direction: 'offer', kind: other.kind },
    }),
  )
  const writes = others.map((other, i) =>
    ctx.db
      .updateTable('listings')
      .set((eb) => ({ quantity, contentVersion: eb('contentVersion', '+', 1), ...stamp(facts[i]!) }))
      .where('id', '=', other.id)
      .where('version', '=', other.version),
  )
  return { facts, writes }
}
